# ruff: noqa: RUF001  (Cyrillic terms are meant)
"""Stage 8a: pictures that should not be learned from, each with its reason.

Judged are the pixels of the picture, what is drawn or set over it on the page, and the words of
its caption ("arrows", "schematic", "face"). Faces are not recognised by their pixels: bars, ovals
and mosaics over them are, and words that speak of a face leave a flag for a person to look at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from skinvl.dataset.books.figure_drawings import name_drawing
from skinvl.dataset.books.layout import Drawing, Figure, Page, Panel
from skinvl.dataset.books.sieve_canvas import prepare_canvas
from skinvl.dataset.books.sieve_covers import find_cover
from skinvl.dataset.books.sieve_graphics import is_screened, name_graphic
from skinvl.dataset.books.sieve_marks import find_marks
from skinvl.dataset.books.sieve_overlays import find_overlays

SieveReason = Literal["annotated", "eye_bar", "low_resolution", "chart", "diagram", "logo", "blank"]

LEAST_SIDE = 100

_MARKED = re.compile(
    r"\barrow|\basterisk|\bstars?\b|\bcircled?\b|\bencircled|\bpointer|\bboxed|\bscale bar"
    r"|\bbar ?[=:]|\*\s?[=:]|\bpfeil|\bsternchen|\bkreis\b|\bmaßstab|\bflèche|\bastérisque|\bcercle"
    r"|\bflecha|\basterisco|\bcírculo|\bfreccia|\bfrecce|\bseta\b|стрелк|звёздочк|箭头|箭頭|星号|矢印",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"\bdiagram|\bschema|\bschéma|\besquema|\bschemati|\bflow ?chart|\bgraph\b|\bchart\b"
    r"|\balgorithm|\bcurves?\b.*\b(?:survival|kaplan|years)|\bdrawing of|\bline drawing|\bhistogram"
    r"|\bsketch"
    r"|\bincidence\b.*\b(?:by|per)\b|\bzeichnung|\bskizze|\bdiagramm|схем|示意图|流程图",
    re.IGNORECASE,
)
_FACE = re.compile(
    r"\bfac(?:e|es|ial)\b|\bforehead|\bcheeks?\b|\beyelid|\bperiorbital|\bnose\b|\bnasal|\bchin\b"
    r"|\bgesicht|\bstirn|\bwange|\bnase\b|\bvisage|\bjoue|\bfront\b|\bnez\b|\bcara\b|\brostro|\bmejilla"
    r"|\bviso\b|\bguancia|лиц[оеа]\b|щек|面部|脸|顔|額",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SieveVerdict:
    """``reason`` is None for a picture to keep; ``detail`` is a sentence for a person.

    ``flags`` name what does not decide: "overlay" (arrows or words drawn over a clean picture on
    the page), "face" (the caption speaks of one), "marks" (the caption speaks of arrows, none is
    certain).
    """

    reason: SieveReason | None
    detail: str = ""
    flags: tuple[str, ...] = ()


def judge(rgb: NDArray[np.uint8], panel: Panel, page: Page, words: str) -> SieveVerdict:
    """The verdict over a panel with its pixels, uint8 [H, W, 3], and the words that describe it."""
    height, width = rgb.shape[:2]
    if max(height, width) < LEAST_SIDE:
        return SieveVerdict(
            "low_resolution", f"{width} x {height} pixels: the longer side is below {LEAST_SIDE}"
        )
    canvas = prepare_canvas(rgb)
    graphic = name_graphic(canvas, bool(_DRAWN.search(words)))
    if graphic is not None:
        return SieveVerdict(graphic, f"the raster looks like a {graphic}, not a photograph")
    overlays = find_overlays(panel, page)
    if overlays.covers:
        return SieveVerdict("eye_bar", "a filled bar is drawn over the picture on the page")
    cover = find_cover(canvas)
    if cover is not None:
        name, box = cover
        return SieveVerdict("eye_bar", f"a {name} covers {_tell_place(box)}")
    told = bool(_MARKED.search(words)) and not overlays.marks
    # Among the dots of a screen every dot looks drawn.
    marks = find_marks(canvas, told) if told or not is_screened(canvas) else []
    if marks:
        return SieveVerdict("annotated", f"{len(marks)} drawn mark(s), at {_tell_place(marks[0])}")
    flags = [
        name
        for name, raised in (
            ("overlay", overlays.marks),
            ("marks", told),
            ("face", bool(_FACE.search(words))),
        )
        if raised
    ]
    return SieveVerdict(None, "", tuple(flags))


def judge_drawing(figure: Figure, page: Page) -> SieveVerdict:
    """The verdict over a figure that is drawn in vectors: always a reject."""
    name = name_drawing(page, figure.box)
    inside = [mark for mark in page.drawings if _is_inside(mark, figure)]
    return SieveVerdict(name, f"drawn on the page with {len(inside)} vector paths")


def _is_inside(mark: Drawing, figure: Figure) -> bool:
    x, y = (mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2
    return figure.box[0] <= x <= figure.box[2] and figure.box[1] <= y <= figure.box[3]


def _tell_place(box: tuple[float, float, float, float]) -> str:
    """`box` (fractions) in per cent from the left and the top."""
    left, top, right, bottom = (round(100 * side) for side in box)
    return f"{left}-{right} % from the left, {top}-{bottom} % from the top"
