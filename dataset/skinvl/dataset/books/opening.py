"""Opening a PDF that nobody has checked; what cannot be opened is said, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pymupdf

_HEADER = b"%PDF-"
# Readers accept a header that does not stand at the very start (ISO 32000-1, annex H, note 13).
_HEADER_WITHIN = 1024
_SHRINK_EVERY = 32


@dataclass(frozen=True)
class Unopened:
    """Why a file is not read: a fixed word, and a sentence for a person."""

    reason: str
    detail: str


def open_book(path: Path) -> pymupdf.Document | Unopened:
    """Open a book without its password, its scripts or its attachments.

    A damaged file is opened as far as MuPDF can repair it (``document.is_repaired``).
    """
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        with path.open("rb") as file:
            start = file.read(_HEADER_WITHIN)
    except OSError as error:
        return Unopened("unreadable", f"the file cannot be read: {error.strerror}")
    if not start:
        return Unopened("not_a_pdf", "the file is empty")
    if _HEADER not in start:
        return Unopened("not_a_pdf", "not a PDF, whatever its name says")
    try:
        document = pymupdf.open(path, filetype="pdf")
    except (RuntimeError, ValueError) as error:
        return Unopened("damaged", f"cannot be opened or repaired: {_one_line(error)}")
    if document.needs_pass:
        document.close()
        return Unopened("encrypted", "protected by a password; remove the password first")
    return document


def shrink_store(pages_done: int) -> None:
    """Give back, now and then, what MuPDF keeps of pages that were read."""
    if pages_done % _SHRINK_EVERY == 0:
        pymupdf.TOOLS.store_shrink(100)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
