"""What a page draws or sets over a picture: bars over eyes, arrows, words.

The embedded picture below them is clean, so arrows and words are told of and do not reject it. A
filled bar or oval is there to hide a face: the clean picture below it must not be used.
"""

from __future__ import annotations

from dataclasses import dataclass

from skinvl.dataset.books.layout import Box, Drawing, Page, Panel

# shares of the panel's width and height
_LEAST_LENGTH, _LEAST_THICKNESS, _LARGEST_AREA = 0.1, 0.02, 0.4
_LEAST_ASPECT = 1.3
_CORNER = 0.2
_WHOLE = 0.9
_SLACK = 0.01


@dataclass(frozen=True)
class Overlays:
    """``covers`` are bars and ovals that hide a part, ``marks`` whether anything else is there."""

    covers: tuple[Box, ...]
    marks: bool


def find_overlays(panel: Panel, page: Page) -> Overlays:
    """The drawings and words of `page` that lie within `panel`."""
    covers, marks = [], False
    for drawing in page.drawings:
        place = _relate(drawing.box, panel.box)
        if place is None or _is_frame(place) or _in_corner(place):
            continue
        if _is_cover(drawing, place):
            covers.append(drawing.box)
        else:
            marks = True
    for line in page.lines if page.text_layer == "text" else ():
        place = _relate(line.box, panel.box)
        if place is not None and not _in_corner(place) and line.text.strip():
            marks = True
    return Overlays(tuple(covers), marks)


def _relate(box: Box, panel: Box) -> Box | None:
    """`box` in fractions of `panel`; None unless it lies within."""
    width, height = panel[2] - panel[0], panel[3] - panel[1]
    if width <= 0 or height <= 0:
        return None
    left, right = (box[0] - panel[0]) / width, (box[2] - panel[0]) / width
    top, bottom = (box[1] - panel[1]) / height, (box[3] - panel[1]) / height
    if min(left, top) < -_SLACK or max(right, bottom) > 1 + _SLACK:
        return None
    return left, top, right, bottom


def _is_frame(place: Box) -> bool:
    return place[2] - place[0] >= _WHOLE or place[3] - place[1] >= _WHOLE


def _in_corner(place: Box) -> bool:
    """Where panel letters and their patches stand; also rules along an edge."""
    aside = place[2] <= _CORNER or place[0] >= 1 - _CORNER
    above = place[3] <= _CORNER or place[1] >= 1 - _CORNER
    return aside and above


def _is_cover(drawing: Drawing, place: Box) -> bool:
    """A rectangle, upright or tilted, or an ellipse, filled and wider than it is high."""
    if drawing.fill is None:
        return False
    straight = drawing.curves == 0 and drawing.items in (1, 4, 5)
    round_ = drawing.curves >= 4 and drawing.items - drawing.curves <= 1
    width, height = drawing.box[2] - drawing.box[0], drawing.box[3] - drawing.box[1]
    wide, tall = place[2] - place[0], place[3] - place[1]
    return (
        (straight or round_)
        and wide >= _LEAST_LENGTH
        and tall >= _LEAST_THICKNESS
        and wide * tall <= _LARGEST_AREA
        and width >= _LEAST_ASPECT * height
    )
