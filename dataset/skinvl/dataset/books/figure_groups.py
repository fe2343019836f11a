"""Panels that stand close together become one figure.

Only what is certain is joined here: panels in a row or a column with a narrow gap, or a wider one
that a caption line bridges or that holds panel letters alone. Two figures side by side with a
caption each stay two. Whoever knows the captions may still join or part figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from skinvl.dataset.books.layout import Box, Page, Panel, TextLine, area, intersection, union

# Points. A gutter between panels is seldom wider than 7 points, a column gap seldom narrower
# than 12; in between the lines below decide.
_NARROW = 7.5
_WIDE = 24.0
_LETTER_ROW = 30.0
_SUBCAPTION_ROW = 70.0
_BELOW = 40.0
_NEXT_LINE = 16.0
_SUBCAPTION = re.compile(r"^\W{0,2}(?:[A-Za-z]|[ivx]{1,4}|\d)[).\]:]\s+\S")
_LETTER = re.compile(r"^[\s(\[]*(?:[A-Za-z]|\d{1,2}|[ivx]{1,4})[\s)\].:]*$")


def group_panels(page: Page, panels: Sequence[Panel]) -> list[list[Panel]]:
    """Panels by figure, both in reading order."""
    parent = list(range(len(panels)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for i, first in enumerate(panels):
        for j in range(i + 1, len(panels)):
            if root(i) != root(j) and _belong(page, first.box, panels[j].box, panels):
                parent[root(j)] = root(i)
    groups: dict[int, list[Panel]] = {}
    for index, panel in enumerate(panels):
        groups.setdefault(root(index), []).append(panel)
    ordered = [sort_panels(group) for group in groups.values()]
    return sorted(ordered, key=lambda group: union([panel.box for panel in group])[1::-1])


def sort_panels(panels: Sequence[Panel]) -> list[Panel]:
    """Row by row from the top, each row from the left."""
    rows: list[list[Panel]] = []
    for panel in sorted(panels, key=lambda panel: (panel.box[1], panel.box[0])):
        for row in rows:
            if _shared(row[0].box, panel.box, 1) >= 0.5:
                row.append(panel)
                break
        else:
            rows.append([panel])
    return [panel for row in rows for panel in sorted(row, key=lambda panel: panel.box[0])]


def is_letter(text: str) -> bool:
    """Whether a line is a panel letter alone: "A", "(b)", "iv.", "3"."""
    return bool(_LETTER.match(text))


def _belong(page: Page, first: Box, second: Box, panels: Sequence[Panel]) -> bool:
    if area(intersection(first, second)) >= 0.9 * min(area(first), area(second)):
        return True  # an inset
    for axis in (0, 1):
        before, after = (first, second) if first[axis] <= second[axis] else (second, first)
        gap = after[axis] - before[axis + 2]
        if not -2 <= gap <= (_WIDE if axis == 0 else _SUBCAPTION_ROW):
            continue
        if _shared(before, after, 1 - axis) < (0.8 if axis == 0 else 0.6):
            continue
        if _between(before, after, axis, panels):
            continue
        lines = _lines_between(page, before, after, axis)
        if axis == 1 and _has_subcaption(lines, before, after):
            return True
        if axis == 1 and gap > _LETTER_ROW:
            continue
        if any(not is_letter(line.text) for line in lines):
            continue
        if axis == 1:
            if gap <= _NARROW or lines:
                return True
            continue
        if _own_captions(page, before, after, panels):
            continue
        if gap <= _NARROW or lines or _bridged(page, before, after, panels):
            return True
    return False


def _shared(first: Box, second: Box, axis: int) -> float:
    """Overlap along `axis` as a share of the longer extent."""
    common = min(first[axis + 2], second[axis + 2]) - max(first[axis], second[axis])
    return common / max(first[axis + 2] - first[axis], second[axis + 2] - second[axis], 1e-9)


def _between(before: Box, after: Box, axis: int, panels: Sequence[Panel]) -> bool:
    middle = [0.0, 0.0, 0.0, 0.0]
    other = 1 - axis
    middle[axis], middle[axis + 2] = before[axis + 2] - 1, after[axis] + 1
    middle[other] = max(before[other], after[other])
    middle[other + 2] = min(before[other + 2], after[other + 2])
    return any(
        panel.box not in (before, after) and _meet(panel.box, (*middle,)) for panel in panels
    )


def _meet(first: Box, second: Sequence[float]) -> bool:
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > 2
        and min(first[3], second[3]) - max(first[1], second[1]) > 2
    )


def _lines_between(page: Page, before: Box, after: Box, axis: int) -> list[TextLine]:
    other = 1 - axis
    low, high = max(before[other], after[other]), min(before[other + 2], after[other + 2])
    found = []
    for line in page.lines:
        middle = ((line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2)
        if (
            before[axis + 2] - 1 <= middle[axis] <= after[axis] + 1
            and line.box[other + 2] > low
            and line.box[other] < high
            and line.text.strip()
        ):
            found.append(line)
    return found


def _has_subcaption(lines: Sequence[TextLine], before: Box, after: Box) -> bool:
    """Whether the text under the upper panel starts with a panel letter: "(a) Before".

    The panels must have the same width and the text be no wider.
    """
    if not lines or _shared(before, after, 0) < 0.9:
        return False
    first = min(lines, key=lambda line: (line.box[1], line.box[0]))
    narrow = all(_within(line.box, before) for line in lines)
    return narrow and len(lines) <= 4 and bool(_SUBCAPTION.match(first.text.strip()))


def _bridged(page: Page, before: Box, after: Box, panels: Sequence[Panel]) -> bool:
    """Whether the first line of text under (or over) the two runs across the gap between them."""
    start, end = before[2], after[0]
    bottom, top = max(before[3], after[3]), min(before[1], after[1])
    lines = [
        line
        for line in page.lines
        if line.upright and line.box[2] > before[0] and line.box[0] < after[2]
    ]
    under = [line for line in lines if -2 <= line.box[1] - bottom <= _BELOW]
    over = [line for line in lines if -2 <= top - line.box[3] <= _BELOW]
    first = [line for line in under if line.box[1] <= min(u.box[1] for u in under) + 4]
    last = [
        line
        for line in over
        if line.box[3] >= max(o.box[3] for o in over) - 4
        and not any(_is_over(panel.box, line) for panel in panels)
    ]
    return any(
        line.box[0] < start - 5 and line.box[2] > end + 5
        for line in (*first, *last)
        if len(line.text.split()) >= 3
    )


def _is_over(box: Box, line: TextLine) -> bool:
    """Whether a picture stands closely over a line, which then belongs to it."""
    return -2 <= line.box[1] - box[3] <= _BELOW and line.box[2] > box[0] and line.box[0] < box[2]


def _own_captions(page: Page, before: Box, after: Box, panels: Sequence[Panel]) -> bool:
    """Whether each has its own text that starts with the same word and another number."""
    for over in (False, True):
        starts = [_first_line(page, box, over) for box in (before, after)]
        if over and any(line and _is_under(line, panels) for line in starts):
            continue
        if starts[0] is None or starts[1] is None or starts[0] is starts[1]:
            continue
        words = [re.match(r"^(\w+)[.\s]*(.{0,12})", line.text.strip()) for line in starts if line]
        if not words[0] or not words[1] or words[0][1] != words[1][1] or len(words[0][1]) < 2:
            continue
        numbers = [re.match(r"[\dIVXLC]+[\d.\-\u2013A-Z]*", word[2]) for word in words if word]
        if numbers[0] and numbers[1] and numbers[0][0] != numbers[1][0]:
            return True
    return False


def _is_under(line: TextLine, panels: Sequence[Panel]) -> bool:
    """Whether a line follows right under another picture, whose caption it then is."""
    return any(
        -2 <= line.box[1] - panel.box[3] <= _NEXT_LINE
        and line.box[2] > panel.box[0]
        and line.box[0] < panel.box[2]
        for panel in panels
    )


def _first_line(page: Page, box: Box, over: bool) -> TextLine | None:
    """The text line next to `box`, starting within its width; over it the first of its lines."""
    if over:
        near = [
            line
            for line in page.lines
            if -2 <= box[1] - line.box[3] <= 3 * _BELOW and _within(line.box, box)
        ]
    else:
        near = [
            line
            for line in page.lines
            if -2 <= line.box[1] - box[3] <= _BELOW and _within(line.box, box)
        ]
    near = [line for line in near if line.upright and not is_letter(line.text)]
    if not near:
        return None
    if not over:
        return min(near, key=lambda line: line.box[1])
    labelled = [line for line in near if re.match(r"^\w+[.\s]*[\dIVXLC]", line.text.strip())]
    return max(labelled, key=lambda line: line.box[1]) if labelled else None


def _within(line: Box, box: Box) -> bool:
    return line[0] >= box[0] - 6 and line[2] <= box[2] + 10
