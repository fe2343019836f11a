"""Marks, bars, mosaics, letters and graphics drawn for the sieve's benchmark."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from modality_pictures import draw_graphic, press
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Random = np.random.Generator
Colour = tuple[int, int, int]
Point = tuple[float, float]
Mask = NDArray[np.bool_]

OVER = 4
COLOURS: tuple[Colour, ...] = (
    (255, 255, 255), (255, 255, 255), (255, 255, 255), (0, 0, 0), (0, 0, 0), (255, 255, 0),
    (255, 230, 0), (255, 0, 0), (220, 20, 20), (0, 255, 0), (0, 160, 0), (0, 0, 255), (0, 60, 220),
    (0, 255, 255), (255, 0, 255), (255, 128, 0), (70, 255, 70), (30, 144, 255),
)  # fmt: skip
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSerif.ttf", "LiberationSans-Regular.ttf")


class Sheet:
    """A transparent sheet over a picture, drawn on at four times its size."""

    def __init__(self, size: tuple[int, int], colour: Colour, halo: Colour | None) -> None:
        self.size = size
        self.colour, self.halo = colour, halo
        self.ink = Image.new("L", (size[0] * OVER, size[1] * OVER))
        self.pen = ImageDraw.Draw(self.ink)

    def line(self, points: list[Point], width: float) -> None:
        """A stroke; points and width in pixels of the picture."""
        self.pen.line(
            [(x * OVER, y * OVER) for x, y in points], 255, max(1, round(width * OVER)), "curve"
        )

    def polygon(self, points: list[Point]) -> None:
        """A filled polygon."""
        self.pen.polygon([(x * OVER, y * OVER) for x, y in points], 255)

    def text(self, place: Point, words: str, size: float, font: str) -> None:
        """Words with their top left at `place`; ``size`` in pixels."""
        face = load_font(font, max(6, round(size * OVER)))
        self.pen.text((place[0] * OVER, place[1] * OVER), words, 255, font=face)

    def lay(self, image: Image.Image) -> tuple[Image.Image, Mask]:
        """The picture with the ink on it, and where the ink is."""
        alpha = self.ink.resize(self.size, Image.Resampling.BOX)
        if self.halo is not None:
            wide = self.ink.filter(ImageFilter.MaxFilter(2 * OVER + 1)).resize(
                self.size, Image.Resampling.BOX
            )
            image = Image.composite(Image.new("RGB", self.size, self.halo), image, wide)
        image = Image.composite(Image.new("RGB", self.size, self.colour), image, alpha)
        return image, np.asarray(alpha) > 127


def load_font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font by name, or the one that comes with Pillow."""
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return ImageFont.load_default(size)


def vary_picture(image: Image.Image, random: Random) -> Image.Image:
    """Another size and sharpness; a quarter in grey."""
    scale = 1.0 if random.random() < 0.4 else float(random.uniform(1.0, 2.4))
    size = (round(image.width * scale), round(image.height * scale))
    image = image.resize(size, Image.Resampling.LANCZOS)
    if random.random() < 0.5:
        image = image.filter(ImageFilter.UnsharpMask(1.5, int(random.integers(50, 200)), 2))
    if random.random() < 0.2:
        image = image.convert("L").convert("RGB")
    return image


def finish_picture(image: Image.Image, random: Random) -> Image.Image:
    """Mostly through JPEG."""
    return press(image, int(random.integers(60, 97))) if random.random() < 0.8 else image


