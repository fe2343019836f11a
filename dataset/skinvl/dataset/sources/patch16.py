"""Patch16: tiles of skin histology in 16 classes (Kriegsmann et al. 2022).

Layout as on heiDATA (doi:10.11588/data/7QCR8S): ``data/tiles-v2.csv`` with the columns ``file``,
``class``, ``set`` and ``case`` beside others, and the tiles
``data/tiles/<class>/<class>_ws_<slide>_<number>.jpg``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.sample import Modality, Split
from skinvl.dataset.sources.collection import Collection, Record, list_images, read_table
from skinvl.dataset.sources.labels import LabelReader
from skinvl.dataset.sources.tables import Matched, find_file, match_images, require_records

LICENCE = "see doi:10.11588/data/7QCR8S"
CITATION = (
    "Kriegsmann K et al. Deep learning for the detection of anatomical tissue structures and "
    "neoplasms of the skin on scanned histopathological tissue sections. Front Oncol 12, 1022967 "
    "(2022)."
)
TUMOURS: dict[str, str | None] = {
    "tumor_skin_epithelial_bcc": "basal-cell-carcinoma",
    "tumor_skin_epithelial_sqcc": "squamous-cell-carcinoma",
    "tumor_skin_melanoma_melanoma": "melanoma",
    "tumor_skin_naevus_naevus": "melanocytic-nevus",
}
NORMAL = frozenset(
    f"nontumor_skin_{name}"
    for name in (
        "chondraltissue_chondraltissue",
        "dermis_dermis",
        "elastosis_elastosis",
        "epidermis_epidermis",
        "hairfollicle_hairfollicle",
        "muscle_skeletal",
        "necrosis_necrosis",
        "nerves_nerves",
        "sebaceousglands_sebaceousglands",
        "subcutis_subcutis",
        "sweatglands_sweatglands",
        "vessel_vessel",
    )
)
_SPLITS: dict[str, Split] = {"train": "train", "validation": "val", "test": "test"}
_SLIDE = re.compile(r"_ws_(\d+)_")


def read_patch16(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read the tiles that ``tiles-v2.csv`` names; without the table, all in class folders.

    Tiles of one case stay together, and of one slide, whose number is in the file's name.

    Raises:
        DataError: no tile.
    """
    table = find_file(folder, "tiles-v2.csv")
    matched = _list_folders(folder) if table is None else _list_table(folder, table)
    labels = LabelReader(table=TUMOURS)
    records: list[Record] = []
    for listed in matched.listed:
        label, row = listed.row["class"], listed.row
        diagnosis = None
        if label in NORMAL:
            labels.count("tissue without a tumour")
        else:
            diagnosis = labels.read(label)
        slide = _SLIDE.search(listed.name)
        records.append(
            Record(
                id=f"{label}/{listed.name}" if label else listed.name,
                file=listed.file,
                modality=modality or "pathology",
                label=label or None,
                diagnosis=diagnosis,
                source="patch16",
                licence=licence or LICENCE,
                patient_id=row.get("case") or None,
                given_group=f"slide {slide[1]}" if slide else None,
                published_split=_SPLITS.get(row.get("set", "").lower()),
            )
        )
    return Collection(
        name="Patch16",
        licence=licence or LICENCE,
        citation=CITATION,
        records=require_records(records, folder, "tiles-v2.csv or a class folder"),
        rejections=matched.rejections,
        missing={"images": matched.missing},
        undiagnosed=labels.undiagnosed(),
    )


def _list_table(folder: Path, table: Path) -> Matched:
    rows = read_table(table, ("file", "class", "set"))
    return match_images(folder, rows, _name_file, table=table.name)


def _name_file(row: Mapping[str, str]) -> str:
    return row["file"]


def _list_folders(folder: Path) -> Matched:
    rows = [
        {"file": path.name, "class": path.parent.name}
        for path in list_images(folder, recursive=True)
        if path.parent.name in NORMAL or path.parent.name in TUMOURS
    ]
    if not rows:
        raise DataError(folder, "no tiles-v2.csv and no folder named after a class of Patch16")
    return match_images(folder, rows, _name_file, table="the class folders")
