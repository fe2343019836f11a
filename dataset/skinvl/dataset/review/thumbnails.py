"""Small JPEG copies of the pictures, so that a page with a hundred of them opens at once."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

from PIL import Image

from skinvl.contract.errors import DataError
from skinvl.dataset.review.applying import read_rgb

SIDE = 360
QUALITY = 82


def write_thumbnail(picture: Path, folder: Path) -> str | None:
    """Write it below `folder` unless it is there; its file name, or None for an unreadable picture.

    The name is made of the picture's bytes: equal pictures share one.
    """
    try:
        name = f"{hashlib.sha256(picture.read_bytes()).hexdigest()[:24]}.jpg"
    except OSError:
        return None
    path = folder / name
    if path.exists():
        return name
    try:
        image = Image.fromarray(read_rgb(picture))
    except DataError:
        return None
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    temporary = path.with_name(f".{name}.{os.getpid()}")
    temporary.write_bytes(buffer.getvalue())
    os.replace(temporary, path)
    return name
