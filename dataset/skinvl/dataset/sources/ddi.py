"""DDI, Diverse Dermatology Images (Daneshjou et al. 2022), as Stanford AIMI publishes it.

Layout and columns after ``ddi_dataset.py`` of github.com/DDI-Dataset/DDI-Code.
"""

from __future__ import annotations

from pathlib import Path

from skinvl.contract.sample import Modality
from skinvl.dataset.sources.collection import Collection, Record
from skinvl.dataset.sources.labels import LabelReader
from skinvl.dataset.sources.tables import match_images, require_records, require_table

LICENCE = "Stanford University Dataset Research Use Agreement"
CITATION = (
    "Daneshjou R et al. Disparities in dermatology AI performance on a diverse, curated clinical "
    "image set. Sci Adv 8(31), eabq6147 (2022)."
)
_COLUMNS = ("DDI_file", "skin_tone", "malignant", "disease")


def read_ddi(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read ``ddi_metadata.csv`` and the images beside it or in ``images/``.

    The table names no patients (656 images of 570 patients): an image is its own group unless
    another is a near-duplicate. ``skin_tone`` joins two Fitzpatrick types (12, 34, 56), so that no
    type is known.

    Raises:
        DataError: no table, or no image.
    """
    table, rows = require_table(folder, "ddi_metadata.csv", columns=_COLUMNS)
    matched = match_images(folder, rows, lambda row: row["DDI_file"], table=table.name)
    labels = LabelReader("ddi")
    records = [
        Record(
            id=listed.name,
            file=listed.file,
            modality=modality or "clinical",
            label=listed.row["disease"] or None,
            diagnosis=labels.read(listed.row["disease"]),
            source="ddi",
            licence=licence or LICENCE,
        )
        for listed in matched.listed
    ]
    return Collection(
        name="DDI",
        licence=licence or LICENCE,
        citation=CITATION,
        records=require_records(records, folder, table.name),
        rejections=matched.rejections,
        missing={"images": matched.missing},
        undiagnosed=labels.undiagnosed(),
        notes=(
            "the public table names no patients (570 of 656 images): grouped by duplicates only",
            "skin tones are published as pairs of Fitzpatrick types: no skin type is stated",
        ),
    )
