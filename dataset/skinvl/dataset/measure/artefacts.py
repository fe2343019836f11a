"""What lies over the skin: hair, ink of a skin marker, ruler marks.

Hair is found as in DullRazor (Lee et al., Comput Biol Med 27:533-543, 1997): a morphological
closing with short lines fills thin dark structures, and what it adds (the black-hat) is thin and
dark; of that, only long thin connected pieces count. White or grey hair likewise by the top-hat.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from skinvl.dataset.measure.colour import to_lab, to_linear

_SPAN = 7
"""Pixels up to which a structure counts as thin."""
_DARK_STEP = 14.0
_LIGHT_STEP = 22.0
"""Grey levels by which hair stands out from its surroundings."""
_VIGNETTE = 40.0
"""Grey level below which the surroundings are the rim of the dermatoscope's field of view."""
_SHORTEST_HAIR = 0.10
_LONG_HAIR = 0.40
"""Lengths of one piece, as shares of the frame's long side."""
_WIDEST_PIECE = 4.0
_WIDEST_STRAND = 3.0
"""Pixels: area by extent of a single piece, and strand width of a net of crossing hairs."""
_ENOUGH_DARK = 0.20
_ENOUGH_LIGHT = 0.60
"""Length of all pieces together from which hair counts as present."""
_INK_LENGTH = 0.001
"""Share of the frame."""
_SHARE_OUTSIDE = 0.35
"""Of a piece: hair crosses the lesion's outline, a pigment network does not."""
_RIM = 3
_EIGHT = np.ones((3, 3), dtype=bool)


@dataclass(frozen=True)
class Artefacts:
    """What was found over the skin.

    ``dark_hair`` and ``light_hair`` are total lengths as shares of the frame's long side;
    ``ink`` is a share of the frame; ``ticks`` is the largest number of evenly spaced marks.
    """

    dark_hair: float
    light_hair: float
    ink: float
    ticks: int


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


def find_thin_lines(
    grey: NDArray[np.float32], ignore: NDArray[np.bool_], inside: NDArray[np.bool_], *, dark: bool
) -> tuple[float, NDArray[np.bool_]]:
    """Long thin dark (or light) structures.

    Args:
        grey: float32 [H, W], 0..255.
        ignore: pixels that are something else (ink), bool [H, W].
        inside: the lesion, whose pigment network must not pass as hair, bool [H, W].

    Returns:
        Their total length as a share of the long side, and their pixels, bool [H, W].
    """
    image = grey if dark else -grey
    filled = np.maximum(
        ndimage.grey_closing(image, size=(_SPAN, 1)), ndimage.grey_closing(image, size=(1, _SPAN))
    )
    thin = (filled - image > (_DARK_STEP if dark else _LIGHT_STEP)) & ~ignore
    thin &= (filled if dark else grey) > _VIGNETTE
    thin &= _away_from_rim(thin.shape)
    labels, count = ndimage.label(thin, _EIGHT)
    areas = np.bincount(labels.ravel(), minlength=count + 1)
    outside = np.bincount(labels.ravel(), weights=(~inside).ravel(), minlength=count + 1)
    long_side = max(grey.shape)
    kept = np.zeros(count + 1, dtype=bool)
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
            kept[number] = True
            total += length
    return total, kept[labels]


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


def find_ticks(grey: NDArray[np.float32], inside: NDArray[np.bool_]) -> int:
    """The largest number of evenly spaced short dark marks in one row or column, 0 for none."""
    best = 0
    for turned, lesion in ((grey, inside), (grey.T, inside.T)):
        hat = ndimage.grey_closing(turned, size=(1, 5)) - turned
        marks = (hat > 10) & ~lesion
        marks = ndimage.binary_opening(marks, np.ones((3, 1), dtype=bool))
        labels, count = ndimage.label(marks, _EIGHT)
        centres = []
        for box in ndimage.find_objects(labels):
            rows, columns = box
            height, width = rows.stop - rows.start, columns.stop - columns.start
            if height >= 3 and width <= 4 and height <= 0.2 * max(grey.shape):
                centres.append(((rows.start + rows.stop) / 2, (columns.start + columns.stop) / 2))
        best = max(best, _longest_even_row(np.array(centres), turned.shape[0]))
    return best


def _longest_even_row(centres: NDArray[np.float64], height: int) -> int:
    """Marks on one line across (within 5 % of the height) with even spacing (within 15 %)."""
    best = 0
    for row in centres[:, 0] if len(centres) else ():
        line = np.sort(centres[np.abs(centres[:, 0] - row) <= 0.05 * height, 1])
        gaps = np.diff(line)
        run = 0
        for first, second in zip(gaps[:-1], gaps[1:], strict=True):
            even = first > 4 and abs(first - second) <= max(1.5, 0.15 * first)
            run = run + 1 if even else 0
            best = max(best, run + 2 if run else 0)
    return best
