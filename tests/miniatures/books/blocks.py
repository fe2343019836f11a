"""Figures as blocks: where their pictures stand, which letters they carry, and their gold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pymupdf
from miniatures.books.drawings import draw_vector
from miniatures.books.encodings import embed
from miniatures.books.faces import Look, measure
from miniatures.books.gold import record_panel
from miniatures.books.layouts import Plan, Style
from miniatures.books.pictures import difference_hash, paint
from miniatures.books.setting import Paragraph, set_paragraph
from miniatures.books.sheet import Box, Sheet
from miniatures.books.text import View, Wording
from PIL import Image, ImageDraw

_REASONS = {
    "arrow": "annotated",
    "asterisk": "annotated",
    "letters": "annotated",
    "scale": "annotated",
    "eye_bar": "eye_bar",
    "mosaic": "eye_bar",
}
LOW_RESOLUTION = 100


@dataclass(frozen=True)
class Order:
    """A plan with its words: what is set and what the gold says of it."""

    plan: Plan
    label: str | None
    wording: Wording
    views: tuple[View, ...]
    letters: tuple[str | None, ...]
    letter_style: str
    encoding: str


@dataclass(frozen=True)
class Arrangement:
    """Boxes of the pictures relative to the block's top left corner, with what stands below."""

    boxes: tuple[Box, ...]
    under: tuple[Paragraph | None, ...]
    width: float
    height: float


def shape(order: Order) -> tuple[int, int]:
    """Rows and columns of the pictures."""
    count = len(order.plan.pictures)
    if order.plan.arrangement == "row":
        return 1, count
    if order.plan.arrangement == "column":
        return count, 1
    columns = 2 if count <= 4 else 3
    return -(-count // columns), columns


def arrange(order: Order, style: Style, width: float, highest: float) -> Arrangement:
    """Stand the pictures in `width` points, at most `highest` high."""
    plan = order.plan
    rows, columns = shape(order)
    wide, high = plan.pictures[0].size
    gap = 0.0 if plan.gutter == "flush" else style.gap
    parts = order.wording.parts
    look = Look(style.caption_family or style.family, size=style.caption_size)

    def lay(width: float) -> Arrangement:
        cell = (width - gap * (columns - 1)) / columns
        tall = cell * high / wide
        under: list[Paragraph | None] = [None] * len(parts)
        below = 0.0
        if order.letter_style == "under":
            under = [
                set_paragraph([(f"({letter}) {text}", look)], cell - 4, style.habits)
                for letter, text in zip(order.letters, parts, strict=True)
            ]
            below = max(paragraph.height for paragraph in under) + 6
        elif order.letter_style == "below":
            below = look.size * 1.5
        boxes = []
        for place in range(len(plan.pictures)):
            row, column = divmod(place, columns)
            x, y = column * (cell + gap), row * (tall + below + gap)
            boxes.append((x, y, x + cell, y + tall))
        return Arrangement(tuple(boxes), tuple(under), width, rows * (tall + below + gap) - gap)

    first = lay(width * plan.width)
    if first.height <= highest:
        return first
    return lay(width * plan.width * highest / first.height * 0.98)


def draw_pictures(
    document: pymupdf.Document, sheet: Sheet, order: Order, laid: Arrangement, x: float, y: float
) -> list[dict[str, Any]]:
    """Draw the block's pictures with their letters; returns the gold of its panels."""
    plan = order.plan
    boxes = [(x + a, y + b, x + c, y + d) for a, b, c, d in laid.boxes]
    if plan.kind in ("chart", "diagram"):
        draw_vector(sheet, plan.kind, plan.pictures[0].seed, boxes[0])
        reasons: list[str | None] = [plan.kind]
        sources: list[dict[str, Any]] = [{}]
    else:
        pixels = [np.array(paint(picture)) for picture in plan.pictures]
        if order.letter_style == "burnt":
            pixels = [
                _burn(image, letter) for image, letter in zip(pixels, order.letters, strict=True)
            ]
        reasons = [_reason(plan, picture.mark, picture.size) for picture in plan.pictures]
        sources = [
            {"px": [image.shape[1], image.shape[0]], "dhash": difference_hash(image)}
            for image in pixels
        ]
        if plan.gutter:
            whole = (boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3])
            raster = _join(pixels, shape(order), plan.gutter, laid)
            placement, _ = embed(document, raster, order.encoding, whole)
            sheet.place(placement)
        else:
            for image, box, source in zip(pixels, boxes, sources, strict=True):
                placement, sha1 = embed(document, image, order.encoding, box)
                sheet.place(placement)
                source["sha1_embedded"] = sha1
                source["encoding"] = order.encoding
    _write_letters(sheet, order, laid, boxes)
    if plan.vector_arrow:
        x0, y0, x1, y1 = boxes[0]
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        sheet.rule([(cx + 40, cy + 30), (cx + 8, cy + 6)], 1.6)
        sheet.rule([(cx + 16, cy + 6), (cx + 8, cy + 6), (cx + 10, cy + 14)], 1.6)
    return [
        record_panel(
            letter,
            sheet.number,
            sheet.displayed(box),
            part,
            view,
            reason,
            source,
            optional=plan.vector_arrow or plan.pictures[0].kind == "engraving",
        )
        for letter, box, part, view, reason, source in zip(
            order.letters, boxes, order.wording.parts, order.views, reasons, sources, strict=True
        )
    ]


