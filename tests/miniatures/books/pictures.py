"""Pictures of miniature books, painted from a seed: photographs, slides, charts and logos."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

_SKINS = ((238, 205, 184), (226, 184, 156), (205, 155, 122), (172, 118, 86), (121, 80, 58))
_LESIONS = ((150, 60, 55), (176, 88, 80), (96, 58, 42), (70, 42, 34), (196, 120, 96))


@dataclass(frozen=True)
class Picture:
    """What is to be painted; equal pictures have equal pixels.

    ``kind`` is "clinical", "dermoscopy", "pathology", "engraving", "chart", "diagram", "logo" or
    "ornament"; ``mark`` is burnt in: "arrow", "asterisk", "letters", "scale", "eye_bar", "mosaic".
    """

    kind: str
    seed: int
    size: tuple[int, int] = (360, 270)
    grey: bool = False
    mark: str | None = None


@lru_cache(maxsize=64)
def paint(picture: Picture) -> np.ndarray:
    """The pixels, uint8 [H, W, 3]; not to be written to."""
    rng = np.random.default_rng([picture.seed, len(picture.kind)])
    pixels = _PAINTERS[picture.kind](rng, *picture.size)
    if picture.mark:
        image = Image.fromarray(pixels)
        _MARKS[picture.mark](image, rng)
        pixels = np.asarray(image)
    if picture.grey:
        grey = np.asarray(Image.fromarray(pixels).convert("L"))
        pixels = np.repeat(grey[:, :, None], 3, axis=2)
    pixels = np.ascontiguousarray(pixels)
    pixels.setflags(write=False)
    return pixels


def difference_hash(pixels: np.ndarray, side: int = 16) -> str:
    """The 256-bit difference hash of uint8 [H, W, 3] in hexadecimal, as the gold stores it."""
    small = np.asarray(
        Image.fromarray(pixels).convert("L").resize((side + 1, side), Image.Resampling.LANCZOS),
        dtype=np.int16,
    )
    bits = (small[:, 1:] > small[:, :-1]).ravel()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):0{side * side // 4}x}"


def _noise(rng: np.random.Generator, width: int, height: int, cells: int) -> np.ndarray:
    """Smooth noise, float32 [H, W] about 0 with unit spread; `cells` across the longer side."""
    scale = cells / max(width, height)
    grid = rng.normal(size=(max(2, round(height * scale)), max(2, round(width * scale)))).astype(
        np.float32
    )
    return np.asarray(
        Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32
    )


def _mesh(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    return columns / width - 0.5, rows / height - 0.5


def _finish(colour: np.ndarray) -> np.ndarray:
    return np.clip(colour, 0, 255).astype(np.uint8)


def _clinical(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    x, y = _mesh(width, height)
    skin = np.array(_SKINS[rng.integers(len(_SKINS))], dtype=np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    light = 1 - 0.55 * (x * np.cos(angle) + y * np.sin(angle)) - 0.5 * (x**2 + y**2)
    light += 0.035 * _noise(rng, width, height, 9) + 0.02 * _noise(rng, width, height, 60)
    light += rng.normal(scale=0.012, size=light.shape)
    colour = skin * light[:, :, None]
    red = _noise(rng, width, height, 7)[:, :, None]
    colour += red * np.array((4, -5, -5), dtype=np.float32)
    for _ in range(int(rng.integers(1, 8))):
        lesion = np.array(_LESIONS[rng.integers(len(_LESIONS))], dtype=np.float32)
        cx, cy = rng.uniform(-0.3, 0.3, 2)
        radius = rng.uniform(0.05, 0.19)
        wobble = 1 + 0.22 * _noise(rng, width, height, 12)
        distance = np.hypot((x - cx) * width / height, y - cy) / (radius * wobble)
        cover = (1 / (1 + np.exp(np.clip((distance - 1) * 9, -40, 40))))[:, :, None] * rng.uniform(
            0.55, 0.9
        )
        texture = 1 + 0.12 * _noise(rng, width, height, 45)[:, :, None]
        colour = colour * (1 - cover) + lesion * texture * light[:, :, None] * cover
    if rng.random() < 0.6:
        cloth = np.array(
            ((32, 46, 70), (58, 92, 84), (196, 200, 205), (20, 20, 22))[rng.integers(4)]
        )
        edge = x * np.sin(angle) - y * np.cos(angle) + 0.03 * _noise(rng, width, height, 5)
        outside = (edge > rng.uniform(0.34, 0.45))[:, :, None]
        colour = np.where(outside, cloth * (0.9 + 0.1 * light[:, :, None]), colour)
    return _hairs(_finish(colour), rng, int(rng.integers(0, 14)), 1)


def _hairs(pixels: np.ndarray, rng: np.random.Generator, count: int, width: int) -> np.ndarray:
    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    for _ in range(count):
        start = rng.uniform((0, 0), image.size)
        step = rng.normal(scale=0.12, size=2) * image.size
        bend = rng.normal(scale=0.02, size=2) * image.size
        points = [tuple(start + step * t + bend * t * t) for t in np.linspace(0, 1.5, 7)]
        draw.line(points, fill=(52, 38, 30), width=width)
    return np.asarray(image)


def _dermoscopy(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    x, y = _mesh(width, height)
    x = x * width / height
    skin = np.array(
        ((226, 176, 160), (214, 160, 148), (232, 190, 170))[rng.integers(3)], np.float32
    )
    turn = rng.uniform(0, 2 * np.pi)
    light = 1.02 - 0.3 * (x**2 + y**2) + 0.2 * (x * np.cos(turn) + y * np.sin(turn))
    light += 0.03 * _noise(rng, width, height, 5) + 0.02 * _noise(rng, width, height, 20)
    colour = skin * light[:, :, None]
    brown = np.array(((122, 76, 52), (150, 98, 70), (96, 62, 50), (140, 90, 92))[rng.integers(4)])
    dark = np.array(((52, 36, 40), (70, 70, 92), (92, 44, 44))[rng.integers(3)], np.float32)
    waves = 2 * np.pi * rng.uniform(16, 34)
    warp = 0.02 * _noise(rng, width, height, 10)
    net = np.abs(np.sin(waves * (x + warp)) * np.sin(waves * (y - warp)))
    for blob in range(int(rng.integers(1, 4))):
        cx, cy = rng.uniform(-0.22, 0.22, 2) * (1 + blob)
        lean = rng.uniform(0, np.pi)
        u = (x - cx) * np.cos(lean) + (y - cy) * np.sin(lean)
        v = (y - cy) * np.cos(lean) - (x - cx) * np.sin(lean)
        wobble = 1 + 0.25 * _noise(rng, width, height, 6)
        distance = np.hypot(u * rng.uniform(0.5, 1), v * rng.uniform(1, 1.6))
        distance /= rng.uniform(0.12, 0.36) * wobble
        cover = 1 / (1 + np.exp(np.clip((distance - 1) * rng.uniform(5, 14), -40, 40)))
        core = np.exp(-(np.hypot(u - rng.uniform(-0.1, 0.1), v - rng.uniform(-0.1, 0.1)) ** 2) * 40)
        tissue = brown * (0.62 + 0.75 * net[:, :, None])
        tissue = tissue * (1 - core[:, :, None]) + dark * core[:, :, None]
        tissue = tissue * (1 + 0.14 * _noise(rng, width, height, 12)[:, :, None])
        colour = colour * (1 - cover[:, :, None]) + tissue * cover[:, :, None]
    pixels = _hairs(_finish(colour), rng, int(rng.integers(0, 12)), 2)
    if rng.random() < 0.3:
        edge = 1 / (1 + np.exp((np.hypot(x, y) - rng.uniform(0.5, 0.62)) * 60))
        pixels = _finish(pixels * edge[:, :, None])
    return pixels


def _pathology(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    _, y = _mesh(width, height)
    pink = np.array((232, 176, 205), np.float32)
    colour = pink + _noise(rng, width, height, 14)[:, :, None] * np.array((9, 16, 10), np.float32)
    fibre = np.sin(2 * np.pi * (14 * y + 1.6 * _noise(rng, width, height, 8)))
    colour += fibre[:, :, None] * np.array((6, 12, 7), np.float32)
    gland = _noise(rng, width, height, 7) > 1.05
    colour[gland] = (246, 240, 245)
    image = Image.fromarray(_finish(colour))
    draw = ImageDraw.Draw(image)
    band = rng.uniform(-0.2, 0.2)
    for _ in range(int(width * height / 210)):
        px, py = rng.uniform(0, 1, 2)
        dense = abs(py - 0.5 - band - 0.1 * np.sin(6 * px)) < 0.2
        if not dense and rng.random() < 0.55:
            continue
        size = rng.uniform(1.6, 4.0)
        tone = rng.uniform(0.75, 1.2)
        centre = (px * width, py * height)
        box = (centre[0] - size, centre[1] - size * 0.8, centre[0] + size, centre[1] + size * 0.8)
        draw.ellipse(box, fill=tuple(int(tone * value) for value in (92, 56, 136)))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(0.6)))


def _engraving(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    shade = np.asarray(Image.fromarray(_clinical(rng, width, height)).convert("L"), np.float32)
    shade = np.clip((shade - shade.min()) / np.ptp(shade), 0, 1)
    rows, columns = np.mgrid[0:height, 0:width]
    lines = 0.5 + 0.5 * np.sin((rows + 4 * np.sin(columns / 50)) * 1.6)
    ink = np.where(0.15 + shade > lines * 0.95, 246, 40)
    return np.repeat(_finish(ink)[:, :, None], 3, axis=2)


def _chart(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    left, bottom = width * 0.12, height * 0.86
    draw.line((left, height * 0.06, left, bottom, width * 0.96, bottom), fill="black", width=2)
    bars = int(rng.integers(4, 9))
    step = (width * 0.82) / bars
    colour = ((64, 110, 170), (150, 150, 150), (200, 100, 60))[rng.integers(3)]
    for bar in range(bars):
        top = bottom - rng.uniform(0.15, 0.9) * height * 0.76
        x = left + step * (bar + 0.2)
        draw.rectangle((x, top, x + step * 0.6, bottom), fill=colour, outline="black")
        draw.text((x, bottom + 3), f"{bar * 10}", fill="black")
    for tick in range(5):
        y = bottom - tick * height * 0.18
        draw.line((left - 4, y, left, y), fill="black")
        draw.text((4, y - 6), f"{tick * 20}", fill="black")
    return np.asarray(image)


def _diagram(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    tints = ((250, 224, 200), (240, 190, 180), (252, 240, 200), (214, 230, 244))
    for layer, tint in enumerate(tints):
        top, low = (height * (0.1 + 0.2 * (layer + part)) for part in (0, 1))
        draw.rectangle((width * 0.06, top, width * 0.7, low), fill=tint, outline="black")
        draw.line((width * 0.7, (top + low) / 2, width * 0.78, (top + low) / 2), fill="black")
        draw.text((width * 0.79, (top + low) / 2 - 6), "layer " + "ABCD"[layer], fill="black")
    x = width * rng.uniform(0.2, 0.5)
    draw.ellipse((x, height * 0.45, x + width * 0.1, height * 0.62), outline="black", width=2)
    return np.asarray(image)


def _logo(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    tint = tuple(int(value) for value in rng.integers(20, 160, 3))
    draw.ellipse((2, 2, height - 3, height - 3), fill=tint)
    draw.rectangle((height * 0.4, height * 0.2, height * 0.6, height * 0.8), fill="white")
    if width > height * 1.3:
        draw.rectangle((height * 1.1, height * 0.4, width - 4, height * 0.6), fill=tint)
    return np.asarray(image)


def _ornament(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    x, y = _mesh(width, height)
    tint = rng.integers(150, 220, 3).astype(np.float32)
    ramp = (0.85 + 0.2 * x + 0.1 * np.sin(20 * x) * (np.abs(y) < 0.2))[:, :, None]
    return _finish(tint * ramp)


def _arrow(image: Image.Image, rng: np.random.Generator) -> None:
    draw = ImageDraw.Draw(image)
    width, height = image.size
    fill = ("white", "black", "yellow")[rng.integers(3)]
    for _ in range(int(rng.integers(1, 4))):
        x, y = rng.uniform(0.3, 0.7, 2) * (width, height)
        length, barb = 0.16 * width, 0.035 * width
        thick = max(2, width // 110)
        draw.line((x, y, x + length, y + length * 0.6), fill=fill, width=thick)
        draw.polygon(((x, y), (x + barb * 1.6, y), (x + barb * 0.4, y + barb * 1.5)), fill=fill)


def _asterisk(image: Image.Image, rng: np.random.Generator) -> None:
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(2):
        x, y = rng.uniform(0.3, 0.7, 2) * (width, height)
        for angle in np.arange(3) * np.pi / 3:
            dx, dy = np.cos(angle) * width * 0.025, np.sin(angle) * width * 0.025
            draw.line((x - dx, y - dy, x + dx, y + dy), fill="black", width=max(2, width // 150))


def _letters(image: Image.Image, rng: np.random.Generator) -> None:
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for word in ("epidermis", "dermis", "T"):
        x, y = rng.uniform(0.2, 0.7, 2) * (width, height)
        draw.text((x, y), word, fill="black", font_size=max(11, width // 20))


def _scale(image: Image.Image, rng: np.random.Generator) -> None:
    draw = ImageDraw.Draw(image)
    width, height = image.size
    x, y = width * 0.66, height * 0.92
    draw.rectangle((x, y, x + width * 0.25, y + height * 0.018), fill="black")
    draw.text((x, y - width / 22), "100 µm", fill="black", font_size=max(10, width // 26))


def _eye_bar(image: Image.Image, rng: np.random.Generator) -> None:
    width, height = image.size
    top = height * rng.uniform(0.25, 0.4)
    box = (width * 0.14, top, width * 0.86, top + height * 0.13)
    ImageDraw.Draw(image).rectangle(box, fill="black")


def _mosaic(image: Image.Image, rng: np.random.Generator) -> None:
    width, height = image.size
    top = int(height * rng.uniform(0.2, 0.35))
    box = (int(width * 0.2), top, int(width * 0.8), top + int(height * 0.3))
    part = image.crop(box)
    small = part.resize((9, 5), Image.Resampling.BOX)
    speckle = np.asarray(small, np.int16) + rng.integers(-25, 25, (5, 9, 1))
    small = Image.fromarray(np.clip(speckle, 0, 255).astype(np.uint8))
    image.paste(small.resize(part.size, Image.Resampling.NEAREST), box)


_PAINTERS = {
    "clinical": _clinical,
    "dermoscopy": _dermoscopy,
    "pathology": _pathology,
    "engraving": _engraving,
    "chart": _chart,
    "diagram": _diagram,
    "logo": _logo,
    "ornament": _ornament,
}
_MARKS = {
    "arrow": _arrow,
    "asterisk": _asterisk,
    "letters": _letters,
    "scale": _scale,
    "eye_bar": _eye_bar,
    "mosaic": _mosaic,
}
