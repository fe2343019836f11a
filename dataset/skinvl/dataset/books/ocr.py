"""Stage 1b: text of scanned pages by Tesseract, which PyMuPDF carries; its data is the system's.

The pictures are painted over first: letters read in a photograph are noise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image

from skinvl.dataset.books import page_text, pixels, rasters
from skinvl.dataset.books.embedded import read_embedded
from skinvl.dataset.books.figure_scans import find_pictures
from skinvl.dataset.books.layout import Box, Matrix, Page
from skinvl.dataset.books.pages import is_scanned, read_page

Rgb = NDArray[np.uint8]

# Tesseract is trained on type of about 30 pixels a line: 300 dpi for the type of books.
_DPI = 300
_MOST_PIXELS = 40_000_000
# Grey value: lighter pages are empty.
_INK = 200


@dataclass(frozen=True)
class OcrMissing:
    """Why a page has no text: ``reason`` a fixed word, ``detail`` a sentence."""

    reason: Literal["no_text", "unreadable_text", "image_too_large", "image_damaged"]
    detail: str


def read_scanned(
    source: pymupdf.Page, languages: str = "eng", tessdata: str | None = None
) -> Page | OcrMissing:
    """`source` with the text that is seen on it, ``text_layer`` "ocr".

    A page that needs no reading (it has text, or nothing on it) comes as `read_page` reads it.
    `languages` are Tesseract's codes joined by "+", `tessdata` is the folder of its data; by
    default the system's.
    """
    page = read_page(source)
    scanned = is_scanned(page)
    unreadable = page.text_layer == "none" and page_text.is_unreadable(
        page_text.read_blocks(source)
    )
    if page.text_layer != "none" or not (scanned or unreadable):
        return page
    reason: Literal["no_text", "unreadable_text"] = "no_text" if scanned else "unreadable_text"
    if any(rasters.is_too_large(image) for image in read_embedded(source)):
        return OcrMissing("image_too_large", "the page's image is above the limit of pixels")
    folder = tessdata or find_tessdata()
    missing = _missing_languages(folder, languages)
    if folder is None or missing:
        what = f"no data for {', '.join(missing)}" if folder else "Tesseract is not installed"
        layer = "no text layer" if scanned else "a text layer without readable characters"
        return OcrMissing(reason, f"{layer} and no OCR: {what}")
    raster = _page_raster(source, page, scanned)
    if raster is None:
        return OcrMissing("image_damaged", "the page's image cannot be decoded")
    if int(raster.min()) > _INK:
        return OcrMissing(reason, "the page cannot be drawn: its fonts are damaged or missing")
    placed = [image.box for image in page.images]
    pictures = find_pictures(page, source) if scanned else placed
    blocks, width = _recognise(_without(raster, page, pictures), languages, folder)
    scale = page.width / width
    matrix: Matrix = (scale, 0.0, 0.0, scale, 0.0, 0.0)
    lines = page_text.read_lines(blocks, matrix, page.width, page.height)
    scaled = tuple(
        replace(line, spans=tuple(replace(s, size=s.size * scale) for s in line.spans))
        for line in lines
    )
    return replace(page, lines=scaled, text_layer="ocr")


@lru_cache(maxsize=1)
def find_tessdata() -> str | None:
    """The folder of Tesseract's language data on this system; None without Tesseract."""
    try:
        found = pymupdf.get_tessdata()
    except (RuntimeError, OSError):
        return None
    return str(found) if found else None


def _missing_languages(folder: str | None, languages: str) -> list[str]:
    if folder is None:
        return []
    return [
        language
        for language in languages.split("+")
        if not (Path(folder) / f"{language}.traineddata").is_file()
    ]


def _page_raster(source: pymupdf.Page, page: Page, scanned: bool) -> Rgb | None:
    """The page at about `_DPI`, uint8 [H, W, 3] in reading orientation."""
    scale = min(_DPI / 72, (_MOST_PIXELS / (page.width * page.height)) ** 0.5)
    size = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    numbers = tuple(image.number for image in page.images)
    if scanned and pixels.raster_of(source, page, numbers, shrink_to=64) is None:
        return None
    pixmap = source.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
    flat = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    upright = np.ascontiguousarray(np.rot90(flat, page.turn // 90))
    if upright.shape[1::-1] == size:
        return upright
    return np.asarray(Image.fromarray(upright).resize(size, Image.Resampling.BICUBIC))


def _without(raster: Rgb, page: Page, pictures: list[Box]) -> Rgb:
    clean = raster.copy()
    across, down = raster.shape[1] / page.width, raster.shape[0] / page.height
    for x0, y0, x1, y1 in pictures:
        clean[int(y0 * down) : int(y1 * down) + 1, int(x0 * across) : int(x1 * across) + 1] = 255
    return clean


def _recognise(raster: Rgb, languages: str, folder: str) -> tuple[list[dict], float]:  # type: ignore[type-arg]
    """Text blocks as PyMuPDF reads them, and the width of the page that they lie on."""
    height, width = raster.shape[:2]
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, width, height, raster.tobytes(), False)
    data = pixmap.pdfocr_tobytes(compress=False, language=languages, tessdata=folder)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return page_text.read_blocks(document[0]), float(document[0].rect.width)
