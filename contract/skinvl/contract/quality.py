"""Is a photograph good enough to be judged? Measured on the pixels alone."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.record import read_record, write_record

Verdict = Literal["good", "limited", "unusable"]

MEASURED_SIDE = 256
"""Long side in pixels of the copy that is measured, so that the scale does not matter."""
DARK = 20 / 255
BRIGHT = 247 / 255
COLOURLESS = 2 / 255
"""Below this an image has no colour: a grey photograph, a photocopy, a radiograph. The least among
photographs of skin (1,500 drawn from each of ISIC 2017 and Fitzpatrick17k) is 4.6 / 255."""
_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
_NOISE_VARIANCE = 1e-4


@dataclass(frozen=True)
class QualityMeasures:
    """What was measured.

    ``width`` and ``height`` in pixels; the rest on luminance (ITU-R BT.601, 0..1) of a copy with
    a long side of `MEASURED_SIDE`: ``brightness`` is the mean, ``contrast`` the standard deviation,
    ``dark_fraction`` and ``bright_fraction`` the shares of pixels below `DARK` and above `BRIGHT`.
    ``sharpness`` is the variance of the 4-neighbour Laplacian (Pech-Pacheco et al., "Diatom
    autofocusing in brightfield microscopy", ICPR 2000) divided by the variance of the luminance
    plus 1e-4, which takes the contrast of the scene out and keeps noise in a flat frame small.
    ``colour`` is the mean difference between the largest and the smallest channel of a pixel.
    """

    width: int
    height: int
    brightness: float
    contrast: float
    sharpness: float
    dark_fraction: float
    bright_fraction: float
    colour: float


@dataclass(frozen=True)
class QualitySpec:
    """Thresholds of `judge_quality`; read from the bundle, hence without defaults.

    Raises:
        ValueError: a threshold is out of range or a pair is in the wrong order.
    """

    min_side_px: int
    min_brightness: float
    max_brightness: float
    min_contrast: float
    min_sharpness: float
    unusable_sharpness: float
    max_dark_fraction: float
    max_bright_fraction: float

    def __post_init__(self) -> None:
        for name, value in dataclasses.asdict(self).items():
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name}: {value} is not a finite number of at least 0")
        if self.min_brightness >= self.max_brightness:
            raise ValueError("min_brightness: not below max_brightness")
        if self.unusable_sharpness > self.min_sharpness:
            raise ValueError("unusable_sharpness: above min_sharpness")

    def to_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` reads back."""
        return cast(dict[str, Any], write_record(self))

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> QualitySpec:
        """Read what `to_json` wrote.

        Raises:
            ValueError: a key is missing, unknown or wrong; names it.
        """
        return read_record(QualitySpec, record, "")


@dataclass(frozen=True)
class Quality:
    """The verdict with its reasons in plain words; a good image has none."""

    verdict: Verdict
    reasons: tuple[str, ...]


def measure_quality(rgb: NDArray[np.uint8]) -> QualityMeasures:
    """Measure an image, uint8 ``[H, W, 3]`` sRGB.

    Raises:
        ValueError: `rgb` is not a uint8 array of that shape, or is empty.
    """
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.size == 0:
        raise ValueError(f"expected uint8 [H, W, 3], found {rgb.dtype} {list(rgb.shape)}")
    height, width = rgb.shape[:2]
    scale = MEASURED_SIDE / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    copy = Image.fromarray(np.ascontiguousarray(rgb)).resize(size, Image.Resampling.BICUBIC)
    pixels: NDArray[np.float32] = np.asarray(copy, dtype=np.float32) / np.float32(255)
    luma = pixels @ _LUMA
    return QualityMeasures(
        width=width,
        height=height,
        brightness=float(luma.mean()),
        contrast=float(luma.std()),
        sharpness=_sharpness(luma),
        dark_fraction=float((luma < DARK).mean()),
        bright_fraction=float((luma > BRIGHT).mean()),
        colour=float((pixels.max(axis=2) - pixels.min(axis=2)).mean()),
    )


def judge_quality(measures: QualityMeasures, spec: QualitySpec) -> Quality:
    """Judge `measures`.

    Unusable: no colour, sharpness below ``unusable_sharpness``, a short side below half of
    ``min_side_px``, or an exposure that fails both by its mean and by its share of dark (bright)
    pixels. Any other threshold that is missed makes the image limited.
    """
    reasons: list[str] = []
    unusable = False
    side = min(measures.width, measures.height)
    if side < spec.min_side_px:
        reasons.append("too small")
        unusable |= 2 * side < spec.min_side_px
    dark = (
        measures.brightness < spec.min_brightness,
        measures.dark_fraction > spec.max_dark_fraction,
    )
    bright = (
        measures.brightness > spec.max_brightness,
        measures.bright_fraction > spec.max_bright_fraction,
    )
    for word, failed in (("too dark", dark), ("too bright", bright)):
        if any(failed):
            reasons.append(word)
            unusable |= all(failed)
    if measures.colour < COLOURLESS:
        # The model has learned from colours, and much of what is seen in skin is its colours.
        reasons.append("no colour")
        unusable = True
    if measures.contrast < spec.min_contrast:
        reasons.append("low contrast")
    if measures.sharpness < spec.min_sharpness:
        reasons.append("blurred")
        unusable |= measures.sharpness < spec.unusable_sharpness
    verdict: Verdict = "unusable" if unusable else "limited" if reasons else "good"
    return Quality(verdict, tuple(reasons))


def _sharpness(luma: NDArray[np.float32]) -> float:
    if min(luma.shape) < 3:
        return 0.0
    centre = luma[1:-1, 1:-1]
    laplacian = luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:] - 4 * centre
    return float(laplacian.var() / (luma.var() + _NOISE_VARIANCE))
