from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from miniatures.books.pictures import Picture, paint
from miniatures.books.press import Book, print_book
from PIL import Image, ImageDraw, ImageFont

from skinvl.dataset.books.figures import find_figures
from skinvl.dataset.books.layout import Figure, to_displayed
from skinvl.dataset.books.pages import read_page
from skinvl.dataset.books.panel_glyphs import read_corner_letter
from skinvl.dataset.books.panel_gutters import cut_panels
from skinvl.dataset.books.panel_letters import read_pixel_letters
from skinvl.dataset.books.panels import split_panels

KINDS = ("clinical", "dermoscopy", "pathology")


def _grey(pixels: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(pixels).convert("L"))


def _noisy(pixels: np.ndarray, quality: int = 60) -> np.ndarray:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(stream))


def _grid(rows: int, columns: int, gutter: int, colour: int) -> np.ndarray:
    size = (260, 200)
    height, width = rows * 200 + (rows - 1) * gutter, columns * 260 + (columns - 1) * gutter
    canvas = np.full((height, width, 3), colour, np.uint8)
    for row in range(rows):
        for column in range(columns):
            seed = 10 * row + column
            picture = paint(Picture(KINDS[seed % 3], seed, size=size))
            top, left = row * (200 + gutter), column * (260 + gutter)
            canvas[top : top + 200, left : left + 260] = picture
    return canvas


def _figure(document: pymupdf.Document) -> Figure:
    source = document[0]
    page = read_page(source)
    return split_panels(find_figures(page, source)[0][0], page, source)


@pytest.mark.parametrize("colour", [255, 0, 128])
@pytest.mark.parametrize(("rows", "columns"), [(1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 3)])
def test_grids_are_cut_at_their_gutters(rows: int, columns: int, colour: int) -> None:
    cells = cut_panels(_grey(_noisy(_grid(rows, columns, 6, colour))))
    assert len(cells) == rows * columns
    for index, (left, top, right, bottom) in enumerate(cells):
        row, column = divmod(index, columns)
        assert abs(left - column * 266) <= 6
        assert abs(top - row * 206) <= 6
        # A black gutter beside a black edge of the picture may stay with it.
        assert abs(right - left - 260) <= (13 if colour == 0 else 8)
        assert abs(bottom - top - 200) <= 8


def test_one_picture_above_two_is_cut_in_both_directions() -> None:
    canvas = np.full((406, 526, 3), 255, np.uint8)
    canvas[:200] = paint(Picture("clinical", 1, size=(526, 200)))
    canvas[206:, :260] = paint(Picture("pathology", 2, size=(260, 200)))
    canvas[206:, 266:] = paint(Picture("dermoscopy", 3, size=(260, 200)))
    assert len(cut_panels(_grey(_noisy(canvas)))) == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(12))
def test_a_single_picture_is_never_cut(kind: str, seed: int) -> None:
    grey = _grey(_noisy(paint(Picture(kind, seed, size=(480, 360)))))
    assert len(cut_panels(grey)) == 1


def test_a_limb_on_white_paper_and_a_dark_round_field_are_not_cut() -> None:
    down, across = np.mgrid[:360, :480]
    limb = np.full((360, 480), 255, np.uint8)
    limb[(np.abs(down - 100 - across / 40) < 40) | (np.abs(down - 260) < 45)] = 150
    assert len(cut_panels(limb)) == 1
    field = np.full((360, 480), 5, np.uint8)
    for middle in (120, 360):
        field[np.hypot(down - 180, across - middle) < 118] = 170
    assert len(cut_panels(field)) == 1


def test_pictures_flush_side_by_side_are_cut_at_the_seam() -> None:
    canvas = np.concatenate(
        [paint(Picture(kind, 4, size=(240, 200))) for kind in ("clinical", "pathology")], axis=1
    )
    cells = cut_panels(_grey(canvas))
    assert [cell[0] for cell in cells] == [0, pytest.approx(240, abs=1)]


