"""Bars, ovals and mosaics laid over a face so that nobody is recognised.

A bar or an oval is one area of exactly one colour inside of the picture, with a sharp outline that
fills its own rectangle or ellipse. A mosaic is made of flat cells with steps between them.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from skinvl.dataset.books.layout import Box
from skinvl.dataset.books.sieve_canvas import Canvas, spread_around

CoverName = Literal["bar", "oval", "mosaic"]

_BLACK, _WHITE = 46, 226
# flat grey or coloured bars: the range of 3 x 3 pixels
_FLAT = 5
_LEAST_AREA, _LARGEST_AREA = 0.0012, 0.35
_LEAST_LENGTH, _LEAST_THICKNESS = 0.1, 0.02
_LEAST_SIDE = 24
# a bar that runs out of the picture must be this long to be one
_LENGTH_AT_EDGE = 0.3
_LEAST_ASPECT, _MOST_ASPECT = 1.25, 13.0
_CORNER = 0.16
_STEEPEST = np.deg2rad(32)
_RECTANGLE, _ELLIPSE = 0.93, 0.955
_MOST_SPREAD, _LEAST_STEP = 7.0, 34.0
# of its bounding box: the least is a bar at the steepest angle
_LEAST_FILL = 0.2
_TILE, _LEAST_TILES, _LEAST_RUNS = 32, 2, 40
_BLOCK_STEP, _FAINT_STEP = 16, 8
_CELL_STEP, _CELL_FLAT, _RIPPLE_TENTHS, _RUN = 5, 4, 6, 5
_CROSSED, _OWN_STEPS, _CALM = 0.015, 0.35, 0.5

Mask = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Steps = NDArray[np.int16]


def find_cover(canvas: Canvas) -> tuple[CoverName, Box] | None:
    """The bar, oval or mosaic in a picture.

    Returns:
        Its name and box in fractions of the width and height; None without one.
    """
    luma = canvas.small_luma
    if min(luma.shape) < _LEAST_SIDE:
        return None
    flat = spread_around(luma) <= _FLAT
    black, white = luma <= _BLACK, luma >= _WHITE
    for mask in (flat & black, flat & white, flat & ~black & ~white):
        if np.count_nonzero(mask) < _LEAST_AREA * luma.size:
            continue
        found = _find_shape(luma, mask)
        if found is not None:
            return found
    return _find_mosaic(canvas.luma)


def _find_shape(luma: Bytes, mask: Mask) -> tuple[CoverName, Box] | None:
    height, width = luma.shape
    labels, number = ndimage.label(mask)
    if not number:
        return None
    pixels = np.bincount(labels.ravel())
    sizes = pixels / luma.size
    boxes = ndimage.find_objects(labels)
    for name in np.nonzero((sizes >= _LEAST_AREA) & (sizes <= _LARGEST_AREA))[0]:
        if name == 0:
            continue
        rows, columns = boxes[name - 1]
        if rows.start <= 1 or rows.stop >= height - 1:
            continue
        if columns.start <= 1 and columns.stop >= width - 1:
            continue
        at_edge = columns.start <= 1 or columns.stop >= width - 1
        if at_edge and columns.stop - columns.start < _LENGTH_AT_EDGE * width:
            continue
        if _in_corner(rows, columns, height, width):
            continue
        core = labels[rows, columns] == name
        if (
            columns.stop - columns.start < 0.9 * _LEAST_LENGTH * width
            or pixels[name] < _LEAST_FILL * core.size
            or luma[rows, columns][core].std() > _MOST_SPREAD
        ):
            continue
        shape = _name_shape(
            luma, ndimage.binary_dilation(np.pad(core, 1)), (rows.start - 1, columns.start - 1)
        )
        if shape is not None:
            box = (
                columns.start / width,
                rows.start / height,
                columns.stop / width,
                rows.stop / height,
            )
            return shape, box
    return None


def _in_corner(rows: slice, columns: slice, height: int, width: int) -> bool:
    """Patches of panel letters and stamps."""
    aside = columns.stop <= _CORNER * width or columns.start >= (1 - _CORNER) * width
    above = rows.stop <= _CORNER * height or rows.start >= (1 - _CORNER) * height
    return bool(aside and above)


def _name_shape(luma: Bytes, mask: Mask, corner: tuple[int, int]) -> CoverName | None:
    height, width = luma.shape
    filled = ndimage.binary_fill_holes(mask)
    down, across = np.nonzero(filled)
    points = np.stack([down - down.mean(), across - across.mean()])
    values, vectors = np.linalg.eigh(points @ points.T / points.shape[1])
    along, beside = vectors[:, 1], vectors[:, 0]
    steep = abs(float(np.arctan2(abs(along[0]), abs(along[1]))))
    length, thickness = (float(np.sqrt(12 * max(value, 0.08))) for value in (values[1], values[0]))
    aspect = length / thickness
    if (
        steep > _STEEPEST
        or not _LEAST_ASPECT <= aspect <= _MOST_ASPECT
        or length < _LEAST_LENGTH * width
        or thickness < _LEAST_THICKNESS * height
        or not _is_drawn(luma, filled, corner)
    ):
        return None
    size = points.shape[1]
    inside = (np.abs(along @ points) <= length / 2 + 0.7) & (
        np.abs(beside @ points) <= thickness / 2 + 0.7
    )
    # A rectangle fills the box of its own moments, an ellipse that of its own: length * 2 / sqrt(3)
    if inside.mean() >= 0.985 and size / (length * thickness) >= _RECTANGLE:
        return "bar"
    radius = (along @ points / (length / np.sqrt(3))) ** 2 + (
        beside @ points / (thickness / np.sqrt(3))
    ) ** 2
    ideal = np.pi * length * thickness / 3
    if (radius <= 1.06).mean() >= 0.985 and size / ideal >= _ELLIPSE:
        return "oval"
    return None


def _is_drawn(luma: Bytes, filled: Mask, corner: tuple[int, int]) -> bool:
    """One brightness within, and a step all along the outline."""
    padded = np.pad(filled, 4)
    top, left = corner[0] - 4, corner[1] - 4
    up, aside = max(0, -top), max(0, -left)
    window = luma[max(0, top) : top + padded.shape[0], max(0, left) : left + padded.shape[1]]
    padded = padded[up : up + window.shape[0], aside : aside + window.shape[1]]
    core = ndimage.binary_erosion(padded, iterations=2)
    if core.sum() < 12:
        return False
    level = window[core]
    ring = ndimage.binary_dilation(padded, iterations=3) & ~ndimage.binary_dilation(
        padded, iterations=2
    )
    steps = np.abs(window[ring] - float(level.mean()))
    return bool(
        level.std() <= _MOST_SPREAD
        and np.median(steps) >= _LEAST_STEP
        and (steps >= _LEAST_STEP / 2).mean() >= 0.8
    )


def _find_mosaic(luma: Bytes) -> tuple[CoverName, Box] | None:
    """Tiles crossed by upright and level runs of lone steps, with little other structure."""
    if min(luma.shape) < 3 * _TILE:
        return None
    signed = luma.astype(np.int16)
    across = np.abs(signed[:-1, 1:] - signed[:-1, :-1])
    if not _may_have_runs(across):
        return None
    down = np.abs(signed[1:, :-1] - signed[:-1, :-1])
    if not _may_have_runs(down.T):
        return None
    upright = _find_runs(across)
    level = _find_runs(down.T).T
    if np.count_nonzero(upright) < _LEAST_RUNS or np.count_nonzero(level) < _LEAST_RUNS:
        return None
    change = np.maximum(across, down)
    height, width = (side // _TILE * _TILE for side in change.shape)

    def share(mask: Mask) -> NDArray[np.float64]:
        cells = mask[:height, :width].reshape(height // _TILE, _TILE, width // _TILE, _TILE)
        return np.asarray(cells.mean((1, 3)))

    steps = share(upright | level)
    tiles = (
        (share(upright) >= _CROSSED)
        & (share(level) >= _CROSSED)
        & (steps >= _OWN_STEPS * share(change >= _CELL_STEP))
        & (share(change <= _CELL_FLAT) >= _CALM)
    )
    labels, _ = ndimage.label(tiles, np.ones((3, 3), np.int8))
    for name, place in enumerate(ndimage.find_objects(labels), 1):
        rows, columns = place
        if (labels[place] == name).sum() < _LEAST_TILES:
            continue
        window = tuple(slice(side.start * _TILE, side.stop * _TILE) for side in place)
        if _are_blocks(upright[window], level[window], change[window]):
            continue
        return "mosaic", (
            columns.start * _TILE / luma.shape[1],
            rows.start * _TILE / luma.shape[0],
            columns.stop * _TILE / luma.shape[1],
            rows.stop * _TILE / luma.shape[0],
        )
    return None


def _are_blocks(upright: Mask, level: Mask, change: Steps) -> bool:
    """Faint steps are what JPEG leaves of a smooth ground, above all every eighth pixel."""
    middle = np.median(change[upright | level])
    columns = np.bincount(np.nonzero(upright)[1] % 8, minlength=8)
    rows = np.bincount(np.nonzero(level)[0] % 8, minlength=8)
    aligned = columns.max() >= 0.7 * columns.sum() and rows.max() >= 0.7 * rows.sum()
    return bool(middle < (_BLOCK_STEP if aligned else _FAINT_STEP))


def _may_have_runs(size: Steps) -> bool:
    """A look at every fourth row: cells leave steps at the same place in row after row."""
    lone = _find_lone(np.ascontiguousarray(size[::4]))
    return bool(np.count_nonzero(lone[1:] & lone[:-1]) * 4 >= _LEAST_RUNS)


def _find_runs(size: Steps) -> Mask:
    """Runs of steps below one another, each alone in its row: sides of square cells."""
    lone = _find_lone(size)
    run = lone.copy()
    for step in range(1, _RUN):
        run[:-step] &= lone[step:]
    run[1 - _RUN :] = False
    whole = run.copy()
    for step in range(1, _RUN):
        whole[step:] |= run[:-step]
    return whole


def _find_lone(size: Steps) -> Mask:
    """Steps with calm on both sides; JPEG leaves ripples beside a step that grow with it."""
    lone = size >= _CELL_STEP
    calm = np.maximum(_CELL_FLAT, size * _RIPPLE_TENTHS // 10)
    lone[:, 1:] &= size[:, :-1] <= calm[:, 1:]
    lone[:, :-1] &= size[:, 1:] <= calm[:, :-1]
    lone[:, 2:] &= size[:, :-2] <= calm[:, 2:]
    lone[:, :-2] &= size[:, 2:] <= calm[:, :-2]
    return lone
