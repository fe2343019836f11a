"""Stage 2b: the pixels of a panel, the embedded file kept where it is what the page shows."""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image

from skinvl.dataset.books import rasters
from skinvl.dataset.books.embedded import EmbeddedImage, read_embedded, square_box
from skinvl.dataset.books.layout import (
    Box,
    Matrix,
    Page,
    Panel,
    area,
    intersection,
    to_displayed,
    union,
)
from skinvl.dataset.books.pages import to_reading

Rgb = NDArray[np.uint8]

# Clips that take away less than this share of an image on a side are rounding, not cropping.
_CROPPED = 0.01
# Run-length coding of the filtered rows: a quarter of the time of Pillow's default for 8 % more
# bytes on photographs.
_PNG_CODING = zlib.Z_RLE


@dataclass(frozen=True)
class PanelImage:
    """A picture as a file and as pixels.

    ``data`` with ``suffix`` (".jpg", ".png") is the file, ``encoding`` "original" if it is the
    embedded stream untouched; ``rgb`` uint8 [H, W, 3] are its pixels.
    """

    data: bytes
    suffix: str
    encoding: Literal["original", "decoded"]
    rgb: Rgb


@dataclass(frozen=True)
class Refusal:
    """Why a panel has no pixels: ``reason`` a fixed word, ``detail`` a sentence."""

    reason: str
    detail: str


def extract_panel(source: pymupdf.Page, page: Page, panel: Panel) -> PanelImage | Refusal:
    """The pixels of `panel` at their native resolution, upright as the page reads.

    A panel without raster images (a drawing) is rendered. Images of more than 100 million pixels
    are refused before they are decoded.
    """
    if not panel.images:
        return _render(source, page, panel.box)
    embedded = read_embedded(source)
    images = [embedded[number] for number in panel.images]
    for image in images:
        if rasters.is_too_large(image):
            detail = f"{image.width} x {image.height} pixels are above the limit"
            return Refusal("image_too_large", detail)
    if min(min(image.width, image.height) for image in images) < 1:
        return Refusal("image_damaged", "an image without pixels")
    try:
        if len(images) == 1:
            found = _extract_single(images[0], page, panel)
        else:
            found = _extract_composed(images, page, panel)
    except (pymupdf.mupdf.FzErrorBase, OSError) as error:
        return Refusal("image_damaged", f"the image cannot be decoded: {error}")
    if isinstance(found, PanelImage) and int(found.rgb.min()) == int(found.rgb.max()):
        # MuPDF gives a stream that it cannot decode as one colour.
        return Refusal("image_damaged", "the image is empty: one colour throughout")
    return found


def raster_of(
    source: pymupdf.Page, page: Page, numbers: Sequence[int], shrink_to: int | None = None
) -> Rgb | None:
    """The raster of placed images, upright as the page reads; None if it cannot be had.

    Panel crops are fractions of this raster.
    """
    embedded = read_embedded(source)
    images = [embedded[number] for number in numbers]
    if not images or any(rasters.is_too_large(image) for image in images):
        return None
    try:
        if len(images) == 1:
            matrix = _reading_matrix(images[0], page)
            return rasters.orient(rasters.decode(images[0], shrink_to), matrix)
        return _compose(images, page)
    except (pymupdf.mupdf.FzErrorBase, OSError):
        return None


def grey_of(
    source: pymupdf.Page, page: Page, panel: Panel, shrink_to: int | None = None
) -> NDArray[np.uint8] | None:
    """Luminance of a panel, uint8 [H, W], upright as the page reads; None if it cannot be had."""
    embedded = read_embedded(source)
    images = [embedded[number] for number in panel.images]
    if not images or any(rasters.is_too_large(image) for image in images):
        return None
    try:
        if len(images) == 1:
            grey = rasters.decode_grey(images[0], shrink_to)
            return cut(rasters.orient(grey, _reading_matrix(images[0], page)), panel.crop)
        raster = _compose(images, page)
    except (pymupdf.mupdf.FzErrorBase, OSError):
        return None
    if raster is None:
        return None
    return np.asarray(Image.fromarray(cut(raster, panel.crop)).convert("L"))


