"""Charts, diagrams, logos, tables and blank areas among raster pictures.

A photograph changes gently almost everywhere. A graphic has a paper of one colour, flat fills and
thin lines: hardly any gentle slope, hardly any grain away from its paper, yet hard edges.
The limits were read off drawn graphics and the clean photographs of ``benchmarks/sieve.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

GraphicName = Literal["chart", "diagram", "logo", "blank"]

SIDE = 224
_PAPER_STEP, _PAPER_WIDE = 4, 8
_GRAIN, _FAINT, _EDGE = 2, 5, 40
_MOST_GRAIN, _MOST_SLOPE, _LEAST_EDGE = 0.12, 0.25, 0.028
_LEAST_PAPER, _LEAST_COLOURS = 0.3, 0.7
_TOLD = 2.0
_BLANK_SPREAD, _BLANK_EDGE = 4.0, 0.002
# line art in grey (engraved instruments, schemes) on bright paper up to its rim
_GREY, _BRIGHT, _ENGRAVED_PAPER, _ENGRAVED_RIM = 5.0, 235.0, 0.6, 0.88
_LOGO_SIDE, _LOGO_COLOURS = 400, 0.97
_AXIS_LENGTH, _AXIS_DARK = 0.45, 100


@dataclass(frozen=True)
class Surface:
    """How a picture is made up; shares of its pixels, 0..1.

    ``paper`` has the commonest colour, ``ground`` nearly so; ``rim`` is the ground's share of the
    outermost pixels, ``colours`` that of the six commonest colours. ``grain`` lies away from the
    ground and is not flat, ``slope`` changes gently, ``edge`` hard. ``level`` is the brightness of
    the paper, ``chroma`` the mean colourfulness and ``spread`` the standard deviation of the
    brightness, 0..255.
    """

    paper: float
    ground: float
    rim: float
    colours: float
    grain: float
    slope: float
    edge: float
    level: float
    chroma: float
    spread: float


def measure_surface(rgb: NDArray[np.uint8]) -> Surface:
    """Of a picture, uint8 [H, W, 3]; measured at `SIDE` pixels."""
    planes = np.ascontiguousarray(_reduce(rgb).transpose(2, 0, 1)).astype(np.int16)
    red, green, blue = planes
    luma = ((77 * red.astype(np.int32) + 150 * green + 29 * blue) >> 8).astype(np.int16)
    code = planes >> 3
    codes = ((code[0] << 10) | (code[1] << 5) | code[2]).ravel()
    counts = np.bincount(codes)
    common = codes == counts.argmax()
    paper = np.array([np.median(plane.ravel()[common]) for plane in planes])
    apart = np.abs(planes - paper.astype(np.int16)[:, None, None])
    away = np.maximum(np.maximum(apart[0], apart[1]), apart[2])
    near = away <= _PAPER_WIDE
    change = ndimage.maximum_filter(luma, 3) - ndimage.minimum_filter(luma, 3)
    inner = ndimage.binary_erosion(~near, np.ones((5, 5), bool), border_value=1)
    top = np.partition(counts, -6)[-6:] if len(counts) > 6 else counts
    rim = np.concatenate([near[0], near[-1], near[:, 0], near[:, -1]])
    return Surface(
        paper=float((away <= _PAPER_STEP).mean()),
        ground=float(near.mean()),
        rim=float(rim.mean()),
        colours=float(top.sum() / luma.size),
        grain=float((inner & (change > _GRAIN)).mean()),
        slope=float(((change > _FAINT) & (change <= _EDGE)).mean()),
        edge=float((change > _EDGE).mean()),
        level=float(paper.mean()),
        chroma=float(
            (
                np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue)
            ).mean()
        ),
        spread=float(luma.std()),
    )


def name_graphic(rgb: NDArray[np.uint8], told: bool = False) -> GraphicName | None:
    """What kind of graphic a picture is; None for a photograph or a shaded drawing.

    `told` is whether its caption speaks of a chart or a diagram: shaded ones are known then.
    """
    surface = measure_surface(rgb)
    if surface.spread < _BLANK_SPREAD and surface.edge < _BLANK_EDGE:
        return "blank"
    flat = (
        surface.grain <= _MOST_GRAIN * (_TOLD if told else 1)
        and surface.slope <= _MOST_SLOPE * (_TOLD if told else 1)
        and surface.edge >= _LEAST_EDGE
        and (surface.paper >= _LEAST_PAPER or surface.colours >= _LEAST_COLOURS)
    )
    engraved = (
        surface.chroma <= _GREY
        and surface.level >= _BRIGHT
        and surface.ground >= _ENGRAVED_PAPER
        and surface.rim >= _ENGRAVED_RIM
    )
    if not flat:
        return "diagram" if engraved else None
    if _has_axes(_reduce(rgb)):
        return "chart"
    small = max(rgb.shape[:2]) <= _LOGO_SIDE and surface.colours >= _LOGO_COLOURS
    return "logo" if small else "diagram"


def _reduce(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = rgb.shape[:2]
    scale = SIDE / max(height, width)
    if scale < 1:
        size = (max(8, round(width * scale)), max(8, round(height * scale)))
        rgb = np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.BOX, reducing_gap=2.0))
    return rgb


def _has_axes(small: NDArray[np.uint8]) -> bool:
    """A long dark line to the left and one below, one or two pixels thick."""
    dark = small.max(2) < 255 - _AXIS_DARK
    height, width = dark.shape
    rows = np.nonzero(_longest_runs(dark) >= _AXIS_LENGTH * width)[0]
    columns = np.nonzero(_longest_runs(dark.T) >= _AXIS_LENGTH * height)[0]
    return 1 <= len(rows) <= 0.06 * height + 2 and 1 <= len(columns) <= 0.06 * width + 2


def _longest_runs(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The longest run of True in each row, [H]."""
    count = np.zeros(mask.shape[0], np.intp)
    best = count.copy()
    for column in mask.T:
        count = (count + 1) * column
        best = np.maximum(best, count)
    return best
