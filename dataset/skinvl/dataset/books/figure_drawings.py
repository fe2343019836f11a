"""Charts and diagrams: vector paths that stand together, told apart from tables and boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
from scipy import ndimage

from skinvl.dataset.books.layout import Box, Drawing, Page, TextLine, area, intersection, union

DrawingName = Literal["chart", "diagram"]

# Points.
_CELL = 2.0
_REACH = 9.0
_THIN = 2.2
_SMALLEST_SIDE = 36.0
_LABEL_REACH = 14.0
_TICK = 7.0
_MARKER = 7.0
_SIDEWAYS_REACH = 28.0
_PART_GAP = 34.0
_FULL_PAGE = 0.6
_WHITE = 0.97
_FEWEST_MARKS = 4
_NUMBER = re.compile(r"^[<>≤≥+\-\u2212\u2013±~]?\s*[\d][\d.,·\u2009\u00a0 ]*\s*[%‰°]?$")
_CAPTION = re.compile(r"^\W{0,2}[^\W\d_]{2,12}\.?\s*(?:\d|[IVXLC]+\b)")


def find_drawings(page: Page, pictures: Sequence[Box]) -> list[Box]:
    """Boxes of the page's vector figures, with their axis labels. `pictures` are its images.

    Marks on or around a picture (arrows, frames, scale bars) belong to the picture.
    """
    marks = _own_marks(page, pictures)
    if len(marks) < _FEWEST_MARKS:
        return []
    found = [
        union([mark.box for mark in cluster])
        for cluster in _cluster(page, marks)
        if _is_drawing(page, cluster)
    ]
    return [
        box
        for box in _with_labels(page, _join(page, found))
        if not any(_overlap(box, picture) > 0.5 * area(picture) > 0 for picture in pictures)
    ]


def name_drawing(page: Page, box: Box) -> DrawingName:
    """ "chart" if the drawing has axes, bars or numbers along a line, else "diagram"."""
    marks = [
        mark for mark in page.drawings if _overlap(mark.box, box) > 0 or _inside(mark.box, box)
    ]
    inside = [line for line in page.lines if _overlap(line.box, box) > 0.6 * area(line.box)]
    numbers = sum(bool(_NUMBER.match(line.text.strip())) for line in inside)
    has_axes = _has_axes(marks, box)
    if _bars(marks) >= 3 or (has_axes and numbers >= 2) or numbers >= 5:
        return "chart"
    polylines = sum(mark.items >= 5 and mark.fill is None for mark in marks)
    return "chart" if has_axes and (polylines or len(marks) >= 12) else "diagram"


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
    if min(mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]) < 3 * _THIN:
        return False
    if any(_overlap(picture, mark.box) > 0.8 * area(picture) for picture in pictures):
        return True
    width = mark.box[2] - mark.box[0]
    long_lines = [
        line
        for line in lines
        if _overlap(line.box, mark.box) > 0.8 * area(line.box)
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


def _is_drawing(page: Page, cluster: Sequence[Drawing]) -> bool:
    box = union([mark.box for mark in cluster])
    width, height = box[2] - box[0], box[3] - box[1]
    if len(cluster) < _FEWEST_MARKS or max(width, height) < 1.5 * _SMALLEST_SIDE:
        return False
    if min(width, height) < _SMALLEST_SIDE:
        return False
    inside = [
        line
        for line in page.lines
        if _overlap(line.box, box) > 0.6 * area(line.box) and line.text.strip()
    ]
    complex_marks = [mark for mark in cluster if _is_complex(mark)]
    if _bars(cluster) >= 3 and not _text_fills(inside, box, 0.5):
        return True
    running = [
        line
        for line in inside
        if line.upright
        and line.box[2] - line.box[0] > 0.55 * width
        and len(line.text.split()) >= 4
        and not _is_boxed(line, cluster)
    ]
    # A tinted box with bullets is text; a flow chart of lines in boxes has arrows between them.
    if len(running) >= 3 and len(complex_marks) < 3 * len(running):
        return False
    if _is_table(cluster, inside, box):
        return False
    ticks = sum(max(_size(mark)) <= _TICK and min(_size(mark)) <= _THIN for mark in cluster)
    if _has_axes(cluster, box) and (complex_marks or _numbers(inside) >= 3 or ticks >= 8):
        return True
    if _is_scattered(cluster):
        return True
    boxes = [mark for mark in cluster if not _is_rule(mark) and not _is_complex(mark)]
    return len(complex_marks) >= 3 or (bool(complex_marks) and len(boxes) >= 3)


def _is_boxed(line: TextLine, cluster: Sequence[Drawing]) -> bool:
    """Whether a line stands in a box of its own, as in a flow chart."""
    height = line.box[3] - line.box[1]
    return any(
        mark.box[3] - mark.box[1] <= 4.5 * height
        and not _is_rule(mark)
        and _overlap(line.box, mark.box) > 0.9 * area(line.box)
        for mark in cluster
    )


def _is_scattered(cluster: Sequence[Drawing]) -> bool:
    """Many small marks that are neither a column of bullets nor a line of dots."""
    small = [mark.box for mark in cluster if max(_size(mark)) <= _MARKER and not _is_rule(mark)]
    across = {round(box[0]) for box in small}
    down = {round(box[1]) for box in small}
    return len(small) >= 12 and len(across) >= 6 and len(down) >= 6


def _size(mark: Drawing) -> tuple[float, float]:
    return mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]


def _is_rule(mark: Drawing) -> bool:
    return min(mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]) <= _THIN


def _is_complex(mark: Drawing) -> bool:
    """A curve, a slanting line or a polygon, larger than a bullet."""
    width, height = mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]
    if max(width, height) < 3.5 or (_is_rule(mark) and mark.items < 3):
        return False
    slanting = mark.fill is None and mark.items <= 2 and not _is_rule(mark) and mark.curves == 0
    is_rectangle = mark.items == 1 and mark.fill is not None
    return mark.curves > 0 or mark.items >= 3 or (slanting and not is_rectangle)


def _is_table(cluster: Sequence[Drawing], inside: Sequence[TextLine], box: Box) -> bool:
    """Rules and shaded cells around rows of text."""
    plain = sum(not _is_complex(mark) for mark in cluster)
    rules = [mark for mark in cluster if _is_rule(mark)]
    if plain < 0.85 * len(cluster):
        return False
    rows = {round(line.box[1] / 3) for line in inside}
    letters = sum(len(line.text.strip()) for line in inside)
    wide = [mark for mark in rules if mark.box[2] - mark.box[0] > 0.5 * (box[2] - box[0])]
    words = sum(not _NUMBER.match(line.text.strip()) for line in inside)
    return len(rows) >= 3 and letters >= 40 and (len(wide) >= 3 or words >= 8)


def _text_fills(inside: Sequence[TextLine], box: Box, share: float) -> bool:
    return sum(area(line.box) for line in inside) > share * area(box)


def _numbers(inside: Sequence[TextLine]) -> int:
    return sum(bool(_NUMBER.match(line.text.strip())) for line in inside)


def _bars(marks: Sequence[Drawing]) -> int:
    """The most filled rectangles that share a base line and differ in length."""
    solid = [
        mark.box
        for mark in marks
        if mark.fill is not None and mark.curves == 0 and mark.items <= 5 and not _is_rule(mark)
    ]
    most = 0
    for base, end, other in ((3, 1, 0), (0, 2, 1)):
        groups: dict[int, list[Box]] = {}
        for box in solid:
            groups.setdefault(round(box[base]), []).append(box)
        for boxes in groups.values():
            lengths = {round(box[end]) for box in boxes}
            thickness = [box[other + 2] - box[other] for box in boxes]
            alike = max(thickness) <= 1.3 * min(thickness) + 1
            apart = len({round(box[other]) for box in boxes}) == len(boxes)
            if len(lengths) >= 3 and alike and apart:
                most = max(most, len(boxes))
    return most


def _has_axes(marks: Sequence[Drawing], box: Box) -> bool:
    """A vertical and a horizontal line that meet at a corner, or one rectangle around the plot."""
    width, height = box[2] - box[0], box[3] - box[1]
    upright = [m.box for m in marks if _is_rule(m) and m.box[3] - m.box[1] > 0.4 * height]
    level = [m.box for m in marks if _is_rule(m) and m.box[2] - m.box[0] > 0.4 * width]
    for vertical in upright:
        for horizontal in level:
            near_x = min(abs(vertical[0] - horizontal[0]), abs(vertical[0] - horizontal[2])) < 6
            near_y = min(abs(vertical[3] - horizontal[1]), abs(vertical[1] - horizontal[1])) < 6
            if near_x and near_y:
                return True
    return any(
        m.stroke is not None
        and m.curves == 0
        and m.items in (1, 4, 5)
        and m.box[2] - m.box[0] > 0.4 * width
        and m.box[3] - m.box[1] > 0.4 * height
        for m in marks
    )


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
        if _overlap(line.box, both) < 0.5 * area(line.box) or not text:
            continue
        if _overlap(line.box, first) or _overlap(line.box, second):
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
            inside = _overlap(line.box, before[nearest]) > 0.5 * area(line.box)
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


def _inside(inner: Box, outer: Box) -> bool:
    return inner == intersection(inner, outer)


def _overlap(first: Box, second: Box) -> float:
    return area(intersection(first, second))
