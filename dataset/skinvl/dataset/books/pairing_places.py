"""How a caption stands to a picture: the side, the gap, what lies between, what it costs.

Costs are in nats, so that the side's share in the book adds as ``-log(share)``; the other weights
say how much more unlikely a place is than text directly under its picture.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from skinvl.dataset.books.caption_rows import Row, Typography
from skinvl.dataset.books.layout import Box, Caption, Figure
from skinvl.dataset.books.numbering import base_number

Side = Literal["below", "above", "right", "left", "inside", "column", "before", "after"]

# Costs above this are no pairs.
LIMIT = 6.5
_LINE = 12.0
_BODY_BETWEEN = 0.9
_FIGURE_BETWEEN = 3.0
_CAPTION_BETWEEN = 2.2
_ASIDE = 3.2
_NEXT_COLUMN = 2.4
_OTHER_PAGE = 2.6
_PER_PAGE = 1.2
_SAME_NUMBER = 0.2


@dataclass(frozen=True)
class Sides:
    """How often captions of the book stand on each side of their pictures."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def cost(self, side: Side) -> float:
        """Against the side that the book prefers, 0 to 2.5."""
        if not self.counts:
            return {"below": 0.0, "after": 0.0, "before": 0.06}.get(side, 0.3)
        best = max(self.counts.values()) + 0.5
        return min(2.5, math.log(best / (self.counts.get(side, 0) + 0.5)))


@dataclass(frozen=True)
class Place:
    """``gap`` in points; ``shared`` is how much of the narrower box lies beside the other."""

    side: Side
    gap: float
    shared: float


def read_place(picture: Box, text: Box) -> Place:
    """Where `text` stands to `picture` on one page."""
    across = _shared(picture[0], picture[2], text[0], text[2])
    along = _shared(picture[1], picture[3], text[1], text[3])
    gaps: dict[Side, float] = {
        "below": text[1] - picture[3],
        "above": picture[1] - text[3],
        "right": text[0] - picture[2],
        "left": picture[0] - text[2],
    }
    side = max(gaps, key=lambda name: gaps[name])
    if across > 0.3 and max(gaps["below"], gaps["above"]) > -4:
        side = "below" if gaps["below"] > gaps["above"] else "above"
    elif along > 0.3 and max(gaps["right"], gaps["left"]) > -4:
        side = "right" if gaps["right"] > gaps["left"] else "left"
    if gaps[side] < -4:
        return Place("inside", 0.0, 1.0)
    shared = across if side in ("below", "above") else along
    gap = gaps[side] if shared > 0 else math.hypot(*(max(0.0, gap) for gap in gaps.values()))
    return Place(side, max(0.0, gap), max(0.0, shared))


def _shared(low: float, high: float, other_low: float, other_high: float) -> float:
    narrower = min(high - low, other_high - other_low)
    return (min(high, other_high) - max(low, other_low)) / max(narrower, 1e-6)


@dataclass(frozen=True)
class Spread:
    """What the costs of a book's pairs need to know."""

    rows: Mapping[int, Sequence[Row]]
    typography: Typography
    figures: Mapping[int, Sequence[Figure]]
    captions: Mapping[int, Sequence[Caption]]
    marks: Mapping[str, str]
    sides: Sides = field(default_factory=Sides)


def same_page_cost(figure: Figure, caption: Caption, spread: Spread) -> float:
    """The cost of a pair on one page; the number printed at a picture speaks before its place."""
    mark = spread.marks.get(figure.key)
    if mark is not None and caption.number is not None:
        return _SAME_NUMBER if mark == base_number(caption.number) else LIMIT + 1
    return box_cost(figure.box, figure, caption, spread)


def box_cost(box: Box, figure: Figure, caption: Caption, spread: Spread) -> float:
    """The cost of `caption` for `box`, all or a part of `figure`."""
    place = read_place(box, caption.box)
    if place.shared < 0.4 and _in_one_column(box, caption, spread):
        place = replace(place, shared=0.5, gap=_vertical_gap(box, caption.box))
    cost = 1.1 * math.log1p(place.gap / _LINE)
    cost += _ASIDE * (1.0 - min(1.0, place.shared * 1.5))
    cost += spread.sides.cost(place.side)
    cost += _misfit(box, caption.box, place)
    if place.side in ("below", "above", "right", "left"):
        cost += _between(box, figure, caption, place, spread)
    if place.shared < 0.2 and _opens_next_column(box, caption, spread):
        cost = min(cost, _NEXT_COLUMN + spread.sides.cost("column") * 0.4)
    return cost


def _vertical_gap(picture: Box, text: Box) -> float:
    return max(0.0, text[1] - picture[3], picture[1] - text[3])


def _in_one_column(picture: Box, caption: Caption, spread: Spread) -> bool:
    """Whether lines of one column run over both: a short caption at the edge of its column and a
    picture in the middle of it."""
    text = caption.box
    if _vertical_gap(picture, text) > 30 or min(picture[3], text[3]) > max(picture[1], text[1]):
        return False
    middle = (picture[0] + picture[2]) / 2
    left, right = min(text[0], middle), max(text[2], middle)
    across = sum(
        row.box[0] < left + 3 and row.box[2] > right - 3
        for row in spread.rows.get(caption.page, ())
        if row.upright
    )
    beside = any(
        other.box[0] < text[2] and text[0] < other.box[2] and _vertical_gap(other.box, text) < 60
        for other in spread.figures.get(caption.page, ())
        if other.box != picture
    )
    return across > 1 and not beside


