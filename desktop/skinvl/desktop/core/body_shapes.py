"""What the pictures of the body map are made of: closed curves, and the sites that lie in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from skinvl.desktop.core.store.anatomy import SITES, Side

Point = tuple[float, float]
Curve = tuple[Point, ...]
Caption = Literal[
    "right side", "left side", "front", "back", "back of right hand", "back of left hand",
    "right palm", "left palm", "right foot", "left foot", "right sole", "left sole",
]  # fmt: skip


@dataclass(frozen=True)
class Area:
    """What lies within ``corners`` (a polygon; None: the rest of the shape) is this site."""

    site: str
    corners: Curve | None = None

    @property
    def site_general(self) -> str:
        """The general site that it belongs to."""
        return _GENERAL[self.site]


@dataclass(frozen=True)
class Midline:
    """Where a figure is parted: ``image_left`` is the patient's side on the left of the picture.

    What is no farther than ``width`` from ``x`` lies in the middle.
    """

    x: float
    image_left: Side
    width: float


@dataclass(frozen=True)
class Shape:
    """A closed curve; the first of its areas that holds a point names the site.

    ``side`` is the patient's own, or else ``midline`` says where the sides lie.
    """

    curve: Curve
    areas: tuple[Area, ...]
    side: Side | Midline

    def find_side(self, x: float) -> Side:
        """The patient's side at a place of the picture."""
        if not isinstance(self.side, Midline):
            return self.side
        line = self.side
        if abs(x - line.x) <= line.width:
            return "middle"
        return line.image_left if x < line.x else OTHER_SIDE[line.image_left]


@dataclass(frozen=True)
class Picture:
    """One picture of the body map.

    Attributes:
        width, height: the size, in the units of everything below.
        shapes: what the body is made of; later ones lie on top.
        lines: open curves that are drawn inside it.
        captions: what stands where, by its centre.
        clear: how far from the middle captions have to stay away.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    lines: tuple[Curve, ...] = ()
    captions: tuple[tuple[Caption, Point], ...] = ()
    clear: float = 6.0


FAR = 3000.0
"""Farther than any picture reaches."""
OTHER_SIDE: Mapping[Side, Side] = {"left": "right", "right": "left", "middle": "middle"}
_GENERAL = {site: general for general, finer in SITES.items() for site in finer}


def make_box(left: float, top: float, right: float, bottom: float) -> Curve:
    """A rectangle."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def make_oval(x: float, y: float, rx: float, ry: float) -> Curve:
    """Eight points of an ellipse around (x, y)."""
    d = 0.7071
    return (
        (x, y - ry), (x + d * rx, y - d * ry), (x + rx, y), (x + d * rx, y + d * ry),
        (x, y + ry), (x - d * rx, y + d * ry), (x - rx, y), (x - d * rx, y - d * ry),
    )  # fmt: skip


def make_bands(limits: Sequence[tuple[float, str]], last: str) -> tuple[Area, ...]:
    """Sites one below the other, each down to its limit."""
    return (*(Area(site, make_box(-FAR, -FAR, FAR, low)) for low, site in limits), Area(last))


def mirror_curve(curve: Curve, width: float) -> Curve:
    """The mirror image within a picture of this width."""
    return tuple((width - x, y) for x, y in curve)


def mirror_shape(shape: Shape, width: float) -> Shape:
    """The mirror image, which is of the other side of the patient.

    A midline keeps which side lies on the left: that belongs to the view, not to the shape.
    """
    areas = tuple(
        replace(area, corners=None if area.corners is None else mirror_curve(area.corners, width))
        for area in shape.areas
    )
    if isinstance(shape.side, Midline):
        side: Side | Midline = replace(shape.side, x=width - shape.side.x)
    else:
        side = OTHER_SIDE[shape.side]
    return Shape(mirror_curve(shape.curve, width), areas, side)


def pair_shapes(width: float, *shapes: Shape) -> tuple[Shape, ...]:
    """Shapes and their mirror images."""
    return tuple(item for shape in shapes for item in (shape, mirror_shape(shape, width)))


def pair_lines(width: float, *lines: Curve) -> tuple[Curve, ...]:
    """Lines and their mirror images."""
    return tuple(item for line in lines for item in (line, mirror_curve(line, width)))


def move_curve(curve: Curve, dx: float, dy: float, factor: float = 1.0) -> Curve:
    """A curve enlarged around the origin, then moved."""
    return tuple((x * factor + dx, y * factor + dy) for x, y in curve)


def move_shape(shape: Shape, dx: float, dy: float, factor: float = 1.0) -> Shape:
    """A shape enlarged around the origin, then moved."""
    areas = tuple(
        replace(
            area,
            corners=None if area.corners is None else move_curve(area.corners, dx, dy, factor),
        )
        for area in shape.areas
    )
    side = shape.side
    if isinstance(side, Midline):
        side = replace(side, x=side.x * factor + dx, width=side.width * factor)
    return Shape(move_curve(shape.curve, dx, dy, factor), areas, side)
