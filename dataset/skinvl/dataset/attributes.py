"""Lesion attributes measured on pixels with an expert's lesion mask.

Thresholds were set on HAM10000 (10,015 dermoscopic images, 200x150) by looking at the images on
either side of each. What they mean is exact and what they find is approximate: the words
"irregular" or "red" are this module's measurement and not a dermatologist's reading.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.answer import Size
from skinvl.contract.colour import to_linear
from skinvl.contract.image import open_image
from skinvl.contract.lesion.colours import colours_present, measure_colours, measure_skin
from skinvl.contract.lesion.outline import WORKING_SIDE, count_asymmetric_axes, name_border
from skinvl.contract.sample import LesionAttributes
from skinvl.dataset.measure.artefacts import close_lines, find_ink, measure_hair
from skinvl.dataset.measure.ruler import measure_periodicity
from skinvl.dataset.measure.shape import measure_shape

SAME_ASPECT = 0.02
SIZE_LIMITS = (0.12, 0.35)
HAIR_FROM = 0.20
INK_FROM = 0.002
RULER_FROM = 0.79


def open_mask(path: Path, size: tuple[int, int]) -> NDArray[np.bool_] | None:
    """Read a lesion mask at the size of its image.

    Args:
        path: image file whose lesion pixels are bright.
        size: height and width of the image.

    Returns:
        bool [height, width]; None where mask and image differ in aspect ratio by more than 2 %
        (the mask belongs to another crop) or the mask is empty.

    Raises:
        ImageError: the file is not an image that can be read.
    """
    grey = open_image(path).rgb[..., 1]
    height, width = size
    ratio = (grey.shape[1] / grey.shape[0]) / (width / height)
    if abs(ratio - 1.0) > SAME_ASPECT:
        return None
    resized = Image.fromarray(grey).resize((width, height), Image.Resampling.BOX)
    mask: NDArray[np.bool_] = np.asarray(resized) > 127
    return mask if mask.any() else None


def measure_attributes(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> LesionAttributes:
    """Measure one lesion.

    Args:
        rgb: uint8 [H, W, 3].
        mask: lesion, bool [H, W], with at least one pixel set.

    Returns:
        asymmetry: number of principal axes about which more than `ASYMMETRIC_FROM` of the lesion
        has no mirror image; its score is the mean of both shares. border: compactness by that of
        the convex hull. colours: the six of the ABCD rule. size and area_fraction: share of the
        frame. hair, ink, ruler: see `skinvl.dataset.measure`.
    """
    rgb, mask = _reduce(rgb, mask)
    shape = measure_shape(mask)
    linear = to_linear(rgb)
    skin = measure_skin(linear, mask)
    grey = np.asarray(Image.fromarray(rgb).convert("L"), dtype=np.float32)
    along_columns, along_rows = close_lines(grey)
    ink = find_ink(rgb, skin, mask)
    hair = measure_hair(grey, np.maximum(along_columns, along_rows), ink, mask)
    periodicity = max(
        measure_periodicity(along_columns - grey, mask),
        measure_periodicity((along_rows - grey).T, mask.T),
    )
    return LesionAttributes(
        asymmetry=count_asymmetric_axes(shape.axis_asymmetry),
        asymmetry_score=round(sum(shape.axis_asymmetry) / 2, 4),
        border=name_border(shape.border),
        border_score=round(shape.border, 4),
        colours=colours_present(measure_colours(linear, mask, skin)),
        size=_size(shape.area_fraction),
        area_fraction=round(shape.area_fraction, 4),
        hair=hair >= HAIR_FROM,
        ink=float(ink.mean()) >= INK_FROM,
        ruler=periodicity >= RULER_FROM,
    )


def _reduce(
    rgb: NDArray[np.uint8], mask: NDArray[np.bool_]
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    height, width = mask.shape
    scale = WORKING_SIDE / max(height, width)
    if scale >= 1.0:
        return rgb, mask
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = Image.fromarray(rgb).resize(size, Image.Resampling.BOX)
    smaller = Image.fromarray(mask.astype(np.uint8) * 255).resize(size, Image.Resampling.BOX)
    reduced = np.asarray(smaller) > 127
    if not reduced.any():
        reduced = np.asarray(smaller) > 0
    return np.asarray(image), reduced


def _size(fraction: float) -> Size:
    small, medium = SIZE_LIMITS
    return "small" if fraction < small else "medium" if fraction < medium else "large"
