"""The tables of MM-Skin: ``VQA.csv`` and ``caption.csv``.

Columns and the spelling ``skin`` for clinical photographs are those of the published tables. They
know no splits; so there is a pair of tables for all pictures and one for each split.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from skinvl.contract.sample import SPLITS, Modality, Sample
from skinvl.dataset.vqa.formats.folder import replace_folder

FOLDER = "mm-skin"
MODALITY: dict[Modality, str] = {
    "clinical": "skin",
    "dermoscopy": "dermoscopy",
    "pathology": "pathology",
    "other": "other",
}


def write_mm_skin(folder: Path, samples: Sequence[Sample], captions: Sequence[str | None]) -> None:
    """Write the tables; image paths are relative to `folder`.

    Args:
        folder: the dataset folder.
        samples: one per image.
        captions: of each sample, as printed in the book; None leaves it out of the captions.

    Raises:
        DataError: they cannot be written.
    """
    rows = list(zip(samples, captions, strict=True))
    with replace_folder(folder / FOLDER) as building:
        _write_tables(building, rows)
        for split in SPLITS:
            some = [row for row in rows if row[0].split == split]
            if some:
                (building / split).mkdir()
                _write_tables(building / split, some)


def _write_tables(folder: Path, rows: Sequence[tuple[Sample, str | None]]) -> None:
    _write(
        folder / "VQA.csv",
        ("image", "question", "answer"),
        ((sample.image, qa.question, qa.answer) for sample, _ in rows for qa in sample.qa),
    )
    _write(
        folder / "caption.csv",
        ("image", "caption", "modality"),
        ((sample.image, caption, MODALITY[sample.modality]) for sample, caption in rows if caption),
    )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)
