"""ISIC challenge 2019: HAM10000, BCN20000 and MSK images in one, training and test.

Files and columns as on challenge.isic-archive.com/data/#2019. Images that were reduced for the
challenge carry ``_downsampled`` after the Archive's id, in the tables too. The test metadata have
no lesions; the test truth is published apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.sample import Modality, Split
from skinvl.dataset.sources.collection import Collection, Record, read_table, to_float, to_known
from skinvl.dataset.sources.labels import LabelReader
from skinvl.dataset.sources.tables import find_file, match_images, require_records, stem_of

LICENCE = "CC BY-NC 4.0"
CITATION = (
    "ISIC 2019: Tschandl P et al. HAM10000. Sci Data 5, 180161 (2018); Codella N et al. "
    "arXiv:1710.05006 (2017); Hernandez-Perez C et al. BCN20000. Sci Data 11, 641 (2024)."
)
CLASSES = ("MEL", "NV", "BCC", "AK", "BKL", "DF", "VASC", "SCC", "UNK")
_PARTS: dict[str, Split] = {"Training": "train", "Test": "test"}
_REDUCED = "_downsampled"
_UNKNOWN = "labelled unknown (UNK)"


def read_isic2019(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read ``ISIC_2019_{Training,Test}_{GroundTruth,Metadata}.csv`` and the images they name.

    Either part may be missing, and the truth of the test part. Lesions stay together. "UNK" is a
    label without a diagnosis.

    Raises:
        DataError: none of the tables, or no image.
    """
    rows = _read_parts(folder)
    matched = match_images(folder, rows, _name_image, key=isic_id_of, table="the tables")
    labels = LabelReader("isic", {"UNK": None})
    records: list[Record] = []
    for listed in matched.listed:
        row = listed.row
        marked = [name for name in CLASSES if to_float(row.get(name, "")) == 1.0]
        label = "+".join(marked) or None
        diagnosis = None
        if label == "UNK":
            labels.count(_UNKNOWN)
        elif len(marked) > 1:
            labels.count(f"{len(marked)} classes marked")
        else:
            diagnosis = labels.read(label)
        records.append(
            Record(
                id=listed.name,
                file=listed.file,
                modality=modality or "dermoscopy",
                label=label,
                diagnosis=diagnosis,
                source="isic2019",
                licence=licence or LICENCE,
                lesion_id=row.get("lesion_id") or None,
                age=to_float(row.get("age_approx", "")),
                sex=to_known(row.get("sex", "")),
                site=to_known(row.get("anatom_site_general", "")),
                published_split=_PARTS[row["part"]],
            )
        )
    return Collection(
        name="ISIC 2019",
        licence=licence or LICENCE,
        citation=CITATION,
        records=require_records(records, folder, "the tables"),
        rejections=matched.rejections,
        missing={"images": matched.missing},
        undiagnosed=labels.undiagnosed(),
    )


def isic_id_of(name: str) -> str:
    """The Archive's id in the name of an image of the challenge."""
    return name.removesuffix(_REDUCED)


def _read_parts(folder: Path) -> list[dict[str, str]]:
    """One line per image: truth and metadata together."""
    rows: dict[str, dict[str, str]] = {}
    for part in _PARTS:
        for kind in ("GroundTruth", "Metadata"):
            table = find_file(folder, f"ISIC_2019_{part}_{kind}.csv")
            for row in () if table is None else read_table(table, ("image",)):
                known = rows.setdefault(isic_id_of(stem_of(row["image"])), {"part": part})
                known |= row
    if not rows:
        raise DataError(folder, "no ISIC_2019_Training_GroundTruth.csv in this folder or below it")
    return list(rows.values())


def _name_image(row: Mapping[str, str]) -> str:
    return row["image"]
