"""The day on which a picture was taken, as its file says; read where files are decoded."""

from __future__ import annotations

import io
from datetime import date, datetime

from PIL import Image

from skinvl.desktop.core.dicom_facts import DicomFacts

_TAKEN = (0x9003, 0x0132)
_EXIF_BLOCK = 0x8769


def find_day_taken(content: bytes, facts: DicomFacts | None = None) -> date | None:
    """The day that the DICOM facts state or the camera noted; None where neither says."""
    if facts is not None:
        return facts.taken_on
    try:
        with Image.open(io.BytesIO(content)) as image:
            exif = image.getexif()
            text = exif.get_ifd(_EXIF_BLOCK).get(_TAKEN[0]) or exif.get(_TAKEN[1])
        day = datetime.strptime(str(text)[:10], "%Y:%m:%d").date()
    except Exception:
        # Pillow raises almost anything on a damaged block, and a date is only a suggestion.
        return None
    return day if date(1970, 1, 1) < day <= date.today() else None
