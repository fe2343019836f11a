"""How a book is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BookSettings:
    """What changes the rows of a book.

    ``languages`` are Tesseract's names joined by "+"; pairs of a lower confidence than
    ``least_confidence`` (0..1) are rejected; pages after the first ``most_pages`` are not read.
    """

    ocr: str = "auto"
    languages: str = "eng"
    least_confidence: float = 0.2
    most_pages: int = 20_000
