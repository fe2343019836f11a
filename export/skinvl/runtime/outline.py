"""The outline of a lesion, from its colour and from where the patches tell diagnoses apart.

Pigment absorbs blue light most, so a pigmented lesion is dark in the blue channel; how far the
scores of a patch differ between diagnoses says where there is something to diagnose at all. Otsu's
threshold on the sum of both, and the heaviest connected part, gave the best of the simple outlines
on training images of HAM10000; `docs/explanations.md` has the figures. Where the two disagree or
the threshold separates badly, the outline says that it is not to be relied on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.bundle import BundleManifest
from skinvl.contract.colour import to_linear
from skinvl.contract.grid import Floats, Frame
from skinvl.contract.preprocess import restore_pixels
from skinvl.runtime.explain import arrange_patches
from skinvl.runtime.regions import (
    Mask,
    blur,
    find_heaviest_part,
    round_corners,
    split_levels,
    trace,
)
from skinvl.runtime.scores import HeadLogits, HeadOutput

WORKING_SIDE = 112
"""Pixels of the long side of the model input at which the outline is drawn."""
SALIENCE = 0.7
"""Weight of the patches beside the darkness in blue; 0.5 and 1 were no better."""
BLUR = 1.5
LEAST_SEPARATION = 0.70
LEAST_AGREEMENT = 0.75
"""Thresholds of `Outline.reliable`, set on 300 training images: 80 % of the outlines pass, and of
these 0.8 % have a Dice coefficient below 0.6 with the expert's."""
AREA_LIMITS = (0.002, 0.9)
_VIGNETTE_GREEN = 0.045
_VIGNETTE_RADIUS = 0.8
_EXTREMES = (2, 98)
_SMOOTHING_CORNERS = 2.0


@dataclass(frozen=True, eq=False)
class Outline:
    """Where the lesion lies.

    Attributes:
        polygon: float64 [N, 2], (x, y) in pixels of the image, closed by its first point; [0, 2]
            where nothing was found.
        mask: bool [H, W] over the model input, at `WORKING_SIDE`.
        frame: where the mask lies on the image.
        area_share: share of the image, 0..1.
        reliable: whether the outline may be shown as the lesion's.
        reason: why not; None if it is.
        image_sha256: of the bytes of the image file.
        bundle_sha256: of the bundle.
    """

    polygon: NDArray[np.float64]
    mask: Mask
    frame: Frame
    area_share: float
    reliable: bool
    reason: str | None
    image_sha256: str
    bundle_sha256: str

    def draw(self, size: tuple[int, int] | None = None) -> Mask:
        """The lesion on the image, bool [height, width].

        Args:
            size: (width, height) at any scale of the image; None: its own.
        """
        return np.asarray(self.frame.spread(self.mask.astype(np.float32), size) > 0.5)


def outline_lesion(
    pixels: Floats,
    patches: list[HeadLogits],
    head: HeadOutput,
    frame: Frame,
    manifest: BundleManifest,
    bundle_sha256: str,
) -> Outline:
    """Outline the lesion of one image.

    Args:
        pixels: model input float32 [3, H, W].
        patches: scores of the head on each patch.
        head: what the head says of the image.
        frame: where the input lies on the image.
        manifest: of the bundle.
        bundle_sha256: for the result.

    Raises:
        ModelError: the patches are no grid over the input.
    """
    shape = _working_shape(pixels.shape[1:])
    salience = _unit_frame(shape).spread(
        _measure_salience(patches, head, manifest, pixels.shape[1:]), (shape[1], shape[0])
    )
    linear = _reduce(restore_pixels(pixels, manifest.contract.preprocess), shape)
    seen = (frame.weigh_cells(*shape) > 0.5) & ~_find_vignette(linear[..., 1])
    if not seen.any():
        seen = np.ones(shape, dtype=np.bool_)
    dark = _scale(blur(-linear[..., 2], BLUR), seen)
    both = dark + np.float32(SALIENCE) * _scale(salience, seen)
    threshold, separation = split_levels(both[seen])
    mask = find_heaviest_part((both > threshold) & seen, both)
    alone = find_heaviest_part((dark > split_levels(dark[seen])[0]) & seen, both)
    corners = trace(mask)
    points = round_corners(corners, _SMOOTHING_CORNERS) / np.array([shape[1], shape[0]])
    on_image = frame.weigh_cells(*shape)
    left, top, right, bottom = frame.box
    cell = (right - left) * (bottom - top) / mask.size
    area = float(on_image[mask].sum()) * cell / (frame.size[0] * frame.size[1])
    reason = _find_doubt(head, area, separation, measure_overlap(mask, alone))
    return Outline(
        polygon=frame.place(points),
        mask=mask,
        frame=frame,
        area_share=area,
        reliable=reason is None,
        reason=reason,
        image_sha256=head.image_sha256,
        bundle_sha256=bundle_sha256,
    )


def measure_overlap(first: Mask, second: Mask) -> float:
    """Dice coefficient of two masks, 0..1; 1 if both are empty."""
    total = int(first.sum()) + int(second.sum())
    return 2 * int((first & second).sum()) / total if total else 1.0


def _find_doubt(head: HeadOutput, area: float, separation: float, agreement: float) -> str | None:
    if head.abstain.value:
        return f"no statement is made about this image ({head.abstain.reason})"
    if head.top_modality != "dermoscopy":
        return "outlines were measured on dermoscopic images only"
    if area < AREA_LIMITS[0]:
        return "no lesion stands out"
    if area > AREA_LIMITS[1]:
        return "the lesion fills the image"
    if separation < LEAST_SEPARATION or agreement < LEAST_AGREEMENT:
        return "the lesion does not stand out clearly from the skin"
    return None


def _measure_salience(
    patches: list[HeadLogits], head: HeadOutput, manifest: BundleManifest, size: tuple[int, ...]
) -> Floats:
    """How far the scores of each patch differ between diagnoses: their standard deviation."""
    modality = max(head.weights, key=lambda name: head.weights[name])
    logits = np.stack([getattr(patch, modality) for patch in patches])
    temperature = getattr(manifest.calibration, modality).temperature
    return arrange_patches((logits / temperature).std(axis=1), (size[0], size[1]))


def _working_shape(size: tuple[int, ...]) -> tuple[int, int]:
    scale = min(1.0, WORKING_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _unit_frame(shape: tuple[int, int]) -> Frame:
    size = (shape[1], shape[0])
    return Frame(size, (0.0, 0.0, float(size[0]), float(size[1])))


def _reduce(rgb: NDArray[np.uint8], shape: tuple[int, int]) -> Floats:
    image = Image.fromarray(rgb).resize((shape[1], shape[0]), Image.Resampling.BOX)
    return to_linear(np.asarray(image))


def _find_vignette(green: Floats) -> Mask:
    """The dark corners of a dermatoscope's field of view; dark as in the attributes of samples."""
    rows, columns = (np.linspace(-1, 1, side) for side in green.shape)
    corner = np.hypot(rows[:, None], columns[None, :]) > _VIGNETTE_RADIUS
    return np.asarray((green < _VIGNETTE_GREEN) & corner)


def _scale(values: Floats, seen: Mask) -> Floats:
    """`values` brought to 0..1 between their extremes where `seen`; all 0 if they are equal."""
    low, high = np.percentile(values[seen], _EXTREMES)
    if high - low < 1e-6:
        return np.zeros_like(values)
    return np.asarray(np.clip((values - low) / (high - low), 0, 1), dtype=np.float32)
