"""What lies over the skin: hair, ink of a skin marker, ruler marks.

Hair is found as in DullRazor (Lee et al., Comput Biol Med 27:533-543, 1997): a morphological
closing with short lines fills thin dark structures, and what it adds (the black-hat) is thin and
dark; of that, only long thin connected pieces count. The bright counterpart was tried for white
hair: at 200 pixels it found gaps between dark hairs and nothing else, so it is not used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from skinvl.contract.colour import to_linear
from skinvl.contract.lesion.colours import to_lab

_SPAN = 7
"""Pixels up to which a structure counts as thin."""
_STEP = 14.0
"""Grey levels by which hair is darker than its surroundings."""
_VIGNETTE = 40.0
"""Grey level below which the surroundings are the rim of the dermatoscope's field of view."""
_SHORTEST_HAIR = 0.10
_LONG_HAIR = 0.40
"""Lengths of one piece, as shares of the frame's long side."""
_WIDEST_PIECE = 4.0
_WIDEST_STRAND = 4.5
"""Pixels: area by extent of a single piece, and strand width of a net of crossing hairs."""
_SHARE_OUTSIDE = 0.35
"""Of a piece: hair crosses the lesion's outline, a pigment network does not."""
_RIM = 3
_EIGHT = np.ones((3, 3), dtype=bool)


def find_ink(
    rgb: NDArray[np.uint8], skin: NDArray[np.float32] | None, mask: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Pixels of a blue, violet or green skin marker away from the lesion, bool [H, W].

    Args:
        rgb: uint8 [H, W, 3].
        skin: linear RGB of the surrounding skin, [3]; None where hardly any is in the frame.
        mask: lesion, bool [H, W].
    """
    ink = np.zeros(mask.shape, dtype=bool)
    if skin is None:
        return ink
    candidate = ((rgb[..., 2] > rgb[..., 0]) | (rgb[..., 1] > rgb[..., 0])) & ~mask
    lab = to_lab(to_linear(rgb[candidate]))
    reference = to_lab(skin)
    offset = lab - reference
    blue = (offset[:, 2] < -18) & (lab[:, 2] < -12)
    green = (offset[:, 1] < -22) & (lab[:, 1] < -8)
    visible = (lab[:, 0] > 15) & (lab[:, 0] < reference[0] - 5)
    ink[candidate] = (blue | green) & visible
    if not ink.any():
        return ink
    opened: NDArray[np.bool_] = ndimage.binary_opening(
        ink & ~ndimage.binary_dilation(mask, iterations=6), np.ones((2, 2), dtype=bool)
    )
    return opened


def close_lines(grey: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The image with thin dark structures filled along the columns and along the rows, [H, W]."""
    return (
        ndimage.grey_closing(grey, size=(_SPAN, 1)),
        ndimage.grey_closing(grey, size=(1, _SPAN)),
    )


def measure_hair(
    grey: NDArray[np.float32],
    filled: NDArray[np.float32],
    ignore: NDArray[np.bool_],
    inside: NDArray[np.bool_],
) -> float:
    """Total length of the long thin dark structures, as a share of the frame's long side.

    Args:
        grey: float32 [H, W], 0..255.
        filled: `grey` with thin dark structures filled, float32 [H, W].
        ignore: pixels that are something else (ink), bool [H, W].
        inside: the lesion, whose pigment network must not pass as hair, bool [H, W].
    """
    thin = (filled - grey > _STEP) & (filled > _VIGNETTE) & ~ignore
    thin &= _away_from_rim(thin.shape)
    labels, count = ndimage.label(thin, _EIGHT)
    areas = np.bincount(labels.ravel(), minlength=count + 1)
    outside = np.bincount(labels.ravel(), weights=(~inside).ravel(), minlength=count + 1)
    long_side = max(grey.shape)
    total = 0.0
    for number, box in enumerate(ndimage.find_objects(labels), start=1):
        rows, columns = box
        length = float(np.hypot(rows.stop - rows.start, columns.stop - columns.start)) / long_side
        if length < _SHORTEST_HAIR:
            continue
        if outside[number] < _SHARE_OUTSIDE * areas[number]:
            continue
        single = areas[number] <= _WIDEST_PIECE * length * long_side
        net = length >= _LONG_HAIR
        if single or (net and _strand_width(labels[box] == number) <= _WIDEST_STRAND):
            total += length
    return total


def _away_from_rim(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """False along the frame, where the edge of the field of view looks like a line."""
    away = np.zeros(shape, dtype=bool)
    away[_RIM:-_RIM, _RIM:-_RIM] = True
    return away


def _strand_width(piece: NDArray[np.bool_]) -> float:
    """Mean width in pixels: twice the area by the length of the outline."""
    padded = np.pad(piece, 1)
    outline = padded & ~ndimage.binary_erosion(padded)
    return 2.0 * float(padded.sum()) / max(float(outline.sum()), 1.0)