def test_crops_are_fractions_of_the_raster_and_boxes_parts_of_the_page() -> None:
    stream = io.BytesIO()
    Image.fromarray(_grid(1, 2, 6, 255)).save(stream, "PNG")
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image((100, 100, 363, 200), stream=stream.getvalue(), keep_proportion=False)
    page.insert_text((100, 300), "Some text of the page", fontsize=9)
    figure = _figure(document)
    assert [panel.images for panel in figure.panels] == [(0,), (0,)]
    assert figure.panels[0].box == pytest.approx((100, 100, 230, 200), abs=1)
    assert figure.panels[1].box == pytest.approx((233, 100, 363, 200), abs=1)
    assert figure.panels[1].crop == pytest.approx((266 / 526, 0, 1, 1), abs=0.005)


@pytest.mark.parametrize(
    "style", ["letters-below", "composites", "plain-below", "italic-letters", "half-brackets"]
)
def test_letters_of_printed_books_are_read(tmp_path: Path, style: str) -> None:
    gold = print_book(Book(style), tmp_path / "book.pdf")
    wrong = []
    with pymupdf.open(tmp_path / "book.pdf") as document:
        for source in document:
            page = read_page(source)
            figures = [split_panels(f, page, source) for f in find_figures(page, source)[0]]
            found = [
                (to_displayed(page, panel.box), panel.letter)
                for figure in figures
                for panel in figure.panels
            ]
            for figure in gold.figures:
                for panel in figure["panels"]:
                    if panel["page"] != page.number or panel["letter"] is None:
                        continue
                    letters = [
                        letter
                        for box, letter in found
                        if box == pytest.approx(panel["bbox"], abs=6)
                    ]
                    if [str(letter).lower() for letter in letters] != [panel["letter"].lower()]:
                        wrong.append((page.number, panel["letter"], letters))
    assert wrong == []


def _stamp(letter: str, white: bool, corner: int, size: int = 26) -> np.ndarray:
    image = Image.fromarray(paint(Picture("clinical", 7, size=(420, 320))))
    draw = ImageDraw.Draw(image)
    x, y = (6 if corner % 2 == 0 else 376), (6 if corner < 2 else 276)
    draw.rectangle((x, y, x + 38, y + 38), fill="white" if white else "black")
    font = ImageFont.load_default(size)
    draw.text((x + 19, y + 19), letter, fill="black" if white else "white", font=font, anchor="mm")
    return _grey(_noisy(np.asarray(image), 80))


@pytest.mark.parametrize("white", [True, False])
def test_letters_on_patches_are_read_in_every_corner(white: bool) -> None:
    pictures = [_stamp(letter, white, corner) for corner, letter in enumerate("ABDE")]
    assert [read_corner_letter(grey).character for grey in pictures] == list("ABDE")


def test_a_picture_without_a_letter_has_none() -> None:
    for seed in range(10):
        assert read_corner_letter(_grey(paint(Picture("dermoscopy", seed)))) is None


def test_letters_that_make_no_sense_together_are_not_believed() -> None:
    assert read_pixel_letters([_stamp(letter, True, 0) for letter in "AAB"]) == [None] * 3
    assert read_pixel_letters([_stamp(letter, True, 0) for letter in "ABD"]) == ["A", "B", "D"]
    bare = _grey(paint(Picture("clinical", 9)))
    assert read_pixel_letters([_stamp("A", True, 0), bare, _stamp("C", True, 0)]) == list("ABC")


def test_letters_as_small_images_are_read() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for column, letter in enumerate("AB"):
        x = 60 + 205 * column
        picture, mark = io.BytesIO(), io.BytesIO()
        Image.fromarray(paint(Picture("clinical", column))).save(picture, "JPEG")
        page.insert_image((x, 100, x + 200, 250), stream=picture.getvalue())
        tile = Image.new("RGB", (40, 40), "white")
        ImageDraw.Draw(tile).text(
            (20, 20), letter, fill="black", font=ImageFont.load_default(30), anchor="mm"
        )
        tile.save(mark, "PNG")
        page.insert_image((x + 3, 103, x + 17, 117), stream=mark.getvalue())
    page.insert_text((60, 400), "Some text of the page", fontsize=9)
    assert [panel.letter for panel in _figure(document).panels] == ["A", "B"]
