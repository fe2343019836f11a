"""Pictures that are kept, and those that are not, each with its reason."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from skinvl.dataset.books.layout import Box, Drawing, Figure, Page, Panel, Span, TextLine
from skinvl.dataset.books.sieve import SieveVerdict, judge, judge_drawing

SIZE = (480, 360)
PANEL = Panel(None, (100, 100, 340, 280), (0,))


def make_page(drawings: tuple[Drawing, ...] = (), lines: tuple[TextLine, ...] = ()) -> Page:
    return Page(1, 595, 842, 0, "1", "text", lines, (), drawings)


def make_skin(seed: int = 0, size: tuple[int, int] = SIZE) -> Image.Image:
    """A textured, unevenly lit surface with a dark spot."""
    random = np.random.default_rng(seed)
    width, height = size
    coarse = Image.fromarray(random.integers(0, 256, (9, 12), np.uint8)).resize(
        size, Image.Resampling.BICUBIC
    )
    fine = random.normal(0, 5, (height, width))
    down, across = np.mgrid[:height, :width]
    spot = np.exp(-(((across - width / 2) / 70) ** 2) - ((down - height / 2) / 50) ** 2)
    light = 175 + (np.asarray(coarse, float) - 128) * 0.2 + fine
    pixels = np.stack(
        [light + 25 - 70 * spot, light - 20 - 80 * spot, light - 40 - 70 * spot], axis=2
    )
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def press(image: Image.Image, quality: int = 90) -> np.ndarray:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(io.BytesIO(buffer.getvalue())).convert("RGB"))


def sift(image: Image.Image, words: str = "") -> SieveVerdict:
    return judge(press(image), PANEL, make_page(), words)


def draw_arrow(image: Image.Image, colour: str, tip: tuple[int, int] = (230, 170)) -> Image.Image:
    image = image.copy()
    pen = ImageDraw.Draw(image)
    x, y = tip
    pen.line((x + 70, y - 50, x + 6, y - 4), fill=colour, width=5)
    pen.polygon(((x, y), (x + 20, y - 2), (x + 8, y - 18)), fill=colour)
    return image


@pytest.mark.parametrize("seed", range(4))
def test_a_clean_photograph_is_kept(seed: int) -> None:
    assert sift(make_skin(seed)) == SieveVerdict(None)


@pytest.mark.parametrize("colour", ["white", "black", "yellow", "blue", "lime"])
def test_an_arrow_drawn_into_the_raster_is_an_annotation(colour: str) -> None:
    verdict = sift(draw_arrow(make_skin(), colour))
    assert verdict.reason == "annotated"
    assert "%" in verdict.detail


def test_a_scale_bar_is_an_annotation() -> None:
    image = make_skin()
    pen = ImageDraw.Draw(image)
    pen.rectangle((370, 330, 450, 335), fill="white")
    assert sift(image).reason == "annotated"


def test_a_panel_letter_on_its_patch_is_none() -> None:
    image = make_skin()
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 30, 30), fill="white")
    pen.text((9, 4), "a", fill="black", font_size=22)
    assert sift(image).reason is None


@pytest.mark.parametrize("colour", ["black", "white"])
def test_a_bar_over_the_eyes(colour: str) -> None:
    image = make_skin()
    ImageDraw.Draw(image).rectangle((110, 90, 370, 130), fill=colour)
    assert sift(image).reason == "eye_bar"


def test_ovals_over_the_eyes() -> None:
    image = make_skin()
    pen = ImageDraw.Draw(image)
    pen.ellipse((100, 90, 200, 135), fill="black")
    pen.ellipse((270, 90, 370, 135), fill="black")
    assert sift(image).reason == "eye_bar"


def test_a_mosaic_over_the_eyes() -> None:
    image = make_skin()
    box = (120, 100, 360, 180)
    cells = np.random.default_rng(1).integers(60, 200, (4, 12, 3), dtype=np.uint8)
    image.paste(Image.fromarray(cells).resize((240, 80), Image.Resampling.NEAREST), box)
    assert sift(image).reason == "eye_bar"


def test_a_small_raster_has_too_few_pixels() -> None:
    verdict = sift(make_skin(size=(96, 80)))
    assert verdict.reason == "low_resolution"
    assert "96 x 80" in verdict.detail


def test_a_bar_chart_in_a_raster() -> None:
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    pen.line((50, 20, 50, 320), fill="black", width=2)
    pen.line((50, 320, 460, 320), fill="black", width=2)
    for place in range(8):
        pen.rectangle((70 + 48 * place, 300 - 30 * place, 100 + 48 * place, 319), fill="steelblue")
    assert sift(image).reason == "chart"


def test_flat_shapes_are_a_diagram() -> None:
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    for place, colour in enumerate(("bisque", "pink", "khaki")):
        pen.ellipse((40 + 120 * place, 60, 180 + 120 * place, 300), fill=colour, outline="black")
    assert sift(image).reason == "diagram"


def test_a_blank_raster() -> None:
    assert sift(Image.new("RGB", SIZE, (240, 238, 230))).reason == "blank"


def test_a_photograph_of_dots_is_no_diagram() -> None:
    """A 1-bit raster of a photograph, as fax-coded scans hold it."""
    dithered = make_skin().convert("1").convert("RGB")
    assert judge(np.asarray(dithered), PANEL, make_page(), "").reason is None


def rectangle(box: Box) -> Drawing:
    return Drawing(box, 1, 0, (0.0, 0.0, 0.0), None, 0.0)


def test_a_bar_drawn_on_the_page_hides_a_face() -> None:
    page = make_page((rectangle((150, 140, 290, 162)),))
    assert judge(press(make_skin()), PANEL, page, "").reason == "eye_bar"


def test_an_arrow_drawn_on_the_page_is_told_and_kept() -> None:
    shaft = Drawing((180, 150, 230, 190), 1, 0, None, (1.0, 1.0, 1.0), 2.0)
    head = Drawing((175, 185, 190, 196), 3, 0, (1.0, 1.0, 1.0), None, 0.0)
    verdict = judge(press(make_skin()), PANEL, make_page((shaft, head)), "The arrow shows it.")
    assert verdict == SieveVerdict(None, "", ("overlay",))


def test_what_lies_behind_or_beside_the_picture_is_no_overlay() -> None:
    sheet = rectangle((0, 0, 595, 842))
    rule = rectangle((100, 300, 340, 300.7))
    letter = TextLine(
        (104, 103, 112, 115),
        (Span("a", (104, 103, 112, 115), "F", 10, True, False, False, 0),),
        0,
        True,
    )
    verdict = judge(press(make_skin()), PANEL, make_page((sheet, rule), (letter,)), "")
    assert verdict == SieveVerdict(None)


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("Rosacea of the face", "face"),
        ("Rosazea im Gesicht", "face"),
        ("Melanoma (arrow).", "marks"),
        ("Melanom (Pfeil).", "marks"),
    ],
)
def test_words_leave_a_flag(words: str, flag: str) -> None:
    assert sift(make_skin(), words) == SieveVerdict(None, "", (flag,))


def test_a_figure_drawn_in_vectors_is_named() -> None:
    bars = tuple(rectangle((120 + 25 * n, 200 - 10 * n, 138 + 25 * n, 270)) for n in range(7))
    axes = (
        Drawing((110, 110, 110, 270), 1, 0, None, (0.0, 0.0, 0.0), 1.0),
        Drawing((110, 270, 330, 270), 1, 0, None, (0.0, 0.0, 0.0), 1.0),
    )
    box = (105.0, 105.0, 335.0, 275.0)
    figure = Figure("p1-1", 1, box, "drawing", (Panel(None, box, ()),))
    verdict = judge_drawing(figure, make_page(bars + axes))
    assert verdict.reason == "chart"
    assert "9 vector paths" in verdict.detail


def test_clean_dermoscopy_is_kept() -> None:
    """Hairs, rulers, bubbles and dark corners are no annotations."""
    data = Path(os.environ.get("SKINVL_DATA", Path(__file__).parents[4] / "shared" / "data"))
    folder = data / "skin" / "isic2017" / "images"
    if not folder.is_dir():
        pytest.skip(f"no real dermoscopy at {folder}")
    files = sorted(folder.iterdir())[::20][:100]
    kept = [
        judge(np.asarray(Image.open(file).convert("RGB")), PANEL, make_page(), "").reason is None
        for file in files
    ]
    assert sum(kept) >= 0.97 * len(kept)
