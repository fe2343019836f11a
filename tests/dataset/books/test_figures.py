from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from miniatures.books.layouts import Plan, Style
from miniatures.books.pictures import Picture, paint
from miniatures.books.press import Book, print_book
from PIL import Image

from skinvl.dataset.books.figure_drawings import name_drawing
from skinvl.dataset.books.figure_repeats import find_repeated
from skinvl.dataset.books.figures import Finding, find_figures
from skinvl.dataset.books.layout import Box, Figure, area, intersection, to_displayed
from skinvl.dataset.books.pages import read_page

WORDS = "The lesion was excised and the margins were found free of tumour. "


def _iou(first: Sequence[float], second: Sequence[float]) -> float:
    common = area(intersection(tuple(first), tuple(second)))
    return common / (area(tuple(first)) + area(tuple(second)) - common)


def _picture(seed: int, kind: str = "clinical", size: tuple[int, int] = (300, 200)) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(paint(Picture(kind, seed, size=size))).save(stream, "JPEG", quality=85)
    return stream.getvalue()


def _read(document: pymupdf.Document) -> tuple[list[Figure], list[Finding]]:
    page = document[0]
    return find_figures(read_page(page), page)


def _text(page: pymupdf.Page, x: float, y: float, rows: int = 1, words: str = WORDS) -> None:
    for row in range(rows):
        page.insert_text((x, y + 12 * row), words, fontsize=9)


@pytest.mark.parametrize(
    "style", ["plain-below", "two-columns-dash", "encodings-two", "turned-pages", "outer-margin"]
)
def test_the_boxes_of_printed_books_are_found(tmp_path: Path, style: str) -> None:
    gold = print_book(Book(style), tmp_path / "book.pdf")
    missed, extra = [], []
    with pymupdf.open(tmp_path / "book.pdf") as document:
        for source in document:
            page = read_page(source)
            found = [to_displayed(page, f.box) for f in find_figures(page, source)[0]]
            wanted = [f["bbox"] for f in gold.figures if f["page"] == page.number]
            missed += [
                box for box in wanted if max(_iou(box, f) for f in [*found, box[:2] * 2]) < 0.5
            ]
            extra += [f for f in found if not any(_iou(box, f) >= 0.5 for box in wanted)]
    assert missed == []
    assert extra == []


@pytest.mark.parametrize("encoding", ["strips", "tiles"])
def test_strips_and_tiles_are_one_panel(tmp_path: Path, encoding: str) -> None:
    plan = Plan((Picture("clinical", 5),), encoding=encoding)
    print_book(Book(Style(name="x"), [plan]), tmp_path / "book.pdf")
    with pymupdf.open(tmp_path / "book.pdf") as document:
        figures, _ = _read(document)
    assert len(figures) == 1
    assert len(figures[0].panels) == 1
    assert len(figures[0].panels[0].images) > 1


def test_photographs_set_edge_to_edge_stay_two_panels() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for column, kind in enumerate(("clinical", "pathology")):
        box = (60 + 200 * column, 100, 260 + 200 * column, 233.3)
        page.insert_image(box, stream=_picture(column + 1, kind), keep_proportion=False)
    _text(page, 60, 400, 5)
    (figure,), _ = _read(document)
    assert [panel.images for panel in figure.panels] == [(0,), (1,)]


def test_two_figures_side_by_side_with_their_own_captions_stay_two() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for column in range(2):
        x = 60 + 206 * column
        page.insert_image((x, 100, x + 200, 233), stream=_picture(column), keep_proportion=False)
        page.insert_text((x, 248), f"Figure 3.{column + 1} Psoriasis of the elbow", fontsize=8)
    _text(page, 60, 400, 5)
    figures, _ = _read(document)
    assert [len(figure.panels) for figure in figures] == [1, 1]


