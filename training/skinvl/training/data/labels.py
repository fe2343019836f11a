"""Samples of the imported data sets as the vision stage sees them: rows of class numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import DataError
from skinvl.contract.ontology import ontology
from skinvl.contract.sample import Sample, read_samples
from skinvl.model.configuration import MODALITIES
from skinvl.training.config import DataConfig

NO_CLASS = -1


@dataclass(frozen=True)
class LabelledImages:
    """One row an image.

    modality, dermoscopy, clinical: int64 [N], class numbers; NO_CLASS where there is none.
    """

    samples: tuple[Sample, ...]
    files: tuple[Path, ...]
    datasets: tuple[str, ...]
    modality: NDArray[np.int64]
    dermoscopy: NDArray[np.int64]
    clinical: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.samples)

    def take(self, rows: NDArray[np.int64]) -> LabelledImages:
        """The same columns for the given row numbers."""
        return LabelledImages(
            tuple(self.samples[i] for i in rows),
            tuple(self.files[i] for i in rows),
            tuple(self.datasets[i] for i in rows),
            self.modality[rows],
            self.dermoscopy[rows],
            self.clinical[rows],
        )


def read_labelled_images(
    root: Path, config: DataConfig, split: str, held_out: bool = False
) -> LabelledImages:
    """The images of one split of every configured data set.

    `held_out` selects the labels and sources held out of training instead of the others.

    Raises:
        DataError: a data set is missing or has no image in any split.
    """
    samples: list[Sample] = []
    files: list[Path] = []
    names: list[str] = []
    for name in config.datasets:
        folder = root / name
        if not (folder / "samples.jsonl").is_file():
            raise DataError(folder, "no imported data set here; run `skinvl dataset import` first")
        apart = set(config.hold_out.get(name, ()))
        listed = read_samples(folder)
        unknown = sorted(apart - {name for sample in listed for name in _names(sample)})
        if unknown:
            raise DataError(
                folder, f"data.hold_out names labels or sources that it has not: {unknown}"
            )
        for sample in listed:
            if bool(apart & _names(sample)) != held_out:
                continue
            if not held_out and sample.split != split:
                continue
            samples.append(sample)
            files.append(folder / sample.image)
            names.append(name)
    count = len(samples)
    modality = np.array([MODALITIES.index(s.modality) for s in samples], dtype=np.int64)
    dermoscopy = np.full(count, NO_CLASS, dtype=np.int64)
    clinical = np.full(count, NO_CLASS, dtype=np.int64)
    table = ontology()
    for row, sample in enumerate(samples):
        if sample.diagnosis is None:
            continue
        for kind, column, codes in (
            ("dermoscopy", dermoscopy, config.dermoscopy_codes),
            ("clinical", clinical, config.clinical_codes),
        ):
            if sample.modality == kind:
                nearest = table.ancestor_among(sample.diagnosis, codes)
                if nearest is not None:
                    column[row] = codes.index(nearest)
    return LabelledImages(
        tuple(samples), tuple(files), tuple(names), modality, dermoscopy, clinical
    )


def _names(sample: Sample) -> set[str]:
    """What `hold_out` may call the sample by."""
    return {name for name in (sample.label, sample.source) if name is not None}
