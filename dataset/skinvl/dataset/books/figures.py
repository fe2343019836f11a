"""Stage 2: the figures of a page, and the images that are none.

Images become panels (strips and tiles put together), panels that stand close become figures,
vector paths become figures of kind "drawing" (`figure_drawings.name_drawing` says chart or
diagram). On a scanned page the pictures are found on the page's raster.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pymupdf
from numpy.typing import NDArray

from skinvl.dataset.books import pixels
from skinvl.dataset.books.figure_decoration import Verdict, judge_decoration
from skinvl.dataset.books.figure_drawings import find_drawings
from skinvl.dataset.books.figure_groups import group_panels
from skinvl.dataset.books.figure_scans import find_pictures
from skinvl.dataset.books.figure_tiles import merge_tiles
from skinvl.dataset.books.layout import (
    Box,
    Figure,
    FigureKind,
    Page,
    Panel,
    PlacedImage,
    area,
    intersection,
    union,
)
from skinvl.dataset.books.pages import is_scanned

_COVERED = 0.95


@dataclass(frozen=True)
class Finding:
    """An image that is no figure: ``reason`` is "logo" or "decoration"."""

    page: int
    box: Box
    reason: str
    detail: str


def find_figures(
    page: Page, source: pymupdf.Page, repeated: frozenset[int] = frozenset()
) -> tuple[list[Figure], list[Finding]]:
    """Figures in reading order and the other images with the reason.

    `repeated` are the numbers of the images that many pages of the book carry at their place
    (`figure_repeats.find_repeated`).
    """
    if is_scanned(page):
        return _find_on_scan(page, source)
    findings = []
    kept = []
    panels = merge_tiles(page.images, _decoder(page, source))
    for panel in panels:
        verdict = judge_decoration(page, panel, repeated)
        if verdict is None and _covered(panel, panels, page):
            verdict = Verdict("decoration", "hidden under another image")
        if verdict is None:
            kept.append(_cropped(panel, page, source))
        else:
            findings.append(Finding(page.number, panel.box, verdict.reason, verdict.detail))
    drawings = find_drawings(page, [panel.box for panel in kept])
    boxed: list[tuple[Box, FigureKind, tuple[Panel, ...]]] = [
        (union([panel.box for panel in group]), "photo", tuple(group))
        for group in group_panels(page, kept)
    ]
    boxed += [(box, "drawing", (Panel(None, box, ()),)) for box in drawings]
    return _number(page, boxed), findings


def _find_on_scan(page: Page, source: pymupdf.Page) -> tuple[list[Figure], list[Finding]]:
    numbers = tuple(image.number for image in page.images)
    raster = pixels.raster_box(source, page, numbers)
    panels = [
        Panel(None, box, numbers, pixels.visible_crop(raster, box))
        for box in find_pictures(page, source)
    ]
    return _number(
        page,
        [
            (union([p.box for p in group]), "scan", tuple(group))
            for group in group_panels(page, panels)
        ],
    ), []


def _number(page: Page, boxed: Sequence[tuple[Box, FigureKind, tuple[Panel, ...]]]) -> list[Figure]:
    ordered = sorted(boxed, key=lambda item: (item[0][1], item[0][0]))
    return [
        Figure(f"p{page.number}-{index}", page.number, box, kind, members)
        for index, (box, kind, members) in enumerate(ordered, 1)
    ]


def _decoder(page: Page, source: pymupdf.Page) -> Callable[[PlacedImage], NDArray[np.uint8] | None]:
    def decode(image: PlacedImage) -> NDArray[np.uint8] | None:
        return pixels.raster_of(source, page, (image.number,))

    return decode


def _cropped(panel: Panel, page: Page, source: pymupdf.Page) -> Panel:
    """With the part of the raster that clips and the page's edge leave to be seen."""
    crop = pixels.visible_crop(pixels.raster_box(source, page, panel.images), panel.box)
    return replace(panel, crop=crop)


def _covered(panel: Panel, panels: Sequence[Panel], page: Page) -> bool:
    """Whether an opaque image drawn later hides the panel."""
    masked = {image.number for image in page.images if image.masked}
    return any(
        min(other.images) > max(panel.images)
        and masked.isdisjoint(other.images)
        and area(intersection(panel.box, other.box)) >= _COVERED * area(panel.box)
        for other in panels
    )