def _misfit(picture: Box, text: Box, place: Place) -> float:
    """How badly edges or middles meet: captions are set on their picture's left edge or centre."""
    if place.side in ("below", "above"):
        edge = abs(text[0] - picture[0])
        middle = abs((text[0] + text[2]) - (picture[0] + picture[2])) / 2
        overhang = max(0.0, (text[2] - text[0]) - 1.3 * (picture[2] - picture[0]))
        return min(1.0, min(edge, middle) / 60.0) + min(0.8, overhang / 400.0)
    if place.side in ("right", "left"):
        edge = min(abs(text[1] - picture[1]), abs(text[3] - picture[3]))
        return min(1.0, edge / 120.0)
    return 0.3


def _between(box: Box, figure: Figure, caption: Caption, place: Place, spread: Spread) -> float:
    """What lies in the way from the picture to the text."""
    corridor = _corridor(box, caption.box, place.side)
    if corridor is None:
        return 0.0
    cost = 0.0
    for other in spread.figures.get(figure.page, ()):
        if other is not figure and _meets(corridor, other.box):
            cost += _FIGURE_BETWEEN
    for text in spread.captions.get(caption.page, ()):
        if text is not caption and _meets(corridor, text.box):
            cost += _CAPTION_BETWEEN
    lines = sum(
        1
        for row in spread.rows.get(figure.page, ())
        if len(row.text.strip(" ().")) > 2
        and _meets(corridor, row.box)
        and not spread.typography.differs(row.face)
    )
    return cost + min(3.0, _BODY_BETWEEN * lines)


def _corridor(picture: Box, text: Box, side: Side) -> Box | None:
    left, right = max(picture[0], text[0]), min(picture[2], text[2])
    top, bottom = max(picture[1], text[1]), min(picture[3], text[3])
    corridor = {
        "below": (left, picture[3], right, text[1]),
        "above": (left, text[3], right, picture[1]),
        "right": (picture[2], top, text[0], bottom),
        "left": (text[2], top, picture[0], bottom),
    }.get(side)
    if corridor is None or corridor[2] - corridor[0] < 2 or corridor[3] - corridor[1] < 2:
        return None
    return corridor


def _meets(corridor: Box, box: Box) -> bool:
    across = min(corridor[2], box[2]) - max(corridor[0], box[0])
    along = min(corridor[3], box[3]) - max(corridor[1], box[1])
    return across > 2 and along > min(2.0, 0.5 * (box[3] - box[1]))


def _opens_next_column(box: Box, caption: Caption, spread: Spread) -> bool:
    """Whether the picture closes its column and the text opens the one to the right."""
    rows = [
        row
        for row in spread.rows.get(caption.page, ())
        if not spread.typography.is_furniture(row) and row.upright
    ]
    if caption.box[0] < box[2] - 6 or caption.box[1] > box[1]:
        return False
    return _ends_column(box, rows) and _heads_column(caption, rows, spread)


def _ends_column(box: Box, rows: Sequence[Row]) -> bool:
    return not any(
        row.box[1] > box[3] - 4 and min(row.box[2], box[2]) - max(row.box[0], box[0]) > 2
        for row in rows
    )


def _heads_column(caption: Caption, rows: Sequence[Row], spread: Spread) -> bool:
    text = caption.box
    above = [row.box for row in rows] + [
        figure.box for figure in spread.figures.get(caption.page, ())
    ]
    return not any(
        box[3] < text[1] + 4 and min(box[2], text[2]) - max(box[0], text[0]) > 2 for box in above
    )


def other_page_cost(figure: Figure, caption: Caption, spread: Spread) -> float:
    """The cost of a legend on a facing page, or at the top of the next one."""
    pages = abs(caption.page - figure.page)
    mark = spread.marks.get(figure.key)
    side: Side = "after" if caption.page > figure.page else "before"
    if mark is not None and caption.number is not None:
        same = mark == base_number(caption.number)
        return _SAME_NUMBER + 0.05 * min(pages, 20) if same else LIMIT + 1
    if pages > 2:
        return LIMIT + 1
    cost = _OTHER_PAGE + _PER_PAGE * (pages - 1) + 0.8 * spread.sides.cost(side)
    rows = [
        row
        for row in spread.rows.get(caption.page, ())
        if not spread.typography.is_furniture(row) and row.upright
    ]
    cost += -0.6 if _heads_column(caption, rows, spread) else 1.4
    if caption.number is None:
        cost += 3.0
    return cost


def learn_sides(pairs: Sequence[tuple[Figure, Caption]]) -> Sides:
    """The sides of pairs that are beyond doubt."""
    counts: Counter[str] = Counter()
    for figure, caption in pairs:
        if caption.page != figure.page:
            counts["after" if caption.page > figure.page else "before"] += 1
        else:
            place = read_place(figure.box, caption.box)
            counts[place.side if place.shared > 0.2 else "column"] += 1
    return Sides(dict(counts))
