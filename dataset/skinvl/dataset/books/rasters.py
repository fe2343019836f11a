"""From an embedded image to RGB pixels, and from several images to one raster.

Colours are converted by MuPDF (CMYK with its own profile, Adobe's inverted CMYK and YCCK undone,
palettes, Decode arrays and 16 bits resolved); what a mask hides is white.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image
from pymupdf import mupdf

from skinvl.dataset.books.embedded import EmbeddedImage, square_box, stream_of
from skinvl.dataset.books.layout import Box

Rgb = NDArray[np.uint8]

# 100 million pixels of three components: more is refused before anything is decoded.
MOST_SAMPLES = 300_000_000
JPEG = int(mupdf.FZ_IMAGE_JPEG)
_WHITE = 255


def is_too_large(image: EmbeddedImage) -> bool:
    """Whether decoding would take more memory than a picture of a book is worth."""
    if image.width * image.height * max(3, image.components) > MOST_SAMPLES:
        return True
    mask = image.image.m_internal.mask
    return bool(mask) and int(mask.w) * int(mask.h) * 3 > MOST_SAMPLES


def decode(image: EmbeddedImage, shrink_to: int | None = None) -> Rgb:
    """Pixels uint8 [H, W, 3] in the image's own orientation, white where it is masked.

    `shrink_to` lets the decoder stop early (JPEG in the DCT domain) at a longer side of no less
    than that many pixels. The caller has asked `is_too_large` first.
    """
    pixmap = _pixmap(image.image, image.width, image.height, shrink_to)
    if image.stencil is not None:
        cover = _samples(pixmap)[..., 0]
        return _over_white(np.array(image.stencil) * _WHITE, cover)
    samples = _samples(_to_rgb(pixmap))
    colours = samples[..., :3]
    if samples.shape[2] == 4:
        # A colour key: MuPDF gives pre-multiplied colours and their cover.
        colours = (colours + (_WHITE - samples[..., 3:])).clip(0, _WHITE).astype(np.uint8)
    mask = image.image.m_internal.mask
    if mask:
        inner = mupdf.FzImage(mupdf.ll_fz_keep_image(mask))
        cover = _samples(_pixmap(inner, int(mask.w), int(mask.h), shrink_to))[..., 0]
        if cover.shape != colours.shape[:2]:
            colours, cover = _same_size(colours, cover)
        return _over_white(colours, cover)
    return np.ascontiguousarray(colours)


def decode_grey(image: EmbeddedImage, shrink_to: int | None = None) -> NDArray[np.uint8]:
    """Luminance uint8 [H, W] as `decode` would give it; of a JPEG the colours are not decoded."""
    data = original_jpeg(image)
    if data is None:
        return np.asarray(Image.fromarray(decode(image, shrink_to)).convert("L"))
    with Image.open(io.BytesIO(data)) as file:
        longer = max(file.size)
        factor = 1 if shrink_to is None else max(1, longer // shrink_to)
        file.draft("L", (file.width // factor, file.height // factor))
        return np.asarray(file.convert("L"))


def orient(pixels: Rgb, matrix: Sequence[float]) -> Rgb:
    """`pixels` [H, W] or [H, W, 3] turned and mirrored by the placement `matrix`.

    Angles in between go to the nearest right angle.
    """
    a, b, c, d = matrix[:4]
    if abs(b) + abs(c) > abs(a) + abs(d):
        pixels = pixels.swapaxes(0, 1)
        a, d = c, b
    if a < 0:
        pixels = pixels[:, ::-1]
    if d < 0:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def is_upright(matrix: Sequence[float]) -> bool:
    """Whether the placement neither turns nor mirrors the image."""
    a, b, c, d = matrix[:4]
    return a > 0 and d > 0 and abs(b) < 0.02 * a and abs(c) < 0.02 * d


def original_jpeg(image: EmbeddedImage) -> bytes | None:
    """The embedded JPEG file if it shows exactly what the page shows, else None."""
    inner = image.image.m_internal
    if image.masked or image.stencil is not None or inner.use_decode or image.alpha < 1:
        return None
    if image.components not in (1, 3) or image.bits != 8:
        return None
    stream = stream_of(image)
    if stream is None or stream[1] != JPEG:
        return None
    try:
        with Image.open(io.BytesIO(stream[0])) as file:
            same = file.size == (image.width, image.height)
            turned = file.getexif().get(0x0112, 1) != 1
            plain = file.mode == ("L" if image.components == 1 else "RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    return stream[0] if same and plain and not turned else None


def compose(images: Sequence[EmbeddedImage], extent: Box) -> Rgb | None:
    """The raster that `images` form together over `extent` (points as displayed), uint8 [H, W, 3].

    Its resolution is that of the finest image. Upright tiles are set side by side pixel by pixel;
    anything else (masks, layers, turned tiles) is drawn by MuPDF in drawing order. None if the
    raster would be too large.
    """
    scale = max(max(_density(image)) for image in images)
    width = max(1, round((extent[2] - extent[0]) * scale))
    height = max(1, round((extent[3] - extent[1]) * scale))
    if width * height * 3 > MOST_SAMPLES or any(is_too_large(image) for image in images):
        return None
    if all(_is_tile(image) for image in images):
        return _set_tiles(images, extent)
    return _draw(images, extent, width, height)


def _set_tiles(images: Sequence[EmbeddedImage], extent: Box) -> Rgb:
    across = float(np.median([_density(image)[0] for image in images]))
    down = float(np.median([_density(image)[1] for image in images]))
    placed = []
    for image in images:
        x0, y0, _, _ = square_box(image.matrix)
        left, top = round((x0 - extent[0]) * across), round((y0 - extent[1]) * down)
        placed.append((max(0, left), max(0, top), image))
    width = max(left + image.width for left, _, image in placed)
    height = max(top + image.height for _, top, image in placed)
    canvas = np.full((height, width, 3), _WHITE, np.uint8)
    for left, top, image in placed:
        canvas[top : top + image.height, left : left + image.width] = decode(image)
    return canvas


def _draw(images: Sequence[EmbeddedImage], extent: Box, width: int, height: int) -> Rgb:
    across, down = width / (extent[2] - extent[0]), height / (extent[3] - extent[1])
    page = pymupdf.Matrix(across, 0, 0, down, -extent[0] * across, -extent[1] * down)
    rgb = mupdf.fz_device_rgb()
    pixmap = mupdf.fz_new_pixmap(rgb, width, height, mupdf.FzSeparations(), 0)
    mupdf.fz_clear_pixmap_with_value(pixmap, _WHITE)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)
    parameters = mupdf.FzColorParams()
    for image in images:
        matrix = mupdf.FzMatrix(*(pymupdf.Matrix(*image.matrix) * page))
        if image.stencil is None:
            mupdf.fz_fill_image(device, image.image, matrix, image.alpha, parameters)
        else:
            mupdf.fz_fill_image_mask(
                device, image.image, matrix, rgb, list(image.stencil), image.alpha, parameters
            )
    mupdf.fz_close_device(device)
    return np.ascontiguousarray(_samples(pixmap)[..., :3])


def _is_tile(image: EmbeddedImage) -> bool:
    plain = not image.masked and image.stencil is None and image.alpha >= 1
    return plain and is_upright(image.matrix)


def _density(image: EmbeddedImage) -> tuple[float, float]:
    """Pixels per point across and down the page."""
    a, b, c, d = image.matrix[:4]
    across, down = float(np.hypot(a, b)), float(np.hypot(c, d))
    density = image.width / max(across, 1e-3), image.height / max(down, 1e-3)
    return density if abs(a) >= abs(b) else (density[1], density[0])


def _pixmap(image: object, width: int, height: int, shrink_to: int | None) -> mupdf.FzPixmap:
    if shrink_to is None or max(width, height) < 2 * shrink_to:
        return mupdf.fz_get_unscaled_pixmap_from_image(image)
    factor = shrink_to / max(width, height)
    return mupdf.fz_get_pixmap_from_image(
        image,
        mupdf.FzIrect(0, 0, width, height),
        mupdf.FzMatrix(width * factor, 0, 0, height * factor, 0, 0),
    )[0]


def _to_rgb(pixmap: mupdf.FzPixmap) -> mupdf.FzPixmap:
    return mupdf.fz_convert_pixmap(
        pixmap,
        mupdf.fz_device_rgb(),
        mupdf.FzColorspace(),
        mupdf.FzDefaultColorspaces(),
        mupdf.FzColorParams(),
        1,
    )


def _samples(pixmap: mupdf.FzPixmap) -> Rgb:
    """A copy: the pixmap's own memory goes with it."""
    flat = np.frombuffer(mupdf.fz_pixmap_samples_memoryview(pixmap), np.uint8)
    width, height, depth = pixmap.w(), pixmap.h(), pixmap.n()
    rows = flat.reshape(height, pixmap.stride())[:, : width * depth]
    return rows.reshape(height, width, depth).copy()


def _over_white(colours: NDArray[np.number], cover: Rgb) -> Rgb:
    share = cover[..., None].astype(np.float32) / np.float32(_WHITE)
    mixed = _WHITE + (colours.astype(np.float32) - _WHITE) * share
    return np.asarray(np.rint(mixed), np.uint8)


def _same_size(colours: Rgb, cover: Rgb) -> tuple[Rgb, Rgb]:
    """The smaller of the two enlarged to the larger, so that neither loses detail."""
    if cover.size > colours.shape[0] * colours.shape[1]:
        size = (cover.shape[1], cover.shape[0])
        return np.asarray(Image.fromarray(colours).resize(size, Image.Resampling.BICUBIC)), cover
    size = (colours.shape[1], colours.shape[0])
    return colours, np.asarray(Image.fromarray(cover).resize(size, Image.Resampling.BILINEAR))
