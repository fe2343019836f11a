from __future__ import annotations

import dataclasses
import itertools
import json
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from skinvl.contract.quality import QualityMeasures, QualitySpec, judge_quality, measure_quality

SPEC = QualitySpec(
    min_side_px=100,
    min_brightness=0.2,
    max_brightness=0.9,
    min_contrast=0.05,
    min_sharpness=0.1,
    unusable_sharpness=0.02,
    max_dark_fraction=0.5,
    max_bright_fraction=0.5,
)
GOOD = QualityMeasures(400, 300, 0.5, 0.2, 0.5, 0.0, 0.0, 0.3)


def scene(side: int = 512) -> NDArray[np.uint8]:
    """Blobs with hard edges on skin colour."""
    y, x = np.mgrid[0:side, 0:side] / side
    image = np.full((side, side, 3), (205, 160, 140), dtype=np.uint8)
    for i in range(12):
        centre = (0.15 + 0.07 * i, 0.5 + 0.3 * np.sin(i))
        image[(x - centre[0]) ** 2 + (y - centre[1]) ** 2 < 0.004] = (90 + 5 * i, 60, 50)
    return image


def test_brightness_contrast_and_fractions_of_flat_frames() -> None:
    for value in (0, 128, 255):
        measures = measure_quality(np.full((30, 40, 3), value, dtype=np.uint8))
        assert measures.brightness == pytest.approx(value / 255, abs=1e-4)
        assert measures.contrast == pytest.approx(0, abs=1e-4)
        assert measures.sharpness == pytest.approx(0, abs=1e-4)
        assert (measures.dark_fraction, measures.bright_fraction) == (value == 0, value == 255)
        assert (measures.width, measures.height) == (40, 30)


def test_blur_lowers_sharpness_step_by_step() -> None:
    sharp = Image.fromarray(scene())
    values = [measure_quality(np.asarray(sharp)).sharpness]
    for radius in (2, 4, 8):
        blurred = sharp.filter(ImageFilter.GaussianBlur(radius))
        values.append(measure_quality(np.asarray(blurred)).sharpness)
    assert all(after < before / 1.5 for before, after in itertools.pairwise(values))


def test_sharpness_does_not_follow_contrast_or_scale() -> None:
    image = scene()
    reference = measure_quality(image).sharpness
    faint = (128 + (image.astype(float) - 128) * 0.5).astype(np.uint8)
    assert measure_quality(faint).sharpness == pytest.approx(reference, rel=0.1)
    doubled = np.repeat(np.repeat(image, 2, axis=0), 2, axis=1)
    assert measure_quality(doubled).sharpness == pytest.approx(reference, rel=0.1)


def test_a_tiny_image_is_measured() -> None:
    assert measure_quality(np.zeros((1, 1, 3), dtype=np.uint8)).width == 1
    assert measure_quality(np.zeros((1, 900, 3), dtype=np.uint8)).sharpness == 0


@pytest.mark.parametrize(
    ("changes", "verdict", "reasons"),
    [
        ({}, "good", ()),
        ({"height": 99}, "limited", ("too small",)),
        ({"width": 49}, "unusable", ("too small",)),
        ({"brightness": 0.1}, "limited", ("too dark",)),
        ({"dark_fraction": 0.6}, "limited", ("too dark",)),
        ({"brightness": 0.1, "dark_fraction": 0.6}, "unusable", ("too dark",)),
        ({"brightness": 0.95}, "limited", ("too bright",)),
        ({"brightness": 0.95, "bright_fraction": 0.6}, "unusable", ("too bright",)),
        ({"contrast": 0.01}, "limited", ("low contrast",)),
        ({"sharpness": 0.05}, "limited", ("blurred",)),
        ({"sharpness": 0.01}, "unusable", ("blurred",)),
        ({"colour": 0.007}, "unusable", ("no colour",)),
        ({"colour": 0.018}, "good", ()),
        ({"sharpness": 0.05, "contrast": 0.01}, "limited", ("low contrast", "blurred")),
        ({"height": 100, "sharpness": 0.1, "brightness": 0.2, "contrast": 0.05}, "good", ()),
    ],
)
def test_verdicts(changes: dict[str, Any], verdict: str, reasons: tuple[str, ...]) -> None:
    quality = judge_quality(dataclasses.replace(GOOD, **changes), SPEC)
    assert (quality.verdict, quality.reasons) == (verdict, reasons)


def test_json_both_ways_and_no_defaults() -> None:
    assert QualitySpec.from_json(json.loads(json.dumps(SPEC.to_json()))) == SPEC
    for name in SPEC.to_json():
        record = {key: value for key, value in SPEC.to_json().items() if key != name}
        with pytest.raises(ValueError, match=f"{name}: missing"):
            QualitySpec.from_json(record)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"min_side_px": -1}, "min_side_px"),
        ({"min_contrast": float("nan")}, "min_contrast"),
        ({"max_brightness": 0.1}, "min_brightness"),
        ({"unusable_sharpness": 0.5}, "unusable_sharpness"),
    ],
)
def test_contradicting_thresholds_are_refused(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=f"^{named}"):
        dataclasses.replace(SPEC, **changes)


def test_a_grey_photograph_has_no_colour() -> None:
    random = np.random.default_rng(1)
    grey = random.integers(0, 256, (60, 80), dtype=np.uint8)
    assert measure_quality(np.repeat(grey[:, :, None], 3, axis=2)).colour == 0
    pink = np.full((60, 80, 3), (200, 150, 140), dtype=np.uint8)
    assert measure_quality(pink).colour == pytest.approx(60 / 255)
