"""Measures of an outline, held against those with which the training data were described."""

from __future__ import annotations

import numpy as np
import pytest

from skinvl.dataset import attributes
from skinvl.desktop.core.measuring import draw_mask, find_hull, measure_lesion
from skinvl.runtime.regions import trace

SKIN = (205, 160, 140)


def make_lesion(seed: int) -> tuple[np.ndarray, tuple[tuple[float, float], ...]]:
    """A blob of several colours on skin, and its outline along the pixels."""
    rng = np.random.default_rng(seed)
    height, width = 150, 200
    y, x = np.mgrid[:height, :width].astype(float)
    angle = np.arctan2(y - 75, x - 100)
    wobble = sum(rng.uniform(0, 9) * np.sin(k * angle + rng.uniform(0, 6.3)) for k in range(2, 6))
    mask = np.hypot(x - 100, y - 75) < 40 + wobble
    rgb = np.empty((height, width, 3), np.uint8)
    rgb[:] = SKIN
    rgb[mask] = (96, 60, 42)
    rgb[mask & (x > 100)] = (40, 24, 20)
    rgb[mask & (y > 85)] = (150, 100, 70)
    rgb = np.clip(rgb + rng.integers(-6, 7, rgb.shape), 0, 255).astype(np.uint8)
    corners = trace(mask)
    return rgb, tuple((float(a), float(b)) for a, b in corners)


@pytest.mark.parametrize("seed", range(6))
def test_measures_are_those_of_the_training_data(seed: int) -> None:
    rgb, outline = make_lesion(seed)
    mask = draw_mask(outline, (200, 150), (200, 150))
    expected = attributes.measure_attributes(rgb, mask)
    measured = measure_lesion(rgb, outline)
    assert measured is not None
    assert sum(measured.axis_asymmetry) / 2 == pytest.approx(expected.asymmetry_score, abs=1e-3)
    assert measured.asymmetric_axes == expected.asymmetry
    assert measured.border == pytest.approx(expected.border_score, abs=0.01)
    assert measured.colours_present == tuple(expected.colours)


def test_circle_is_round_and_its_diameter_is_in_image_pixels() -> None:
    turns = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    outline = tuple((600 + 200 * np.cos(t), 450 + 200 * np.sin(t)) for t in turns)
    rgb = np.full((900, 1200, 3), 200, np.uint8)
    measured = measure_lesion(rgb, outline)
    assert measured is not None
    assert measured.diameter_px == pytest.approx(400, abs=1)
    assert measured.diameter_mm(0.01) == pytest.approx(4, abs=0.01)
    assert measured.diameter_mm(None) is None
    assert measured.asymmetric_axes == 0
    assert measured.border_word == "regular"
    assert not measured.reaches_edge


def test_outline_cut_by_the_frame_is_told() -> None:
    outline = ((0.0, 10.0), (60.0, 10.0), (60.0, 60.0), (0.0, 60.0))
    measured = measure_lesion(np.full((100, 100, 3), 90, np.uint8), outline)
    assert measured is not None
    assert measured.reaches_edge


@pytest.mark.parametrize("outline", [(), ((1.0, 1.0), (2.0, 2.0))])
def test_nothing_is_measured_without_an_outline(outline: tuple[tuple[float, float], ...]) -> None:
    assert measure_lesion(np.zeros((50, 50, 3), np.uint8), outline) is None


def test_hull_leaves_out_what_lies_inside() -> None:
    points = np.array([[0, 0], [4, 0], [4, 4], [0, 4], [2, 2], [2, 0]], dtype=float)
    assert {tuple(p) for p in find_hull(points)} == {(0, 0), (4, 0), (4, 4), (0, 4)}


def test_mask_covers_the_pixels_that_were_outlined() -> None:
    mask = np.zeros((60, 80), bool)
    mask[20:40, 30:50] = True
    drawn = draw_mask([(float(a), float(b)) for a, b in trace(mask)], (80, 60), (80, 60))
    assert np.array_equal(drawn, mask)
