"""What can be measured inside the outline of a lesion: asymmetry, border, colours, size.

Asymmetry, colours and all limits are those with which the model's training data were described
(`skinvl.contract.lesion`); the border is the same measure for numpy alone, which a test holds to
that of the training data. They follow the ABCD rule of dermoscopy (Stolz et al., Eur J Dermatol
4:521-527, 1994) and are suggestions: a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from skinvl.contract.answer import Border, Colour
from skinvl.contract.colour import to_linear
from skinvl.contract.lesion.colours import colours_present, measure_colours, measure_skin
from skinvl.contract.lesion.outline import (
    WORKING_SIDE,
    count_asymmetric_axes,
    measure_asymmetry,
    name_border,
)
from skinvl.runtime.regions import blur

_SMOOTHING = 1.0
_PADDING = 4
_EDGE_SHARE = 0.005
_FINER = 4

Mask = NDArray[np.bool_]
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Measures:
    """Of one outlined lesion.

    Attributes:
        axis_asymmetry: for the two principal axes, the share of the lesion whose mirror image lies
            outside it, 0..1, larger first.
        border: compactness divided by that of the convex hull; 1 for any convex outline.
        area_share: share of the image, 0..1.
        colours: share of the lesion that has each of the six colours, 0..1.
        diameter_px: longest extent in pixels of the image.
        reaches_edge: whether the outline is cut by the edge of the image.
    """

    axis_asymmetry: tuple[float, float]
    border: float
    area_share: float
    colours: Mapping[Colour, float]
    diameter_px: float
    reaches_edge: bool

    @property
    def asymmetric_axes(self) -> Literal[0, 1, 2]:
        """About how many axes the outline is asymmetric."""
        return count_asymmetric_axes(self.axis_asymmetry)

    @property
    def border_word(self) -> Border:
        """The border in a word."""
        return name_border(self.border)

    @property
    def colours_present(self) -> tuple[Colour, ...]:
        """The colours that cover enough of the lesion to count."""
        return colours_present(self.colours)

    def diameter_mm(self, mm_per_px: float | None) -> float | None:
        """The longest extent in millimetres; None without a scale."""
        return None if mm_per_px is None else self.diameter_px * mm_per_px


def measure_lesion(rgb: NDArray[np.uint8], outline: Points) -> Measures | None:
    """Measure what lies inside an outline.

    Args:
        rgb: the image, uint8 [H, W, 3].
        outline: points (x, y) in pixels of the image, closed by the first.

    Returns:
        The measures; None where the outline encloses no pixel at `WORKING_SIDE`.
    """
    if len(outline) < 3:
        return None
    height, width = rgb.shape[:2]
    scale = min(1.0, WORKING_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    mask = draw_mask(outline, (width, height), size)
    if not mask.any():
        return None
    reduced = Image.fromarray(rgb).resize(size, Image.Resampling.BOX)
    linear = to_linear(np.asarray(reduced))
    points = np.asarray(outline, dtype=np.float64)
    hull = find_hull(points)
    spans = np.hypot(*(hull[:, None] - hull[None]).transpose(2, 0, 1))
    margin = _EDGE_SHARE * max(width, height)
    low, high = points.min(axis=0), points.max(axis=0)
    return Measures(
        axis_asymmetry=measure_asymmetry(mask),
        border=_measure_border(mask),
        area_share=float(mask.mean()),
        colours=measure_colours(linear, mask, measure_skin(linear, mask)),
        diameter_px=float(spans.max()),
        reaches_edge=bool(
            (low <= margin).any() or high[0] >= width - margin or high[1] >= height - margin
        ),
    )


def draw_mask(outline: Points, image_size: tuple[int, int], size: tuple[int, int]) -> Mask:
    """The inside of an outline, bool [height, width] of `size`.

    Args:
        outline: points (x, y) in pixels of the image.
        image_size: (width, height) of the image.
        size: (width, height) of the mask.
    """
    # Pillow draws the pixels of the edge as well: on a finer grid that is no longer half a pixel.
    fine = (size[0] * _FINER, size[1] * _FINER)
    sheet = Image.new("L", fine, 0)
    factor = (fine[0] / image_size[0], fine[1] / image_size[1])
    points = [(x * factor[0] - 0.5, y * factor[1] - 0.5) for x, y in outline]
    ImageDraw.Draw(sheet).polygon(points, fill=255)
    return np.asarray(sheet.resize(size, Image.Resampling.BOX)) > 127


def find_hull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convex hull of points [N, 2], counter-clockwise (Andrew's monotone chain, 1979)."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) < 3:
        return np.array(ordered)
    half: list[list[tuple[float, float]]] = []
    for run in (ordered, ordered[::-1]):
        chain: list[tuple[float, float]] = []
        for point in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        half.append(chain[:-1])
    return np.array(half[0] + half[1])


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _measure_border(mask: Mask) -> float:
    """``(P / P_hull)^2 * A_hull / A``, the perimeter by the coarea formula, the hull by Steiner."""
    padded = np.pad(mask.astype(np.float32), _PADDING)
    smooth = blur(padded, _SMOOTHING).astype(np.float64)
    perimeter = float(np.hypot(*np.gradient(smooth)).sum())
    hull = find_hull(np.argwhere(mask).astype(np.float64))
    if len(hull) < 3:
        return 1.0
    following = np.roll(hull, -1, axis=0)
    length = float(np.hypot(*(following - hull).T).sum())
    inside = abs(float((hull[:, 0] * following[:, 1] - following[:, 0] * hull[:, 1]).sum())) / 2
    hull_area = inside + length / 2 + np.pi / 4
    return max(1.0, (perimeter / (length + np.pi)) ** 2 * hull_area / float(mask.sum()))
