"""Colours of drawn lesions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from miniatures.drawn_lesion import draw_lesion

from skinvl.contract.colour import to_linear
from skinvl.contract.lesion.colours import (
    colours_present,
    measure_colours,
    measure_skin,
    to_lab,
)

COLOURS = {
    "white": (242, 232, 226),
    "red": (190, 70, 75),
    "light brown": (170, 112, 72),
    "dark brown": (92, 52, 38),
    "blue-grey": (112, 116, 128),
    "black": (24, 17, 17),
}


def _present(rgb: Any, mask: Any) -> tuple[str, ...]:
    linear = to_linear(rgb)
    return colours_present(measure_colours(linear, mask, measure_skin(linear, mask)))


def test_cielab_of_known_colours() -> None:
    rgb = np.array([[255, 255, 255], [0, 0, 0], [255, 0, 0]], dtype=np.uint8)
    expected = [[100, 0, 0], [0, 0, 0], [53.24, 80.09, 67.20]]
    assert np.allclose(to_lab(to_linear(rgb)), expected, atol=0.05)


@pytest.mark.parametrize("name", COLOURS)
def test_each_of_the_six_is_found_alone(name: str) -> None:
    lesion = draw_lesion(COLOURS[name])
    assert _present(lesion.rgb, lesion.mask) == (name,)


def test_plain_skin_has_none_of_the_six() -> None:
    lesion = draw_lesion((220, 180, 158))
    assert _present(lesion.rgb, lesion.mask) == ()


@pytest.mark.parametrize("name", ["red", "light brown", "dark brown", "blue-grey", "black"])
@pytest.mark.parametrize("gain", [(0.6, 0.6, 0.6), (0.8, 0.75, 1.0)])
def test_exposure_and_cast_do_not_change_the_verdict(
    name: str, gain: tuple[float, float, float]
) -> None:
    lesion = draw_lesion(COLOURS[name])
    linear = to_linear(lesion.rgb) * np.array(gain, dtype=np.float32)
    shares = measure_colours(linear, lesion.mask, measure_skin(linear, lesion.mask))
    assert colours_present(shares) == (name,)


def test_two_halves_give_two_colours_in_order() -> None:
    lesion = draw_lesion(COLOURS["black"])
    left = lesion.mask.copy()
    left[:, 100:] = False
    lesion.rgb[left] = COLOURS["light brown"]
    assert _present(lesion.rgb, lesion.mask) == ("light brown", "black")


def test_a_lesion_that_fills_the_frame_has_no_skin_to_compare() -> None:
    lesion = draw_lesion(COLOURS["dark brown"])
    mask = np.ones_like(lesion.mask)
    assert measure_skin(to_linear(lesion.rgb), mask) is None
    assert "dark brown" in _present(lesion.rgb, mask)