def label_picture(image: Image.Image, random: Random) -> Image.Image:
    """A panel letter in a corner, or a small watermark: no annotation."""
    side = min(image.size)
    size = float(side * random.uniform(0.05, 0.11))
    letter = chr(int(random.integers(65, 73)) + (32 if random.random() < 0.6 else 0))
    if random.random() < 0.2:
        letter = f"({letter})" if random.random() < 0.5 else f"{letter})"
    watermark = random.random() < 0.25
    if watermark:
        letter, size = str(random.choice(["SFS", "© 2012", "DERM", "atlas.org"])), size * 0.7
    right, low = random.random() < 0.3, random.random() < (0.9 if watermark else 0.3)
    wide = size * 0.62 * len(letter)
    gap = float(random.uniform(0, 0.25)) * size
    x = image.width - wide - gap if right else gap
    y = image.height - size * 1.2 - gap if low else gap
    white = random.random() < 0.5
    font = str(random.choice(FONTS))
    if not watermark and random.random() < 0.6:
        patch = Sheet(image.size, (255, 255, 255) if not white else (0, 0, 0), None)
        edge = max(size * 1.15, wide * 1.2)
        patch.polygon([(x, y), (x + edge, y), (x + edge, y + size * 1.2), (x, y + size * 1.2)])
        image, _ = patch.lay(image)
        x += size * 0.2
    sheet = Sheet(image.size, (255, 255, 255) if white else (0, 0, 0), None)
    sheet.text((x, y), letter, size, font)
    return sheet.lay(image)[0]


def mark_picture(image: Image.Image, random: Random, kind: str) -> tuple[Image.Image, Mask]:
    """A picture with one to four marks of a kind of `MARKS`, and where they are."""
    number = 1 if kind in ("scale_bar", "circle", "box") else int(random.integers(1, 5))
    colour = COLOURS[int(random.integers(len(COLOURS)))]
    halo = None
    if random.random() < 0.2:
        halo = (0, 0, 0) if sum(colour) > 380 else (255, 255, 255)
    sheet = Sheet(image.size, colour, halo)
    stroke = max(1.6, min(image.size) * float(random.uniform(0.006, 0.018)))
    for _ in range(number):
        MARKS[kind](sheet, random, stroke)
    return sheet.lay(image)


def _place(sheet: Sheet, random: Random, margin: float = 0.15) -> Point:
    x, y = random.uniform(margin, 1 - margin, 2)
    return float(x * sheet.size[0]), float(y * sheet.size[1])


