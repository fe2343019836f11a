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
from scipy import ndimage

from skinvl.dataset.books.sieve_canvas import Canvas, spread_around

GraphicName = Literal["chart", "diagram", "logo", "blank"]

_PAPER_STEP, _PAPER_WIDE = 4, 8
_GRAIN, _FAINT, _EDGE = 2, 5, 40
_MOST_GRAIN, _MOST_SLOPE, _LEAST_EDGE = 0.12, 0.25, 0.028
# paper all around and nothing gentle in between: more may happen within
_FRAME, _FRAMED_SLOPE, _FRAMED_GRAIN = 0.97, 0.1, 0.2
_LEAST_PAPER, _LEAST_COLOURS = 0.3, 0.7
_TOLD = 2.0
_DITHERED, _DOTS = 0.42, 5
_BLANK_LINE, _BLANK_LINES = 0.98, 0.08
_BLANK_SPREAD, _BLANK_EDGE = 4.0, 0.002
# line art in grey (engraved instruments, schemes) on bright paper up to its rim
_GREY, _BRIGHT, _ENGRAVED_PAPER, _ENGRAVED_RIM = 5.0, 235.0, 0.6, 0.88
_LOGO_SIDE, _LOGO_COLOURS = 400, 0.97
_AXIS_LENGTH, _INK = 0.4, 215


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


def measure_surface(canvas: Canvas) -> Surface:
    """Of the smaller copy of a picture."""
    planes = np.stack([canvas.small[..., channel] for channel in range(3)])
    luma, change = canvas.small_luma, spread_around(canvas.small_luma)
    if _is_dithered(luma, change):
        # dots of a screen or of a 1-bit photograph: what they add up to is judged
        planes = np.stack([ndimage.uniform_filter(plane, _DOTS) for plane in planes])
        luma = ndimage.uniform_filter(luma, _DOTS)
        change = spread_around(luma)
    code = (planes >> 3).astype(np.int16)
    codes = ((code[0] << 10) | (code[1] << 5) | code[2]).ravel()
    counts = np.bincount(codes)
    common = codes == counts.argmax()
    paper = np.array([np.median(plane.ravel()[common]) for plane in planes])
    apart = np.abs(planes.astype(np.int16) - paper.astype(np.int16)[:, None, None])
    away = np.maximum(np.maximum(apart[0], apart[1]), apart[2])
    near = away <= _PAPER_WIDE
    inner = _erode(~near)
    top = np.partition(counts, -6)[-6:] if len(counts) > 6 else counts
    rim = np.concatenate([near[0], near[-1], near[:, 0], near[:, -1]])
    peak = np.maximum(np.maximum(planes[0], planes[1]), planes[2])
    low = np.minimum(np.minimum(planes[0], planes[1]), planes[2])
    return Surface(
        paper=float((away <= _PAPER_STEP).mean()),
        ground=float(near.mean()),
        rim=float(rim.mean()),
        colours=float(top.sum() / luma.size),
        grain=float((inner & (change > _GRAIN)).mean()),
        slope=float(((change > _FAINT) & (change <= _EDGE)).mean()),
        edge=float((change > _EDGE).mean()),
        level=float(paper.mean()),
        chroma=float((peak - low).mean()),
        spread=float(luma.std()),
    )


def is_screened(canvas: Canvas) -> bool:
    """Whether a picture is made of dots without colour: a coarse screen or a 1-bit photograph."""
    if not _is_dithered(canvas.small_luma, spread_around(canvas.small_luma)):
        return False
    red, green, blue = (canvas.small[..., channel].astype(np.int16) for channel in range(3))
    return bool(np.abs(red - green).mean() + np.abs(green - blue).mean() <= _GREY)


def _is_dithered(luma: NDArray[np.uint8], change: NDArray[np.uint8]) -> bool:
    """Hard edges nearly everywhere, but no blank lines as between the lines of a text."""
    if (change > _EDGE).mean() <= _DITHERED:
        return False
    paper = int(np.bincount(luma.ravel()).argmax())
    near = np.abs(luma.astype(np.int16) - paper) <= _EDGE
    blank = max(float((near.mean(axis) >= _BLANK_LINE).mean()) for axis in (0, 1))
    return blank < _BLANK_LINES


def _erode(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Without what lies within two pixels of its outline."""
    padded = np.pad(mask, 2, constant_values=True)
    rows = padded[:-4] & padded[1:-3] & padded[2:-2] & padded[3:-1] & padded[4:]
    return np.asarray(
        rows[:, :-4] & rows[:, 1:-3] & rows[:, 2:-2] & rows[:, 3:-1] & rows[:, 4:], bool
    )


def name_graphic(canvas: Canvas, told: bool = False) -> GraphicName | None:
    """What kind of graphic a picture is; None for a photograph or a shaded drawing.

    `told` is whether its caption speaks of a chart or a diagram: shaded ones are known then.
    """
    surface = measure_surface(canvas)
    if surface.spread < _BLANK_SPREAD and surface.edge < _BLANK_EDGE:
        return "blank"
    framed = surface.rim >= _FRAME and surface.slope <= _FRAMED_SLOPE
    flat = (
        surface.grain <= (_FRAMED_GRAIN if framed else _MOST_GRAIN) * (_TOLD if told else 1)
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
    if _has_axes(canvas.small):
        return "chart"
    small = max(canvas.luma.shape) <= _LOGO_SIDE and surface.colours >= _LOGO_COLOURS
    return "logo" if small else "diagram"


def _has_axes(small: NDArray[np.uint8]) -> bool:
    """A thin upright line and a thin level one, each over about half of the picture."""
    dark = small.max(2) < _INK
    upright, level = _longest_runs(dark.T), _longest_runs(dark)
    return _has_thin(level, _AXIS_LENGTH * dark.shape[1]) and _has_thin(
        upright, _AXIS_LENGTH * dark.shape[0]
    )


def _has_thin(runs: NDArray[np.intp], least: float) -> bool:
    """Whether a long run stands alone: none of its kind three pixels before and after."""
    long = np.pad(runs >= least, 3)
    return bool((long[3:-3] & ~long[:-6] & ~long[6:]).any())


def _longest_runs(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The longest run of True in each row, [H]."""
    count = np.zeros(mask.shape[0], np.intp)
    best = count.copy()
    for column in mask.T:
        count = (count + 1) * column
        best = np.maximum(best, count)
    return best
