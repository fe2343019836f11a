"""What the stages hand to one another: pages, figures, captions and their pairs.

Boxes are ``(x0, y0, x1, y1)`` in points (1/72 inch) with the origin at the top left of the page,
relative to its crop box and turned so that its text reads from left to right (see `Page.turn`).
Pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
TextLayer = Literal["text", "ocr", "hidden", "none"]
FigureKind = Literal["photo", "drawing", "scan"]


@dataclass(frozen=True)
class Span:
    """A run of text in one typeface. ``size`` is in points."""

    text: str
    box: Box
    font: str
    size: float
    bold: bool
    italic: bool
    superscript: bool
    colour: int


@dataclass(frozen=True)
class TextLine:
    """One line of text; ``block`` numbers the paragraph-like block that the reader saw.

    ``upright`` is whether it reads from left to right.
    """

    box: Box
    spans: tuple[Span, ...]
    block: int
    upright: bool

    @property
    def text(self) -> str:
        """The line's characters as they stand."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class PlacedImage:
    """A raster image drawn on a page.

    ``matrix`` takes the image's unit square to the page; ``width`` and ``height`` are in pixels;
    ``number`` is its place among the page's images in drawing order.
    """

    number: int
    box: Box
    matrix: Matrix
    width: int
    height: int
    components: int
    bits: int
    masked: bool


@dataclass(frozen=True)
class Drawing:
    """A vector path; ``items`` counts its lines, curves and rectangles."""

    box: Box
    items: int
    curves: int
    fill: tuple[float, ...] | None
    stroke: tuple[float, ...] | None
    width: float


@dataclass(frozen=True)
class Page:
    """One page as read, in the orientation in which its text reads.

    Text set at a right angle to the page as displayed is turned upright first: ``turn`` (0, 90,
    180 or 270 degrees clockwise) takes the boxes of this object to the page as displayed, see
    `to_displayed`. ``text_layer`` "hidden" is invisible text over a scan, "ocr" our own.
    """

    number: int
    width: float
    height: float
    turn: int
    label: str
    text_layer: TextLayer
    lines: tuple[TextLine, ...] = ()
    images: tuple[PlacedImage, ...] = ()
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True)
class Panel:
    """One picture of a figure.

    ``images`` are the numbers of the placed images that make it up (several for strips and
    tiles). ``crop`` is the part of that raster that it covers, in fractions of its width and
    height, where one raster holds several panels.
    """

    letter: str | None
    box: Box
    images: tuple[int, ...]
    crop: Box | None = None


@dataclass(frozen=True)
class Figure:
    """Panels that share one caption. ``key`` is unique in its document ("p12-1")."""

    key: str
    page: int
    box: Box
    kind: FigureKind
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Caption:
    """A caption with line breaks, hyphens and ligatures repaired.

    ``text`` is all of it, ``label`` its printed start ("Fig. 4-7"), ``number`` the normalised
    number ("4.7"), ``body`` the rest. ``parts`` are the sub-captions by letter; ``lead`` is what
    stands before the first of them and holds for all panels.
    """

    page: int
    box: Box
    text: str
    label: str | None
    number: str | None
    body: str
    lead: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Pairing:
    """A figure with its caption, or with none; ``confidence`` is 0..1."""

    figure: Figure
    caption: Caption | None
    confidence: float


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of `boxes`."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def area(box: Box) -> float:
    """In square points; 0 for an empty box."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def intersection(first: Box, second: Box) -> Box:
    """The common part; an empty box (`area` 0) where there is none."""
    return (
        max(first[0], second[0]),
        max(first[1], second[1]),
        min(first[2], second[2]),
        min(first[3], second[3]),
    )


def to_displayed(page: Page, box: Box) -> Box:
    """`box` on the page as displayed."""
    x0, y0, x1, y1 = box
    if page.turn == 90:
        return (page.height - y1, x0, page.height - y0, x1)
    if page.turn == 180:
        return (page.width - x1, page.height - y1, page.width - x0, page.height - y0)
    if page.turn == 270:
        return (y0, page.width - x1, y1, page.width - x0)
    return box
