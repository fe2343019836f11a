"""Asymmetry and border irregularity of a lesion mask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import ConvexHull, QhullError

from skinvl.contract.lesion.outline import measure_asymmetry

_SMOOTHING_PIXELS = 1.0


@dataclass(frozen=True)
class Shape:
    """Outline measures, all dimensionless.

    Attributes:
        axis_asymmetry: for the major and the minor principal axis, the share of the lesion whose
            mirror image lies outside the lesion, 0..1, larger first.
        border: compactness ``P^2 / (4 pi A)`` divided by that of the convex hull; 1 for any convex
            outline whether round, long or cut by the frame, more the more it is notched.
        area_fraction: share of the frame, 0..1.
    """

    axis_asymmetry: tuple[float, float]
    border: float
    area_fraction: float


def measure_shape(mask: NDArray[np.bool_]) -> Shape:
    """Measure a mask, bool [H, W], with at least one pixel set."""
    lesion = _largest_part(mask)
    return Shape(
        axis_asymmetry=measure_asymmetry(lesion),
        border=_relative_compactness(lesion),
        area_fraction=float(mask.mean()),
    )


def _largest_part(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    labels, count = ndimage.label(mask)
    if count > 1:
        sizes = np.bincount(labels.ravel())
        sizes[0] = 0
        mask = labels == sizes.argmax()
    filled: NDArray[np.bool_] = ndimage.binary_fill_holes(mask)
    return filled


def _relative_compactness(lesion: NDArray[np.bool_]) -> float:
    """``(P / P_hull)^2 * A_hull / A``.

    The perimeter is the total variation of the slightly blurred mask (coarea formula), which does
    not depend on how the outline lies on the pixel grid; the hull is that of the pixel centres,
    grown by half a pixel (Steiner's formulas).
    """
    area = float(lesion.sum())
    padded = np.pad(lesion.astype(np.float64), 4)
    smooth = ndimage.gaussian_filter(padded, _SMOOTHING_PIXELS)
    perimeter = float(np.hypot(*np.gradient(smooth)).sum())
    edge = np.argwhere(lesion & ~ndimage.binary_erosion(lesion))
    try:
        hull = ConvexHull(edge)
    except QhullError:
        return 1.0
    hull_perimeter = float(hull.area) + np.pi
    hull_area = float(hull.volume) + float(hull.area) / 2 + np.pi / 4
    return max(1.0, (perimeter / hull_perimeter) ** 2 * hull_area / area)
