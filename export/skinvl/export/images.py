"""Images that calibrate, validate and demonstrate a bundle.

Calibration images come from the training part of data sets and validation images from their
validation part, so that no number in a bundle has seen a test image. Synthetic images are drawn
here, belong to the project, and may be shipped.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.errors import ExportError
from skinvl.contract.image import open_image
from skinvl.contract.preprocess import PreprocessSpec, preprocess
from skinvl.contract.sample import Sample, read_samples

SEED = 20240
SYNTHETIC_SIDE = 320


@dataclass(frozen=True)
class ImageSet:
    """Samples with the files of their images."""

    samples: tuple[Sample, ...]
    files: tuple[Path, ...]

    def __len__(self) -> int:
        return len(self.samples)

    def batches(self, spec: PreprocessSpec, size: int) -> Iterator[NDArray[np.float32]]:
        """Model input float32 [<= size, 3, H, W], in order, decoded as it is asked for."""
        for start in range(0, len(self.files), size):
            files = self.files[start : start + size]
            yield np.stack([preprocess(open_image(file).rgb, spec) for file in files])


def read_image_set(folders: Sequence[Path], split: str, limit: int | None) -> ImageSet:
    """The images of one split, at most `limit` of them, drawn with a fixed seed.

    Raises:
        DataError: a folder is no data set.
        ContractMismatch: a data set made under another contract.
        ExportError: no image of that split is there.
    """
    pairs = [
        (sample, folder / sample.image)
        for folder in folders
        for sample in read_samples(folder)
        if sample.split == split
    ]
    if folders and not pairs:
        names = ", ".join(str(folder) for folder in folders)
        raise ExportError(f"{names}: no image of the split {split!r}")
    if limit is not None and len(pairs) > limit:
        rows = np.random.default_rng(SEED).choice(len(pairs), size=limit, replace=False)
        pairs = [pairs[row] for row in sorted(rows)]
    return ImageSet(tuple(sample for sample, _ in pairs), tuple(file for _, file in pairs))


def draw_lesion(seed: int) -> NDArray[np.uint8]:
    """A made-up pigmented lesion on skin, uint8 [320, 320, 3]; the same for the same seed.

    An ellipse with a wavy border and mottled pigment on a skin tone with a lighting gradient. It
    only has to exercise the whole path from file to text; it shows no disease.
    """
    rng = np.random.default_rng(seed)
    side = SYNTHETIC_SIDE
    rows, columns = np.mgrid[0:side, 0:side] / side - 0.5
    skin = np.array([224.0, 178.0, 150.0]) * rng.uniform(0.75, 1.05)
    pigment = np.array([120.0, 72.0, 48.0]) * rng.uniform(0.6, 1.2)
    angle, stretch = rng.uniform(0, np.pi), rng.uniform(1.0, 1.6)
    along = (np.cos(angle) * columns + np.sin(angle) * rows) * stretch
    across = -np.sin(angle) * columns + np.cos(angle) * rows
    turn = np.arctan2(across, along)
    radius = 0.22 + sum(
        rng.uniform(0, 0.03) * np.cos(order * turn + rng.uniform(0, 2 * np.pi))
        for order in range(2, 6)
    )
    inside = 1 / (1 + np.exp((np.hypot(along, across) - radius) * 60))
    mottle = 1 + 0.18 * sum(
        np.sin(rng.uniform(20, 60) * along + rng.uniform(20, 60) * across + rng.uniform(0, 6))
        for _ in range(3)
    )
    light = 1 - 0.15 * (rng.uniform(-1, 1) * rows + rng.uniform(-1, 1) * columns)
    colour = (
        skin * (1 - inside[..., None]) + (pigment * mottle[..., None]) * inside[..., None]
    ) * light[..., None]
    noise = rng.normal(0, 4, colour.shape)
    return np.asarray(np.clip(colour + noise, 0, 255), dtype=np.uint8)


def encode_png(rgb: NDArray[np.uint8]) -> bytes:
    """PNG bytes of uint8 [H, W, 3]."""
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, format="PNG", optimize=True)
    return stream.getvalue()
