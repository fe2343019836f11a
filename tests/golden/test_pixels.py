"""The pixels that reach a model are pinned: retrain if this must change."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.image import open_image
from skinvl.contract.preprocess import PreprocessSpec, fit_pixels, preprocess
from skinvl.contract.quality import measure_quality

GOLDEN = Path(__file__).parent / "pixels.npz"
BRIGHTNESS = 0.5180
CONTRAST = 0.1974
SHARPNESS = 0.03734
SPECS = {
    f"{fit}-{resample}-{width}x{height}": PreprocessSpec(
        width, height, fit, (124, 116, 104), resample, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    )
    for fit in ("squash", "pad", "crop")
    for resample in ("bicubic", "bilinear")
    for width, height in ((16, 16), (20, 12))
}


@pytest.mark.parametrize("name", SPECS)
def test_fitted_pixels(golden_image: NDArray[np.uint8], name: str) -> None:
    with np.load(GOLDEN) as golden:
        expected = golden[name]
    found = fit_pixels(golden_image, SPECS[name])
    assert found.shape == expected.shape
    assert np.abs(found.astype(int) - expected).max() <= 1


@pytest.mark.parametrize("name", SPECS)
def test_model_input_is_the_fitted_pixels_normalised(
    golden_image: NDArray[np.uint8], name: str
) -> None:
    spec = SPECS[name]
    with np.load(GOLDEN) as golden:
        expected = golden[name].astype(np.float64)
    expected = (expected / 255 - spec.mean) / spec.std
    found = preprocess(golden_image, spec)
    assert found.shape == (3, spec.height, spec.width)
    assert np.abs(found.transpose(1, 2, 0) - expected).max() <= 1.01 / 255 / min(spec.std)


def test_the_order_is_height_then_width_and_red_first() -> None:
    image = np.zeros((10, 30, 3), dtype=np.uint8)
    image[:5, :, 0] = 255
    spec = PreprocessSpec(30, 10, "squash", (0, 0, 0), "bicubic", (0, 0, 0), (1, 1, 1))
    found = preprocess(image, spec)
    assert found.shape == (3, 10, 30)
    assert (found[0, :5] == 1).all()
    assert (found[0, 5:] == 0).all()
    assert (found[1:] == 0).all()


def test_a_file_gives_the_same_input_as_its_pixels(golden_image: NDArray[np.uint8]) -> None:
    buffer = io.BytesIO()
    Image.fromarray(golden_image).save(buffer, "PNG")
    opened = open_image(buffer.getvalue())
    for spec in SPECS.values():
        assert np.array_equal(preprocess(opened.rgb, spec), preprocess(golden_image, spec))


def test_quality_figures(golden_image: NDArray[np.uint8]) -> None:
    measures = measure_quality(golden_image)
    assert (measures.width, measures.height) == (70, 45)
    assert measures.brightness == pytest.approx(BRIGHTNESS, abs=0.002)
    assert measures.contrast == pytest.approx(CONTRAST, abs=0.002)
    assert measures.sharpness == pytest.approx(SHARPNESS, rel=0.02)
