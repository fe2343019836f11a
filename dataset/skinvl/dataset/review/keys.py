"""The name by which a person's verdict finds a picture again."""

from __future__ import annotations

import hashlib

from skinvl.dataset.books.layout import Box

KEY_LENGTH = 12


def name_picture(pdf: str, page: int, bbox: Box) -> str:
    """12 hex digits from where the picture stands: the same after every build of the same book."""
    place = ",".join(f"{edge:.2f}" for edge in bbox)
    return hashlib.sha256(f"{pdf}\n{page}\n{place}".encode()).hexdigest()[:KEY_LENGTH]
