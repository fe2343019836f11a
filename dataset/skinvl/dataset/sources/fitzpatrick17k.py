"""Fitzpatrick17k: clinical photographs with skin type (Groh et al. 2021)."""

from __future__ import annotations

from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.sample import Modality
from skinvl.dataset.sources.collection import (
    Collection,
    Record,
    Rejection,
    list_images,
    read_table,
    to_skin_type,
)
from skinvl.dataset.sources.labels import LabelReader

LICENCE = "CC BY-NC-SA 3.0"
CITATION = (
    "Groh M et al. Evaluating deep neural networks trained on clinical images in dermatology with "
    "the Fitzpatrick 17k dataset. CVPR Workshops (2021), arXiv:2104.09957."
)
_WRONG_QC = {"3": "quality check: wrongly labelled", "4": "quality check: cannot tell"}


def read_fitzpatrick17k(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read ``images/<md5hash>.jpg`` with ``fitzpatrick17k.csv`` or ``labels.csv``.

    Images whose quality check says "3 Wrongly labelled" or "4 ..." (cannot tell) are dropped.

    Raises:
        DataError: no table, or no image.
    """
    table, rows = _find_rows(folder)
    images = folder / "images" if (folder / "images").is_dir() else folder
    files = {path.stem: path for path in list_images(images)}
    records: list[Record] = []
    rejections: list[Rejection] = []
    labels = LabelReader("fitzpatrick17k")
    missing = 0
    for name, row in rows.items():
        file = files.get(name)
        if file is None:
            missing += 1
            continue
        verdict = _WRONG_QC.get(row["qc"][:1])
        if verdict is not None:
            rejections.append(Rejection(file.name, verdict))
            continue
        records.append(
            Record(
                id=name,
                file=file,
                modality=modality or "clinical",
                label=row["label"],
                diagnosis=labels.read(row["label"]),
                source="fitzpatrick17k",
                licence=licence or LICENCE,
                skin_type=to_skin_type(row["skin_type"]),
            )
        )
    unlisted = sorted(set(files) - set(rows))
    rejections += [Rejection(files[name].name, f"not in {table.name}") for name in unlisted]
    if not records:
        raise DataError(folder, f"no image of {table.name} in {images.name}/")
    return Collection(
        name="Fitzpatrick17k",
        licence=licence or LICENCE,
        citation=CITATION,
        records=tuple(records),
        rejections=tuple(rejections),
        missing={"images": missing},
        undiagnosed=labels.undiagnosed(),
    )


def _find_rows(folder: Path) -> tuple[Path, dict[str, dict[str, str]]]:
    """The table and its rows by image name, with columns label, skin_type and qc."""
    published = folder / "fitzpatrick17k.csv"
    if published.is_file():
        wanted = ("md5hash", "label", "qc")
        rows = read_table(published, wanted)
        scale = "fitzpatrick_scale" if rows and "fitzpatrick_scale" in rows[0] else "fitzpatrick"
        return published, {
            row["md5hash"]: {
                "label": row["label"],
                "qc": row["qc"],
                "skin_type": row.get(scale, ""),
            }
            for row in rows
        }
    short = folder / "labels.csv"
    if short.is_file():
        return short, {
            Path(row["image"]).stem: {
                "label": row["label"],
                "qc": row["qc"],
                "skin_type": row["fitzpatrick"],
            }
            for row in read_table(short, ("image", "label", "fitzpatrick", "qc"))
        }
    raise DataError(folder, "no fitzpatrick17k.csv and no labels.csv in this folder")
