"""Decoded pixels of a data set, kept in one memory-mapped file between runs."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from skinvl.contract.image import open_image
from skinvl.contract.preprocess import PreprocessSpec, preprocess
from skinvl.contract.sample import Sample


def cached_pixels(
    samples: Sequence[Sample],
    files: Sequence[Path],
    spec: PreprocessSpec,
    size: int,
    cache: Path,
) -> NDArray[np.uint8]:
    """uint8 [N, size, size, 3], each image through the contract's own preprocessing.

    The file's name is a digest over images and specification, so a changed image or
    specification never meets old pixels.

    Raises:
        ImageError: an image of the data set cannot be opened.
    """
    larger = dataclasses.replace(spec, width=size, height=size)
    digest = hashlib.sha256(repr(larger).encode())
    for sample in samples:
        digest.update(sample.image_sha256.encode())
    cache.mkdir(parents=True, exist_ok=True)
    file = cache / f"pixels-{digest.hexdigest()[:24]}.npy"
    shape = (len(files), size, size, 3)
    if not file.exists():
        partial = file.with_suffix(".partial")
        pixels = np.lib.format.open_memmap(partial, mode="w+", dtype=np.uint8, shape=shape)
        for row, path in enumerate(tqdm(files, desc="decoding", unit="image")):
            pixels[row] = to_bytes(preprocess(open_image(path).rgb, larger), larger)
        pixels.flush()
        os.replace(partial, file)
    stored: NDArray[np.uint8] = np.load(file, mmap_mode="r")
    return stored


def to_bytes(tensor: NDArray[np.float32], spec: PreprocessSpec) -> NDArray[np.uint8]:
    """Model input float32 [3, H, W] back to pixels uint8 [H, W, 3]."""
    mean = np.asarray(spec.mean, dtype=np.float32)
    std = np.asarray(spec.std, dtype=np.float32)
    values = (tensor.transpose(1, 2, 0) * std + mean) * 255
    pixels: NDArray[np.uint8] = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return pixels
