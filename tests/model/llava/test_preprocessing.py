"""transformers' image settings as `PreprocessSpec`."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.errors import ModelError
from skinvl.contract.preprocess import Fit, PreprocessSpec, preprocess
from skinvl.model.llava.preprocessing import make_processor, read_preprocess, read_processor

CLIP = {"do_center_crop": True, "crop_size": 336, "size": 336, "resample": 3}


@pytest.mark.parametrize(
    ("record", "fit"),
    [
        (CLIP, "crop"),
        (CLIP | {"crop_size": {"height": 336, "width": 336}}, "crop"),
        (CLIP | {"do_pad": True}, "pad"),
        (CLIP | {"do_center_crop": False, "size": {"height": 336, "width": 336}}, "squash"),
    ],
)
def test_what_is_read_can_be_written_again(record: dict[str, Any], fit: str) -> None:
    spec = read_processor(record, 336, "file")
    assert (spec.fit, spec.width, spec.height, spec.resample) == (fit, 336, 336, "bicubic")
    assert read_processor(make_processor(spec).to_dict(), 336, "file") == spec


def test_another_size_than_the_towers() -> None:
    with pytest.raises(ModelError, match="file: makes images of 224, but the tower takes 336"):
        read_processor(CLIP | {"crop_size": 224}, 336, "file")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"resample": 1}, "neither bicubic nor bilinear"),
        ({"image_mean": [0.5]}, "three values"),
        ({"image_std": [0.5, 0.5, 0.0]}, "std"),
    ],
)
def test_settings_that_cannot_be_said(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=f"file: .*{words}"):
        read_preprocess(CLIP | change, 336, "pad", "file")


def test_what_transformers_cannot_do() -> None:
    spec = PreprocessSpec(64, 32, "crop", (0, 0, 0), "bicubic", (0.5,) * 3, (0.5,) * 3)
    with pytest.raises(ModelError, match="cannot crop to 64 x 32"):
        make_processor(spec)


@pytest.mark.parametrize("fit", ["pad", "crop", "squash"])
@pytest.mark.parametrize("size", [(600, 450), (451, 600), (1023, 337), (336, 336), (50, 40)])
def test_pixels_are_those_of_transformers(fit: Fit, size: tuple[int, int]) -> None:
    """For CLIP's numbers, shapes of archives and odd ones, smaller and larger than the input."""
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]]
    waves = [np.sin(rows / 9 + columns / 17), np.cos(rows / 13), np.sin(columns / 5) ** 2]
    rgb = (128 + 127 * np.stack(waves, axis=-1)).astype(np.uint8)
    record = CLIP | {"do_pad": fit == "pad", "do_center_crop": fit == "crop"}
    spec = read_processor(record, 336, "file")
    assert spec.fit == fit
    truth = make_processor(spec)(Image.fromarray(rgb), return_tensors="np")["pixel_values"][0]
    difference = np.abs(preprocess(rgb, spec) - truth)
    # Steps of 8 bits, divided by the smallest deviation. Pillow rounds between the two directions
    # and takes the cheaper one first, which a crop may change.
    step = 1 / 255 / min(spec.std)
    assert difference.max() <= 3.01 * step
    assert difference.mean() <= 0.2 * step
