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
from scipy import ndimage

from skinvl.dataset.books.layout import Box
from skinvl.dataset.books.sieve_canvas import Canvas
from skinvl.dataset.books.sieve_trees import load_trees

MODEL_FILE = "sieve_marks.json"
# limits of the inks, 0..255
_WHITE, _BLACK, _COLOURFUL, _BRIGHT = 224, 44, 125, 120
_LEAST_PIXELS, _LEAST_EXTENT = 10, 5
_LARGEST_SHARE, _LONGEST_SHARE = 0.12, 0.75
_MOST_AREAS, _MOST_JUDGED = 14, 7
_PAD = 6
_DIRECTIONS = 12
_MOST_POINTS = 1500

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


class Area(NamedTuple):
    """A connected area of one ink. ``box`` is (top, left, bottom, right) in working pixels.

    ``rank`` is its place among those of its ink, the most contrasting first.
    """

    ink: int
    rank: int
    box: tuple[int, int, int, int]
    mask: Mask


@dataclass(frozen=True)
class Inks:
    """A picture parted by inks.

    ``channels`` are float32 [3, H, W], ``luma`` [H, W]; ``masks`` are white, black and colourful
    pixels, ``shares`` the parts of the picture that they cover. ``colour`` is the mean
    colourfulness, ``spread`` the deviation of the brightness.
    """

    channels: Floats
    luma: Floats
    masks: tuple[Mask, Mask, Mask]
    shares: tuple[float, float, float]
    colour: float
    spread: float


def part_inks(canvas: Canvas) -> Inks:
    """The inks of the larger copy of a picture."""
    planes = canvas.planes
    low = np.minimum(np.minimum(planes[0], planes[1]), planes[2])
    peak = np.maximum(np.maximum(planes[0], planes[1]), planes[2])
    chroma = peak - low
    masks = (low >= _WHITE, peak <= _BLACK, (chroma >= _COLOURFUL) & (peak >= _BRIGHT))
    channels = planes.astype(np.float32)
    luma = 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2]
    white, black, colour = (float(mask.mean()) for mask in masks)
    spread = float(luma[::4, ::4].std())
    return Inks(channels, luma, masks, (white, black, colour), float(chroma.mean()), spread)


def find_marks(canvas: Canvas, told: bool) -> list[Box]:
    """Boxes of the drawn marks in fractions of the width and height, the most certain first.

    `told` is whether the caption speaks of arrows or the like: less evidence is asked for then.
    """
    inks = part_inks(canvas)
    among = find_areas(inks)
    areas = choose_areas(among)
    trees = load_trees(MODEL_FILE)
    likely = trees.judge(describe_areas(inks, areas, among))
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


def find_areas(inks: Inks) -> list[Area]:
    """The areas that might be marks, the most contrasting of each ink first."""
    found = []
    height, width = inks.luma.shape
    size = height * width
    for ink, mask in enumerate(inks.masks):
        if np.count_nonzero(mask) < _LEAST_PIXELS:
            continue
        labels, number = ndimage.label(mask, np.ones((3, 3), np.int8))
        pixels = np.bincount(labels[mask], minlength=number + 1)
        likely = (pixels >= _LEAST_PIXELS) & (pixels <= _LARGEST_SHARE * size)
        likely[0] = False
        if not likely.any():
            continue
        boxes = ndimage.find_objects(labels)
        ranked = []
        for place in np.nonzero(likely)[0]:
            name = int(place)
            rows, columns = boxes[name - 1]
            tall, wide = rows.stop - rows.start, columns.stop - columns.start
            if max(tall, wide) < _LEAST_EXTENT or (
                tall > _LONGEST_SHARE * height and wide > _LONGEST_SHARE * width
            ):
                continue
            ranked.append((_rank(inks.luma, rows, columns, int(pixels[name])), name))
        ranked.sort(reverse=True)
        for rank, (_, name) in enumerate(ranked[:_MOST_AREAS]):
            rows, columns = boxes[name - 1]
            box = (rows.start, columns.start, rows.stop, columns.stop)
            found.append(Area(ink, rank, box, labels[rows, columns] == name))
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
    ground, spread = _mean_and_spread(rim)
    contrast = abs(float(middle.max()) - ground) + abs(float(middle.min()) - ground)
    return float(np.sqrt(min(pixels, 400)) * (contrast + 20) / (spread + 12))