def raster_box(source: pymupdf.Page, page: Page, numbers: Sequence[int]) -> Box:
    """The box of that raster in reading orientation, beyond clips and page where it goes there."""
    embedded = read_embedded(source)
    boxes = [square_box(_reading_matrix(embedded[number], page)) for number in numbers]
    return union(boxes)


def visible_crop(raster: Box, box: Box) -> Box | None:
    """`box` in fractions of `raster`; None where it is all of it."""
    width, height = raster[2] - raster[0], raster[3] - raster[1]
    seen = intersection(raster, box)
    if area(seen) <= 0 or width <= 0 or height <= 0:
        return None
    crop = (
        (seen[0] - raster[0]) / width,
        (seen[1] - raster[1]) / height,
        (seen[2] - raster[0]) / width,
        (seen[3] - raster[1]) / height,
    )
    if max(crop[0], crop[1], 1 - crop[2], 1 - crop[3]) < _CROPPED:
        return None
    return crop


def cut(raster: Rgb, crop: Box | None) -> Rgb:
    """The part of `raster` [H, W] or [H, W, 3] that `crop` names in fractions."""
    if crop is None:
        return raster
    height, width = raster.shape[:2]
    left, top = math.floor(crop[0] * width + 0.5), math.floor(crop[1] * height + 0.5)
    right = max(left + 1, math.floor(crop[2] * width + 0.5))
    bottom = max(top + 1, math.floor(crop[3] * height + 0.5))
    return np.ascontiguousarray(raster[top:bottom, left:right])


def _extract_single(image: EmbeddedImage, page: Page, panel: Panel) -> PanelImage | Refusal:
    matrix = _reading_matrix(image, page)
    if panel.crop is None and rasters.is_upright(matrix):
        data = rasters.original_jpeg(image)
        if data is not None:
            with Image.open(io.BytesIO(data)) as file:
                rgb = np.asarray(file.convert("RGB"))
            return PanelImage(data, ".jpg", "original", rgb)
    return _encode(cut(rasters.orient(rasters.decode(image), matrix), panel.crop))


def _extract_composed(
    images: Sequence[EmbeddedImage], page: Page, panel: Panel
) -> PanelImage | Refusal:
    raster = _compose(images, page)
    if raster is None:
        return Refusal("image_too_large", "the parts of this picture together are above the limit")
    return _encode(cut(raster, panel.crop))


def _compose(images: Sequence[EmbeddedImage], page: Page) -> Rgb | None:
    extent = union([square_box(image.matrix) for image in images])
    raster = rasters.compose(images, extent)
    # np.rot90 turns counter-clockwise, ``turn`` is clockwise: this undoes it.
    return None if raster is None else np.ascontiguousarray(np.rot90(raster, page.turn // 90))


def _reading_matrix(image: EmbeddedImage, page: Page) -> Matrix:
    turn = to_reading(page.turn, page.width, page.height)
    if turn is None:
        return image.matrix
    m = pymupdf.Matrix(*image.matrix) * pymupdf.Matrix(*turn)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _render(source: pymupdf.Page, page: Page, box: Box) -> PanelImage | Refusal:
    """A picture of `box` at 150 dpi, for the review: drawings have no resolution of their own."""
    if any(rasters.is_too_large(image) for image in read_embedded(source)):
        return Refusal("image_too_large", "the page holds an image above the limit")
    scale = pymupdf.Matrix(150 / 72, 150 / 72)
    pixmap = source.get_pixmap(
        matrix=scale, clip=pymupdf.Rect(to_displayed(page, box)), alpha=False
    )
    flat = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    return _encode(np.ascontiguousarray(np.rot90(flat, page.turn // 90)))


def _encode(rgb: Rgb) -> PanelImage:
    stream = io.BytesIO()
    grey = bool((rgb[..., 0] == rgb[..., 1]).all() and (rgb[..., 1] == rgb[..., 2]).all())
    Image.fromarray(rgb[..., 0] if grey else rgb).save(
        stream, format="PNG", compress_level=1, compress_type=_PNG_CODING
    )
    return PanelImage(stream.getvalue(), ".png", "decoded", rgb)
