"""Asymmetry of an outline, and the words for asymmetry and border.

Asymmetry after the ABCD rule (Stolz et al., Eur J Dermatol 4:521-527, 1994): two perpendicular axes
are laid through the lesion, and each counts where the two halves differ. As usual in its automatic
form, the axes are the principal axes of the mask and only the outline is compared. The limits were
set on HAM10000 by looking at the images on either side of each.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.answer import Border

WORKING_SIDE = 200
"""Pixels of the long side at which everything is measured, so that one set of limits holds for
every resolution; smaller images are not enlarged."""
ASYMMETRIC_FROM = 0.085
BORDER_LIMITS = (1.06, 1.15)


def measure_asymmetry(lesion: NDArray[np.bool_]) -> tuple[float, float]:
    """Share of the lesion that its mirror image about each principal axis does not cover.

    What is mirrored out of the frame is left out: nobody sees what is there.

    Args:
        lesion: mask, bool [H, W], with at least one pixel set.

    Returns:
        Both shares, 0..1, the larger first.
    """
    points = np.argwhere(lesion).astype(np.float64)
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    shares = []
    for normal in axes.T:
        mirrored = points - 2.0 * (centred @ normal)[:, None] * normal
        rows, columns = np.rint(mirrored).astype(np.int64).T
        seen = (rows >= 0) & (rows < lesion.shape[0]) & (columns >= 0) & (columns < lesion.shape[1])
        outside = ~lesion[rows[seen], columns[seen]]
        shares.append(float(outside.mean()) if outside.size else 0.0)
    return max(shares), min(shares)


def count_asymmetric_axes(shares: tuple[float, float]) -> Literal[0, 1, 2]:
    """About how many axes more than `ASYMMETRIC_FROM` of the lesion has no mirror image."""
    first, second = (share > ASYMMETRIC_FROM for share in shares)
    return 2 if first and second else 1 if first or second else 0


def name_border(score: float) -> Border:
    """The border in a word; `score` is compactness divided by that of the convex hull."""
    regular, slightly = BORDER_LIMITS
    if score < regular:
        return "regular"
    return "slightly irregular" if score < slightly else "irregular"
