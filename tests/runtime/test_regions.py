"""Masks of known shape."""

from __future__ import annotations

import numpy as np
import pytest

from skinvl.runtime.regions import (
    blur,
    fill_holes,
    find_heaviest_part,
    flood,
    round_corners,
    split_levels,
    trace,
)


def measure_area(polygon: np.ndarray) -> float:
    x, y = polygon.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def draw_disc(side: int, row: float, column: float, radius: float) -> np.ndarray:
    rows, columns = np.mgrid[0:side, 0:side]
    return np.hypot(rows - row, columns - column) <= radius


def test_split_levels_of_two_values_separates_perfectly() -> None:
    threshold, separation = split_levels(np.array([0, 0, 0, 10, 10], dtype=np.float32))
    assert 0 < threshold < 10
    assert separation == pytest.approx(1)


def test_split_levels_of_noise_separates_less() -> None:
    noise = np.random.default_rng(0).uniform(0, 1, 20_000).astype(np.float32)
    threshold, separation = split_levels(noise)
    # Otsu's criterion of a uniform distribution: halves, and three quarters of the variance.
    assert threshold == pytest.approx(0.5, abs=0.03)
    assert separation == pytest.approx(0.75, abs=0.02)
    assert split_levels(np.ones(5, dtype=np.float32)) == (1, 0)


def test_heaviest_part_is_not_the_largest_and_has_no_holes() -> None:
    light, heavy = draw_disc(60, 20, 20, 12), draw_disc(60, 48, 48, 6)
    heavy[48, 48] = False
    weights = np.where(light, 0.1, 1.0).astype(np.float32)
    found = find_heaviest_part(light | heavy, weights)
    assert np.array_equal(found, draw_disc(60, 48, 48, 6))
    assert not find_heaviest_part(np.zeros((5, 5), dtype=bool), np.ones((5, 5), np.float32)).any()


def test_flood_stops_at_corners() -> None:
    within = np.eye(4, dtype=bool)
    seed = np.zeros_like(within)
    seed[0, 0] = True
    assert int(flood(seed, within).sum()) == 1
    assert np.array_equal(fill_holes(within), within)


@pytest.mark.parametrize("seed", range(5))
def test_trace_encloses_exactly_the_mask(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(size=(40, 40)).astype(np.float32)
    grey = blur(noise, 2.0)
    mask = find_heaviest_part(grey > 0, np.ones_like(grey))
    corners = trace(mask)
    assert measure_area(corners) == pytest.approx(int(mask.sum()))
    steps = np.abs(np.roll(corners, -1, axis=0) - corners).sum(axis=1)
    assert np.all(steps == 1)
    assert len({tuple(corner) for corner in corners}) == len(corners)


def test_trace_of_nothing_and_of_everything() -> None:
    assert trace(np.zeros((3, 3), dtype=bool)).shape == (0, 2)
    assert measure_area(trace(np.ones((3, 4), dtype=bool))) == 12


def test_rounding_keeps_place_and_nearly_the_area() -> None:
    disc = draw_disc(80, 40, 36, 20)
    smooth = round_corners(trace(disc), 2.0)
    assert measure_area(smooth) == pytest.approx(int(disc.sum()), rel=0.02)
    assert smooth.mean(axis=0) == pytest.approx([36.5, 40.5], abs=0.2)
    square = trace(np.ones((1, 1), dtype=bool))
    assert np.array_equal(round_corners(square, 2.0), square)


def test_blur_keeps_a_constant_and_spreads_a_point() -> None:
    assert np.allclose(blur(np.full((9, 5), 3, dtype=np.float32), 1.5), 3)
    point = np.zeros((21, 21), dtype=np.float32)
    point[10, 10] = 1
    spread = blur(point, 1.5)
    assert spread.sum() == pytest.approx(1, abs=1e-5)
    assert spread[10, 10] == pytest.approx(1 / (2 * np.pi * 1.5**2), rel=0.02)
