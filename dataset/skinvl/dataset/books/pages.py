"""Stage 1: the text lines, placed images and drawings of a page, in reading orientation."""

from __future__ import annotations

import pymupdf

from skinvl.dataset.books import page_text
from skinvl.dataset.books.embedded import EmbeddedImage, count_paths, read_embedded
from skinvl.dataset.books.layout import (
    Box,
    Drawing,
    Matrix,
    Page,
    PlacedImage,
    TextLayer,
    area,
    intersection,
)

# A page of more paths than this keeps their boxes alone: a map or a scatter plot of 200,000 paths
# would take gigabytes as dictionaries, and its parts say no more than its extent.
_MOST_PATHS = 20_000
_MOST_DRAWINGS = 5_000
_FULL_PAGE = 0.85


def read_page(source: pymupdf.Page) -> Page:
    """Read one page.

    A page whose characters cannot be known (fonts without Unicode) comes without lines and with
    ``text_layer`` "none", as a page without text does.
    """
    blocks = page_text.read_blocks(source)
    layer: TextLayer = "text" if blocks else "none"
    turn = page_text.reading_turn(blocks, source.rotation)
    if blocks and page_text.is_unreadable(blocks):
        blocks, layer = [], "none"
    width, height = source.rect.width, source.rect.height
    if turn in (90, 270):
        width, height = height, width
    from_displayed = to_reading(turn, width, height)
    r = source.rotation_matrix
    rotation = (r.a, r.b, r.c, r.d, r.e, r.f) if source.rotation else None
    from_text = _chain(rotation, from_displayed)
    images = place_images(read_embedded(source), from_displayed, width, height)
    if layer == "text" and _covered(images, width, height) and _is_behind(source, blocks):
        layer = "hidden"
    return Page(
        number=source.number + 1,
        width=width,
        height=height,
        turn=turn,
        label=source.get_label() if source.parent.is_pdf else "",
        text_layer=layer,
        lines=page_text.read_lines(blocks, from_text, width, height),
        images=images,
        drawings=_read_drawings(source, from_text, width, height),
    )


def is_scanned(page: Page) -> bool:
    """Whether the page is a raster of itself: one image, or strips of it, covers it.

    A page of visible text over a full-page picture is not scanned: the picture is a background.
    """
    return page.text_layer != "text" and _covered(page.images, page.width, page.height)


def to_reading(turn: int, width: float, height: float) -> Matrix | None:
    """From the page as displayed to reading orientation of `width` x `height` points."""
    return {
        0: None,
        90: (0.0, -1.0, 1.0, 0.0, 0.0, height),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, 1.0, -1.0, 0.0, width, 0.0),
    }[turn]


def place_images(
    embedded: tuple[EmbeddedImage, ...], matrix: Matrix | None, width: float, height: float
) -> tuple[PlacedImage, ...]:
    """The images that are seen on the page, each with the box of its visible part."""
    placed = []
    for number, image in enumerate(embedded):
        seen = intersection(page_text.place(image.seen, matrix), (0.0, 0.0, width, height))
        if area(seen) <= 0:
            continue
        placed.append(
            PlacedImage(
                number=number,
                box=seen,
                matrix=_chain(image.matrix, matrix) or image.matrix,
                width=image.width,
                height=image.height,
                components=image.components,
                bits=image.bits,
                masked=image.masked or image.stencil is not None,
            )
        )
    return tuple(placed)


def _covered(images: tuple[PlacedImage, ...], width: float, height: float) -> bool:
    """Whether images cover the page; strips count together, overlaps once per strip."""
    wide = [image for image in images if image.box[2] - image.box[0] >= _FULL_PAGE * width]
    rows = sorted((image.box[1], image.box[3]) for image in wide)
    covered, reached = 0.0, 0.0
    for top, bottom in rows:
        covered += max(0.0, bottom - max(top, reached))
        reached = max(reached, bottom)
    return covered >= _FULL_PAGE * height


def _is_behind(source: pymupdf.Page, blocks: list[dict]) -> bool:  # type: ignore[type-arg]
    """Whether the text is not to be seen: invisible, or drawn before the picture over it."""
    if page_text.is_invisible(blocks):
        return True
    log = source.get_bboxlog()
    texts = [i for i, (kind, _) in enumerate(log) if kind in ("fill-text", "stroke-text")]
    pictures = [
        i
        for i, (kind, box) in enumerate(log)
        if kind == "fill-image" and box[3] - box[1] >= _FULL_PAGE * source.rect.height / 8
    ]
    return bool(texts and pictures) and texts[-1] < pictures[0]


def _read_drawings(
    source: pymupdf.Page, matrix: Matrix | None, width: float, height: float
) -> tuple[Drawing, ...]:
    paths = count_paths(source)
    if not paths:
        return ()
    page: Box = (0.0, 0.0, width, height)
    if paths > _MOST_PATHS:
        boxes = [box for kind, box in source.get_bboxlog() if kind.endswith("-path")]
        drawings = [
            Drawing(page_text.place(box, matrix), 1, 0, None, None, 0.0)
            for box in boxes[:: len(boxes) // _MOST_DRAWINGS + 1]
        ]
    else:
        drawings = [
            Drawing(
                box=page_text.place(path["rect"], matrix),
                items=len(path["items"]),
                curves=sum(item[0] == "c" for item in path["items"]),
                fill=path.get("fill"),
                stroke=path.get("color"),
                width=path.get("width") or 0.0,
            )
            for path in source.get_cdrawings()
        ]
    return tuple(drawing for drawing in drawings if _touches(drawing.box, page))


def _touches(box: Box, page: Box) -> bool:
    return box[0] <= page[2] and box[2] >= page[0] and box[1] <= page[3] and box[3] >= page[1]


def _chain(first: Matrix | None, second: Matrix | None) -> Matrix | None:
    """First `first`, then `second`."""
    if first is None or second is None:
        return first or second
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
