"""PAD-UFES-20: photographs of lesions taken with smartphones (Pacheco et al. 2020).

Layout and columns as on Mendeley Data (doi:10.17632/zr7vgbcyr2.1), where the skin type is spelled
``fitspatrick``.
"""

from __future__ import annotations

from pathlib import Path

from skinvl.contract.sample import Modality
from skinvl.dataset.sources.collection import Collection, Record, to_float, to_known, to_skin_type
from skinvl.dataset.sources.labels import LabelReader
from skinvl.dataset.sources.tables import match_images, require_records, require_table

LICENCE = "CC BY 4.0"
CITATION = (
    "Pacheco AGC et al. PAD-UFES-20: a skin lesion dataset composed of patient data and clinical "
    "images collected from smartphones. Data in Brief 32, 106221 (2020)."
)
_COLUMNS = ("patient_id", "lesion_id", "diagnostic", "img_id")


def read_pad_ufes_20(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read ``metadata.csv`` and ``images/imgs_part_1..3/*.png``, at any depth.

    Images of one patient stay together.

    Raises:
        DataError: no table, or no image.
    """
    table, rows = require_table(folder, "metadata.csv", columns=_COLUMNS)
    matched = match_images(folder, rows, lambda row: row["img_id"], table=table.name)
    labels = LabelReader("pad-ufes-20")
    records = [
        Record(
            id=listed.name,
            file=listed.file,
            modality=modality or "clinical",
            label=listed.row["diagnostic"] or None,
            diagnosis=labels.read(listed.row["diagnostic"]),
            source="pad-ufes-20",
            licence=licence or LICENCE,
            lesion_id=listed.row["lesion_id"] or None,
            patient_id=listed.row["patient_id"] or None,
            age=to_float(listed.row.get("age", "")),
            sex=to_known(listed.row.get("gender", "")),
            site=to_known(listed.row.get("region", "")),
            skin_type=to_skin_type(listed.row.get("fitspatrick", "")),
        )
        for listed in matched.listed
    ]
    return Collection(
        name="PAD-UFES-20",
        licence=licence or LICENCE,
        citation=CITATION,
        records=require_records(records, folder, table.name),
        rejections=matched.rejections,
        missing={"images": matched.missing},
        undiagnosed=labels.undiagnosed(),
    )
