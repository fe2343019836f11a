"""ISIC challenge collections: one-hot tables of 2017, 2018 and 2019, or a table of splits."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.ontology import ontology
from skinvl.contract.sample import Modality
from skinvl.dataset.sources.collection import (
    Collection,
    Record,
    Rejection,
    code_of,
    list_images,
    read_table,
    to_float,
    to_known,
)
from skinvl.dataset.splits import GivenSplits

LICENCE_2017 = "CC0 1.0"
LICENCE_LATER = "CC BY-NC 4.0"
CITATION = (
    "Codella N et al. Skin lesion analysis toward melanoma detection: a challenge at the 2017 "
    "ISBI, hosted by the ISIC (arXiv:1710.05006); 2018 (arXiv:1902.03368); "
    "2019: Combalia M et al. BCN20000 (arXiv:1908.02288)."
)
_ONE_HOT = ("MEL", "NV", "BCC", "AK", "AKIEC", "BKL", "DF", "VASC", "SCC", "UNK")

Labels = Mapping[str, str]


def read_isic(
    folder: Path,
    *,
    splits: GivenSplits | None = None,
    masks: Path | None = None,
    licence: str | None = None,
    modality: Modality | None = None,
) -> Collection:
    """Read the images below `folder` with the labels of a one-hot table, else of `splits`.

    Args:
        folder: holds images (at any depth) and, as published, ``*GroundTruth*.csv``.
        splits: labels per file, used when no one-hot table is there.
        masks: folder of ``<image>_segmentation.png``.

    Raises:
        DataError: no image, no labels, or an unknown label.
    """
    labels, is_2017, table = _find_labels(folder)
    metadata = _find_metadata(folder)
    found = [
        path
        for path in list_images(folder, recursive=True)
        if not path.stem.endswith(("_segmentation", "_superpixels"))
    ]
    if not found:
        raise DataError(folder, "no image in this folder or below it")
    if table is None and splits is None:
        raise DataError(
            folder, "no one-hot table (image, MEL, NV, ...) and no --splits with labels"
        )
    look_up = _labels_by_table(labels) if table is not None else _labels_by_splits(splits)
    terms = ontology()
    records: list[Record] = []
    rejections: list[Rejection] = []
    chosen = licence or (LICENCE_2017 if is_2017 or table is None else LICENCE_LATER)
    for file in found:
        label = look_up(file)
        name = file.relative_to(folder).as_posix()
        if label is None:
            rejections.append(Rejection(name, "no label"))
            continue
        if label == "UNK":
            rejections.append(Rejection(name, "labelled unknown (UNK)"))
            continue
        diagnosis = terms.resolve(label, "isic") or terms.resolve(label)
        if diagnosis is None:
            raise DataError(file, f"label {label!r} is not in the ontology")
        row = metadata.get(file.stem, {})
        mask = None if masks is None else masks / f"{file.stem}_segmentation.png"
        records.append(
            Record(
                id=name.removeprefix("images/").removesuffix(file.suffix),
                file=file,
                modality=modality or "dermoscopy",
                label=label,
                diagnosis=code_of(diagnosis),
                source="isic2017" if is_2017 or table is None else "isic",
                licence=chosen,
                lesion_id=row.get("lesion_id") or None,
                patient_id=row.get("patient_id") or None,
                age=to_float(row.get("age_approx", "")),
                sex=to_known(row.get("sex", "")),
                site=to_known(row.get("anatom_site_general", "")),
                mask=mask if mask is not None and mask.is_file() else None,
            )
        )
    if not records:
        raise DataError(folder, "no image has a label")
    stems = {path.stem for path in found}
    return Collection(
        name="ISIC 2017" if is_2017 or table is None else "ISIC",
        licence=chosen,
        citation=CITATION,
        records=tuple(records),
        rejections=tuple(rejections),
        missing={"images": len(set(labels) - stems)} if table is not None else {},
    )


def _find_labels(folder: Path) -> tuple[dict[str, str], bool, Path | None]:
    """Labels by image name from every one-hot table below `folder`, whether 2017, and a table."""
    labels: dict[str, str] = {}
    is_2017 = False
    used: Path | None = None
    for path in sorted(folder.rglob("*.csv")):
        rows = read_table(path)
        columns = set(rows[0]) if rows else set()
        if {"image_id", "melanoma", "seborrheic_keratosis"} <= columns:
            is_2017 = True
            labels.update({row["image_id"]: _label_2017(row) for row in rows})
        elif {"image", "MEL", "NV"} <= columns:
            labels.update({row["image"]: _label_one_hot(path, row) for row in rows})
        else:
            continue
        used = path
    return labels, is_2017, used


def _label_2017(row: Mapping[str, str]) -> str:
    if to_float(row["melanoma"]) == 1.0:
        return "melanoma"
    if to_float(row["seborrheic_keratosis"]) == 1.0:
        return "seborrheic keratosis"
    return "nevus"


def _label_one_hot(path: Path, row: Mapping[str, str]) -> str:
    marked = [name for name in _ONE_HOT if to_float(row.get(name, "")) == 1.0]
    if len(marked) != 1:
        raise DataError(path, f"{row['image']} has {len(marked)} classes marked instead of one")
    return marked[0]


def _find_metadata(folder: Path) -> dict[str, dict[str, str]]:
    """Age, sex and site by image name from a published metadata table, if there is one."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.rglob("*etadata*.csv")):
        for row in read_table(path):
            key = row.get("image") or row.get("image_id")
            if key:
                found[key] = row
    return found


def _labels_by_table(labels: Labels) -> Callable[[Path], str | None]:
    return lambda file: labels.get(file.stem)


def _labels_by_splits(splits: GivenSplits | None) -> Callable[[Path], str | None]:
    def look_up(file: Path) -> str | None:
        row = splits.find(Path(os.path.abspath(file))) if splits is not None else None
        return None if row is None else row.label or None

    return look_up