def choose_areas(areas: list[Area]) -> list[Area]:
    """Those that are worth a closer look."""
    return [area for area in areas if area.rank < _MOST_JUDGED]


def describe_areas(inks: Inks, areas: list[Area], among: list[Area]) -> Floats:
    """The features of each of `areas`, float32 [areas, F]; `among` are all of the picture."""
    if not areas:
        return np.zeros((0, FEATURES), np.float32)
    features = np.array([_describe(inks, area) for area in areas], np.float32)
    tall, middle, pixels, ink = _summarise(areas)
    others_tall, others_middle, others_pixels, others_ink = _summarise(among)
    alike = ink[:, None] == others_ink[None, :]
    similar = alike & (np.abs(np.log(pixels[:, None] / others_pixels[None, :])) < 0.35)
    line = (
        alike
        & (
            np.abs(middle[:, None] - others_middle[None, :])
            < 0.35 * np.minimum.outer(tall, others_tall)
        )
        & (np.abs(np.log(tall[:, None] / others_tall[None, :])) < 0.3)
    )
    neighbours = np.stack([alike.sum(1), similar.sum(1), line.sum(1)], 1) - 1
    return np.concatenate([features, neighbours.astype(np.float32)], 1)


def _summarise(areas: list[Area]) -> tuple[Floats, Floats, Floats, Floats]:
    """Height, middle row, number of pixels and ink of each."""
    rows = [
        (a.box[2] - a.box[0], (a.box[0] + a.box[2]) / 2, np.count_nonzero(a.mask), a.ink)
        for a in areas
    ]
    tall, middle, pixels, ink = np.array(rows, np.float32).T
    return tall, middle, pixels, ink


def _describe(inks: Inks, area: Area) -> list[float]:
    height, width = inks.luma.shape
    top, left, bottom, right = area.box
    up, aside = max(0, top - _PAD), max(0, left - _PAD)
    window = (slice(up, min(height, bottom + _PAD)), slice(aside, min(width, right + _PAD)))
    luma = inks.luma[window]
    mask = np.zeros(luma.shape, bool)
    mask[top - up : bottom - up, left - aside : right - aside] = area.mask
    pixels = int(mask.sum())
    diagonal = float(np.hypot(height, width))
    tall, wide = bottom - top, right - left
    places = np.flatnonzero(mask)
    inside = luma.ravel()[places]
    outside = ndimage.distance_transform_edt(~mask).astype(np.float32)
    depth = ndimage.distance_transform_edt(np.pad(area.mask, 1))[1:-1, 1:-1][area.mask]
    near = luma[(outside > 1.5) & (outside <= 2.6)]
    far = luma[(outside > 3.5) & (outside <= 5.1)]
    near, far = (ring if ring.size else luma.ravel() for ring in (near, far))
    level, spread = _mean_and_spread(inside)
    holes = int(np.count_nonzero(ndimage.binary_fill_holes(area.mask))) - pixels
    rim = int(np.count_nonzero(outside <= 1)) - pixels
    return [
        *(float(area.ink == ink) for ink in range(3)),
        *(float(np.add.reduce(plane[window].ravel()[places])) / pixels for plane in inks.channels),
        level,
        spread,
        pixels / inks.luma.size * 1000,
        float(np.log(pixels)),
        tall / diagonal,
        wide / diagonal,
        float(np.log(wide / tall)),
        pixels / (tall * wide),
        holes / pixels,
        *_measure_rings(level, near, far),
        *_measure_strokes(depth.astype(np.float32), pixels, rim),
        *_measure_outline(luma, outside),
        *_measure_spread(area.mask),
        *_measure_place(area.box, height, width),
        *inks.shares,
        inks.colour,
        inks.spread,
    ]


