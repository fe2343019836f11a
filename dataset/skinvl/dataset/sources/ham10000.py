"""HAM10000 as published on the Harvard Dataverse (doi:10.7910/DVN/DBW86T)."""

from __future__ import annotations

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

LICENCE = "CC BY-NC 4.0"
CITATION = (
    "Tschandl P, Rosendahl C, Kittler H. The HAM10000 dataset, a large collection of multi-source "
    "dermatoscopic images of common pigmented skin lesions. Sci Data 5, 180161 (2018)."
)
MASK_FOLDER = "HAM10000_segmentations_lesion_tschandl"
_COLUMNS = ("lesion_id", "image_id", "dx", "age", "sex", "localization")


def read_ham10000(
    folder: Path,
    *,
    masks: Path | None = None,
    licence: str | None = None,
    modality: Modality | None = None,
) -> Collection:
    """Read every ``HAM10000_*`` folder of images under `folder`.

    Args:
        folder: holds ``HAM10000_metadata`` (or ``.csv``) and the image folders.
        masks: the folder of ``<image_id>_segmentation.png``; None takes the published one.

    Raises:
        DataError: no metadata, no image at all, or an unknown diagnosis code.
    """
    table = _find_metadata(folder)
    rows = {row["image_id"]: row for row in read_table(table, _COLUMNS)}
    mask_folder = masks or folder / MASK_FOLDER
    mask_names = {p.name for p in mask_folder.iterdir()} if mask_folder.is_dir() else set()
    records: list[Record] = []
    rejections: list[Rejection] = []
    found: set[str] = set()
    whole_frames: set[str] = set()
    for images in _image_folders(folder):
        for file in list_images(images):
            row = rows.get(file.stem)
            name = f"{images.name}/{file.name}"
            if row is None:
                rejections.append(Rejection(name, f"not in {table.name}"))
                continue
            diagnosis = ontology().resolve(row["dx"], "ham10000")
            if diagnosis is None:
                raise DataError(table, f"unknown dx {row['dx']!r} of {file.stem}")
            found.add(file.stem)
            if images.name.startswith("HAM10000_images"):
                whole_frames.add(file.stem)
            mask = f"{file.stem}_segmentation.png"
            records.append(
                Record(
                    id=f"{images.name}/{file.stem}",
                    file=file,
                    modality=modality or "dermoscopy",
                    label=row["dx"],
                    diagnosis=code_of(diagnosis),
                    source="ham10000",
                    licence=licence or LICENCE,
                    lesion_id=row["lesion_id"] or None,
                    age=to_float(row["age"]),
                    sex=to_known(row["sex"]),
                    site=to_known(row["localization"]),
                    mask=mask_folder / mask if mask in mask_names else None,
                )
            )
    if not records:
        raise DataError(
            folder, f"no image of {table.name} in a folder HAM10000_images, "
            "HAM10000_images_part_1 or HAM10000_images_part_2",
        )
    return Collection(
        name="HAM10000",
        licence=licence or LICENCE,
        citation=CITATION,
        records=tuple(records),
        rejections=tuple(rejections),
        missing={
            "images_in_no_folder": len(rows.keys() - found),
            "full_frame_images": len(rows.keys() - whole_frames),
            "masks": sum(f"{name}_segmentation.png" not in mask_names for name in found),
        },
    )


def _find_metadata(folder: Path) -> Path:
    for name in ("HAM10000_metadata.csv", "HAM10000_metadata"):
        if (folder / name).is_file():
            return folder / name
    raise DataError(folder, "no HAM10000_metadata or HAM10000_metadata.csv in this folder")


def _image_folders(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.glob("HAM10000_*")
        if path.is_dir() and "segmentation" not in path.name.lower()
    )
