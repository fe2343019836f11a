"""Pictures for the modality classifier: what print does to photographs, and drawn graphics."""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

Rgb = NDArray[np.uint8]
Random = np.random.Generator


def print_picture(image: Image.Image, random: Random, grey: bool) -> Image.Image:
    """`image` as a book might hold it; `grey` is a black-and-white print."""
    image = _frame(_turn(_crop(image, random), random), random)
    image = _resize(image, random)
    image = _tone(image, random)
    if grey:
        image = _print_grey(image, random)
    elif random.random() < 0.5:
        image = _shift_colours(image, random)
    if random.random() < 0.25:
        image = _letter(image, random)
    if random.random() < 0.7:
        image = press(image, int(random.integers(30, 96)))
    return image


def press(image: Image.Image, quality: int) -> Image.Image:
    """Through JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def draw_graphic(random: Random) -> Image.Image:
    """A chart, a page of text, a logo or a line drawing: modality "other"."""
    kind = ("chart", "text", "logo", "lines")[int(random.integers(4))]
    width, height = (int(random.integers(200, 500)) for _ in range(2))
    paper = (
        tuple(int(v) for v in random.integers(225, 256, 3)) if random.random() < 0.4 else (255,) * 3
    )
    image = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(int(random.integers(9, 18)))
    colour = _colour(random)
    if kind == "chart":
        _draw_chart(draw, width, height, font, random)
    elif kind == "text":
        for row in range(8, height - 10, int(random.integers(12, 22))):
            words = " ".join(
                "".join(
                    chr(97 + int(c)) for c in random.integers(0, 26, int(random.integers(2, 10)))
                )
                for _ in range(12)
            )
            draw.text((8, row), words[: width // 6], fill=(20, 20, 20), font=font)
    elif kind == "logo":
        draw.ellipse((width * 0.1, height * 0.1, width * 0.9, height * 0.9), fill=colour)
        draw.text((width * 0.4, height * 0.4), "AB", fill="white", font=ImageFont.load_default(60))
    else:
        for _ in range(int(random.integers(8, 60))):
            points = np.cumsum(random.normal(0, 14, (20, 2)), 0) + random.uniform(0, 1, 2) * (
                width,
                height,
            )
            draw.line(
                [tuple(p) for p in points], fill=(30, 30, 30), width=int(random.integers(1, 3))
            )
    return image


def _draw_chart(
    draw: ImageDraw.ImageDraw, width: int, height: int, font: ImageFont.FreeTypeFont, random: Random
) -> None:
    left, bottom = width * 0.12, height * 0.86
    draw.line((left, height * 0.08, left, bottom), fill="black")
    draw.line((left, bottom, width * 0.95, bottom), fill="black")
    number = int(random.integers(3, 10))
    step = (width * 0.8) / number
    style = int(random.integers(4))
    values = random.uniform(0.1, 0.95, (3, number))
    for row in range(int(random.integers(1, 4))):
        colour = _colour(random)
        tops = [bottom - v * (bottom - height * 0.1) for v in values[row]]
        places = [left + step * (i + 0.2) for i in range(number)]
        if style == 0:
            for x, y in zip(places, tops, strict=True):
                draw.rectangle(
                    (x + row * step * 0.2, y, x + (row + 1) * step * 0.2, bottom), fill=colour
                )
        elif style == 1:
            draw.line(list(zip(places, tops, strict=True)), fill=colour, width=2)
        elif style == 2:
            for x, y in zip(places, tops, strict=True):
                draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=colour)
        else:
            box = (width * 0.2, height * 0.1, width * 0.2 + height * 0.7, height * 0.8)
            start = 0.0
            for share in values[0] / values[0].sum() * 360:
                draw.pieslice(box, start, start + share, fill=_colour(random), outline="white")
                start += share
    for i in range(number):
        draw.text((left + step * i, bottom + 3), str(i * 10), fill="black", font=font)


def _colour(random: Random) -> tuple[int, int, int]:
    red, green, blue = (int(v) for v in random.integers(0, 230, 3))
    return red, green, blue


def _crop(image: Image.Image, random: Random) -> Image.Image:
    share = random.uniform(0.6, 1.0, 2)
    width, height = (max(48, int(side * s)) for side, s in zip(image.size, share, strict=True))
    width, height = min(width, image.width), min(height, image.height)
    left = int(random.integers(0, image.width - width + 1))
    top = int(random.integers(0, image.height - height + 1))
    return image.crop((left, top, left + width, top + height))


def _turn(image: Image.Image, random: Random) -> Image.Image:
    if random.random() < 0.5:
        image = ImageOps.mirror(image)
    quarter = int(random.integers(0, 4))
    return image.rotate(90 * quarter, expand=True) if random.random() < 0.3 else image


def _resize(image: Image.Image, random: Random) -> Image.Image:
    scale = math.exp(random.uniform(math.log(0.45), math.log(2.5)))
    size = (max(32, int(image.width * scale)), max(32, int(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _tone(image: Image.Image, random: Random) -> Image.Image:
    image = ImageEnhance.Brightness(image).enhance(random.uniform(0.75, 1.25))
    image = ImageEnhance.Contrast(image).enhance(random.uniform(0.75, 1.3))
    return ImageEnhance.Color(image).enhance(random.uniform(0.6, 1.35))


def _shift_colours(image: Image.Image, random: Random) -> Image.Image:
    pixels = np.asarray(image, np.float32)
    gains = random.uniform(0.88, 1.12, 3)
    lift = random.uniform(-10, 14, 3)
    return Image.fromarray(np.clip(pixels * gains + lift, 0, 255).astype(np.uint8))


def stain_again(image: Image.Image, random: Random) -> Image.Image:
    """A section as another laboratory stains it: the channels of the optical density mixed."""
    density = -np.log((np.asarray(image, np.float32) + 4) / 259)
    mix = np.eye(3) + random.normal(0, 0.16, (3, 3))
    density = np.maximum(density @ mix, 0) * random.uniform(0.6, 1.4)
    return Image.fromarray(np.clip(np.exp(-density) * 259 - 4, 0, 255).astype(np.uint8))


def _print_grey(image: Image.Image, random: Random) -> Image.Image:
    grey = np.asarray(image.convert("L"), np.float32)
    if random.random() < 0.4:
        grey = _screen(grey, random)
    if random.random() < 0.3:
        grey = grey + random.normal(0, random.uniform(2, 10), grey.shape)
    grey = np.clip(grey, 0, 255).astype(np.uint8)
    plain = Image.fromarray(grey)
    if random.random() < 0.3:
        dark = tuple(int(v) for v in random.integers(0, 60, 3))
        light = (255, int(random.integers(225, 250)), int(random.integers(180, 235)))
        return ImageOps.colorize(plain, dark, light)
    return plain.convert("RGB")


def _screen(grey: NDArray[np.float32], random: Random) -> NDArray[np.float32]:
    """A halftone screen: a grid of dots at an angle, blurred by the scanner."""
    height, width = grey.shape
    period, angle = random.uniform(2.5, 5), random.uniform(0.3, 1.2)
    down, across = np.mgrid[:height, :width]
    first = np.cos(2 * np.pi * (across * np.cos(angle) + down * np.sin(angle)) / period)
    second = np.cos(2 * np.pi * (down * np.cos(angle) - across * np.sin(angle)) / period)
    strength = random.uniform(10, 60)
    return np.asarray(grey + strength * (first + second) / 2, np.float32)


def _frame(image: Image.Image, random: Random) -> Image.Image:
    if random.random() < 0.85:
        return image
    colour = "white" if random.random() < 0.6 else "black"
    return ImageOps.expand(image, int(random.integers(1, 1 + image.width // 16)), colour)


def _letter(image: Image.Image, random: Random) -> Image.Image:
    """A panel letter in a corner, with or without a patch."""
    image = image.copy()
    draw = ImageDraw.Draw(image)
    size = max(9, int(min(image.size) * random.uniform(0.06, 0.12)))
    letter = chr(int(random.integers(65, 71)) + (32 if random.random() < 0.5 else 0))
    left = 2 if random.random() < 0.7 else image.width - size - 2
    top = 2 if random.random() < 0.7 else image.height - size - 4
    ink = "black"
    if random.random() < 0.6:
        draw.rectangle((left, top, left + size, top + size * 1.1), fill="white")
    else:
        ink = "white"
    draw.text(
        (left + size * 0.2, top - size * 0.1), letter, fill=ink, font=ImageFont.load_default(size)
    )
    return image
