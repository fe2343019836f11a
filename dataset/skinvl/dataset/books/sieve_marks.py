"""Marks drawn into a picture: arrows, asterisks, circles, scale bars, text.

A mark is a small area of one pure ink (white, black or a saturated colour) with a sharp outline.
So are reflections, hairs and the dark between fingers; a small trained classifier over the shape,
the outline and the surroundings of each such area tells the drawn from the natural
(``benchmarks/sieve.py`` trains and measures it on marks drawn on photographs).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from skinvl.dataset.books.layout import Box
from skinvl.dataset.books.sieve_trees import load_trees

MODEL_FILE = "sieve_marks.json"
SIDE = 512
# limits of the inks, 0..255
_WHITE, _BLACK, _COLOURFUL, _BRIGHT = 224, 44, 125, 120
_LEAST_PIXELS, _LEAST_EXTENT = 10, 5
_LARGEST_SHARE, _LONGEST_SHARE = 0.12, 0.75
_MOST_AREAS = 14
_PAD = 6
_DIRECTIONS = 12

Rgb = NDArray[np.uint8]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Labels = NDArray[np.int32]


class Area(NamedTuple):
    """A connected area of one ink. ``box`` is (top, left, bottom, right) in working pixels."""

    ink: int
    box: tuple[int, int, int, int]
    mask: Mask


@dataclass(frozen=True)
class Canvas:
    """A picture at working size: channels float32 [3, H, W], luma [H, W], and the inks.

    ``shares`` are the parts of the picture that each ink covers, ``colour`` its mean colourfulness.
    """

    channels: Floats
    luma: Floats
    inks: tuple[Mask, Mask, Mask]
    shares: tuple[float, float, float]
    colour: float


def prepare_canvas(rgb: Rgb) -> Canvas:
    """At most `SIDE` pixels on the longer side: thin strokes must stay a pixel wide."""
    height, width = rgb.shape[:2]
    scale = SIDE / max(height, width)
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        rgb = np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.BOX, reducing_gap=2.0))
    planes = np.ascontiguousarray(rgb.transpose(2, 0, 1))
    low = np.minimum(np.minimum(planes[0], planes[1]), planes[2])
    peak = np.maximum(np.maximum(planes[0], planes[1]), planes[2])
    chroma = peak - low
    inks = (low >= _WHITE, peak <= _BLACK, (chroma >= _COLOURFUL) & (peak >= _BRIGHT))
    channels = planes.astype(np.float32)
    luma = 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2]
    white, black, colour = (float(ink.mean()) for ink in inks)
    return Canvas(channels, luma, inks, (white, black, colour), float(chroma.mean()))


def find_marks(canvas: Canvas, told: bool) -> list[Box]:
    """Boxes of the drawn marks in fractions of the width and height, the most certain first.

    `told` is whether the caption speaks of arrows or the like: less evidence is asked for then.
    """
    areas = find_areas(canvas)
    trees = load_trees(MODEL_FILE)
    likely = trees.judge(describe_areas(canvas, areas))
    limit = trees.limit_told if told else trees.limit
    height, width = canvas.luma.shape
    return [
        (
            areas[place].box[1] / width,
            areas[place].box[0] / height,
            areas[place].box[3] / width,
            areas[place].box[2] / height,
        )
        for place in np.argsort(-likely, kind="stable")
        if likely[place] >= limit
    ]


def find_areas(canvas: Canvas) -> list[Area]:
    """The areas that might be marks, the most contrasting of each ink first."""
    found = []
    height, width = canvas.luma.shape
    size = height * width
    for ink, mask in enumerate(canvas.inks):
        labels, number = ndimage.label(mask, np.ones((3, 3), np.int8))
        if not number:
            continue
        places = np.flatnonzero(labels)
        owner = labels.ravel()[places]
        pixels = np.bincount(owner, minlength=number + 1)
        likely = (pixels >= _LEAST_PIXELS) & (pixels <= _LARGEST_SHARE * size)
        likely[0] = False
        if not likely.any():
            continue
        boxes = ndimage.find_objects(labels)
        ranked = []
        for name in np.nonzero(likely)[0]:
            rows, columns = boxes[name - 1]
            tall, wide = rows.stop - rows.start, columns.stop - columns.start
            if max(tall, wide) < _LEAST_EXTENT or (
                tall > _LONGEST_SHARE * height and wide > _LONGEST_SHARE * width
            ):
                continue
            ranked.append((_rank(canvas.luma, rows, columns, pixels[name]), int(name)))
        ranked.sort(reverse=True)
        for _, name in ranked[:_MOST_AREAS]:
            rows, columns = boxes[name - 1]
            box = (rows.start, columns.start, rows.stop, columns.stop)
            found.append(Area(ink, box, labels[rows, columns] == name))
    return found


def _rank(luma: Floats, rows: slice, columns: slice, pixels: int) -> float:
    """Larger areas on a quiet, different ground come first."""
    height, width = luma.shape
    top, left = max(0, rows.start - 3), max(0, columns.start - 3)
    bottom, right = min(height - 1, rows.stop + 2), min(width - 1, columns.stop + 2)
    rim = np.concatenate(
        [
            luma[top, left : right + 1],
            luma[bottom, left : right + 1],
            luma[top : bottom + 1, left],
            luma[top : bottom + 1, right],
        ]
    )
    middle = luma[rows, columns]
    contrast = min(abs(float(middle.max()) - rim.mean()), 255) + min(
        abs(float(middle.min()) - rim.mean()), 255
    )
    return float(np.sqrt(min(pixels, 400)) * (contrast + 20) / (rim.std() + 12))


def describe_areas(canvas: Canvas, areas: list[Area]) -> Floats:
    """The features of each area, float32 [areas, F]."""
    if not areas:
        return np.zeros((0, FEATURES), np.float32)
    rows = [_describe(canvas, area) for area in areas]
    features = np.array(rows, np.float32)
    tall = np.array([area.box[2] - area.box[0] for area in areas])
    middle = np.array([(area.box[0] + area.box[2]) / 2 for area in areas])
    pixels = np.array([area.mask.sum() for area in areas])
    ink = np.array([area.ink for area in areas])
    alike = ink[:, None] == ink[None, :]
    similar = alike & (np.abs(np.log(pixels[:, None] / pixels[None, :])) < 0.35)
    line = (
        alike
        & (np.abs(middle[:, None] - middle[None, :]) < 0.35 * np.minimum.outer(tall, tall))
        & (np.abs(np.log(tall[:, None] / tall[None, :])) < 0.3)
    )
    neighbours = np.stack([alike.sum(1), similar.sum(1), line.sum(1)], 1) - 1
    return np.concatenate([features, neighbours.astype(np.float32)], 1)


def _describe(canvas: Canvas, area: Area) -> list[float]:
    height, width = canvas.luma.shape
    top, left, bottom, right = area.box
    up, aside = max(0, top - _PAD), max(0, left - _PAD)
    window = (slice(up, min(height, bottom + _PAD)), slice(aside, min(width, right + _PAD)))
    luma = canvas.luma[window]
    mask = np.zeros(luma.shape, bool)
    mask[top - up : bottom - up, left - aside : right - aside] = area.mask
    pixels = int(mask.sum())
    diagonal = float(np.hypot(height, width))
    tall, wide = bottom - top, right - left
    inside = luma[mask]
    outside = ndimage.distance_transform_edt(~mask)
    depth = ndimage.distance_transform_edt(np.pad(area.mask, 1))[1:-1, 1:-1][area.mask]
    near = luma[(outside > 1.5) & (outside <= 2.6)]
    far = luma[(outside > 3.5) & (outside <= 5.1)]
    near, far = (ring if ring.size else luma.ravel() for ring in (near, far))
    level = float(inside.mean())
    filled = ndimage.binary_fill_holes(area.mask)
    return [
        *(float(area.ink == ink) for ink in range(3)),
        *(float(plane[window][mask].mean()) for plane in canvas.channels),
        level,
        float(inside.std()),
        pixels / luma_size(canvas) * 1000,
        np.log(pixels),
        tall / diagonal,
        wide / diagonal,
        np.log(wide / tall),
        pixels / (tall * wide),
        float(filled.sum() - pixels) / pixels,
        *_measure_rings(level, near, far),
        *_measure_strokes(depth, pixels, outside),
        *_measure_outline(luma, outside),
        *_measure_spread(area.mask),
        *_measure_place(area.box, height, width),
        *canvas.shares,
        canvas.colour,
        float(canvas.luma[::4, ::4].std()),
    ]


def luma_size(canvas: Canvas) -> int:
    """Pixels of the canvas."""
    return int(canvas.luma.size)


def _measure_rings(level: float, near: Floats, far: Floats) -> list[float]:
    """A drawn outline is a step: two pixels out, the ground is reached on all sides."""
    steps = np.abs(near - level)
    low, middle = np.percentile(steps, (10, 50))
    beyond = float(np.median(np.abs(far - level)))
    return [
        float(low),
        float(middle),
        beyond,
        float(middle) / (beyond + 8),
        float(near.std()),
        float(far.std()),
        float(near.mean()),
        float((near.mean() - level) * np.sign(127 - level)),
    ]


def _measure_strokes(
    depth: NDArray[np.float64], pixels: int, outside: NDArray[np.float64]
) -> list[float]:
    """Pens draw strokes of one width; a blob is as deep as it is wide."""
    rim = int(((outside > 0) & (outside <= 1)).sum())
    return [
        float(depth.max()),
        float(depth.mean()),
        float(depth.std() / depth.mean()),
        rim / np.sqrt(pixels),
        2 * pixels / max(rim, 1),
    ]


def _measure_outline(luma: Floats, outside: NDArray[np.float64]) -> list[float]:
    """Whether the outline runs straight: directions of the slope along it, in shares."""
    edge = (outside <= 1.5)[1:-1, 1:-1]
    down = (luma[2:, 1:-1] - luma[:-2, 1:-1])[edge]
    across = (luma[1:-1, 2:] - luma[1:-1, :-2])[edge]
    slope = np.hypot(down, across)
    turn = (np.arctan2(down, across) % np.pi) / np.pi * _DIRECTIONS
    shares = np.bincount(
        np.minimum(turn.astype(np.intp), _DIRECTIONS - 1), slope, minlength=_DIRECTIONS
    )
    shares = shares / (shares.sum() + 1e-6)
    ordered = np.sort(shares)[::-1]
    entropy = float(-(shares * np.log(shares + 1e-6)).sum())
    return [
        float(ordered[0]),
        float(ordered[:2].sum()),
        float(ordered[:4].sum()),
        entropy,
        float(slope.mean()) if slope.size else 0.0,
        float(np.percentile(slope, 75)) if slope.size else 0.0,
        float(shares[[0, -1]].sum() + shares[_DIRECTIONS // 2 - 1 : _DIRECTIONS // 2 + 1].sum()),
    ]


def _measure_spread(mask: Mask) -> list[float]:
    """Moments along and across the main axis: an arrow is even across it and heavier at one end."""
    down, across = np.nonzero(mask)
    points = np.stack([down - down.mean(), across - across.mean()])
    values, vectors = np.linalg.eigh(points @ points.T / points.shape[1] + 1e-3 * np.eye(2))
    along, beside = vectors[:, 1] @ points, vectors[:, 0] @ points
    long, short = np.sqrt(values[1]), np.sqrt(values[0])
    extent = (np.ptp(along) + 1) * (np.ptp(beside) + 1)
    return [
        float(long),
        float(short),
        float(short / long),
        float(abs((along**3).mean()) / long**3),
        float(abs((beside**3).mean()) / short**3),
        float((along**4).mean() / long**4),
        float((beside**4).mean() / short**4),
        float(points.shape[1] / extent),
        float(abs(vectors[0, 1])),
        float(abs((along * beside**2).mean()) / (long * short**2)),
        float(abs((along**2 * beside).mean()) / (long**2 * short)),
    ]


def _measure_place(box: tuple[int, int, int, int], height: int, width: int) -> list[float]:
    top, left, bottom, right = box
    down, across = min(top, height - bottom) / height, min(left, width - right) / width
    return [
        down,
        across,
        max(down, across),
        float(top == 0) + float(bottom == height) + float(left == 0) + float(right == width),
        abs((top + bottom) / 2 / height - 0.5),
        abs((left + right) / 2 / width - 0.5),
    ]


FEATURES = 60
