"""The keyword `auto` of a configuration: data sets and diagnoses taken from what was imported."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.sample import Sample, read_samples
from skinvl.training.config import DataConfig

AUTO = ("auto",)
# A class with fewer training images would be learned by heart; without an image for validation
# nothing could be calibrated.
TRAINING_IMAGES = 20
VALIDATION_IMAGES = 2


def discover(config: DataConfig, root: Path) -> DataConfig:
    """`config` with `datasets: [auto]` and `..._codes: [auto]` replaced by every imported data set
    below `root` and by every diagnosis that has enough images; anything else stays.

    Raises:
        DataError: nothing was imported, or a kind of skin image has fewer than two diagnoses.
    """
    if config.datasets == AUTO:
        found = sorted(file.parent.name for file in root.glob("*/samples.jsonl"))
        if not found:
            raise DataError(root, "no imported data set here; run `skinvl dataset import` first")
        config = dataclasses.replace(config, datasets=tuple(found))
    for modality, codes in (
        ("dermoscopy", config.dermoscopy_codes),
        ("clinical", config.clinical_codes),
    ):
        if codes == AUTO:
            chosen = frequent_codes(read_all(root, config), modality)
            if len(chosen) < 2:
                raise DataError(
                    root,
                    f"{len(chosen)} diagnoses of {modality} images have {TRAINING_IMAGES} training "
                    f"and {VALIDATION_IMAGES} validation images; two are needed: import more, for "
                    "example a public collection",
                )
            if modality == "dermoscopy":
                config = dataclasses.replace(config, dermoscopy_codes=chosen)
            else:
                config = dataclasses.replace(config, clinical_codes=chosen)
    return config


def read_all(root: Path, config: DataConfig) -> list[Sample]:
    """The samples of every configured data set.

    Raises:
        DataError: a data set is missing.
    """
    for name in config.datasets:
        if not (root / name / "samples.jsonl").is_file():
            raise DataError(root / name, "no imported data set here")
    return [sample for name in config.datasets for sample in read_samples(root / name)]


def frequent_codes(samples: list[Sample], modality: str) -> tuple[str, ...]:
    """Codes with enough images of `modality`, in alphabetical order. An image of a diagnosis that
    is too rare counts for the nearest parent in the ontology, if any has enough itself."""
    counts: dict[str, Counter[str]] = {"train": Counter(), "val": Counter()}
    for sample in samples:
        if sample.modality == modality and sample.diagnosis and sample.split in counts:
            counts[sample.split][sample.diagnosis] += 1
    return tuple(
        sorted(
            code
            for code, count in counts["train"].items()
            if count >= TRAINING_IMAGES and counts["val"][code] >= VALIDATION_IMAGES
        )
    )
