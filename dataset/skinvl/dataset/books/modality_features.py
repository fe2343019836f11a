"""Colour and texture of a picture, as numbers that tell the modalities apart.

The idea is the source paper's (MM-Skin, arXiv 2505.06152): colour and texture features decide
between clinical photographs, dermoscopy and pathology. All are measured on a copy of at most
`SIDE` pixels, so that neither the resolution nor the shape of the frame is among them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

SIDE = 128
_LEAST = 24
_BINS_HUE, _BINS_CHROMA, _BINS_LUMA, _BINS_SATURATION = 12, 6, 8, 6
_PERCENTILES = (5, 25, 50, 75, 95)
_TEXTURE_BINS = 10
_SCALES = (1, 2, 4)
_RINGS = 5
_EDGES = (8.0, 24.0, 64.0)

Floats = NDArray[np.float32]


def reduce_picture(rgb: NDArray[np.uint8], side: int = SIDE) -> NDArray[np.uint8]:
    """`rgb`, uint8 [H, W, 3], at `side` pixels at most; neither side below 24 pixels."""
    height, width = rgb.shape[:2]
    scale = min(1.0, side / max(height, width))
    size = (max(_LEAST, round(width * scale)), max(_LEAST, round(height * scale)))
    if size == (width, height):
        return rgb
    small = Image.fromarray(rgb).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    return np.asarray(small)


def describe_picture(rgb: NDArray[np.uint8]) -> Floats:
    """The features of a picture, uint8 [H, W, 3]: float32 [F], finite."""
    small = reduce_picture(rgb)
    pixels = small.astype(np.float32)
    luma = pixels @ np.array([0.299, 0.587, 0.114], np.float32)
    parts = (
        _measure_colours(pixels, luma),
        _measure_stains(pixels),
        _measure_textures(luma),
        _measure_frame(pixels, luma),
        _measure_flatness(small, luma),
    )
    return np.concatenate(parts).astype(np.float32)


def _measure_colours(pixels: Floats, luma: Floats) -> Floats:
    flat = pixels.reshape(-1, 3)
    red, green, blue = np.ascontiguousarray(flat.T)
    peak = np.maximum(np.maximum(red, green), blue)
    chroma = peak - np.minimum(np.minimum(red, green), blue)
    saturation = chroma / np.maximum(peak, 1)
    planes = np.stack(
        [
            luma.ravel(),
            red - green,
            (red + green) / 2 - blue,
            saturation * 255,
        ]
    )
    centred = planes - planes.mean(1, keepdims=True)
    squares = centred * centred
    spread = np.sqrt(squares.mean(1)) + 1e-3
    skew = (squares * centred).mean(1) / (spread + 1) ** 3
    percentiles = np.percentile(planes[:, ::5], _PERCENTILES, axis=1).ravel()
    hue = _hue((red, green, blue), peak, chroma)
    hues = _count(hue / 6, _BINS_HUE, chroma) / (chroma.sum() + 255)
    lumas = _count(planes[0] / 256, _BINS_LUMA) / len(flat)
    saturations = _count(saturation, _BINS_SATURATION) / len(flat)
    warm = _place((planes[1] + 60) / 200, _BINS_CHROMA)
    yellow = _place((planes[2] + 80) / 200, _BINS_CHROMA)
    plane = np.bincount(warm * _BINS_CHROMA + yellow, minlength=_BINS_CHROMA**2) / len(flat)
    return np.concatenate(
        [planes.mean(1) / 255, spread / 64, skew, percentiles / 255]
        + [np.sqrt(bins) for bins in (hues, lumas, saturations, plane)]
    )


def _place(values: Floats, bins: int) -> NDArray[np.intp]:
    """The bin of each value, 0..1."""
    return np.clip((values * bins).astype(np.intp), 0, bins - 1)


def _count(values: NDArray[Any], bins: int, weights: NDArray[Any] | None = None) -> NDArray[Any]:
    return np.bincount(_place(values, bins), weights, minlength=bins)


def _hue(channels: tuple[Floats, Floats, Floats], peak: Floats, chroma: Floats) -> Floats:
    """Hue in sextants, 0..6 (red 0, green 2, blue 4)."""
    red, green, blue = channels
    safe = np.maximum(chroma, 1)
    hue = np.where(
        peak == red,
        (green - blue) / safe,
        np.where(peak == green, 2 + (blue - red) / safe, 4 + (red - green) / safe),
    )
    return np.asarray(hue % 6, np.float32)


def _measure_stains(pixels: Floats) -> Floats:
    """Directions of absorbed light: stains are straight lines in optical density.

    Beer-Lambert, as in Macenko et al., "A method for normalizing histology slides" (ISBI 2009).
    """
    density = -np.log((pixels.reshape(-1, 3)[::2] + 4) / 259)
    mean = density.mean(0)
    values, vectors = np.linalg.eigh(np.cov(density.T) + 1e-6 * np.eye(3))
    first, second = vectors[:, 2], vectors[:, 1]
    first = first * (1 if first.sum() >= 0 else -1)
    second = second * (1 if second[0] >= 0 else -1)
    share = values / values.sum()
    return np.concatenate([mean, mean / (np.linalg.norm(mean) + 0.05), first, second, share[1:]])


def _measure_textures(luma: Floats) -> Floats:
    parts = []
    for scale in _SCALES:
        plane = luma if scale == 1 else _halve(luma, scale)
        parts.append(np.sqrt(_local_patterns(plane)))
        down = plane[2:, 1:-1] - plane[:-2, 1:-1]
        across = plane[1:-1, 2:] - plane[1:-1, :-2]
        slope = np.hypot(down, across)
        angles = np.arctan2(down, across) % np.pi
        turns = _count((angles / np.pi).ravel(), 8, slope.ravel()) / (slope.sum() + 1)
        entropy = -(turns * np.log(turns + 1e-6)).sum()
        curve = np.abs(
            4 * plane[1:-1, 1:-1]
            - plane[2:, 1:-1]
            - plane[:-2, 1:-1]
            - plane[1:-1, 2:]
            - plane[1:-1, :-2]
        )
        edges = [(slope > edge).mean() for edge in _EDGES]
        tail = np.percentile(slope.ravel()[:: 2 if scale == 1 else 1], (50, 90, 99))
        parts.append(
            np.array(
                [
                    *np.log1p(tail),
                    np.log1p(slope.mean()),
                    np.log1p(curve.mean()),
                    curve.mean() / (slope.mean() + 1),
                    turns.max(),
                    entropy,
                    *edges,
                ]
            )
        )
    return np.concatenate(parts)


def _halve(plane: Floats, times: int) -> Floats:
    """Means of `times` x `times` cells; at least 4 x 4 of them for pictures of 24 pixels."""
    height, width = (side // times * times for side in plane.shape)
    cells = plane[:height, :width].reshape(height // times, times, width // times, times)
    return np.asarray(cells.mean((1, 3)))


def _local_patterns(plane: Floats) -> Floats:
    """Shares of the rotation-invariant uniform local binary patterns, [10].

    Ojala, Pietikainen and Maenpaa, "Multiresolution gray-scale and rotation invariant texture
    classification with local binary patterns" (PAMI 2002), with 8 neighbours at 1 pixel.
    """
    centre = plane[1:-1, 1:-1] + 1
    height, width = plane.shape
    around = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))
    bits = [
        plane[down : height - 2 + down, across : width - 2 + across] >= centre
        for down, across in around
    ]
    count = np.zeros(centre.shape, np.uint8)
    changes = np.zeros(centre.shape, np.uint8)
    for place, bit in enumerate(bits):
        count += bit
        changes += bit ^ bits[place - 1]
    pattern = np.where(changes <= 2, count, _TEXTURE_BINS - 1)
    counts: NDArray[Any] = np.bincount(pattern.ravel(), minlength=_TEXTURE_BINS) / pattern.size
    return counts


def _measure_frame(pixels: Floats, luma: Floats) -> Floats:
    """How the corners, the edge and the rings around the centre differ from one another."""
    height, width = luma.shape
    down = np.abs(np.linspace(-1, 1, height, dtype=np.float32))[:, None]
    across = np.abs(np.linspace(-1, 1, width, dtype=np.float32))[None, :]
    ring = np.minimum((np.hypot(down, across) / 1.42 * _RINGS).astype(np.intp), _RINGS - 1).ravel()
    number = np.maximum(np.bincount(ring, minlength=_RINGS), 1)
    planes = (luma, pixels[..., 0] - pixels[..., 1], pixels[..., 2] - pixels[..., 1])
    profile = np.stack([np.bincount(ring, plane.ravel(), _RINGS) / number for plane in planes])
    tall, wide = max(2, height // 8), max(2, width // 8)
    corners = np.array(
        [
            luma[:tall, :wide].mean(),
            luma[:tall, -wide:].mean(),
            luma[-tall:, :wide].mean(),
            luma[-tall:, -wide:].mean(),
        ]
    )
    corners.sort()
    rim = np.concatenate([luma[0], luma[-1], luma[:, 0], luma[:, -1]])
    return np.concatenate(
        [
            (profile - profile.mean(1, keepdims=True)).ravel() / 64,
            corners / 255,
            [rim.std() / 64, (rim > 235).mean(), (rim < 20).mean(), corners[0] / (luma.mean() + 8)],
        ]
    )


def _measure_flatness(small: NDArray[np.uint8], luma: Floats) -> Floats:
    """Graphics have few colours and areas without any grain."""
    coarse = (small >> 4).astype(np.intp)
    codes = np.bincount((coarse[..., 0] << 8 | coarse[..., 1] << 4 | coarse[..., 2]).ravel())
    counts = np.sort(codes[codes > 0])[::-1] / luma.size
    steps = ndimage.maximum_filter1d(luma, 3, axis=1) - ndimage.minimum_filter1d(luma, 3, axis=1)
    return np.array(
        [
            counts[0],
            counts[:4].sum(),
            np.log(len(counts)) / 8,
            (steps < 2).mean(),
            (luma > 245).mean(),
            (luma < 10).mean(),
        ]
    )
