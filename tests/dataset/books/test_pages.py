from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from miniatures.books.layouts import Style
from miniatures.books.press import Book, print_book

from skinvl.dataset.books.layout import to_displayed
from skinvl.dataset.books.pages import is_scanned, read_page

WORDS = "The lesion was excised and the margins were found free of tumour cells. "


def _page(width: float = 595, height: float = 842) -> tuple[pymupdf.Document, pymupdf.Page]:
    document = pymupdf.open()
    return document, document.new_page(width=width, height=height)


def _again(document: pymupdf.Document) -> pymupdf.Document:
    return pymupdf.open(stream=document.tobytes())


def test_text_set_sideways_is_read_upright_and_its_boxes_lead_back() -> None:
    document, page = _page()
    for row in range(6):
        page.insert_text((100 + 20 * row, 700), WORDS, rotate=90, fontsize=9)
    page.insert_text((60, 820), "214", fontsize=9)
    read = read_page(document[0])
    assert read.turn == 270
    assert (read.width, read.height) == (842, 595)
    upright = [line for line in read.lines if line.upright]
    assert [line.text for line in upright] == [WORDS] * 6
    displayed = to_displayed(read, upright[0].box)
    assert displayed == pytest.approx((91, 410, 103, 700), abs=4)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_rotated_page_reads_as_the_same_page_upright(rotation: int) -> None:
    document, page = _page()
    for row in range(5):
        page.insert_text((80, 100 + 20 * row), WORDS, fontsize=9)
    before = read_page(document[0])
    page.set_rotation(rotation)
    after = read_page(_again(document)[0])
    assert after.turn == rotation
    assert [line.text for line in after.lines] == [line.text for line in before.lines]
    for first, second in zip(before.lines, after.lines, strict=True):
        assert first.box == pytest.approx(second.box, abs=0.1)
        shown = to_displayed(after, second.box)
        rect = pymupdf.Rect(first.box) * document[0].rotation_matrix
        assert tuple(rect.normalize()) == pytest.approx(shown, abs=0.1)


def test_what_lies_outside_the_crop_box_is_not_read() -> None:
    document, page = _page()
    page.insert_text((100, 30), "printer's mark", fontsize=9)
    page.insert_text((100, 300), WORDS, fontsize=9)
    page.draw_rect((10, 10, 40, 40))
    page.set_cropbox(pymupdf.Rect(50, 60, 545, 780))
    read = read_page(_again(document)[0])
    assert (read.width, read.height) == (495, 720)
    assert [line.text for line in read.lines] == [WORDS]
    assert read.lines[0].box[0] == pytest.approx(50, abs=0.5)
    assert read.drawings == ()


def test_a_font_that_tells_no_characters_makes_a_page_without_text(tmp_path: Path) -> None:
    document, page = _page()
    font = pymupdf.Font("cjk")
    writer = pymupdf.TextWriter(page.rect)
    for row in range(4):
        writer.append((60, 100 + 20 * row), WORDS, font, 9)
    writer.write_text(page)
    assert read_page(_again(document)[0]).text_layer == "text"
    for xref in range(1, document.xref_length()):
        if document.xref_get_key(xref, "ToUnicode")[0] != "null":
            document.xref_set_key(xref, "ToUnicode", "null")
    read = read_page(_again(document)[0])
    assert (read.text_layer, read.lines) == ("none", ())


def test_words_without_vowels_are_a_scrambled_font() -> None:
    document, page = _page()
    scrambled = str.maketrans("aeiouy", "bcdfgh")
    for row in range(8):
        page.insert_text((60, 100 + 20 * row), WORDS.translate(scrambled), fontsize=9)
    assert read_page(document[0]).text_layer == "none"


@pytest.mark.parametrize(("scan", "layer"), [("bare", "none"), ("hidden", "hidden")])
def test_scanned_pages_are_known_and_their_text_layer_named(
    tmp_path: Path, scan: str, layer: str
) -> None:
    print_book(Book(Style(name="scan", scan=scan), ["one"]), tmp_path / "book.pdf")
    with pymupdf.open(tmp_path / "book.pdf") as document:
        page = read_page(document[0])
    assert page.text_layer == layer
    assert is_scanned(page)


def test_visible_text_under_a_picture_of_the_page_is_hidden_text(tmp_path: Path) -> None:
    document, page = _page()
    for row in range(6):
        page.insert_text((60, 100 + 20 * row), WORDS, fontsize=9)
    raster = page.get_pixmap(dpi=60).tobytes("png")
    page.insert_image(page.rect, stream=raster)
    read = read_page(_again(document)[0])
    assert read.text_layer == "hidden"
    assert is_scanned(read)


def test_text_over_a_background_is_no_scan() -> None:
    document, page = _page()
    shade = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 84))
    shade.clear_with(230)
    page.insert_image(page.rect, stream=shade.tobytes("png"))
    for row in range(6):
        page.insert_text((60, 100 + 20 * row), WORDS, fontsize=9)
    read = read_page(_again(document)[0])
    assert read.text_layer == "text"
    assert not is_scanned(read)


def test_a_page_of_very_many_paths_keeps_a_part_of_their_boxes() -> None:
    document, page = _page()
    strokes = " ".join(
        f"{i % 500} {i // 500} m {i % 500 + 3} {i // 500 + 2} l S" for i in range(30_000)
    )
    xref = document.get_new_xref()
    document.update_object(xref, "<<>>")
    document.update_stream(xref, strokes.encode())
    page.set_contents(xref)
    read = read_page(_again(document)[0])
    assert 1000 < len(read.drawings) <= 5000
    assert max(drawing.box[2] for drawing in read.drawings) > 490
