"""Where a raster of several pictures is cut: straight gutters of one colour, edge to edge.

A gutter is told from a picture's own background by its sides: the pictures end abruptly along
most of it, while a hand on white paper or the dark corners of a dermoscope touch a straight line
only in part.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
# Left, top, right, bottom in pixels.
Cell = tuple[int, int, int, int]

# Grey values. JPEG rings around a white line by some 20 steps.
_TOLERANCE = 24
_ABRUPT = 28
_JUMP = 10.0
_BLANK = 3.0
_SEAM_STEP = 9.0
_SEAM_RATIO = 4.0
# Shares of a line's pixels.
_CLEAN = 0.985
_MOSTLY = 0.88
_ONE_SIDE = 0.5
_BOTH_SIDES = 1.25
_SEAM_LENGTH = 0.75
_SEAM_PLACE = 0.02
# A halftone of black dots steps everywhere.
_HALF_TONES = 0.3
# Shares of the raster's side.
_WIDEST = 0.12
_SMALLEST_PART = 0.14
_FEWEST_PIXELS = 40
_THINNEST = 2
_DEEPEST = 4
_PROBES = 96


def cut_panels(grey: Grey) -> list[Cell]:
    """The pictures in `grey` [H, W], row by row; one cell if it is a single picture."""
    height, width = grey.shape
    cells = _cut(grey, (0, 0, width, height), 0)
    return [cell for cell in cells if not _is_blank(grey, cell)] or [(0, 0, width, height)]


def _cut(grey: Grey, cell: Cell, depth: int) -> list[Cell]:
    if depth >= _DEEPEST:
        return [cell]
    left, top, right, bottom = cell
    part = grey[top:bottom, left:right]
    # Across first where it is as good: rows are read before columns.
    down = find_gutters(part) or find_seams(part)
    across = find_gutters(part.T) or find_seams(part.T)
    if not down and not across:
        return [cell]
    cells: list[Cell] = []
    if _strength(down, part.shape[0]) >= _strength(across, part.shape[1]):
        for start, end in _between(down, part.shape[0]):
            cells += _cut(grey, (left, top + start, right, top + end), depth + 1)
    else:
        for start, end in _between(across, part.shape[1]):
            cells += _cut(grey, (left + start, top, left + end, bottom), depth + 1)
    return cells


def find_gutters(grey: Grey) -> list[tuple[int, int]]:
    """Runs of rows of `grey` that part pictures: [start, end) with pictures on both sides."""
    height, width = grey.shape
    if height < 2 * _FEWEST_PIXELS or width < _FEWEST_PIXELS:
        return []
    gutters: list[tuple[int, int]] = []
    for start, end in _plain_runs(grey):
        gutter = _gutter(grey, start, end)
        if gutter is not None and (not gutters or gutter[0] > gutters[-1][1]):
            gutters.append(gutter)
    return _with_room(gutters, height)


def find_seams(grey: Grey) -> list[tuple[int, int]]:
    """Rows where pictures of equal height abut without a gutter, as empty runs.

    Only at halves, thirds and quarters: anywhere else a straight edge may be a table or a drape.
    """
    height, width = grey.shape
    if height < 2 * _FEWEST_PIXELS or width < _FEWEST_PIXELS:
        return []
    sample = grey[:, :: max(1, width // _PROBES)].astype(np.int16)
    if ((sample > 32) & (sample < 224)).mean() < _HALF_TONES:
        return []
    steps = np.abs(np.diff(sample, axis=0))
    level = np.median(steps, axis=1)
    for parts in (2, 3, 4):
        seams = []
        for share in range(1, parts):
            low = round((share / parts - _SEAM_PLACE) * height)
            high = round((share / parts + _SEAM_PLACE) * height) + 1
            row = low + int(np.argmax(level[low:high]))
            around = np.median(np.concatenate([level[row - 4 : row - 1], level[row + 2 : row + 5]]))
            clear = level[row] >= max(_SEAM_STEP, _SEAM_RATIO * around)
            if clear and (steps[row] > _SEAM_STEP / 2).mean() >= _SEAM_LENGTH:
                seams.append((row + 1, row + 1))
        if len(seams) == parts - 1 and not _any_blank(grey, seams):
            return seams
    return []


def _any_blank(grey: Grey, cuts: list[tuple[int, int]]) -> bool:
    """Whether a part is of one colour: a bar along a picture, not a picture."""
    parts = _between(cuts, grey.shape[0])
    return any(float(grey[start:end:4, ::4].std()) < _BLANK for start, end in parts)


def _plain_runs(grey: Grey) -> list[tuple[int, int]]:
    """Runs of rows of one and the same colour, judged on some of their pixels."""
    step = max(1, grey.shape[1] // _PROBES)
    sample = grey[:, step // 2 :: step]
    plain = np.ptp(sample, axis=1) <= 2 * _TOLERANCE
    level = sample.mean(axis=1)
    # Smooth skin is plain too: where it meets the gutter the level jumps.
    jumps = np.concatenate([[True], np.abs(np.diff(level)) > _JUMP])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], plain.astype(np.int8), [0]])))
    runs = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        cuts = [start, *(np.flatnonzero(jumps[start + 1 : end]) + start + 1), end]
        runs += [(int(first), int(last)) for first, last in itertools.pairwise(cuts)]
    return runs


def _gutter(grey: Grey, start: int, end: int) -> tuple[int, int] | None:
    height = grey.shape[0]
    if end - start < _THINNEST or start == 0 or end == height:
        return None
    widest = max(8.0, _WIDEST * height)
    if end - start > widest:
        return None
    colour = float(np.median(grey[start:end, ::4]))
    if max(_abrupt(grey, start, -1, colour), _abrupt(grey, end - 1, 1, colour)) < _ONE_SIDE:
        return None
    reach = int(widest) + 1
    first, last = max(0, start - reach), min(height, end + reach)
    near = np.abs(grey[first:last].astype(np.int16) - np.int16(round(colour))) <= _TOLERANCE
    share = np.zeros(height)
    share[first:last] = near.mean(axis=1)
    if share[start:end].max() < _CLEAN:
        return None
    # A strip of letters under a row of pictures belongs to the gutter.
    while start > 0 and share[start - 1] >= _MOSTLY:
        start -= 1
    while end < height and share[end] >= _MOSTLY:
        end += 1
    if start == 0 or end == height or end - start > widest:
        return None
    above = _abrupt(grey, start, -1, colour)
    below = _abrupt(grey, end - 1, 1, colour)
    if min(above, below) < _ONE_SIDE or above + below < _BOTH_SIDES:
        return None
    return start, end


def _abrupt(grey: Grey, edge: int, step: int, colour: float) -> float:
    """The share of columns that leave the gutter's colour within four pixels of its edge."""
    rows = [edge + step * k for k in range(1, 5)]
    rows = [row for row in rows if 0 <= row < grey.shape[0]]
    if not rows:
        return 0.0
    distance = np.abs(grey[rows, ::2].astype(np.int16) - np.int16(round(colour)))
    return float((distance.max(axis=0) > _ABRUPT).mean())


def _with_room(gutters: list[tuple[int, int]], height: int) -> list[tuple[int, int]]:
    """Without those that would leave slivers."""
    smallest = max(_FEWEST_PIXELS, min(_SMALLEST_PART, 0.5 / (len(gutters) + 1)) * height)
    kept: list[tuple[int, int]] = []
    reached = 0
    for start, end in gutters:
        if start - reached >= smallest:
            kept.append((start, end))
            reached = end
    while kept and height - kept[-1][1] < smallest:
        kept.pop()
    return kept


def _strength(gutters: list[tuple[int, int]], length: int) -> float:
    """Wide gutters first: they part the rows of a plate, narrow ones the pictures of a row."""
    return max((end - start for start, end in gutters), default=0) / max(1, length) + 0.001 * len(
        gutters
    )


def _between(gutters: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for gutter in gutters for edge in gutter), length]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_blank(grey: Grey, cell: Cell) -> bool:
    left, top, right, bottom = cell
    return float(grey[top:bottom:4, left:right:4].std()) < _BLANK