def _measure_rings(level: float, near: Floats, far: Floats) -> list[float]:
    """A drawn outline is a step: two pixels out, the ground is reached on all sides."""
    steps = np.sort(np.abs(near - level))
    low, middle = float(steps[steps.size // 10]), float(steps[steps.size // 2])
    distant = np.abs(far - level)
    beyond = float(np.partition(distant, distant.size // 2)[distant.size // 2])
    ground, spread = _mean_and_spread(near)
    return [
        low,
        middle,
        beyond,
        middle / (beyond + 8),
        spread,
        _mean_and_spread(far)[1],
        ground,
        (ground - level) * float(np.sign(127 - level)),
    ]


def _mean_and_spread(values: Floats) -> tuple[float, float]:
    mean = float(np.add.reduce(values)) / values.size
    square = float(values @ values) / values.size
    return mean, float(np.sqrt(max(0.0, square - mean * mean)))


def _measure_strokes(depth: Floats, pixels: int, rim: int) -> list[float]:
    """Pens draw strokes of one width; a blob is as deep as it is wide.

    `depth` is the distance of each pixel from the outline, `rim` the pixels around it.
    """
    mean, spread = _mean_and_spread(depth)
    return [
        float(depth.max()),
        mean,
        spread / mean,
        rim / float(np.sqrt(pixels)),
        2 * pixels / max(rim, 1),
    ]


def _measure_outline(luma: Floats, outside: Floats) -> list[float]:
    """Whether the outline runs straight: directions of the slope along it, in shares."""
    rows, columns = np.nonzero(outside[1:-1, 1:-1] <= 1.5)
    down = luma[rows + 2, columns + 1] - luma[rows, columns + 1]
    across = luma[rows + 1, columns + 2] - luma[rows + 1, columns]
    slope = np.sqrt(down * down + across * across)
    turn = (np.arctan2(down, across) % np.pi) * (_DIRECTIONS / np.pi)
    shares = np.bincount(
        np.minimum(turn.astype(np.intp), _DIRECTIONS - 1), slope, minlength=_DIRECTIONS
    )
    shares = shares / (np.add.reduce(shares) + 1e-6)
    ordered = np.sort(shares)[::-1]
    entropy = -float(shares @ np.log(shares + 1e-6))
    steep = np.partition(slope, slope.size * 3 // 4)[slope.size * 3 // 4] if slope.size else 0.0
    middle = _DIRECTIONS // 2
    return [
        float(ordered[0]),
        float(ordered[0] + ordered[1]),
        float(np.add.reduce(ordered[:4])),
        entropy,
        float(np.add.reduce(slope)) / max(slope.size, 1),
        float(steep),
        float(shares[0] + shares[-1] + shares[middle - 1] + shares[middle]),
    ]


def _measure_spread(mask: Mask) -> list[float]:
    """Moments along and across the main axis: an arrow is even across it and heavier at one end."""
    rows, columns = np.nonzero(mask)
    stride = 1 + rows.size // _MOST_POINTS
    y, x = rows[::stride].astype(np.float64), columns[::stride].astype(np.float64)
    number = y.size
    y -= np.add.reduce(y) / number
    x -= np.add.reduce(x) / number
    tall, wide, skew = (float(v) / number for v in (y @ y, x @ x, y @ x))
    tall, wide = tall + 1e-3, wide + 1e-3
    # the axes of the 2 x 2 covariance matrix in closed form
    turn = 0.5 * np.arctan2(2 * skew, wide - tall)
    sine, cosine = float(np.sin(turn)), float(np.cos(turn))
    along, beside = cosine * x + sine * y, cosine * y - sine * x
    along2, beside2 = along * along, beside * beside
    long2 = float(np.add.reduce(along2)) / number + 1e-3
    short2 = float(np.add.reduce(beside2)) / number + 1e-3
    long, short = float(np.sqrt(long2)), float(np.sqrt(short2))
    extent = float((along.max() - along.min() + 1) * (beside.max() - beside.min() + 1))
    return [
        long,
        short,
        short / long,
        abs(float(along2 @ along)) / number / (long2 * long),
        abs(float(beside2 @ beside)) / number / (short2 * short),
        float(along2 @ along2) / number / (long2 * long2),
        float(beside2 @ beside2) / number / (short2 * short2),
        rows.size / extent,
        abs(sine),
        abs(float(along @ beside2)) / number / (long * short2),
        abs(float(along2 @ beside)) / number / (long2 * short),
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
