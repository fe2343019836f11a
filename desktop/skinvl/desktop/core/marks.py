"""What a person draws over an image: arrows, outlines, words. The image is never touched.

As it is stored::

    {"version": 1, "marks": [{"kind": "arrow", "points": [[10.0, 20.0], [40.0, 50.0]], "text": ""}]}
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from skinvl.desktop.core.language import tell_number

MarkKind = Literal["arrow", "outline", "text"]
VERSION = 1
MOST_MARKS = 500
MOST_POINTS = 5000
LONGEST_TEXT = 200
_LEAST_POINTS = {"arrow": 2, "outline": 3, "text": 1}


@dataclass(frozen=True)
class Mark:
    """One drawing.

    ``points`` are (x, y) in pixels of the upright image: tail and tip of an arrow, the corners of
    an outline, where a text begins.

    Raises:
        ValueError: too few or too many points, one that is no number, or a text without words.
    """

    kind: MarkKind
    points: tuple[tuple[float, float], ...]
    text: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(MarkKind):
            raise ValueError(f"kind: {self.kind!r} is no mark")
        if not _LEAST_POINTS[self.kind] <= len(self.points) <= MOST_POINTS:
            raise ValueError(f"points: {len(self.points)} are not enough or too many")
        if not all(math.isfinite(value) for point in self.points for value in point):
            raise ValueError("points: not a number")
        if self.kind == "text" and not self.text.strip():
            raise ValueError("text: a text without words")
        if len(self.text) > LONGEST_TEXT:
            raise ValueError(f"text: longer than {LONGEST_TEXT} characters")


def write_marks(marks: Sequence[Mark]) -> dict[str, Any]:
    """The JSON object of some marks."""
    return {
        "version": VERSION,
        "marks": [
            {"kind": mark.kind, "points": [list(p) for p in mark.points], "text": mark.text}
            for mark in marks
        ],
    }


def read_marks(record: Mapping[str, Any]) -> tuple[Mark, ...]:
    """Read what `write_marks` wrote; an empty object is no marks.

    Raises:
        ValueError: another version, or not such an object.
    """
    if not record:
        return ()
    if record.get("version") != VERSION:
        raise ValueError(f"drawing: version {record.get('version')!r} is not known")
    try:
        found = record["marks"]
        if len(found) > MOST_MARKS:
            raise ValueError(f"drawing: more than {MOST_MARKS} marks")
        return tuple(
            Mark(
                item["kind"],
                tuple((float(x), float(y)) for x, y in item["points"]),
                str(item.get("text", "")),
            )
            for item in found
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"drawing: damaged ({error})") from error


def measure_length(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Distance of two points in pixels."""
    return math.hypot(end[0] - start[0], end[1] - start[1])


def calibrate(length_px: float, millimetres: float) -> float:
    """Millimetres per pixel from a stretch of known length.

    Raises:
        ValueError: a stretch of less than a pixel, or no length.
    """
    if length_px < 1 or not (math.isfinite(millimetres) and millimetres > 0):
        raise ValueError("a scale needs two points at least a pixel apart and a length above 0")
    return millimetres / length_px


def tell_length(length_px: float, mm_per_px: float | None) -> str:
    """A length in words: millimetres only where the scale is known."""
    pixels = f"{tell_number(length_px, 0)} px"
    if mm_per_px is None:
        return pixels
    return f"{tell_number(length_px * mm_per_px, 1)} mm ({pixels})"