def _draw_arrow(sheet: Sheet, random: Random, stroke: float) -> None:
    tip = _place(sheet, random)
    side = min(sheet.size)
    length = side * float(random.uniform(0.1, 0.3))
    angle = float(random.uniform(0, 2 * math.pi))
    style = int(random.integers(4))
    head = max(3.2 * stroke, length * float(random.uniform(0.18, 0.4)))
    spread = float(random.uniform(0.35, 0.6))
    back = (tip[0] + length * math.cos(angle), tip[1] + length * math.sin(angle))
    wings = [
        (tip[0] + head * math.cos(angle + turn), tip[1] + head * math.sin(angle + turn))
        for turn in (-spread, spread)
    ]
    neck = (tip[0] + head * 0.7 * math.cos(angle), tip[1] + head * 0.7 * math.sin(angle))
    if style == 0:
        sheet.line([back, tip], stroke)
        sheet.line([wings[0], tip, wings[1]], stroke)
    elif style == 1:
        sheet.line([back, neck], stroke)
        sheet.polygon([tip, *wings])
    elif style == 2:
        sheet.line([back, neck], stroke * float(random.uniform(1.5, 3)))
        sheet.polygon([tip, *wings])
    else:
        bend = float(random.uniform(-0.3, 0.3)) * length
        middle = (
            (back[0] + neck[0]) / 2 - bend * math.sin(angle),
            (back[1] + neck[1]) / 2 + bend * math.cos(angle),
        )
        curve = [
            tuple(
                (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
                for a, b, c in zip(back, middle, neck, strict=True)
            )
            for t in np.linspace(0, 1, 12)
        ]
        sheet.line(curve, stroke)
        sheet.polygon([tip, *wings])


def _draw_head(sheet: Sheet, random: Random, stroke: float) -> None:
    """An arrowhead alone: a filled triangle, often notched."""
    tip = _place(sheet, random)
    length = max(7.0, min(sheet.size) * float(random.uniform(0.03, 0.08)))
    angle, spread = float(random.uniform(0, 2 * math.pi)), float(random.uniform(0.3, 0.55))
    wings = [
        (tip[0] + length * math.cos(angle + turn), tip[1] + length * math.sin(angle + turn))
        for turn in (-spread, spread)
    ]
    notch = float(random.uniform(0.5, 0.95)) * length
    inner = (tip[0] + notch * math.cos(angle), tip[1] + notch * math.sin(angle))
    sheet.polygon([tip, wings[0], inner, wings[1]])


def _draw_star(sheet: Sheet, random: Random, stroke: float) -> None:
    x, y = _place(sheet, random)
    size = max(6.0, min(sheet.size) * float(random.uniform(0.02, 0.05)))
    if random.random() < 0.5:
        sheet.text((x, y), "*", size * 3, str(random.choice(FONTS)))
        return
    arms = int(random.choice([5, 6, 8]))
    if random.random() < 0.5:
        for arm in range(arms):
            turn = 2 * math.pi * arm / arms
            sheet.line([(x, y), (x + size * math.cos(turn), y + size * math.sin(turn))], stroke)
        return
    points = [
        (
            x + size * (1 if k % 2 == 0 else 0.42) * math.cos(math.pi * k / arms - math.pi / 2),
            y + size * (1 if k % 2 == 0 else 0.42) * math.sin(math.pi * k / arms - math.pi / 2),
        )
        for k in range(2 * arms)
    ]
    sheet.polygon(points)


def _draw_circle(sheet: Sheet, random: Random, stroke: float) -> None:
    x, y = _place(sheet, random, 0.3)
    wide, tall = (min(sheet.size) * float(v) for v in random.uniform(0.06, 0.27, 2))
    if random.random() < 0.5:
        tall = wide
    turns = np.linspace(0, 2 * math.pi, 60)
    points = [(x + wide * math.cos(t), y + tall * math.sin(t)) for t in turns]
    if random.random() < 0.25:
        for start in range(0, 60, 5):
            sheet.line(points[start : start + 4], stroke)
        return
    sheet.line(points, stroke)


def _draw_box(sheet: Sheet, random: Random, stroke: float) -> None:
    x, y = _place(sheet, random, 0.15)
    wide, tall = (min(sheet.size) * float(v) for v in random.uniform(0.12, 0.4, 2))
    sheet.line([(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y)], stroke)


def _draw_bar(sheet: Sheet, random: Random, stroke: float) -> None:
    """A scale bar, mostly with its length in words."""
    width, height = sheet.size
    length = width * float(random.uniform(0.08, 0.25))
    right = random.random() < 0.75
    x = width * 0.95 - length if right else width * 0.05
    y = height * float(random.uniform(0.86, 0.95))
    sheet.line([(x, y), (x + length, y)], stroke * float(random.uniform(1, 2.2)))
    if random.random() < 0.3:
        tick = 2.5 * stroke
        for end in (x, x + length):
            sheet.line([(end, y - tick), (end, y + tick)], stroke)
    if random.random() < 0.7:
        words = str(random.choice(["100 µm", "50 µm", "1 mm", "200 µm", "1 cm", "5 mm", "10µm"]))
        sheet.text((x, y - height * 0.07), words, height * 0.045, str(random.choice(FONTS)))


def _draw_text(sheet: Sheet, random: Random, stroke: float) -> None:
    """Words or signs in the middle of the picture."""
    words = str(
        random.choice(
            [
                "epidermis",
                "dermis",
                "tumor",
                "A",
                "B",
                "C",
                "1",
                "2",
                "3",
                "E",
                "D",
                "SG",
                "HF",
                "12 mm",
                "nevus",
                "left",
                "Fig. 2",
                "Tag 14",
                "before",
                "after",
                "ED",
                "x",
                "+",
                "I",
                "II",
                "?",
            ]
        )
    )
    size = max(9.0, min(sheet.size) * float(random.uniform(0.045, 0.09)))
    x, y = random.uniform(0.18, 0.62, 2)
    place = (float(x * sheet.size[0]), float(y * sheet.size[1]))
    sheet.text(place, words, size, str(random.choice(FONTS)))


def _draw_pointer(sheet: Sheet, random: Random, stroke: float) -> None:
    """A straight line without a head, as it runs from a name outside of the picture."""
    x, y = _place(sheet, random)
    length, angle = (
        min(sheet.size) * float(random.uniform(0.15, 0.4)),
        float(random.uniform(0, 6.3)),
    )
    sheet.line([(x, y), (x + length * math.cos(angle), y + length * math.sin(angle))], stroke)


MARKS: dict[str, Callable[[Sheet, Random, float], None]] = {
    "arrow": _draw_arrow,
    "arrowhead": _draw_head,
    "asterisk": _draw_star,
    "circle": _draw_circle,
    "box": _draw_box,
    "scale_bar": _draw_bar,
    "text": _draw_text,
    "pointer": _draw_pointer,
}


def cover_eyes(image: Image.Image, random: Random, kind: str) -> Image.Image:
    """A bar, an oval or a mosaic where eyes might be."""
    width, height = image.size
    wide = width * float(random.uniform(0.3, 0.75))
    tall = wide * float(random.uniform(0.13, 0.3))
    x = float(random.uniform(0.03, 0.97)) * (width - wide)
    y = float(random.uniform(0.1, 0.6)) * height
    if kind == "mosaic":
        tall = max(tall, 0.15 * height)
        box = (round(x), round(y), round(x + wide), min(height, round(y + tall)))
        region = image.crop(box)
        cell = max(5, round(wide / float(random.uniform(6, 16))))
        small = region.resize(
            (max(2, region.width // cell), max(2, region.height // cell)), Image.Resampling.BOX
        )
        image = image.copy()
        image.paste(small.resize(region.size, Image.Resampling.NEAREST), box)
        return image
    colour = BAR_COLOURS[int(random.integers(len(BAR_COLOURS)))]
    sheet = Sheet(image.size, colour, None)
    if kind == "oval":
        eyes = int(random.integers(1, 3))
        for eye in range(eyes):
            middle = (x + wide * (0.5 if eyes == 1 else 0.22 + 0.56 * eye), y + tall / 2)
            across = wide * (0.5 if eyes == 1 else 0.2)
            turns = np.linspace(0, 2 * math.pi, 60)
            sheet.polygon(
                [
                    (middle[0] + across * math.cos(t), middle[1] + tall / 2 * math.sin(t))
                    for t in turns
                ]
            )
        return sheet.lay(image)[0]
    angle = float(random.uniform(-0.35, 0.35)) if kind == "tilted_bar" else 0.0
    middle = (x + wide / 2, y + tall / 2)
    corners = [
        (-wide / 2, -tall / 2),
        (wide / 2, -tall / 2),
        (wide / 2, tall / 2),
        (-wide / 2, tall / 2),
    ]
    turned = [
        (
            middle[0] + a * math.cos(angle) - b * math.sin(angle),
            middle[1] + a * math.sin(angle) + b * math.cos(angle),
        )
        for a, b in corners
    ]
    sheet.polygon(turned)
    return sheet.lay(image)[0]


COVERS = ("bar", "tilted_bar", "oval", "mosaic")
BAR_COLOURS: tuple[Colour, ...] = (
    (0, 0, 0),
    (0, 0, 0),
    (0, 0, 0),
    (255, 255, 255),
    (255, 255, 255),
    (90, 90, 90),
    (30, 30, 80),
)


def draw_chart(random: Random) -> Image.Image:
    """A chart, a table of words or a line drawing as a raster."""
    image = draw_graphic(random)
    scale = float(random.uniform(1, 2))
    return image.resize(
        (round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS
    )
