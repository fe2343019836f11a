"""BCN20000: dermoscopy of the Hospital Clinic, Barcelona (Hernandez-Perez et al. 2024).

Two layouts: the authors' own, with ``bcn_20k_train.csv`` and ``bcn_20k_test.csv`` (``bcn_filename,
age_approx, anatom_site_general, diagnosis, lesion_id, capture_date, sex, split``) and a folder of
images for each, and the ISIC Archive's. The columns of the first are those that public loaders
read, e.g. the authors' baseline.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from skinvl.contract.sample import Modality, Split
from skinvl.dataset.sources.collection import Collection, Record, read_table, to_float, to_known
from skinvl.dataset.sources.isic_archive import Publication, read_isic_archive
from skinvl.dataset.sources.isic_labels import ISIC_LABELS
from skinvl.dataset.sources.labels import LabelReader
from skinvl.dataset.sources.tables import find_file, match_images, require_records

BCN20000 = Publication(
    name="BCN20000",
    source="bcn20000",
    licence="CC BY-NC 4.0",
    citation=(
        "Hernandez-Perez C et al. BCN20000: dermoscopic lesions in the wild. Sci Data 11, 641 "
        "(2024)."
    ),
)
_TABLES: dict[str, Split] = {"bcn_20k_train.csv": "train", "bcn_20k_test.csv": "test"}
_SPLITS: dict[str, Split] = {"train": "train", "val": "val", "validation": "val", "test": "test"}


def read_bcn20000(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read the authors' layout where one of its tables is there, else the ISIC Archive's.

    Lesions stay together; no patient is named in the authors' tables. Test images are published
    without labels and stay without a diagnosis.

    Raises:
        DataError: neither layout, or no image.
    """
    found = {name: find_file(folder, name) for name in _TABLES}
    if not any(found.values()):
        return read_isic_archive(folder, licence=licence, modality=modality, publication=BCN20000)
    rows = [
        {**row, "part": part}
        for part, table in found.items()
        if table is not None
        for row in read_table(table, ("bcn_filename",))
    ]
    matched = match_images(folder, rows, _name_image, table="the tables")
    labels = LabelReader("isic", ISIC_LABELS)
    records = [
        Record(
            id=listed.name,
            file=listed.file,
            modality=modality or BCN20000.modality,
            label=listed.row.get("diagnosis") or None,
            diagnosis=labels.read(listed.row.get("diagnosis")),
            source=BCN20000.source,
            licence=licence or BCN20000.licence,
            lesion_id=listed.row.get("lesion_id") or None,
            age=to_float(listed.row.get("age_approx", "")),
            sex=to_known(listed.row.get("sex", "")),
            site=to_known(listed.row.get("anatom_site_general", "")),
            published_split=_SPLITS.get(
                listed.row.get("split", "").lower(), _TABLES[listed.row["part"]]
            ),
        )
        for listed in matched.listed
    ]
    return Collection(
        name=BCN20000.name,
        licence=licence or BCN20000.licence,
        citation=BCN20000.citation,
        records=require_records(records, folder, "the tables"),
        rejections=matched.rejections,
        missing={"images": matched.missing},
        undiagnosed=labels.undiagnosed(),
    )


def _name_image(row: Mapping[str, str]) -> str:
    return row["bcn_filename"]
