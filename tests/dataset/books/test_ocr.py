from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from miniatures.books.layouts import Style
from miniatures.books.press import Book, print_book

from skinvl.dataset.books.layout import Page
from skinvl.dataset.books.ocr import OcrMissing, find_tessdata, read_scanned

needs_tesseract = pytest.mark.skipif(
    find_tessdata() is None, reason="Tesseract's language data is not installed"
)


@pytest.fixture
def scan(tmp_path: Path) -> pymupdf.Page:
    print_book(Book(Style(name="scan", scan="bare"), ["one"]), tmp_path / "book.pdf")
    return pymupdf.open(tmp_path / "book.pdf")[0]


@needs_tesseract
def test_a_scan_is_read_in_the_points_of_the_page(scan: pymupdf.Page) -> None:
    page = read_scanned(scan)
    assert isinstance(page, Page)
    assert page.text_layer == "ocr"
    captions = [line for line in page.lines if line.text.startswith("Figure 3.1")]
    assert len(captions) == 1
    assert captions[0].upright
    assert 0 < captions[0].box[0] < captions[0].box[2] < page.width
    assert 5 < captions[0].spans[0].size < 13


def test_without_data_a_scan_says_what_is_missing(scan: pymupdf.Page, tmp_path: Path) -> None:
    missing = read_scanned(scan, "eng+xyz", tessdata=str(tmp_path))
    assert isinstance(missing, OcrMissing)
    assert missing.reason == "no_text"
    assert missing.detail == "no text layer and no OCR: no data for eng, xyz"


def test_without_tesseract_a_scan_says_so(
    scan: pymupdf.Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skinvl.dataset.books.ocr.find_tessdata", lambda: None)
    missing = read_scanned(scan)
    assert isinstance(missing, OcrMissing)
    assert missing.detail == "no text layer and no OCR: Tesseract is not installed"


@needs_tesseract
def test_a_page_whose_font_tells_no_characters_is_read_as_it_looks() -> None:
    document = pymupdf.open()
    page = document.new_page()
    writer = pymupdf.TextWriter(page.rect)
    font = pymupdf.Font("cjk")
    for row in range(5):
        writer.append((60, 100 + 24 * row), f"Sentence number {row} of this page.", font, 12)
    writer.write_text(page)
    for xref in range(1, document.xref_length()):
        if document.xref_get_key(xref, "ToUnicode")[0] != "null":
            document.xref_set_key(xref, "ToUnicode", "null")
    read = read_scanned(pymupdf.open(stream=document.tobytes())[0])
    assert isinstance(read, Page)
    words = [line.text.replace(" ", "") for line in read.lines]
    assert words[:2] == ["Sentencenumber0ofthispage.", "Sentencenumber1ofthispage."]


def test_pages_with_text_and_empty_pages_are_left_as_they_are() -> None:
    document = pymupdf.open()
    document.new_page()
    document.new_page().insert_text((60, 100), "A page with text", fontsize=9)
    layers = [read_scanned(page).text_layer for page in document]
    assert layers == ["none", "text"]


def test_a_scan_above_the_limit_is_not_rendered() -> None:
    document = pymupdf.open()
    page = document.new_page()
    shade = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 84))
    shade.clear_with(230)
    xref = page.insert_image(page.rect, stream=shade.tobytes("png"), keep_proportion=False)
    document.xref_set_key(xref, "Width", "40000")
    document.xref_set_key(xref, "Height", "40000")
    missing = read_scanned(pymupdf.open(stream=document.tobytes())[0])
    assert isinstance(missing, OcrMissing)
    assert missing.reason == "image_too_large"
