"""One page of a miniature book: text, pictures and rules in reading orientation, written as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pymupdf
from miniatures.books.faces import FontCase, Look, measure, pieces

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Paper:
    """The paper of a page.

    Content is laid out ``width`` x ``height`` and turned by ``turn`` degrees clockwise on the page
    as displayed; the file says ``/Rotate rotate`` and hides ``crop`` points on each side.
    """

    width: float = 595.0
    height: float = 842.0
    turn: int = 0
    rotate: int = 0
    crop: Box = (0.0, 0.0, 0.0, 0.0)

    @property
    def displayed(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    @property
    def cropped(self) -> tuple[float, float]:
        """The crop box's width and height before ``/Rotate``."""
        wide, high = self.displayed
        return (high, wide) if self.rotate in (90, 270) else (wide, high)

    def to_displayed(self) -> pymupdf.Matrix:
        """From layout points to displayed points, both from the top left."""
        if self.turn == 90:
            return pymupdf.Matrix(0, 1, -1, 0, self.height, 0)
        if self.turn == 270:
            return pymupdf.Matrix(0, -1, 1, 0, 0, self.width)
        return pymupdf.Matrix(1, 0, 0, 1, 0, 0)

    def to_user_space(self) -> pymupdf.Matrix:
        """From layout points to the PDF's user space."""
        wide, high = self.cropped
        unrotate = {
            0: pymupdf.Matrix(1, 0, 0, 1, 0, 0),
            90: pymupdf.Matrix(0, -1, 1, 0, 0, high),
            180: pymupdf.Matrix(-1, 0, 0, -1, wide, high),
            270: pymupdf.Matrix(0, 1, -1, 0, wide, 0),
        }[self.rotate]
        upwards = pymupdf.Matrix(1, 0, 0, -1, self.crop[0], self.crop[3] + high)
        return self.to_displayed() * unrotate * upwards


@dataclass
class Placement:
    """Operators that draw something, with the objects that they name."""

    operators: bytes
    resources: dict[str, int] = field(default_factory=dict)


class Sheet:
    """A page under the press; coordinates are layout points from the top left."""

    def __init__(self, document: pymupdf.Document, fonts: FontCase, paper: Paper) -> None:
        self.paper = paper
        wide, high = paper.cropped
        left, top, right, bottom = paper.crop
        self._document = document
        page = document.new_page(width=wide + left + right, height=high + top + bottom)
        self.number = page.number + 1
        self._xref = page.xref
        self._fonts = fonts
        self._resources: dict[str, int] = {}
        matrix = paper.to_user_space()
        self._operators = [b"q " + _numbers(*matrix) + b" cm"]
        self.written: list[tuple[float, float, str, Look]] = []

    def write(
        self, x: float, baseline: float, text: str, look: Look, hidden: bool = False
    ) -> float:
        """Set one run; returns the x where it ends."""
        self.written.append((x, baseline, text, look))
        for part, part_look in pieces(text, look):
            face = part_look.face
            name = f"F{self._fonts.xref(face)}"
            self._resources[f"Font/{name}"] = self._fonts.xref(face)
            mode = b"3 Tr " if hidden else b"0 Tr "
            self._operators.append(
                b"BT "
                + mode
                + _numbers(*part_look.colour)
                + b" rg /"
                + name.encode()
                + b" "
                + _numbers(part_look.size)
                + b" Tf "
                + _numbers(1, 0, 0, -1, x, baseline)
                + b" Tm "
                + self._fonts.code(part, face)
                + b" Tj ET"
            )
            x += measure(part, part_look)
        return x

    def place(self, placement: Placement) -> None:
        """Draw a picture."""
        for name, xref in placement.resources.items():
            self._resources[f"XObject/{name}"] = xref
        self._operators.append(placement.operators)

    def rule(self, points: Sequence[tuple[float, float]], width: float = 0.5) -> None:
        """Stroke a line through `points`."""
        path = _numbers(*points[0]) + b" m " + b" ".join(_numbers(*p) + b" l" for p in points[1:])
        self._operators.append(b"0 0 0 RG " + _numbers(width) + b" w " + path + b" S")

    def tint(self, box: Box, colour: tuple[float, float, float], outline: bool = False) -> None:
        """Fill a rectangle."""
        x0, y0, x1, y1 = box
        self._operators.append(
            _numbers(*colour)
            + b" rg 0 0 0 RG 0.5 w "
            + _numbers(x0, y0, x1 - x0, y1 - y0)
            + (b" re B" if outline else b" re f")
        )

    def curve(self, points: Sequence[tuple[float, float]], fill: bool = False) -> None:
        """Stroke or fill one cubic curve through four points."""
        first, rest = points[0], [value for point in points[1:4] for value in point]
        ink = b"0.75 0.85 0.95 rg " if fill else b"0 0 0 RG 0.8 w "
        self._operators.append(
            ink + _numbers(*first) + b" m " + _numbers(*rest) + (b" c b" if fill else b" c S")
        )

    def displayed(self, box: Box) -> list[float]:
        """The visible part of `box` on the page as displayed, rounded as the gold is."""
        rect = pymupdf.Rect(box) * self.paper.to_displayed()
        rect.normalize()
        rect.intersect((0, 0, *self.paper.displayed))
        return [round(value, 2) for value in (rect.x0, rect.y0, rect.x1, rect.y1)]

    def finish(self) -> None:
        """Write the content stream and the page's entries."""
        document, page = self._document, self._xref
        content = document.get_new_xref()
        document.update_object(content, "<<>>")
        document.update_stream(content, b"\n".join([*self._operators, b"Q"]), compress=True)
        document.xref_set_key(page, "Contents", f"{content} 0 R")
        groups: dict[str, str] = {}
        for key, xref in sorted(self._resources.items()):
            group, name = key.split("/")
            groups[group] = groups.get(group, "") + f"/{name} {xref} 0 R "
        body = "".join(f"/{group} <<{names}>> " for group, names in groups.items())
        document.xref_set_key(page, "Resources", f"<<{body}>>")
        wide, high = self.paper.cropped
        left, _, _, bottom = self.paper.crop
        if any(self.paper.crop):
            document.xref_set_key(
                page, "CropBox", f"[{left} {bottom} {left + wide} {bottom + high}]"
            )
        if self.paper.rotate:
            document.xref_set_key(page, "Rotate", str(self.paper.rotate))


def _numbers(*values: float) -> bytes:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values).encode()
