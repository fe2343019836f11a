"""The only place where pixels become model input."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.record import read_record, write_record

Fit = Literal["squash", "pad", "crop"]
Resample = Literal["bicubic", "bilinear"]

_FILTERS = {
    "bicubic": Image.Resampling.BICUBIC,
    "bilinear": Image.Resampling.BILINEAR,
}
_MAX_SIDE = 4096


@dataclass(frozen=True)
class PreprocessSpec:
    """How an image becomes model input; read from the artifact, hence without defaults.

    Args:
        width: width of the model input in pixels.
        height: height of the model input in pixels.
        fit: ``squash`` resizes to the input size and gives up the aspect ratio; ``pad`` first pads
            the image, centred, to the aspect ratio of the input; ``crop`` resizes until the image
            just covers the input and cuts the centre out.
        background: 8-bit RGB colour of the padding.
        resample: filter of the antialiased resize.
        mean: per channel, of pixels scaled to 0..1.
        std: per channel, of pixels scaled to 0..1.

    Raises:
        ValueError: a value is out of range; names it.
    """

    width: int
    height: int
    fit: Fit
    background: tuple[int, int, int]
    resample: Resample
    mean: tuple[float, float, float]
    std: tuple[float, float, float]

    def __post_init__(self) -> None:
        # One number, one text: the fingerprint must not depend on 0 or 0.0 having been written.
        object.__setattr__(self, "mean", tuple(float(value) for value in self.mean))
        object.__setattr__(self, "std", tuple(float(value) for value in self.std))
        object.__setattr__(self, "background", tuple(int(value) for value in self.background))
        for name in ("width", "height"):
            if not 1 <= getattr(self, name) <= _MAX_SIDE:
                raise ValueError(f"{name}: {getattr(self, name)} is not 1..{_MAX_SIDE}")
        if self.fit not in ("squash", "pad", "crop"):
            raise ValueError(f"fit: {self.fit!r} is not squash, pad or crop")
        if self.resample not in _FILTERS:
            raise ValueError(f"resample: {self.resample!r} is not bicubic or bilinear")
        for name in ("background", "mean", "std"):
            if len(getattr(self, name)) != 3:
                raise ValueError(f"{name}: expected 3 values, one per channel")
        if not all(0 <= value <= 255 for value in self.background):
            raise ValueError(f"background: {self.background} is not an 8-bit RGB colour")
        if not all(math.isfinite(value) for value in (*self.mean, *self.std)):
            raise ValueError("mean and std must be finite")
        if not all(value > 0 for value in self.std):
            raise ValueError(f"std: {self.std} is not positive")

    def to_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` reads back."""
        return cast(dict[str, Any], write_record(self))

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> PreprocessSpec:
        """Read what `to_json` wrote.

        Raises:
            ValueError: a key is missing, unknown or wrong; names it.
        """
        return read_record(PreprocessSpec, record, "")


def preprocess(rgb: NDArray[np.uint8], spec: PreprocessSpec) -> NDArray[np.float32]:
    """Turn an image into model input.

    Args:
        rgb: uint8 ``[H, W, 3]``, sRGB, as `open_image` gives it.
        spec: how.

    Returns:
        float32 ``[3, spec.height, spec.width]``: ``(pixel / 255 - mean) / std``.

    Raises:
        ValueError: `rgb` is not a uint8 array of that shape, or is empty.
    """
    fitted = fit_pixels(rgb, spec)
    mean = np.asarray(spec.mean, dtype=np.float32)
    std = np.asarray(spec.std, dtype=np.float32)
    scaled = (fitted.astype(np.float32) / np.float32(255) - mean) / std
    return np.ascontiguousarray(scaled.transpose(2, 0, 1), dtype=np.float32)


def restore_pixels(prepared: NDArray[np.float32], spec: PreprocessSpec) -> NDArray[np.uint8]:
    """The pixels uint8 ``[H, W, 3]`` of model input float32 ``[3, H, W]``: `preprocess` undone up
    to the resizing."""
    mean = np.asarray(spec.mean, dtype=np.float32)
    std = np.asarray(spec.std, dtype=np.float32)
    scaled = (prepared.transpose(1, 2, 0) * std + mean) * np.float32(255)
    return np.asarray(np.clip(np.rint(scaled), 0, 255), dtype=np.uint8)


def fit_pixels(rgb: NDArray[np.uint8], spec: PreprocessSpec) -> NDArray[np.uint8]:
    """The resized pixels before normalisation: uint8 ``[spec.height, spec.width, 3]``.

    Raises:
        ValueError: `rgb` is not a uint8 array ``[H, W, 3]``, or is empty.
    """
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.size == 0:
        raise ValueError(f"expected uint8 [H, W, 3], found {rgb.dtype} {list(rgb.shape)}")
    image = Image.fromarray(np.ascontiguousarray(rgb))
    target = (spec.width, spec.height)
    resample = _FILTERS[spec.resample]
    if spec.fit == "pad":
        image = _pad(image, spec)
    box = _cover(image.size, target) if spec.fit == "crop" else None
    return np.array(image.resize(target, resample, box=box), dtype=np.uint8)


def locate_input(size: tuple[int, int], spec: PreprocessSpec) -> tuple[float, float, float, float]:
    """What the model input shows of an image of (width, height).

    Returns:
        (left, top, right, bottom) in pixels of the image: all of it (``squash``), more than it
        (``pad``) or a part of it (``crop``).
    """
    if spec.fit == "crop":
        return _cover(size, (spec.width, spec.height))
    width, height = _padded_size(size, spec) if spec.fit == "pad" else size
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    return float(-left), float(-top), float(width - left), float(height - top)


def _pad(image: Image.Image, spec: PreprocessSpec) -> Image.Image:
    width, height = _padded_size(image.size, spec)
    canvas = Image.new("RGB", (width, height), spec.background)
    canvas.paste(image, ((width - image.width) // 2, (height - image.height) // 2))
    return canvas


def _padded_size(size: tuple[int, int], spec: PreprocessSpec) -> tuple[int, int]:
    return (
        max(size[0], round(size[1] * spec.width / spec.height)),
        max(size[1], round(size[0] * spec.height / spec.width)),
    )


def _cover(size: tuple[int, int], target: tuple[int, int]) -> tuple[float, float, float, float]:
    """The part of an image that is kept, in its own pixels: left, top, right, bottom.

    Whole pixels of the resized image, as CLIP's preprocessing has them (openai/CLIP, clip.py:
    Resize of the shorter side, then CenterCrop, which torchvision and transformers cut alike).
    """
    (width, height), (wide, high) = size, target
    if width * high <= height * wide:
        across, down = wide, wide * height // width
    else:
        across, down = high * width // height, high
    left, top = (across - wide) // 2, (down - high) // 2
    return (
        left * width / across,
        top * height / down,
        (left + wide) * width / across,
        (top + high) * height / down,
    )
