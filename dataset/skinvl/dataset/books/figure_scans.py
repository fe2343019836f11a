"""Pictures on the raster of a scanned page: dense regions that differ from the paper."""

from __future__ import annotations

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from skinvl.dataset.books import pixels
from skinvl.dataset.books.layout import Box, Page, area, intersection, union

Rgb = NDArray[np.uint8]

# Pixels along the page's longer side: about 100 dpi, letters of 10 points are 7 pixels high.
_LONGER_SIDE = 1100
_DECODE_SIDE = 1400
# Grey values; scans vary by some 5 around their paper's colour, JPEG adds as much near letters.
_OFF_PAPER = 26
_PAPER_FLOOR = 130
_PAPER_RANGE = 9
# Shares of the margins that are paper, of the page that they are, and of it that scanners shade.
_LEAST_PAPER = 0.45
_MARGIN = 0.03
_EDGE = 0.012
# Shares.
_DENSE = 0.9
_DENSE_PART = 0.25
_LINE_ART = 0.22
_EMPTY_ROW = 0.03
_EMPTY_ROWS = 0.1
_ONE_COLOUR = 0.62
_SHADOW = 0.06
# Points.
_SMALLEST = 40.0
_WINDOW = 11
# What OCR reads into the grain of a photograph.
_FEW_LETTERS = 60


def find_pictures(page: Page, source: pymupdf.Page) -> list[Box]:
    """Boxes of the pictures on a scanned page, in reading order; none if it cannot be decoded."""
    numbers = tuple(image.number for image in page.images)
    raster = pixels.raster_of(source, page, numbers, shrink_to=_DECODE_SIDE)
    if raster is None:
        return []
    box = pixels.raster_box(source, page, numbers)
    small = _shrink(raster)
    height, width = small.shape[:2]
    across, down = (box[2] - box[0]) / width, (box[3] - box[1]) / height
    cells = segment(small, smallest=_SMALLEST / max(across, down))
    letters = sum(len(line.text.strip()) for line in page.lines)
    if not cells and letters < _FEW_LETTERS and _is_plate(small):
        cells = [(0, 0, width, height)]
    boxes = [
        (box[0] + x0 * across, box[1] + y0 * down, box[0] + x1 * across, box[1] + y1 * down)
        for x0, y0, x1, y1 in cells
    ]
    sheet = (0.0, 0.0, page.width, page.height)
    seen = [intersection(found, sheet) for found in boxes]
    return sorted((found for found in seen if area(found) > 0), key=lambda found: found[1::-1])


def segment(raster: Rgb, smallest: float) -> list[tuple[int, int, int, int]]:
    """Picture regions of `raster` uint8 [H, W, 3] as (left, top, right, bottom) in pixels.

    `smallest` is the shorter side of the smallest picture, in pixels.
    """
    height, width = raster.shape[:2]
    paper = _paper(raster)
    if paper is None:
        return [(0, 0, width, height)]
    mask = (np.abs(raster.astype(np.int16) - paper).max(axis=2) > _OFF_PAPER).astype(bool)
    mask = ndimage.binary_closing(mask, structure=np.ones((3, 3)))
    dense = ndimage.uniform_filter(mask.astype(np.float32), _WINDOW) >= _DENSE
    labels, _ = ndimage.label(mask)
    found: list[Box] = []
    for index, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        if min(rows.stop - rows.start, columns.stop - columns.start) < smallest:
            continue
        part = labels[rows, columns] == index
        if _is_shadow((rows, columns), mask.shape):
            continue
        solid = (dense[rows, columns] & part).mean() >= _DENSE_PART
        if not solid and not _is_line_art(part):
            continue
        if solid and _is_tinted_box(raster[rows, columns]):
            continue
        found.append((columns.start, rows.start, columns.stop, rows.stop))
    return [_whole(box) for box in _merge(found)]


def _paper(raster: Rgb) -> NDArray[np.int16] | None:
    """The colour of the paper, int16 [3]: what most of the margins have; None without margins.

    A plate printed to the edges has no margin of one bright colour.
    """
    height, width = raster.shape[:2]
    deep, edge = max(2, round(_MARGIN * min(height, width))), round(_EDGE * min(height, width))
    inner = raster[edge : height - edge, edge : width - edge]
    sides = (inner[:deep], inner[-deep:], inner[:, :deep], inner[:, -deep:])
    margin = np.concatenate([side.reshape(-1, 3) for side in sides])
    grey = margin.mean(axis=1).astype(np.uint8)
    counts = np.bincount(grey, minlength=256).astype(np.float64)
    level = _PAPER_FLOOR + int(np.argmax(ndimage.uniform_filter1d(counts, 5)[_PAPER_FLOOR:]))
    near = np.abs(grey.astype(np.int16) - level) <= _PAPER_RANGE
    if near.mean() < _LEAST_PAPER:
        return None
    colour: NDArray[np.int16] = np.median(margin[near], axis=0).astype(np.int16)
    return colour


def _is_plate(raster: Rgb) -> bool:
    """Whether half of a page is not of its paper's colour: a picture in spite of light margins."""
    paper = _paper(raster)
    return paper is None or bool(
        (np.abs(raster.astype(np.int16) - paper).max(axis=2) > _OFF_PAPER).mean() > 0.5
    )


def _is_line_art(part: NDArray[np.bool_]) -> bool:
    """Hatching without the empty rows that lines of text have between them."""
    filled = part.mean(axis=1)
    return bool(part.mean() >= _LINE_ART and (filled < _EMPTY_ROW).mean() < _EMPTY_ROWS)


def _is_tinted_box(region: Rgb) -> bool:
    """One colour with letters on it: a shaded box or a table's head."""
    grey = region.mean(axis=2)
    level = np.median(grey)
    return bool((np.abs(grey - level) <= 6).mean() > _ONE_COLOUR and level > _PAPER_FLOOR)


def _is_shadow(place: tuple[slice, slice], shape: tuple[int, ...]) -> bool:
    """A dark strip along the edge of the scan."""
    for part, length in zip(place, shape, strict=True):
        thin = part.stop - part.start < _SHADOW * length
        if thin and (part.start <= 2 or part.stop >= length - 2):
            return True
    return False


def _merge(boxes: list[Box]) -> list[Box]:
    """Overlapping boxes as one: parts of one picture."""
    merged: list[Box] = []
    for box in sorted(boxes, key=area, reverse=True):
        for index, other in enumerate(merged):
            if area(intersection(box, other)) > 0.3 * area(box):
                merged[index] = union([box, other])
                break
        else:
            merged.append(box)
    return merged


def _whole(box: Box) -> tuple[int, int, int, int]:
    return (int(box[0]), int(box[1]), int(box[2]), int(box[3]))


def _shrink(raster: Rgb) -> Rgb:
    height, width = raster.shape[:2]
    factor = _LONGER_SIDE / max(height, width)
    if factor >= 1:
        return raster
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(Image.fromarray(raster).resize(size, Image.Resampling.BOX))
