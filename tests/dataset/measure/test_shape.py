"""Outline measures on drawn masks."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from skinvl.dataset.measure.shape import measure_shape


def _polar(radius: NDArray[np.float64] | float, turn: float = 0.0) -> NDArray[np.bool_]:
    """A mask on 150x200 whose outline has the given radius by angle (360 values) in pixels."""
    rows, columns = np.mgrid[:150, :200]
    y, x = rows - 75.0, columns - 100.0
    angle = (np.degrees(np.arctan2(y, x)) + turn) % 360
    outline = np.broadcast_to(radius, 360)
    mask: NDArray[np.bool_] = np.hypot(y, x) <= outline[angle.astype(int) % 360]
    return mask


def _ellipse(long: float, short: float, turn: float) -> NDArray[np.bool_]:
    rows, columns = np.mgrid[:150, :200]
    y, x = rows - 75.0, columns - 100.0
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    mask: NDArray[np.bool_] = ((x * c + y * s) / long) ** 2 + ((y * c - x * s) / short) ** 2 <= 1
    return mask


@pytest.mark.parametrize("turn", [0.0, 30.0, 77.0])
@pytest.mark.parametrize("axes", [(40.0, 40.0), (60.0, 30.0), (65.0, 15.0)])
def test_ellipses_are_symmetric_and_regular(axes: tuple[float, float], turn: float) -> None:
    shape = measure_shape(_ellipse(*axes, turn))
    assert shape.axis_asymmetry[0] < 0.05
    assert shape.border < 1.03


def test_area_is_the_share_of_the_frame() -> None:
    mask = np.zeros((100, 200), dtype=bool)
    mask[20:70, 50:150] = True
    assert measure_shape(mask).area_fraction == 0.25


def test_a_kite_is_asymmetric_about_one_axis_only() -> None:
    degrees = np.arange(360)
    drop = 30.0 + 35.0 * np.clip(np.cos(np.radians(degrees)), 0, 1) ** 6
    larger, smaller = measure_shape(_polar(drop, 25.0)).axis_asymmetry
    assert larger > 0.1 > 0.05 > smaller


def test_a_comma_is_asymmetric_about_both_axes() -> None:
    degrees = np.arange(360)
    radius = 25.0 + 40.0 * (degrees < 60) * degrees / 60
    larger, smaller = measure_shape(_polar(radius)).axis_asymmetry
    assert larger >= smaller > 0.1


def test_notches_make_the_border_irregular() -> None:
    degrees = np.radians(np.arange(360))
    scores = [
        measure_shape(_polar(45.0 + depth * np.sin(9 * degrees))).border
        for depth in (0.0, 4.0, 10.0)
    ]
    assert scores[0] < 1.03 < scores[1] < scores[2] and scores[2] > 1.3


def test_the_frame_does_not_make_a_border_irregular() -> None:
    mask = np.ones((150, 200), dtype=bool)
    mask[:, :40] = False
    shape = measure_shape(mask)
    assert shape.border < 1.02
    assert shape.axis_asymmetry[0] < 0.02


def test_specks_and_holes_do_not_change_the_outline() -> None:
    clean = _polar(40.0)
    marked = clean.copy()
    marked[70:75, 95:100] = False
    marked[5:8, 5:8] = True
    assert measure_shape(marked).border == measure_shape(clean).border


def test_one_pixel_is_measured() -> None:
    mask = np.zeros((10, 10), dtype=bool)
    mask[4, 4] = True
    assert measure_shape(mask).border == 1.0