def test_a_wide_gap_under_one_caption_is_one_figure() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for column in range(2):
        x = 60 + 218 * column
        page.insert_image((x, 100, x + 200, 233), stream=_picture(column), keep_proportion=False)
    page.insert_text((60, 248), "Figure 3.1 " + WORDS, fontsize=9)
    _text(page, 60, 400, 5)
    (figure,), _ = _read(document)
    assert len(figure.panels) == 2


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        ((60, 20, 120, 50), "logo"),
        ((60, 300, 84, 324), "decoration"),
        ((60, 300, 535, 330), "decoration"),
    ],
)
def test_logos_icons_and_ribbons_are_findings(box: Box, reason: str) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image(box, stream=_picture(1), keep_proportion=False)
    _text(page, 60, 400, 8)
    figures, findings = _read(document)
    assert figures == []
    assert [finding.reason for finding in findings] == [reason]


def test_a_background_under_text_is_no_figure() -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image(page.rect, stream=_picture(1), keep_proportion=False)
    _text(page, 60, 100, 20)
    figures, findings = _read(document)
    assert figures == []
    assert [finding.reason for finding in findings] == ["decoration"]


def test_a_banner_over_a_heading_opens_a_chapter_and_over_a_caption_is_a_figure() -> None:
    for size, words, kept in ((22, "Psoriasis", 0), (8, "Fig. 2.1 Plaques on both elbows", 1)):
        document = pymupdf.open()
        page = document.new_page()
        page.insert_image((60, 60, 535, 180), stream=_picture(1), keep_proportion=False)
        page.insert_text((60, 205), words, fontsize=size)
        _text(page, 60, 240, 20)
        assert len(_read(document)[0]) == kept


def test_an_image_hidden_under_another_is_a_finding_and_an_inset_a_panel() -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image((100, 110, 200, 180), stream=_picture(1), keep_proportion=False)
    page.insert_image((60, 100, 360, 300), stream=_picture(2), keep_proportion=False)
    page.insert_image((280, 220, 355, 295), stream=_picture(3), keep_proportion=False)
    _text(page, 60, 400, 5)
    (figure,), (finding,) = _read(document)
    assert [panel.images for panel in figure.panels] == [(1,), (2,)]
    assert finding.detail == "hidden under another image"


def test_an_image_repeated_on_many_pages_is_a_logo() -> None:
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page()
        page.insert_image((60, 200, 120, 240), stream=_picture(1), keep_proportion=False)
        page.insert_image((60, 300, 300, 460), stream=_picture(2 + number), keep_proportion=False)
        _text(page, 60, 600, 5)
    pages = [read_page(page) for page in document]
    repeated = find_repeated(pages, document)
    assert repeated == {number: frozenset({0}) for number in (1, 2, 3, 4)}
    (figure,), (finding,) = find_figures(pages[0], document[0], repeated[1])
    assert figure.panels[0].images == (1,)
    assert finding.reason == "logo"


def _draw_bars(page: pymupdf.Page) -> None:
    page.draw_line((100, 100), (100, 250))
    page.draw_line((100, 250), (300, 250))
    for bar, height in enumerate((40, 80, 120, 60)):
        x = 115 + 45 * bar
        page.draw_rect((x, 250 - height, x + 30, 250), color=None, fill=(0.2, 0.4, 0.7))
        page.insert_text((x, 262), f"{20 * bar}", fontsize=7)


def _draw_flow(page: pymupdf.Page) -> None:
    for row in range(3):
        y = 100 + 60 * row
        page.draw_rect((100, y, 300, y + 30))
        page.insert_text((110, y + 18), "Patients who were seen", fontsize=8)
        if row < 2:
            page.draw_line((200, y + 30), (200, y + 60))
            page.draw_polyline([(196, y + 54), (200, y + 60), (204, y + 54)])
            page.draw_circle((200, y + 45), 5)


@pytest.mark.parametrize(("draw", "name"), [(_draw_bars, "chart"), (_draw_flow, "diagram")])
def test_charts_and_diagrams_are_drawings(draw, name: str) -> None:
    document = pymupdf.open()
    page = document.new_page()
    draw(page)
    _text(page, 60, 500, 8)
    (figure,), _ = _read(document)
    assert figure.kind == "drawing"
    assert figure.panels[0].images == ()
    assert _iou(figure.box, (100, 100, 300, 255)) > 0.8
    assert name_drawing(read_page(document[0]), figure.box) == name


