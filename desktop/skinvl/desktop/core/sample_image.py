"""The sample image that ships with the workstation: drawn, not photographed.

It looks like a dermoscopic image of a pigmented lesion and shows no person. `draw_sample` made
``assets/sample.png``; ``python -m skinvl.desktop.core.sample_image FILE`` draws it again.
"""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 900, 675
SEED = 20
_SKIN = (222, 178, 158)
_TAN = (171, 115, 84)
_BROWN = (112, 66, 45)
_DARK = (58, 34, 30)
_HAIRS = 9

Field = NDArray[np.float64]


def find_sample() -> Path:
    """The sample image of this installation."""
    return Path(str(resources.files("skinvl.desktop").joinpath("assets", "sample.png")))


def draw_sample() -> NDArray[np.uint8]:
    """Draw the sample image, uint8 [675, 900, 3]."""
    random = np.random.default_rng(SEED)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)
    radius = np.hypot((x - 0.50 * WIDTH) / 1.16, y - 0.51 * HEIGHT)
    angle = np.arctan2(y - 0.51 * HEIGHT, x - 0.50 * WIDTH)
    outline = 168.0 + sum(
        amplitude * np.cos(order * angle + phase)
        for order, amplitude, phase in ((1, 14, 0.7), (2, 22, 2.1), (3, 13, 4.0), (5, 7, 1.2))
    )
    outline += 9 * _cloud(random, 60) + 4 * _cloud(random, 16)
    depth = 1 / (1 + np.exp((radius - outline) / 8.0))

    pixels = (
        _paint(_SKIN) * (1 + 0.025 * _cloud(random, 120) + 0.02 * _cloud(random, 14))[..., None]
    )
    pixels[..., 0] += 2.5 * _cloud(random, 40)
    mottle = np.clip(0.55 + 0.32 * _cloud(random, 34) + 0.10 * _cloud(random, 8), 0, 1)
    lesion = _mix(_paint(_TAN), _paint(_BROWN), mottle)
    network = np.clip(_cloud(random, 4.5) + 0.35 * _cloud(random, 12), 0, 1.6) / 1.6
    lesion = _mix(lesion, _paint(_DARK), 0.42 * network)
    core = np.exp(-(((x - 0.56 * WIDTH) / 92) ** 2 + ((y - 0.44 * HEIGHT) / 74) ** 2))
    lesion = _mix(lesion, _paint(_DARK), np.clip(core * (0.85 + 0.3 * _cloud(random, 18)), 0, 0.9))
    pixels = _mix(pixels, lesion, depth)

    hairs = np.asarray(_draw_hairs(random), dtype=np.float64) / 255
    pixels = _mix(pixels, _paint((64, 46, 38)), 0.8 * hairs)
    distance = np.hypot((x - WIDTH / 2) / (WIDTH / 2), (y - HEIGHT / 2) / (HEIGHT / 2))
    pixels *= (1.03 - 0.16 * distance**2)[..., None]
    pixels += random.normal(0, 0.8, pixels.shape)
    return np.clip(pixels, 0, 255).round().astype(np.uint8)


def _cloud(random: np.random.Generator, scale: float) -> Field:
    """Smooth noise [H, W] of mean 0 and deviation 1, with structures of about `scale` pixels."""
    size = (max(2, round(WIDTH / scale)) + 2, max(2, round(HEIGHT / scale)) + 2)
    coarse = random.normal(0, 1, (size[1], size[0])).astype(np.float32)
    field = np.asarray(
        Image.fromarray(coarse).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), dtype=np.float64
    )
    deviation: Field = (field - field.mean()) / field.std()
    return deviation


def _paint(colour: tuple[int, int, int]) -> Field:
    return np.broadcast_to(np.array(colour, dtype=np.float64), (HEIGHT, WIDTH, 3)).copy()


def _mix(below: Field, above: Field, opacity: Field) -> Field:
    return below * (1 - opacity[..., None]) + above * opacity[..., None]


def _draw_hairs(random: np.random.Generator) -> Image.Image:
    """Opacity of the hairs: curves drawn at four times the size and reduced."""
    canvas = Image.new("L", (4 * WIDTH, 4 * HEIGHT))
    pen = ImageDraw.Draw(canvas)
    steps = np.linspace(0, 1, 60)
    for _ in range(_HAIRS):
        start = random.uniform((0, 0), (WIDTH, HEIGHT))
        direction = random.normal(0.9, 0.5)
        length = random.uniform(240, 620)
        bend = random.normal(0, 70)
        along = np.array([np.cos(direction), np.sin(direction)])
        across = np.array([-along[1], along[0]])
        points = (
            start
            + (steps - 0.5)[:, None] * length * along
            + (bend * (steps - 0.5) ** 2 * 4)[:, None] * across
        )
        pen.line(
            [(float(a) * 4, float(b) * 4) for a, b in points],
            fill=int(random.uniform(150, 235)),
            width=int(random.integers(6, 11)),
            joint="curve",
        )
    reduced = canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return reduced.filter(ImageFilter.GaussianBlur(0.6))


if __name__ == "__main__":
    Image.fromarray(draw_sample()).save(sys.argv[1], optimize=True)
