"""Vector figures of a page: paths gathered into clusters, with the labels beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from skinvl.dataset.books.figure_marks import (
    FEWEST_MARKS,
    SMALLEST_SIDE,
    is_drawing,
    is_inside,
    is_rule,
    name_drawing,
    overlap,
)
from skinvl.dataset.books.layout import Box, Drawing, Page, TextLine, area, union

__all__ = ["find_drawings", "name_drawing"]

# Points.
_CELL = 2.0
_REACH = 9.0
_THINNEST_BOX = 6.6
_LABEL_REACH = 14.0
_SIDEWAYS_REACH = 28.0
_PART_GAP = 34.0
_ASIDE = 60.0
_FULL_PAGE = 0.6
_WHITE = 0.97
_CAPTION_LINE = re.compile(r"^[^\W\d_]{2,12}\.?\s*(?:\d[\d.\-]*|[IVXLC]+)\s*[A-Za-z]?\s*[:.|]")
_TABLE = re.compile(r"^(?:tab|таб|表)", re.IGNORECASE)
_CAPTION = re.compile(r"^\W{0,2}[^\W\d_]{2,12}\.?\s*(?:\d|[IVXLC]+\b)")


def find_drawings(page: Page, pictures: Sequence[Box]) -> list[Box]:
    """Boxes of the page's vector figures, with their axis labels. `pictures` are its images.

    Marks on or around a picture (arrows, frames, scale bars) belong to the picture.
    """
    marks = _own_marks(page, pictures)
    if len(marks) < FEWEST_MARKS:
        return []
    clusters = _cluster(page, marks)
    found = [_extent(cluster) for cluster in clusters if is_drawing(page, cluster)]
    found += _scattered(page, [c for c in clusters if not _within_any(_extent(c), found)])
    found += _captioned(page, marks, [*found, *pictures])
    return [
        box
        for box in _with_labels(page, _join(page, found))
        if not any(overlap(box, picture) > 0.5 * area(picture) > 0 for picture in pictures)
    ]


def _extent(marks: Sequence[Drawing]) -> Box:
    return union([mark.box for mark in marks])


def _within_any(box: Box, others: Sequence[Box]) -> bool:
    return any(overlap(box, other) > 0 or is_inside(box, other) for other in others)


def _scattered(page: Page, clusters: Sequence[Sequence[Drawing]]) -> list[Box]:
    """Drawings of parts that stand apart: the branches of a tree, the points of a map."""
    parts = [c for c in clusters if not all(is_rule(mark) for mark in c)]
    found = []
    for box in _join(page, [_extent(cluster) for cluster in parts]):
        marks = [m for cluster in parts for m in cluster if is_inside(m.box, box)]
        if len(marks) >= FEWEST_MARKS and is_drawing(page, marks):
            found.append(box)
    return found


def _captioned(page: Page, marks: Sequence[Drawing], taken: Sequence[Box]) -> list[Box]:
    """What stands right over a caption, when nothing else there is a figure.

    Running text ends it. A caption that says "table" is left out.
    """
    found: list[Box] = []
    for line in page.lines:
        text = line.text.strip()
        if not line.upright or not _CAPTION_LINE.match(text) or _TABLE.match(text):
            continue
        ceiling = max(
            (
                other.box[3]
                for other in page.lines
                if other.box[3] <= line.box[1]
                and len(other.text.split()) >= 6
                and other.box[2] > line.box[0]
                and other.box[0] < line.box[2]
            ),
            default=0.0,
        )
        over = [
            mark
            for mark in marks
            if mark.box[1] >= ceiling - 1
            and mark.box[3] <= line.box[1] + 2
            and mark.box[2] > line.box[0] - _ASIDE
            and mark.box[0] < line.box[2] + _ASIDE
        ]
        # Level rules alone are a table.
        upright = [mark for mark in over if mark.box[3] - mark.box[1] > _THINNEST_BOX]
        if len(over) < 3 or len(upright) < 2:
            continue
        box = _extent(over)
        tall = box[3] - box[1] >= SMALLEST_SIDE and box[2] - box[0] >= SMALLEST_SIDE
        if tall and not any(overlap(box, other) > 0 for other in [*taken, *found]):
            found.append(box)
    return found


def _own_marks(page: Page, pictures: Sequence[Box]) -> list[Drawing]:
    sheet = page.width * page.height
    lines = [line for line in page.lines if line.upright and len(line.text.split()) >= 4]
    marks = []
    for mark in page.drawings:
        box = mark.box
        if (box[2] - box[0]) * (box[3] - box[1]) > _FULL_PAGE * sheet:
            continue
        if mark.stroke is None and (mark.fill is None or min(mark.fill) > _WHITE):
            continue
        if any(_belongs(box, picture) for picture in pictures):
            continue
        if mark.items <= 5 and _is_container(mark, lines, pictures):
            continue
        marks.append(mark)
    return marks


def _belongs(box: Box, picture: Box) -> bool:
    """Whether a mark lies on a picture or frames it."""
    grown = _grow(picture, 8.0)
    return box[0] >= grown[0] and box[1] >= grown[1] and box[2] <= grown[2] and box[3] <= grown[3]


def _is_container(mark: Drawing, lines: Sequence[TextLine], pictures: Sequence[Box]) -> bool:
    """Whether a rectangle holds running text or pictures: a sidebar, a table, a tinted box."""
    if min(mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]) < _THINNEST_BOX:
        return False
    if any(overlap(picture, mark.box) > 0.8 * area(picture) for picture in pictures):
        return True
    width = mark.box[2] - mark.box[0]
    long_lines = [
        line
        for line in lines
        if overlap(line.box, mark.box) > 0.8 * area(line.box)
        and line.box[2] - line.box[0] > 0.5 * width
    ]
    return len(long_lines) >= 3


def _cluster(page: Page, marks: Sequence[Drawing]) -> list[list[Drawing]]:
    """Marks whose boxes, grown by `_REACH`, touch: labelled on a coarse bitmap of the page."""
    columns, rows = int(page.width / _CELL) + 2, int(page.height / _CELL) + 2
    bitmap = np.zeros((rows, columns), bool)
    reach = _REACH / 2
    spans = []
    for mark in marks:
        left = max(0, int((mark.box[0] - reach) / _CELL))
        top = max(0, int((mark.box[1] - reach) / _CELL))
        right = min(columns, int((mark.box[2] + reach) / _CELL) + 1)
        bottom = min(rows, int((mark.box[3] + reach) / _CELL) + 1)
        bitmap[top:bottom, left:right] = True
        spans.append((min(top, rows - 1), min(left, columns - 1)))
    labels, _ = ndimage.label(bitmap)
    clusters: dict[int, list[Drawing]] = {}
    for mark, (top, left) in zip(marks, spans, strict=True):
        clusters.setdefault(int(labels[top, left]), []).append(mark)
    return list(clusters.values())


def _join(page: Page, boxes: list[Box]) -> list[Box]:
    """Parts of one drawing: apart by less than `_PART_GAP` with no running text in between."""
    merged = list(boxes)
    changed = True
    while changed:
        changed = False
        for i in range(len(merged)):
            for j in range(i + 1, len(merged)):
                if _gap(merged[i], merged[j]) <= _PART_GAP and not _text_between(
                    page, merged[i], merged[j]
                ):
                    merged[i] = union([merged[i], merged.pop(j)])
                    changed = True
                    break
            if changed:
                break
    return sorted(merged, key=lambda box: (box[1], box[0]))


def _text_between(page: Page, first: Box, second: Box) -> bool:
    both = union([first, second])
    for line in page.lines:
        text = line.text.strip()
        if overlap(line.box, both) < 0.5 * area(line.box) or not text:
            continue
        if overlap(line.box, first) or overlap(line.box, second):
            continue
        if len(text.split()) >= 6 or _CAPTION.match(text):
            return True
    return False


def _with_labels(page: Page, boxes: list[Box]) -> list[Box]:
    """`boxes` with the short lines at their edges: tick labels, axis titles, legends."""
    words: dict[int, list[int]] = {}
    for line in page.lines:
        words.setdefault(line.block, []).append(len(line.text.split()))
    # Paragraphs are many words, and several of them a line; a column of labels is not.
    running = {block for block, w in words.items() if sum(w) >= 12 and sum(w) >= 5 * len(w)}
    grown = list(boxes)
    for _ in range(2 if boxes else 0):
        before = list(grown)
        for line in page.lines:
            text = line.text.strip()
            if not text:
                continue
            # A label stands next to its own drawing.
            nearest = min(range(len(boxes)), key=lambda index: _distance(line, boxes[index]))
            reach = _LABEL_REACH if line.upright else _SIDEWAYS_REACH
            if not intersects(line.box, _grow(before[nearest], reach)):
                continue
            inside = overlap(line.box, before[nearest]) > 0.5 * area(line.box)
            label = line.block not in running and not _CAPTION.match(text)
            if inside or not line.upright or label:
                grown[nearest] = union([grown[nearest], line.box])
    return grown


def _distance(line: TextLine, box: Box) -> float:
    """From a label to a drawing; a sideways one belongs to what stands on its right."""
    gap = _gap(line.box, box)
    return 0.4 * gap if not line.upright and line.box[2] <= box[0] else gap


def intersects(first: Box, second: Box) -> bool:
    """Whether two boxes share a point."""
    return (
        first[0] <= second[2]
        and first[2] >= second[0]
        and first[1] <= second[3]
        and first[3] >= second[1]
    )


def _gap(first: Box, second: Box) -> float:
    across = max(first[0] - second[2], second[0] - first[2], 0.0)
    down = max(first[1] - second[3], second[1] - first[3], 0.0)
    return max(across, down)


def _grow(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)
