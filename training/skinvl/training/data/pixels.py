"""Decoded pixels of a data set, kept in one memory-mapped file between runs."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from skinvl.contract.errors import ImageError
from skinvl.contract.image import open_image
from skinvl.contract.preprocess import PreprocessSpec, preprocess
from skinvl.contract.sample import Sample
from skinvl.training.loop.checkpoints import replace_text


@dataclass(frozen=True)
class DecodedPixels:
    """uint8 [M, size, size, 3] of the M images that could be opened, in the order of the samples,
    and why the others, by row of the samples, could not."""

    pixels: NDArray[np.uint8]
    broken: dict[int, str]


def cached_pixels(
    samples: Sequence[Sample],
    files: Sequence[Path],
    spec: PreprocessSpec,
    size: int,
    cache: Path,
) -> DecodedPixels:
    """Each image through the contract's own preprocessing, from `cache` when it is there.

    The file's name is a digest over images and specification, so a changed image or
    specification never meets old pixels. The list of broken images lies beside it; as soon as
    one of them can be opened, all are decoded again.
    """
    larger = dataclasses.replace(spec, width=size, height=size)
    digest = hashlib.sha256(repr(larger).encode())
    for sample in samples:
        digest.update(sample.image_sha256.encode())
    cache.mkdir(parents=True, exist_ok=True)
    file = cache / f"pixels-{digest.hexdigest()[:24]}.npy"
    if not file.exists() or any_repaired(samples, files, read_broken(file)):
        decode(samples, files, larger, file)
    broken = read_broken(file)
    stored: NDArray[np.uint8] = np.load(file, mmap_mode="r")
    return DecodedPixels(stored[: len(files) - len(broken)], broken)


def decode(
    samples: Sequence[Sample], files: Sequence[Path], spec: PreprocessSpec, file: Path
) -> None:
    """Write the pixels of every usable image to `file`, one behind the other, and the broken
    ones beside it."""
    partial = file.with_suffix(".partial")
    shape = (len(files), spec.height, spec.width, 3)
    pixels = np.lib.format.open_memmap(partial, mode="w+", dtype=np.uint8, shape=shape)
    broken: dict[int, str] = {}
    rows = zip(samples, files, strict=True)
    for row, (sample, path) in enumerate(tqdm(rows, "decoding", len(files), unit="image")):
        try:
            rgb = open_imported(sample, path)
        except ImageError as error:
            broken[row] = error.reason
            continue
        pixels[row - len(broken)] = to_bytes(preprocess(rgb, spec), spec)
    pixels.flush()
    list_file = broken_file(file)
    list_file.unlink(missing_ok=True)
    if broken:
        replace_text(list_file, json.dumps(broken) + "\n")
    os.replace(partial, file)


def open_imported(sample: Sample, path: Path) -> NDArray[np.uint8]:
    """Pixels uint8 [H, W, 3] of a sample's image.

    Raises:
        ImageError: it cannot be opened, or is not the image that was imported.
    """
    opened = open_image(path)
    if opened.sha256 != sample.image_sha256:
        raise ImageError(path, "not the image that was imported (other sha256)")
    return opened.rgb


def any_repaired(samples: Sequence[Sample], files: Sequence[Path], broken: dict[int, str]) -> bool:
    """Whether an image that was broken can be opened now."""
    for row in broken:
        try:
            open_imported(samples[row], files[row])
        except ImageError:
            continue
        return True
    return False


def broken_file(file: Path) -> Path:
    """Where the broken images of a cache file are listed."""
    return file.with_suffix(".broken.json")


def read_broken(file: Path) -> dict[int, str]:
    """Reasons by row of the samples; empty when all images were usable."""
    try:
        listed = json.loads(broken_file(file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {int(row): reason for row, reason in listed.items()}


def to_bytes(tensor: NDArray[np.float32], spec: PreprocessSpec) -> NDArray[np.uint8]:
    """Model input float32 [3, H, W] back to pixels uint8 [H, W, 3]."""
    mean = np.asarray(spec.mean, dtype=np.float32)
    std = np.asarray(spec.std, dtype=np.float32)
    values = (tensor.transpose(1, 2, 0) * std + mean) * 255
    pixels: NDArray[np.uint8] = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return pixels
