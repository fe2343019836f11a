"""Golden images: pictures inside a bundle with the outputs that this machine must reproduce.

`expected` of an entry holds `differential` (code -> probability), `modality` (name -> probability),
`question` and `text_start`, the beginning of the generated answer; `tolerance` is the largest
difference of a probability that is accepted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from skinvl.contract.errors import BundleSchemaError
from skinvl.runtime.bundle import Bundle

# Enough tokens for any beginning that a bundle's maker expects.
_TOKENS = 32


@dataclass(frozen=True)
class GoldenResult:
    """One golden image on this machine.

    Attributes:
        file: its name in the bundle.
        distance: largest difference of a probability; infinite where the classes differ.
        tolerance: what the bundle accepts.
        text_fits: whether the generated text begins as expected.
        found: the probabilities that this machine gave, of all diagnoses and modalities.
    """

    file: str
    distance: float
    tolerance: float
    text_fits: bool
    found: Mapping[str, float] = field(default_factory=dict)

    @property
    def fault(self) -> str | None:
        """What is wrong, in one line; None if nothing is."""
        if not self.distance <= self.tolerance:
            return (
                f"{self.file}: probabilities differ by {self.distance:.3f} where at most "
                f"{self.tolerance:.3f} is accepted"
            )
        return None if self.text_fits else f"{self.file}: the text does not begin as expected"


def run_golden(bundle: Bundle) -> Iterator[GoldenResult]:
    """Run every golden image of a bundle.

    Raises:
        BundleSchemaError: an expectation is not of the form above.
        ImageError: a golden file is no image.
        ModelError: a graph failed.
    """
    for index, entry in enumerate(bundle.info.golden):
        try:
            differential = _read_probabilities(entry.expected["differential"])
            modality = _read_probabilities(entry.expected["modality"])
            question = str(entry.expected["question"])
            start = str(entry.expected["text_start"])
        except (KeyError, TypeError, ValueError) as error:
            raise BundleSchemaError(
                bundle.folder / "bundle.json", f"golden[{index}].expected: {error!r}"
            ) from error
        encoded = bundle.encode(bundle.folder / entry.file)
        found = {str(ranked.code): ranked.probability for ranked in encoded.head.differential}
        distance = max(
            _measure_distance(differential, found),
            _measure_distance(modality, encoded.head.modality),
        )
        text = "".join(bundle.answer(encoded, question, max_tokens=_TOKENS))
        both = {f"modality {name}": value for name, value in encoded.head.modality.items()} | found
        yield GoldenResult(entry.file, distance, entry.tolerance, text.startswith(start), both)


def compare_golden(one: GoldenResult, other: GoldenResult) -> str | None:
    """What differs between two runs of one golden image, in one line; None if they agree.

    They agree where no probability differs by more than the tolerance of the image.
    """
    distance = _measure_distance(one.found, other.found)
    if distance <= one.tolerance:
        return None
    return f"{one.file}: probabilities differ by {distance:.3f} between two providers"


def check_golden(bundle: Bundle) -> list[str]:
    """The faults of all golden images, one line each; empty if this machine reproduces them."""
    return [result.fault for result in run_golden(bundle) if result.fault is not None]


def _read_probabilities(record: Any) -> dict[str, float]:
    return {str(name): float(value) for name, value in dict(record).items()}


def _measure_distance(expected: Mapping[str, float], found: Mapping[str, float]) -> float:
    if set(expected) != set(found):
        return math.inf
    return max(abs(value - found[name]) for name, value in expected.items())
