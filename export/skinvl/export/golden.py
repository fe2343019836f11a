"""Golden images: made-up images with the outputs that every machine must reproduce.

`skinvl.runtime.golden` says what an expectation holds, and runs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skinvl.contract.bundle import Golden
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.export.images import draw_lesion, encode_png
from skinvl.runtime.bundle import Bundle

FOLDER = "golden"
SEEDS = (1, 2, 3)
# Short, so that a tie between two tokens late in a text on another processor refuses no bundle.
TEXT_TOKENS = 8
LEAST_TOLERANCE = 0.01
# How much further than the variants of this bundle another machine may be from each other.
SPREAD_FACTOR = 2.0


@dataclass(frozen=True)
class Observed:
    """Outputs for one golden image: probabilities by code and by modality, start of a text."""

    differential: Mapping[str, float]
    modality: Mapping[str, float]
    text: str


def draw_golden_images(folder: Path) -> list[str]:
    """Write the images below `folder`; their names within it."""
    (folder / FOLDER).mkdir()
    names = [f"{FOLDER}/lesion-{seed}.png" for seed in SEEDS]
    for seed, name in zip(SEEDS, names, strict=True):
        (folder / name).write_bytes(encode_png(draw_lesion(seed)))
    return names


def observe(bundle: Bundle, names: Sequence[str]) -> list[Observed]:
    """What a loaded bundle says of its golden images."""
    seen = []
    for name in names:
        encoded = bundle.encode(bundle.folder / name)
        pieces = bundle.answer(encoded, DESCRIBE_QUESTION, max_tokens=TEXT_TOKENS)
        seen.append(
            Observed(
                differential={r.code: r.probability for r in encoded.head.differential},
                modality=dict(encoded.head.modality),
                text="".join(pieces),
            )
        )
    return seen


def expect(names: Sequence[str], observed: Sequence[Sequence[Observed]]) -> tuple[Golden, ...]:
    """Golden entries that every variant fulfils.

    Args:
        names: golden images.
        observed: per variant, what it says of each image; the first variant is the expectation.
    """
    entries = []
    for index, name in enumerate(names):
        first = observed[0][index]
        spread = max(_distance(first, other[index]) for other in observed)
        expected: dict[str, Any] = {
            "differential": dict(first.differential),
            "modality": dict(first.modality),
            "question": DESCRIBE_QUESTION,
            # A character whose last byte is still to come would read otherwise in a longer text.
            "text_start": _common_start([o[index].text for o in observed]).rstrip("\ufffd"),
        }
        entries.append(Golden(name, expected, max(LEAST_TOLERANCE, SPREAD_FACTOR * spread)))
    return tuple(entries)


def _distance(first: Observed, second: Observed) -> float:
    """Largest difference of a probability; infinite where the classes differ."""
    pairs = ((first.differential, second.differential), (first.modality, second.modality))
    if any(set(a) != set(b) for a, b in pairs):
        return float("inf")
    return max(abs(a[key] - b[key]) for a, b in pairs for key in a)


def _common_start(texts: Sequence[str]) -> str:
    shortest = min(texts, key=len)
    for index, character in enumerate(shortest):
        if any(text[index] != character for text in texts):
            return shortest[:index]
    return shortest