def test_swatches_and_trees_are_drawings_and_a_caption_brings_back_what_stands_over_it() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for column in range(6):
        x = 60 + 30 * column
        page.draw_rect((x, 60, x + 28, 120), color=None, fill=(0.1 * column, 0.4, 0.8))
    _text(page, 60, 150, 3)
    for branch in range(4):
        x = 100 + 60 * branch
        page.draw_line((220, 220), (x, 270))
    _text(page, 60, 330, 3)
    for shift in range(3):
        page.draw_rect((100 + 60 * shift, 400 + 30 * shift, 112 + 60 * shift, 412 + 30 * shift))
    page.insert_text((60, 500), "Figure 3: Three places on the map", fontsize=8)
    _text(page, 60, 550, 3)
    boxes = [figure.box for figure in _read(document)[0]]
    wanted = [(60, 60, 238, 120), (100, 220, 280, 270), (100, 400, 232, 472)]
    assert len(boxes) == 3
    assert all(_iou(box, want) > 0.8 for box, want in zip(boxes, wanted, strict=True))


def test_tables_boxes_of_text_and_rules_are_no_drawings() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for row in range(8):
        page.draw_line((60, 100 + 18 * row), (535, 100 + 18 * row))
        for column, words in enumerate(("Age in years", "42 (12)", "40 (11)", "0.34")):
            page.insert_text((65 + 120 * column, 112 + 18 * row), words, fontsize=8)
    for x in (60, 180, 300, 420, 535):
        page.draw_line((x, 100), (x, 226))
    page.draw_rect((60, 300, 535, 400), fill=(0.9, 0.95, 1))
    for row in range(5):
        page.draw_circle((70, 317 + 16 * row), 2, fill=(0, 0, 0))
        page.insert_text((80, 320 + 16 * row), WORDS, fontsize=9)
    page.draw_line((60, 40), (535, 40))
    assert _read(document)[0] == []


def test_marks_on_a_photograph_are_no_drawing() -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image((60, 100, 360, 300), stream=_picture(2), keep_proportion=False)
    page.draw_rect((60, 100, 360, 300))
    for shift in range(5):
        page.draw_line((100 + 30 * shift, 150), (140 + 30 * shift, 190), color=(1, 1, 1))
        page.draw_circle((140 + 30 * shift, 190), 4, color=(1, 1, 1))
    _text(page, 60, 500, 8)
    (figure,), _ = _read(document)
    assert figure.kind == "photo"


@pytest.mark.parametrize("scan", ["bare", "hidden"])
def test_pictures_on_scanned_pages_are_found(tmp_path: Path, scan: str) -> None:
    book = Book(Style(name="scan", scan=scan), ["one", "two"])
    gold = print_book(book, tmp_path / "book.pdf")
    with pymupdf.open(tmp_path / "book.pdf") as document:
        for wanted in gold.figures:
            source = document[wanted["page"] - 1]
            page = read_page(source)
            figures, _ = find_figures(page, source)
            best = max(figures, key=lambda figure: _iou(figure.box, wanted["bbox"]))
            assert _iou(best.box, wanted["bbox"]) > 0.8
            assert best.kind == "scan"


def test_a_page_of_thousands_of_images_is_read() -> None:
    document = pymupdf.open()
    page = document.new_page()
    xref = page.insert_image((10, 10, 16, 18), stream=_picture(1, size=(60, 40)))
    name = page.get_images()[0][7]
    draws = "".join(
        f"q 6 0 0 8 {i % 60 * 9 + 10} {i // 60 * 14 + 10} cm /{name} Do Q\n" for i in range(2000)
    )
    assert xref
    document.update_stream(page.get_contents()[-1], draws.encode())
    figures, findings = _read(pymupdf.open(stream=document.tobytes()))
    assert figures == []
    assert len(findings) == 2000


def test_the_same_page_gives_the_same_figures() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for column in range(3):
        x = 60 + 160 * column
        page.insert_image((x, 100, x + 150, 200), stream=_picture(column), keep_proportion=False)
    data = document.tobytes()
    assert _read(pymupdf.open(stream=data)) == _read(pymupdf.open(stream=data))
    assert np.unique([figure.key for figure in _read(document)[0]]).size == len(_read(document)[0])
