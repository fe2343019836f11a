"""Stage 1: the text lines, placed images and drawings of a page, in displayed coordinates."""

from __future__ import annotations

import pymupdf

from skinvl.dataset.books.layout import Box, Drawing, Page, PlacedImage, Span, TextLine

_BOLD, _ITALIC, _SUPERSCRIPT = 16, 2, 1
_TEXT_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP


def read_page(page: pymupdf.Page) -> Page:
    """Read one page."""
    turn = page.rotation_matrix
    return Page(
        number=page.number + 1,
        width=page.rect.width,
        height=page.rect.height,
        turn=0,
        label=page.get_label(),
        text_layer="text",
        lines=_read_lines(page, turn),
        images=_read_images(page, turn),
        drawings=_read_drawings(page, turn),
    )


def _displayed(box: tuple[float, float, float, float], turn: pymupdf.Matrix) -> Box:
    rect = pymupdf.Rect(box) * turn
    rect.normalize()
    return (rect.x0, rect.y0, rect.x1, rect.y1)


def _read_lines(page: pymupdf.Page, turn: pymupdf.Matrix) -> tuple[TextLine, ...]:
    lines = []
    for block in page.get_text("dict", flags=_TEXT_FLAGS)["blocks"]:
        for line in block.get("lines", ()):
            direction = pymupdf.Point(line["dir"]) * pymupdf.Matrix(
                turn.a, turn.b, turn.c, turn.d, 0, 0
            )
            spans = tuple(
                Span(
                    text=span["text"],
                    box=_displayed(span["bbox"], turn),
                    font=span["font"],
                    size=span["size"],
                    bold=bool(span["flags"] & _BOLD),
                    italic=bool(span["flags"] & _ITALIC),
                    superscript=bool(span["flags"] & _SUPERSCRIPT),
                    colour=span["color"],
                )
                for span in line["spans"]
                if span["text"]
            )
            if spans:
                lines.append(
                    TextLine(
                        _displayed(line["bbox"], turn), spans, block["number"], direction.x > 0.9
                    )
                )
    return tuple(lines)


def _read_images(page: pymupdf.Page, turn: pymupdf.Matrix) -> tuple[PlacedImage, ...]:
    return tuple(
        PlacedImage(
            number=number,
            box=_displayed(info["bbox"], turn),
            matrix=tuple(pymupdf.Matrix(info["transform"]) * turn),
            width=info["width"],
            height=info["height"],
            components=info["colorspace"],
            bits=info["bpc"],
            masked=info["has-mask"],
        )
        for number, info in enumerate(page.get_image_info())
    )


def _read_drawings(page: pymupdf.Page, turn: pymupdf.Matrix) -> tuple[Drawing, ...]:
    return tuple(
        Drawing(
            box=_displayed(path["rect"], turn),
            items=len(path["items"]),
            curves=sum(item[0] == "c" for item in path["items"]),
            fill=path.get("fill"),
            stroke=path.get("color"),
            width=path.get("width") or 0.0,
        )
        for path in page.get_cdrawings()
    )
