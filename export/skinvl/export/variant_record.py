"""What a bundle's manifest says of each variant, under ``parity.variants.<precision>``.

`write_record` of the contract turns a `VariantRecord` into plain JSON: keys are the names of the
fields. `skinvl.runtime.variant_table` reads the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Change:
    """This variant minus float32 on the same resamples of the same images: 95 % interval."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Figure:
    """A metric with its 95 % interval over groups of images; None where it is undefined.

    ``n`` counts the images behind it; ``difference`` is None for the float32 variant itself.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    difference: Change | None = None


@dataclass(frozen=True)
class ModalityFigures:
    """Figures on the images of one skin modality.

    Attributes:
        images: labelled images.
        operating_point: malignant probability from which an image is called malignant. Chosen once
            on the float32 scores of these images, so that every variant is judged at the same one.
        metrics: balanced_accuracy, macro_auroc, ece_debiased, brier, malignant_sensitivity.
        skin_types: Fitzpatrick pair ("I-II", "III-IV", "V-VI") -> malignant_sensitivity (share of
            malignant images called malignant) and accuracy (share whose first diagnosis is right).
    """

    images: int
    operating_point: float | None
    metrics: Mapping[str, Figure]
    skin_types: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)


@dataclass(frozen=True)
class Speed:
    """Medians on the machine that exported the bundle, whatever else it was doing.

    Attributes:
        machine: name of the processor.
        device: "cpu", also for variants that are meant for another provider.
        threads: threads of one operator.
        repeats: measurements behind each median (fewer where they would take too long).
        vision_ms: milliseconds an image of vision and head graph, at batch "1" and "8".
        prefill_positions: length of the prompt that was read.
        prefill_ms: milliseconds until its first token.
        decode_tokens_per_second: of the tokens after it, one text at a time.
    """

    machine: str
    device: str
    threads: int
    repeats: int
    vision_ms: Mapping[str, float]
    prefill_positions: int
    prefill_ms: float
    decode_tokens_per_second: float


@dataclass(frozen=True)
class Judgement:
    """What the gate found: reasons to refuse, and what too few images left without a judgement."""

    failures: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartRecord:
    """How one graph was made.

    Attributes:
        chosen: name of the recipe, or "float32" where none stayed within its margins.
        kept_float: nodes of the graph that stay in float32.
        attempts: each recipe that was tried, with its numbers and the reasons it was refused for.
    """

    chosen: str
    kept_float: tuple[str, ...]
    attempts: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class VariantRecord:
    """Everything that was measured on one variant.

    Attributes:
        bytes: size of each graph with its weights, and their "total".
        speed: on this machine, on the CPU.
        difference: by graph, largest difference from PyTorch: max_abs and relative.
        text: agreement of greedy tokens with PyTorch, and log-likelihood of PyTorch's tokens.
        parts: how each graph was made; empty for float32.
        validation: by skin modality; empty where no labelled images were given.
        judgement: of the variant as a whole.
    """

    bytes: Mapping[str, int]
    speed: Speed
    difference: Mapping[str, Any]
    text: Mapping[str, Any]
    parts: Mapping[str, PartRecord]
    validation: Mapping[str, ModalityFigures]
    judgement: Judgement
