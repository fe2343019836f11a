from __future__ import annotations

import dataclasses
import json
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from skinvl.contract.preprocess import PreprocessSpec, fit_pixels, preprocess

Pixels = NDArray[np.uint8]


def test_shape_type_and_normalisation(pixels: Pixels, spec: PreprocessSpec) -> None:
    result = preprocess(pixels, spec)
    assert result.shape == (3, spec.height, spec.width)
    assert result.dtype == np.float32
    assert result.flags.c_contiguous
    flat = np.full((5, 9, 3), (255, 0, 51), dtype=np.uint8)
    expected = (np.array([1.0, 0.0, 0.2]) - spec.mean) / spec.std
    assert np.allclose(preprocess(flat, spec).mean((1, 2)), expected, atol=1e-5)


def test_squash_at_the_same_size_changes_nothing(pixels: Pixels, spec: PreprocessSpec) -> None:
    same = dataclasses.replace(spec, width=80, height=60)
    assert np.array_equal(fit_pixels(pixels, same), pixels)


def test_pad_keeps_the_aspect_ratio_and_fills_with_the_background(spec: PreprocessSpec) -> None:
    square = dataclasses.replace(spec, width=40, height=40, fit="pad", background=(10, 200, 30))
    result = fit_pixels(np.zeros((20, 40, 3), dtype=np.uint8), square)
    assert (result[:8] == (10, 200, 30)).all()
    assert (result[-8:] == (10, 200, 30)).all()
    assert (result[12:28] == 0).all()


def test_pad_follows_the_aspect_ratio_of_the_input(spec: PreprocessSpec) -> None:
    wide = dataclasses.replace(spec, width=60, height=30, fit="pad")
    result = fit_pixels(np.zeros((30, 30, 3), dtype=np.uint8), wide)
    assert (result[:, :13] == 127).all()
    assert (result[:, 17:43] == 0).all()


def test_crop_takes_the_centre(spec: PreprocessSpec) -> None:
    image = np.zeros((20, 60, 3), dtype=np.uint8)
    image[:, 20:40] = 255
    square = dataclasses.replace(spec, width=20, height=20, fit="crop")
    assert (fit_pixels(image, square) == 255).all()
    assert (fit_pixels(image.transpose(1, 0, 2), square) == 255).all()


def test_reduction_is_antialiased(spec: PreprocessSpec) -> None:
    stripes = np.zeros((64, 64, 3), dtype=np.uint8)
    stripes[:, ::2] = 255
    small = fit_pixels(stripes, dataclasses.replace(spec, width=8, height=8))
    assert np.abs(small.astype(int) - 127).max() < 12


def test_non_contiguous_pixels_give_the_same(pixels: Pixels, spec: PreprocessSpec) -> None:
    mirrored = pixels[:, ::-1]
    assert np.array_equal(preprocess(mirrored, spec), preprocess(mirrored.copy(), spec))


@pytest.mark.parametrize("fit", ["squash", "pad", "crop"])
@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (7, 3)])
def test_extreme_shapes(spec: PreprocessSpec, fit: Any, shape: tuple[int, int]) -> None:
    image = np.full((*shape, 3), 127, dtype=np.uint8)
    assert (fit_pixels(image, dataclasses.replace(spec, fit=fit)) == 127).all()


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((4, 4, 3), dtype=np.float32),
        np.zeros((4, 4), dtype=np.uint8),
        np.zeros((4, 4, 4), dtype=np.uint8),
        np.zeros((0, 4, 3), dtype=np.uint8),
    ],
)
def test_other_arrays_are_refused(spec: PreprocessSpec, wrong: Any) -> None:
    with pytest.raises(ValueError, match="expected uint8"):
        preprocess(wrong, spec)


def test_json_both_ways(spec: PreprocessSpec) -> None:
    assert PreprocessSpec.from_json(json.loads(json.dumps(spec.to_json()))) == spec


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("width", 0),
        ("height", 5000),
        ("fit", "stretch"),
        ("resample", "nearest"),
        ("background", [0, 0, 256]),
        ("background", [0, 0]),
        ("mean", [0.5, 0.5, float("inf")]),
        ("std", [0.5, 0.0, 0.5]),
        ("width", 2.5),
    ],
)
def test_wrong_values_are_named(spec: PreprocessSpec, name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=name):
        PreprocessSpec.from_json({**spec.to_json(), name: value})


def test_there_are_no_defaults(spec: PreprocessSpec) -> None:
    for name in spec.to_json():
        record = {key: value for key, value in spec.to_json().items() if key != name}
        with pytest.raises(ValueError, match=f"{name}: missing"):
            PreprocessSpec.from_json(record)
