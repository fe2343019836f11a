"""Stage 3: pictures inside one raster parted, and the letters of all panels read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pymupdf
from numpy.typing import NDArray

from skinvl.dataset.books import pixels
from skinvl.dataset.books.figure_groups import sort_panels
from skinvl.dataset.books.layout import Box, Figure, Page, Panel, area, intersection
from skinvl.dataset.books.panel_glyphs import Glyph, read_stamp
from skinvl.dataset.books.panel_gutters import cut_panels
from skinvl.dataset.books.panel_letters import read_pixel_letters, read_text_letters

Grey = NDArray[np.uint8]

# A gutter of two pixels must survive: rasters of less than twice this are read in full.
_LONGER_SIDE = 900
# Points: smaller pictures are not composed of others.
_SMALLEST = 60.0
_STAMP = 36.0


def split_panels(figure: Figure, page: Page, source: pymupdf.Page) -> Figure:
    """`figure` with composite rasters parted into panels, in reading order, and with letters."""
    if figure.kind == "drawing":
        return figure
    panels: list[Panel] = []
    greys: dict[Panel, Grey] = {}
    alone = len(figure.panels) == 1
    for panel in figure.panels:
        grey = pixels.grey_of(source, page, panel, _LONGER_SIDE)
        parts = [panel] if grey is None else _split(panel, grey)
        panels += parts
        if grey is not None:
            greys.update((part, _cut_like(grey, panel, part)) for part in parts)
    if not alone or len(panels) > 1:
        panels = sort_panels(panels)
    letters = read_text_letters(page, panels)
    if len(panels) > 1 and None in letters:
        stamps = [_read_stamps(panel, page, source) for panel in panels]
        drawn = read_pixel_letters([greys.get(panel) for panel in panels], stamps)
        letters = drawn if None not in drawn else letters
    lettered = tuple(
        replace(panel, letter=letter) for panel, letter in zip(panels, letters, strict=True)
    )
    return replace(figure, panels=lettered)


def _read_stamps(panel: Panel, page: Page, source: pymupdf.Page) -> Glyph | None:
    """The letter on a small image that lies on the panel."""
    for image in page.images:
        small = max(image.box[2] - image.box[0], image.box[3] - image.box[1]) <= _STAMP
        if small and area(intersection(image.box, panel.box)) >= 0.8 * area(image.box):
            grey = pixels.grey_of(source, page, Panel(None, image.box, (image.number,)))
            glyph = None if grey is None else read_stamp(grey)
            if glyph is not None:
                return glyph
    return None


def _split(panel: Panel, grey: Grey) -> list[Panel]:
    width, height = panel.box[2] - panel.box[0], panel.box[3] - panel.box[1]
    if max(width, height) < _SMALLEST:
        return [panel]
    cells = cut_panels(grey)
    if len(cells) < 2:
        return [panel]
    rows, columns = grey.shape
    fractions = [
        (cell[0] / columns, cell[1] / rows, cell[2] / columns, cell[3] / rows) for cell in cells
    ]
    return [
        replace(panel, box=_inside(panel.box, part), crop=_inside(panel.crop or (0, 0, 1, 1), part))
        for part in fractions
    ]


def _inside(box: Box, part: Box) -> Box:
    """`part`, in fractions of `box`, in the units of `box`."""
    width, height = box[2] - box[0], box[3] - box[1]
    return (
        box[0] + part[0] * width,
        box[1] + part[1] * height,
        box[0] + part[2] * width,
        box[1] + part[3] * height,
    )


def _cut_like(grey: Grey, panel: Panel, part: Panel) -> Grey:
    """The pixels of `part` out of those of the `panel` that it was cut from."""
    if part is panel or part.crop is None:
        return grey
    outer: Sequence[float] = panel.crop or (0.0, 0.0, 1.0, 1.0)
    width, height = outer[2] - outer[0], outer[3] - outer[1]
    inner: Box = (
        (part.crop[0] - outer[0]) / width,
        (part.crop[1] - outer[1]) / height,
        (part.crop[2] - outer[0]) / width,
        (part.crop[3] - outer[1]) / height,
    )
    return pixels.cut(grey, inner)
