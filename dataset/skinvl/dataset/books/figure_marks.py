"""What vector paths that stand together are: a chart, a diagram, or none (tables, boxes, rules)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from skinvl.dataset.books.layout import Box, Drawing, Page, TextLine, area, intersection, union

DrawingName = Literal["chart", "diagram"]

# Points.
SMALLEST_SIDE = 36.0
_THIN = 2.2
_TICK = 7.0
_MARKER = 7.0
FEWEST_MARKS = 4
_NUMBER = re.compile(r"^[<>≤≥+\-\u2212\u2013±~]?\s*[\d][\d.,·\u2009\u00a0 ]*\s*[%‰°]?$")


def name_drawing(page: Page, box: Box) -> DrawingName:
    """ "chart" if the drawing has axes, bars or numbers along a line, else "diagram"."""
    marks = [
        mark for mark in page.drawings if overlap(mark.box, box) > 0 or is_inside(mark.box, box)
    ]
    inside = [line for line in page.lines if overlap(line.box, box) > 0.6 * area(line.box)]
    numbers = sum(bool(_NUMBER.match(line.text.strip())) for line in inside)
    has_axes = _has_axes(marks, box)
    if _bars(marks) >= 3 or (has_axes and numbers >= 2) or numbers >= 5:
        return "chart"
    polylines = sum(mark.items >= 5 and mark.fill is None for mark in marks)
    return "chart" if has_axes and (polylines or len(marks) >= 12) else "diagram"


def is_drawing(page: Page, cluster: Sequence[Drawing]) -> bool:
    """Whether the marks are a figure: tables, tinted boxes and rules are none."""
    box = union([mark.box for mark in cluster])
    width, height = box[2] - box[0], box[3] - box[1]
    if len(cluster) < FEWEST_MARKS or max(width, height) < 1.5 * SMALLEST_SIDE:
        return False
    if min(width, height) < SMALLEST_SIDE:
        return False
    inside = [
        line
        for line in page.lines
        if overlap(line.box, box) > 0.6 * area(line.box) and line.text.strip()
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
    if _is_scattered(cluster) or _is_mosaic(cluster, inside, box):
        return True
    boxes = [mark for mark in cluster if not is_rule(mark) and not _is_complex(mark)]
    return len(complex_marks) >= 3 or (bool(complex_marks) and len(boxes) >= 3)


def _is_boxed(line: TextLine, cluster: Sequence[Drawing]) -> bool:
    """Whether a line stands in a box of its own, as in a flow chart."""
    height = line.box[3] - line.box[1]
    return any(
        mark.box[3] - mark.box[1] <= 4.5 * height
        and not is_rule(mark)
        and overlap(line.box, mark.box) > 0.9 * area(line.box)
        for mark in cluster
    )


def _is_mosaic(cluster: Sequence[Drawing], inside: Sequence[TextLine], box: Box) -> bool:
    """Filled rectangles without words on them: swatches, a mosaic plot, a heat map."""
    fills = [mark.box for mark in cluster if mark.fill is not None and min(_size(mark)) > 2 * _THIN]
    if len(fills) < FEWEST_MARKS or sum(area(fill) for fill in fills) < 0.3 * area(box):
        return False
    words = [line for line in inside if len(line.text.split()) >= 2 and line.upright]
    bare = [f for f in fills if not any(overlap(f, w.box) > 0.5 * area(w.box) for w in words)]
    return len(bare) >= max(FEWEST_MARKS, 0.8 * len(fills))


def _is_scattered(cluster: Sequence[Drawing]) -> bool:
    """Many small marks that are neither a column of bullets nor a line of dots."""
    small = [mark.box for mark in cluster if max(_size(mark)) <= _MARKER and not is_rule(mark)]
    across = {round(box[0]) for box in small}
    down = {round(box[1]) for box in small}
    return len(small) >= 12 and len(across) >= 6 and len(down) >= 6


def _size(mark: Drawing) -> tuple[float, float]:
    return mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]


def is_rule(mark: Drawing) -> bool:
    """A level or upright line, or a rectangle as thin as one."""
    return min(mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]) <= _THIN


def _is_complex(mark: Drawing) -> bool:
    """A curve, a slanting line or a polygon, larger than a bullet."""
    width, height = mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]
    if max(width, height) < 3.5 or (is_rule(mark) and mark.items < 3):
        return False
    slanting = mark.fill is None and mark.items <= 2 and not is_rule(mark) and mark.curves == 0
    is_rectangle = mark.items == 1 and mark.fill is not None
    return mark.curves > 0 or mark.items >= 3 or (slanting and not is_rectangle)


def _is_table(cluster: Sequence[Drawing], inside: Sequence[TextLine], box: Box) -> bool:
    """Rules and shaded cells around rows of text."""
    plain = sum(not _is_complex(mark) for mark in cluster)
    rules = [mark for mark in cluster if is_rule(mark)]
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
        if mark.fill is not None and mark.curves == 0 and mark.items <= 5 and not is_rule(mark)
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
    upright = [m.box for m in marks if is_rule(m) and m.box[3] - m.box[1] > 0.4 * height]
    level = [m.box for m in marks if is_rule(m) and m.box[2] - m.box[0] > 0.4 * width]
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


def is_inside(inner: Box, outer: Box) -> bool:
    """Whether `inner` lies in `outer` altogether."""
    return inner == intersection(inner, outer)


def overlap(first: Box, second: Box) -> float:
    """The common area of two boxes, in square points."""
    return area(intersection(first, second))
