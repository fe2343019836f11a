"""Where patches lie on an image, for each way to fit it into the model input."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.grid import Frame, find_grid
from skinvl.contract.preprocess import Fit, PreprocessSpec, fit_pixels, preprocess, restore_pixels

SIZES = [(64, 64), (90, 40), (40, 90), (33, 47), (7, 200)]


def make_spec(fit: Fit, width: int = 56, height: int = 56) -> PreprocessSpec:
    return PreprocessSpec(
        width, height, fit, (0, 0, 0), "bilinear", (0.5, 0.4, 0.3), (0.2, 0.3, 0.4)
    )


@pytest.mark.parametrize(
    ("tokens", "height", "width", "grid"),
    [
        (49, 224, 224, (7, 7)),
        (576, 336, 336, (24, 24)),
        (256, 224, 224, (16, 16)),
        (70, 224, 320, (7, 10)),
        (64, 225, 225, (8, 8)),
        (577, 336, 336, None),
        (50, 224, 224, None),
    ],
)
def test_find_grid(tokens: int, height: int, width: int, grid: tuple[int, int] | None) -> None:
    assert find_grid(tokens, height, width) == grid


@pytest.mark.parametrize("fit", ["squash", "pad", "crop"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("input_size", [(56, 56), (84, 56)])
def test_spread_finds_back_what_the_model_saw(
    fit: Fit, size: tuple[int, int], input_size: tuple[int, int]
) -> None:
    """A red spot is placed on the image; the map of the input's redness peaks on that spot."""
    spec = make_spec(fit, *input_size)
    width, height = size
    frame = Frame.of(size, spec)
    rgb = np.zeros((height, width, 3), dtype=np.uint8)
    # Off the centre, but within what every crop keeps.
    left, top, right, bottom = np.clip(frame.box, 0, [width, height, width, height])
    x, y = int(left + 0.7 * (right - left)), int(top + 0.3 * (bottom - top))
    reach = max(1, round(0.1 * min(width, height)))
    rgb[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1, 0] = 255
    seen = fit_pixels(rgb, spec)[..., 0].astype(np.float32)
    back = frame.spread(seen)
    assert back.shape == (height, width)
    peak = np.argwhere(back >= 0.95 * back.max()).mean(axis=0)
    assert np.abs(peak - [y, x]).max() <= 1.0 + 0.02 * max(size)
    if fit != "crop":
        assert np.abs(back - rgb[..., 0]).mean() < 20
    half = frame.spread(seen, (max(1, width // 2), max(1, height // 2)))
    assert half.shape == (max(1, height // 2), max(1, width // 2))


def test_what_was_cropped_is_not_explained() -> None:
    frame = Frame.of((100, 40), make_spec("crop"))
    spread = frame.spread(np.ones((7, 7), dtype=np.float32))
    assert frame.box == (30, 0, 70, 40)
    assert np.all(spread[:, 30:70] == pytest.approx(1))
    assert not spread[:, :30].any() and not spread[:, 70:].any()


def test_padding_counts_for_nothing() -> None:
    frame = Frame.of((100, 50), make_spec("pad"))
    weights = frame.weigh_cells(4, 4)
    assert weights.tolist() == [[0] * 4, [1] * 4, [1] * 4, [0] * 4]
    assert frame.weigh_cells(2, 1).tolist() == [[0.5], [0.5]]
    placed = frame.place(np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]]))
    assert placed.tolist() == [[0, 0], [50, 25], [100, 50]]


@pytest.mark.parametrize("fit", ["squash", "pad", "crop"])
def test_restored_pixels_are_the_fitted_ones(fit: Fit) -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (30, 44, 3)).astype(np.uint8)
    spec = make_spec(fit)
    restored = restore_pixels(preprocess(rgb, spec), spec)
    assert np.array_equal(restored, fit_pixels(rgb, spec))


def test_one_patch_covers_everything() -> None:
    frame = Frame((30, 20), (0, 0, 30, 20))
    assert np.all(frame.spread(np.full((1, 1), 3, dtype=np.float32)) == 3)
    assert np.asarray(Image.fromarray(frame.spread(np.eye(2, dtype=np.float32)))).shape == (20, 30)