def _reason(plan: Plan, mark: str | None, size: tuple[int, int]) -> str | None:
    if plan.kind == "rchart":
        return "chart"
    if plan.kind == "rdiagram":
        return "diagram"
    if mark:
        return _REASONS[mark]
    return "low_resolution" if max(size) < LOW_RESOLUTION else None


def _burn(pixels: np.ndarray, letter: str | None) -> np.ndarray:
    if letter is None:
        return pixels
    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    side = max(14, image.width // 13)
    draw.rectangle((0, 0, side, side), fill="white")
    draw.text((side / 2, side / 2), letter, fill="black", font_size=side * 0.8, anchor="mm")
    return np.asarray(image)


def _join(
    pixels: list[np.ndarray], shape: tuple[int, int], gutter: str, laid: Arrangement
) -> np.ndarray:
    rows, columns = shape
    high, wide = pixels[0].shape[:2]
    points = laid.boxes[0][2] - laid.boxes[0][0]
    gap = 0
    if len(laid.boxes) > 1 and gutter != "flush":
        across = laid.boxes[1][0] - laid.boxes[0][2] if columns > 1 else 0
        down = laid.boxes[columns][1] - laid.boxes[0][3] if rows > 1 else 0
        gap = round(max(across, down) / points * wide)
    raster = np.full(
        (rows * high + (rows - 1) * gap, columns * wide + (columns - 1) * gap, 3),
        0 if gutter == "black" else 255,
        np.uint8,
    )
    for place, image in enumerate(pixels):
        row, column = divmod(place, columns)
        y, x = row * (high + gap), column * (wide + gap)
        raster[y : y + high, x : x + wide] = image
    return raster


def _write_letters(sheet: Sheet, order: Order, laid: Arrangement, boxes: list[Box]) -> None:
    for letter, box, under in zip(order.letters, boxes, laid.under, strict=True):
        x0, y0, x1, y1 = box
        if under is not None:
            under.draw(sheet, x0 + 2, y1 + 3)
        elif letter and order.letter_style == "overlay":
            sheet.write(x0 + 4, y0 + 13, letter, Look("sans", "bold", 11, (1, 1, 1)))
        elif letter and order.letter_style == "overlay-bottom":
            look = Look("sans", "bold", 11, (0, 0, 0))
            sheet.tint((x1 - 15, y1 - 15, x1, y1), (1, 1, 1))
            sheet.write(x1 - 12, y1 - 4, letter, look)
        elif letter and order.letter_style == "below":
            look = Look("sans", "plain", 9)
            text = f"({letter})"
            sheet.write((x0 + x1 - measure(text, look)) / 2, y1 + 10, text, look)
