"""Which anatomic site lies where on the pictures of the body map, and on which side.

A mix-up of left and right is a hazard: seen from the front, the patient's right side lies on the
left of the picture; seen from behind, on the right. `describe_place` is the one place that decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from skinvl.desktop.core.body_pictures import PICTURES
from skinvl.desktop.core.body_shapes import Curve, Point
from skinvl.desktop.core.store.anatomy import BodyView, Side

_STEPS = 8


@dataclass(frozen=True)
class Place:
    """A point of the body map and what is there; ``x`` and ``y`` as in `LesionData`."""

    view: BodyView
    x: float
    y: float
    site_general: str
    site: str
    side: Side


def describe_place(view: BodyView, x: float, y: float) -> Place | None:
    """What lies at a point of a picture.

    Args:
        view: which picture.
        x, y: 0..1 from its top left.

    Returns:
        The sites, and the patient's own side; None beside the body.
    """
    picture = PICTURES[view]
    point = (x * picture.width, y * picture.height)
    for shape, curve, (low, high) in reversed(
        list(zip(picture.shapes, outline_body(view), _find_bounds(view), strict=True))
    ):
        if low <= point[1] <= high and holds_point(curve, point):
            area = next(
                area
                for area in shape.areas
                if area.corners is None or holds_point(area.corners, point)
            )
            side = shape.find_side(point[0])
            return Place(view, x, y, area.site_general, area.site, side)
    return None


@cache
def outline_body(view: BodyView) -> tuple[Curve, ...]:
    """The shapes of a picture as fine polygons, in its units; what is drawn is what is hit."""
    return tuple(smooth_curve(shape.curve) for shape in PICTURES[view].shapes)


@cache
def _find_bounds(view: BodyView) -> tuple[tuple[float, float], ...]:
    """Top and bottom of every shape."""
    curves = outline_body(view)
    return tuple((min(y for _, y in curve), max(y for _, y in curve)) for curve in curves)


@cache
def outline_lines(view: BodyView) -> tuple[Curve, ...]:
    """The lines inside the body, fine, in units of the picture."""
    return tuple(smooth_curve(line, closed=False) for line in PICTURES[view].lines)


def smooth_curve(points: Sequence[Point], *, closed: bool = True) -> Curve:
    """A fine polygon along the Catmull-Rom spline through points (Catmull and Rom, 1974)."""
    count = len(points)
    if count < 3:
        return tuple(points)
    fine: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            before, start, end, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            before, start = points[max(i - 1, 0)], points[i]
            end, after = points[i + 1], points[min(i + 2, count - 1)]
        fine += [
            (
                _spline(before[0], start[0], end[0], after[0], step / _STEPS),
                _spline(before[1], start[1], end[1], after[1], step / _STEPS),
            )
            for step in range(_STEPS)
        ]
    return tuple(fine) if closed else (*fine, points[-1])


def holds_point(corners: Sequence[Point], point: Point) -> bool:
    """Whether a polygon holds a point (crossing number)."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside


def _spline(p0: float, p1: float, p2: float, p3: float, t: float) -> float:
    return 0.5 * (
        2 * p1
        + (p2 - p0) * t
        + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
        + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    )
