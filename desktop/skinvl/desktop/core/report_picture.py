"""A copy of an image with what was drawn over it; the original is never touched."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from skinvl.desktop.core.marks import Mark

_LIGHT, _DARK = (255, 255, 255), (0, 0, 0)
_HEAD = 0.035
_HEAD_ANGLE = math.radians(28)


def draw_overlay(
    rgb: NDArray[np.uint8],
    marks: Sequence[Mark],
    outline: Sequence[tuple[float, float]] = (),
) -> NDArray[np.uint8]:
    """The image with marks and an outline, in white with a dark edge, visible on any skin.

    Args:
        rgb: uint8 [H, W, 3].
        marks: what a person has drawn.
        outline: of the lesion, points (x, y) in pixels, closed by the first.
    """
    picture = Image.fromarray(rgb).copy()
    side = max(picture.size)
    width = max(1, round(side / 300))
    pen = ImageDraw.Draw(picture)
    font_size = max(12, side // 26)
    font = ImageFont.load_default(font_size)
    lines = [[*points, points[0]] for points in (outline,) if len(points) > 2]
    for mark in marks:
        if mark.kind == "arrow":
            lines += _arrow(mark.points[0], mark.points[-1], side * _HEAD)
        elif mark.kind == "outline":
            lines.append([*mark.points, mark.points[0]])
    for colour, thickness in ((_DARK, width * 3), (_LIGHT, width)):
        for line in lines:
            pen.line(line, fill=colour, width=thickness, joint="curve")
    for mark in marks:
        if mark.text:
            pen.text(
                _above(mark, font_size), mark.text, fill=_LIGHT, font=font,
                stroke_width=max(1, side // 500), stroke_fill=_DARK,
            )  # fmt: skip
    return np.asarray(picture)


def _above(mark: Mark, font_size: int) -> tuple[float, float]:
    """Where a text begins; that of an arrow stands clear of its line."""
    x, y = mark.points[0]
    return (x, y) if mark.kind == "text" else (x, max(0.0, y - 1.4 * font_size))


def _arrow(
    tail: tuple[float, float], tip: tuple[float, float], head: float
) -> list[list[tuple[float, float]]]:
    angle = math.atan2(tail[1] - tip[1], tail[0] - tip[0])
    sides = [
        (tip[0] + head * math.cos(angle + turn), tip[1] + head * math.sin(angle + turn))
        for turn in (-_HEAD_ANGLE, _HEAD_ANGLE)
    ]
    return [[tail, tip], [sides[0], tip, sides[1]]]
