from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from miniatures.books.encodings import ENCODINGS
from miniatures.books.layouts import Plan, Style
from miniatures.books.pictures import Picture, difference_hash, paint
from miniatures.books.press import Book, print_book
from PIL import Image

from skinvl.dataset.books.figures import find_figures
from skinvl.dataset.books.layout import Panel
from skinvl.dataset.books.pages import read_page
from skinvl.dataset.books.pixels import PanelImage, Refusal, extract_panel


def _bits(hexadecimal: str) -> np.ndarray:
    value = int(hexadecimal, 16)
    return np.array([(value >> place) & 1 for place in range(256)])


def _jpeg(pixels: np.ndarray, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", **options)
    return stream.getvalue()


def _extract(document: pymupdf.Document) -> PanelImage | Refusal:
    source = document[0]
    page = read_page(source)
    return extract_panel(source, page, find_figures(page, source)[0][0].panels[0])


@pytest.mark.parametrize("encoding", sorted(ENCODINGS))
def test_every_encoding_gives_the_pixels_that_are_seen(tmp_path: Path, encoding: str) -> None:
    picture = Picture("clinical", 5)
    gold = print_book(
        Book(Style(name="x"), [Plan((picture,), encoding=encoding)]), tmp_path / "book.pdf"
    )
    expected = gold.figures[0]["panels"][0]
    with pymupdf.open(tmp_path / "book.pdf") as document:
        source = document[expected["page"] - 1]
        page = read_page(source)
        (figure,), _ = find_figures(page, source)
        (panel,) = figure.panels
        assert panel.box == pytest.approx(expected["bbox"], abs=1.5)
        image = extract_panel(source, page, panel)
    assert isinstance(image, PanelImage)
    distance = (_bits(difference_hash(image.rgb)) != _bits(expected["source"]["dhash"])).sum()
    assert distance <= 38
    with Image.open(io.BytesIO(image.data)) as file:
        assert np.array_equal(np.asarray(file.convert("RGB")), image.rgb)


def test_a_plain_jpeg_keeps_its_bytes() -> None:
    data = _jpeg(paint(Picture("dermoscopy", 3)))
    document = pymupdf.open()
    document.new_page().insert_image((50, 50, 350, 275), stream=data)
    image = _extract(document)
    assert isinstance(image, PanelImage)
    assert (image.data, image.suffix, image.encoding) == (data, ".jpg", "original")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_jpeg_is_written_upright_without_loss(turn: int) -> None:
    data = _jpeg(paint(Picture("clinical", 3)))
    document = pymupdf.open()
    document.new_page().insert_image((50, 50, 300, 300), stream=data, rotate=turn)
    image = _extract(document)
    assert isinstance(image, PanelImage)
    assert (image.suffix, image.encoding) == (".png", "decoded")
    shown = document[0].get_pixmap(clip=find_box(document), dpi=72)
    seen = np.frombuffer(shown.samples, np.uint8).reshape(shown.height, shown.width, 3)
    size = (shown.width, shown.height)
    small = np.asarray(Image.fromarray(image.rgb).resize(size, Image.Resampling.BOX), np.int16)
    assert np.abs(small - seen).mean() < 8


def find_box(document: pymupdf.Document) -> pymupdf.Rect:
    page = read_page(document[0])
    return pymupdf.Rect(page.images[0].box)


def test_exif_that_would_turn_the_file_is_not_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    document = pymupdf.open()
    data = _jpeg(paint(Picture("clinical", 3)), exif=exif)
    xref = document.new_page().insert_image((50, 50, 350, 275), stream=data)
    document.update_stream(xref, data, compress=False)
    document.xref_set_key(xref, "Filter", "/DCTDecode")
    image = _extract(pymupdf.open(stream=document.tobytes()))
    assert isinstance(image, PanelImage)
    assert image.encoding == "decoded"


@pytest.mark.parametrize(("width", "height"), [(40_000, 40_000), (30_000, 30_000)])
def test_an_image_above_the_limit_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    document = pymupdf.open()
    page = document.new_page()
    xref = page.insert_image((50, 50, 350, 275), stream=_jpeg(paint(Picture("clinical", 3))))
    document.xref_set_key(xref, "Width", str(width))
    document.xref_set_key(xref, "Height", str(height))
    found = _extract(pymupdf.open(stream=document.tobytes()))
    assert isinstance(found, Refusal)
    assert found.reason == "image_too_large"
    assert f"{width} x {height}" in found.detail


@pytest.mark.parametrize("data", [b"garbage" * 40, None])
def test_damaged_streams_are_told(data: bytes | None) -> None:
    document = pymupdf.open()
    page = document.new_page()
    whole = _jpeg(paint(Picture("clinical", 3)))
    xref = page.insert_image((50, 50, 350, 275), stream=whole)
    document.update_stream(xref, data or whole[: len(whole) // 3], compress=False)
    document.xref_set_key(xref, "Filter", "/DCTDecode")
    found = _extract(pymupdf.open(stream=document.tobytes()))
    assert isinstance(found, Refusal)
    assert found.reason == "image_damaged"


def test_a_drawing_is_rendered() -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.draw_circle((200, 200), 50, color=(1, 0, 0), fill=(1, 0, 0))
    read = read_page(page)
    image = extract_panel(page, read, Panel(None, (140.0, 140.0, 260.0, 260.0), ()))
    assert isinstance(image, PanelImage)
    assert image.rgb.shape[0] == pytest.approx(250, abs=2)
    assert tuple(image.rgb[125, 125]) == (255, 0, 0)
