"""Drawings as they are stored, lengths, and the two-point scale."""

from __future__ import annotations

import json

import pytest

from skinvl.desktop.core.marks import (
    Mark,
    calibrate,
    measure_length,
    read_marks,
    tell_length,
    write_marks,
)

MARKS = (
    Mark("arrow", ((1.5, 2.0), (30.0, 40.0))),
    Mark("outline", ((0.0, 0.0), (5.0, 0.0), (5.0, 5.0))),
    Mark("text", ((7.0, 8.0),), "ulcer?"),
)


def test_marks_survive_json() -> None:
    assert read_marks(json.loads(json.dumps(write_marks(MARKS)))) == MARKS
    assert read_marks({}) == ()


@pytest.mark.parametrize(
    "record",
    [
        {"version": 2, "marks": []},
        {"version": 1},
        {"version": 1, "marks": [{"kind": "arrow", "points": [[1, 2]]}]},
        {"version": 1, "marks": [{"kind": "circle", "points": [[1, 2]]}]},
        {"version": 1, "marks": [{"kind": "text", "points": [[1, 2]], "text": " "}]},
        {"version": 1, "marks": [{"kind": "arrow", "points": [[1, 2], [float("nan"), 1]]}]},
        {"version": 1, "marks": [{"kind": "arrow", "points": 5}]},
    ],
)
def test_damaged_drawing_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_marks(record)


def test_length_is_in_millimetres_only_with_a_scale() -> None:
    length = measure_length((0, 0), (30, 40))
    assert tell_length(length, None) == "50 px"
    assert tell_length(length, calibrate(100, 5)) == "2.5 mm (50 px)"


@pytest.mark.parametrize(("pixels", "millimetres"), [(0.5, 5), (100, 0), (100, float("inf"))])
def test_scale_needs_a_stretch_and_a_length(pixels: float, millimetres: float) -> None:
    with pytest.raises(ValueError, match="two points"):
        calibrate(pixels, millimetres)
