"""The miniatures are what their gold says: the other tests of books rest on that."""

import re
import unicodedata
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from miniatures.books.encodings import ENCODINGS, embed
from miniatures.books.faces import FontCase
from miniatures.books.gold import number_key
from miniatures.books.pictures import Picture, difference_hash, paint
from miniatures.books.press import Book, print_book
from miniatures.books.scoring import score_books
from miniatures.books.sheet import Paper, Sheet
from miniatures.books.styles import STYLES
from PIL import Image

DPI = 100
FAR = 40
"""Bits of a difference hash by which a picture as rendered may differ from its pixels."""


def _distance(one: str, other: str) -> int:
    return bin(int(one, 16) ^ int(other, 16)).count("1")


def _fold(text: str) -> str:
    joined = re.sub(r"[\u00ad-]\n(?=\w)", "", text)
    return re.sub(r"[^\w]+", "", unicodedata.normalize("NFKC", joined)).casefold()


@pytest.mark.parametrize("style", sorted(STYLES))
def test_captions_and_pictures_stand_where_the_gold_says(style: str, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    gold = print_book(Book(style, seed=5), path)
    shown: dict[int, Image.Image] = {}
    with pymupdf.open(path) as document:
        assert len(document) == len(gold.pages)
        for figure in gold.figures:
            caption = figure["caption"]
            page = document[caption["page"] - 1]
            if page.get_text():
                x0, y0, x1, y1 = caption["bbox"]
                box = pymupdf.Rect(x0 - 1, y0 - 1, x1 + 1, y1 + 1) * page.derotation_matrix
                assert _fold(page.get_text(clip=box)) == _fold(caption["text"])
            for panel in figure["panels"]:
                if "dhash" in panel["source"]:
                    number = panel["page"]
                    if number not in shown:
                        shown[number] = _render(document[number - 1])
                    seen = _cut(shown[number], panel["bbox"])
                    turned = [np.rot90(seen, quarter) for quarter in (0, 1, 3)]
                    far = min(
                        _distance(difference_hash(image), panel["source"]["dhash"])
                        for image in turned
                    )
                    assert far <= FAR


def _render(page: pymupdf.Page) -> Image.Image:
    pixmap = page.get_pixmap(dpi=DPI)
    return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)


def _cut(page: Image.Image, box: list[float]) -> np.ndarray:
    return np.asarray(page.crop([round(edge * DPI / 72) for edge in box]))


@pytest.mark.parametrize("encoding", sorted(ENCODINGS))
@pytest.mark.parametrize(("rotate", "turn"), [(0, 0), (90, 0), (180, 270), (270, 90)])
def test_every_encoding_shows_the_picture_upright(encoding: str, rotate: int, turn: int) -> None:
    pixels = np.array(paint(Picture("clinical", 2)))
    pixels[:40, :80] = (255, 0, 0)
    with pymupdf.open() as document:
        paper = Paper(400, 500, rotate=rotate, turn=turn, crop=(5, 6, 7, 8))
        sheet = Sheet(document, FontCase(document), paper)
        box = (50.0, 60.0, 250.0, 210.0)
        sheet.place(embed(document, pixels, encoding, box)[0])
        sheet.finish()
        shown = _cut(_render(document[0]), sheet.displayed(box))
        seen = np.rot90(shown, {0: 0, 90: 1, 270: 3}[turn])
    assert _distance(difference_hash(seen), difference_hash(pixels)) <= FAR


def test_the_same_book_has_the_same_bytes(tmp_path: Path) -> None:
    for style in ("encodings-two", "scan-hidden-text", "cropped-pages"):
        for name in ("one.pdf", "two.pdf"):
            print_book(Book(style, seed=3), tmp_path / name)
        assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    ("label", "key"),
    [("Fig. 4-7.", "4.7"), ("Fig 12·3", "12.3"), ("Tafel II", "II"), ("图 3-2", "3.2")],
)
def test_number_keys(label: str, key: str) -> None:
    assert number_key(label) == key


def test_perfect_rows_score_one_and_no_rows_nothing(tmp_path: Path) -> None:
    gold = print_book(Book("rejects", seed=4), tmp_path / "book.pdf")
    rows = [
        {
            "pdf": gold.pdf,
            "page": panel["page"],
            "bbox": panel["bbox"],
            "caption": panel["caption"] or figure["caption"]["text"],
            "figure_number": figure["figure_number"],
            "modality": panel["modality"],
            "reason": panel["reject_reason"],
        }
        for figure in gold.figures
        for panel in figure["panels"]
    ]
    kept = [row for row in rows if not row["reason"]]
    perfect = score_books([gold], kept, [row for row in rows if row["reason"]])
    assert perfect.faults == []
    for score in (perfect.figure_f1, perfect.pair_f1, perfect.panel_f1, perfect.balanced_rejects):
        assert score == 1.0
    nothing = score_books([gold], [], [{**row, "reason": "logo"} for row in rows])
    assert nothing.figure_recall.value == nothing.kept.value == 0.0
    wrong = score_books([gold], [{**row, "caption": "Something else."} for row in kept], [])
    assert wrong.pair_f1 == 0.0 and wrong.figure_f1 == 1.0
