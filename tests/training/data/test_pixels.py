"""Decoded pixels: broken images are left out, named, and taken in again when repaired."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.image import open_image
from skinvl.contract.preprocess import preprocess
from skinvl.contract.sample import read_samples
from skinvl.training.config import load_config
from skinvl.training.data.pixels import DecodedPixels, cached_pixels, to_bytes

COUNT = 12
SIZE = 64


@pytest.fixture
def decode(own_data: Path, tiny_config: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    samples = read_samples(own_data / "tiny")[:COUNT]
    files = [own_data / "tiny" / sample.image for sample in samples]
    spec = load_config(tiny_config).preprocess

    def run() -> DecodedPixels:
        return cached_pixels(samples, files, spec, SIZE, tmp_path / "cache")

    run.files, run.spec = files, spec  # type: ignore[attr-defined]
    return run


def test_broken_images_are_left_out_and_named(decode) -> None:  # type: ignore[no-untyped-def]
    files = decode.files
    good = files[5].read_bytes()
    files[1].write_bytes(files[1].read_bytes()[:200])
    files[4].unlink()
    Image.new("RGB", (40, 40)).save(files[5])
    decoded = decode()
    assert set(decoded.broken) == {1, 4, 5}
    assert "no such file" in decoded.broken[4]
    assert "not the image that was imported" in decoded.broken[5]
    assert len(decoded.pixels) == COUNT - 3
    kept = [row for row in range(COUNT) if row not in decoded.broken]
    for index, row in enumerate(kept):
        expected = to_bytes(preprocess(open_image(files[row]).rgb, decode.spec), decode.spec)
        assert np.array_equal(decoded.pixels[index], expected)
    again = decode()
    assert again.broken == decoded.broken
    assert np.array_equal(again.pixels, decoded.pixels)
    files[5].write_bytes(good)
    repaired = decode()
    assert set(repaired.broken) == {1, 4}
    assert len(repaired.pixels) == COUNT - 2


def test_the_cache_is_not_decoded_again(decode) -> None:  # type: ignore[no-untyped-def]
    first = np.array(decode().pixels)
    for file in decode.files:
        file.unlink()
    assert np.array_equal(decode().pixels, first)
