"""Turns a printed book into a scan of itself."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pymupdf
from miniatures.books.faces import FontCase
from miniatures.books.gold import Gold
from miniatures.books.sheet import Paper, Placement, Sheet
from PIL import Image

DPI = 150


def scan(
    document: pymupdf.Document, sheets: Sequence[Sheet], kind: str, gold: Gold
) -> pymupdf.Document:
    """Each page as one JPEG; `kind` is "bare", or "hidden" with the words invisible below it."""
    scanned = pymupdf.open()
    fonts = FontCase(scanned)
    for number, sheet in enumerate(sheets):
        if sheet.paper.rotate or sheet.paper.turn or any(sheet.paper.crop):
            raise ValueError("only upright pages are scanned")
        pixmap = document[number].get_pixmap(dpi=DPI)
        buffer = io.BytesIO()
        Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples).save(
            buffer, "JPEG", quality=80
        )
        paper = Paper(sheet.paper.width, sheet.paper.height)
        page = Sheet(scanned, fonts, paper)
        image = scanned.get_new_xref()
        scanned.update_object(
            image,
            f"<</Type/XObject/Subtype/Image/Width {pixmap.width}/Height {pixmap.height}"
            "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode>>",
        )
        scanned.update_stream(image, buffer.getvalue(), compress=False)
        scanned.xref_set_key(image, "Filter", "/DCTDecode")
        name = f"Im{image}"
        act = f"q {paper.width} 0 0 {-paper.height} 0 {paper.height} cm /{name} Do Q"
        page.place(Placement(act.encode(), {name: image}))
        if kind == "hidden":
            for x, baseline, text, look in sheet.written:
                page.write(x, baseline, text, look, hidden=True)
        page.finish()
        gold.pages[number]["text_layer"] = "ocr" if kind == "hidden" else False
    document.close()
    return scanned
