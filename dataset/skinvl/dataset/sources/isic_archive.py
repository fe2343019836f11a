"""Collections of the ISIC Archive as its site and ``isic-cli`` download them.

One ``metadata.csv`` with a line per image and ``<isic_id>.jpg`` beside or below it. Columns after
github.com/ImageMarkup/isic-metadata; which of them a collection fills differs. Diagnoses stand in
``diagnosis_1`` to ``diagnosis_5``, from general to specific, in earlier downloads in ``diagnosis``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.sample import Modality
from skinvl.dataset.sources.collection import (
    Collection,
    Record,
    Rejection,
    read_table,
    to_float,
    to_known,
)
from skinvl.dataset.sources.isic_labels import ISIC_LABELS
from skinvl.dataset.sources.labels import LabelReader
from skinvl.dataset.sources.tables import match_images, require_records

LICENCES = {
    "CC-0": "CC0 1.0",
    "CC-BY": "CC BY 4.0",
    "CC-BY-NC": "CC BY-NC 4.0",
}
"""The Archive's licences, which hold for each image by itself."""

_LEVELS = (5, 4, 3, 2, 1)
_SKIN_TYPES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_TELLING = ("image_type", "copyright_license", "diagnosis", "diagnosis_1", "lesion_id")


@dataclass(frozen=True)
class Publication:
    """What is known of a collection beside its table; the licence where a line states none."""

    name: str
    source: str
    licence: str
    citation: str
    modality: Modality = "dermoscopy"


ANY = Publication(
    name="ISIC Archive",
    source="isic-archive",
    licence="not stated",
    citation="International Skin Imaging Collaboration, ISIC Archive, www.isic-archive.com.",
)
HIBA = Publication(
    name="HIBA",
    source="hiba",
    licence="CC BY 4.0",
    citation=(
        "Ricci Lara MA et al. A dataset of skin lesion images collected in Argentina for the "
        "evaluation of AI tools in this population. Sci Data 10, 712 (2023)."
    ),
)
MSKCC = Publication(
    name="MSKCC",
    source="mskcc",
    licence="not stated",
    citation=(
        "Memorial Sloan Kettering Cancer Center, ISIC Archive; among its collections: Consecutive "
        "biopsies for melanoma across year 2020, doi:10.34970/151324."
    ),
)


def read_hiba(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read a collection of the Hospital Italiano de Buenos Aires; see `read_isic_archive`."""
    return read_isic_archive(folder, licence=licence, modality=modality, publication=HIBA)


def read_mskcc(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read a collection of Memorial Sloan Kettering; see `read_isic_archive`."""
    return read_isic_archive(folder, licence=licence, modality=modality, publication=MSKCC)


def read_isic_archive(
    folder: Path,
    *,
    licence: str | None = None,
    modality: Modality | None = None,
    publication: Publication = ANY,
) -> Collection:
    """Read every table below `folder` that has ``isic_id``, and the images it names.

    Modality, licence and attribution are those of each image. Synthetic images are left out.
    Patients keep together, then lesions.

    Raises:
        DataError: no such table, or no image.
    """
    rows = _read_tables(folder)
    matched = match_images(folder, list(rows.values()), _name_image, table="the metadata")
    labels = LabelReader("isic", ISIC_LABELS)
    records: list[Record] = []
    rejections = list(matched.rejections)
    credits: Counter[str] = Counter()
    for listed in matched.listed:
        row = listed.row
        if row.get("image_manipulation") == "synthetic":
            rejections.append(Rejection(listed.name, "a synthetic image"))
            continue
        stated = row.get("copyright_license", "")
        credits[row.get("attribution") or "not stated"] += 1
        diagnoses = name_diagnoses(row)
        records.append(
            Record(
                id=listed.name,
                file=listed.file,
                modality=modality or modality_of(row.get("image_type", ""), publication.modality),
                label=diagnoses[0] if diagnoses else None,
                diagnosis=labels.read(*diagnoses),
                source=publication.source,
                licence=licence or LICENCES.get(stated, stated) or publication.licence,
                lesion_id=row.get("lesion_id") or None,
                patient_id=row.get("patient_id") or None,
                age=to_float(row.get("age_approx", "").removesuffix("+")),
                sex=to_known(row.get("sex", "")),
                site=_site(row),
                skin_type=_SKIN_TYPES.get(row.get("fitzpatrick_skin_type", "")),
            )
        )
    kept = require_records(records, folder, "the metadata")
    return Collection(
        name=publication.name,
        licence=licence or "; ".join(sorted({record.licence for record in kept})),
        citation=publication.citation,
        records=kept,
        rejections=tuple(rejections),
        missing={"images": matched.missing},
        undiagnosed=labels.undiagnosed(),
        attributions=dict(credits.most_common()),
    )


def modality_of(image_type: str, default: Modality) -> Modality:
    """The modality that ``image_type`` stands for; `default` where the table says nothing.

    Overviews and tiles of total-body photographs are clinical photographs, confocal microscopy
    (``RCM: ...``) is neither.
    """
    kind = image_type.lower().split(":")[0].strip()
    if kind in ("clinical", "overview", "tbp tile"):
        return "clinical"
    if kind == "dermoscopic":
        return "dermoscopy"
    return "other" if kind else default


def name_diagnoses(row: Mapping[str, str]) -> list[str]:
    """The diagnoses that a line states, from specific to general."""
    stated = [row.get(f"diagnosis_{level}", "") for level in _LEVELS]
    return [name for name in (*stated, row.get("diagnosis", "")) if name]


def _read_tables(folder: Path) -> dict[str, dict[str, str]]:
    """Lines by image; a second table of the same images fills only what the first leaves open."""
    rows: dict[str, dict[str, str]] = {}
    for path in sorted(folder.rglob("*.csv"), key=lambda path: (len(path.parts), str(path))):
        table = read_table(path)
        if not table or "isic_id" not in table[0] or not any(c in table[0] for c in _TELLING):
            continue
        for row in table:
            known = rows.setdefault(row["isic_id"], row)
            for column, cell in row.items():
                if cell and not known.get(column):
                    known[column] = cell
    if not rows:
        raise DataError(folder, "no CSV file with the column isic_id in this folder or below it")
    return rows


def _name_image(row: Mapping[str, str]) -> str:
    return row["isic_id"]


def _site(row: Mapping[str, str]) -> str | None:
    columns = ("anatom_site_general", *(f"anatom_site_{level}" for level in _LEVELS))
    return next(filter(None, (to_known(row.get(column, "")) for column in columns)), None)
