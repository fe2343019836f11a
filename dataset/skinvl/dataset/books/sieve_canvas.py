"""The reduced copies of a picture that all parts of the sieve look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 512
_TWICE = 288

Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Canvas:
    """A picture at two sizes.

    ``planes`` are the channels, uint8 [3, H, W], with at most `SIDE` pixels on the longer side:
    thin strokes must stay a pixel wide. ``luma`` is their brightness, uint8 [H, W]. ``small`` is
    the same picture at half of that, uint8 [h, w, 3], where it is large enough, and ``small_luma``
    its brightness [h, w].
    """

    planes: Bytes
    luma: Bytes
    small: Bytes
    small_luma: Bytes


def prepare_canvas(rgb: Bytes) -> Canvas:
    """Of a picture, uint8 [H, W, 3]."""
    height, width = rgb.shape[:2]
    image = Image.fromarray(rgb)
    scale = SIDE / max(height, width)
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        image = image.resize(size, Image.Resampling.BOX, reducing_gap=1.5)
    half = image.reduce(2) if max(image.size) > _TWICE else image
    pixels = np.asarray(image)
    return Canvas(
        planes=np.stack([pixels[..., channel] for channel in range(3)]),
        luma=np.asarray(image.convert("L")),
        small=np.asarray(half),
        small_luma=np.asarray(half.convert("L")),
    )


def spread_around(plane: Bytes) -> Bytes:
    """The range of brightness in the 3 x 3 pixels around each, uint8 [H, W].

    Slices are compared whole: many times faster than a filter that walks the pixels.
    """
    padded = np.pad(plane, 1, mode="edge")
    high = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
    high = np.maximum(np.maximum(high[:, :-2], high[:, 1:-1]), high[:, 2:])
    low = np.minimum(np.minimum(padded[:-2], padded[1:-1]), padded[2:])
    low = np.minimum(np.minimum(low[:, :-2], low[:, 1:-1]), low[:, 2:])
    return high - low
