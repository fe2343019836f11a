"""Reading a PDF again."""

from __future__ import annotations

import io
import unicodedata

from pypdf import PdfReader


def read_pages(content: bytes) -> list[str]:
    """The text of each page, with ligatures taken apart."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts]
