"""The raster images that a page draws, in drawing order, with what is seen of each.

PyMuPDF's own list (`Page.get_image_info`) knows neither clips nor streams, so a MuPDF device of
our own watches the page being drawn: nothing is decoded, and the image keeps its compressed stream.
"""

from __future__ import annotations

import hashlib
import weakref
from dataclasses import dataclass
from typing import Any

import pymupdf
from pymupdf import mupdf

from skinvl.dataset.books.layout import Box, Matrix, intersection

Colour = tuple[float, float, float]

_EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)
# Beyond this many clips on a page the outer clip stands for the inner ones: bounding each of
# 200,000 clip paths would take seconds.
_MOST_CLIPS = 5000


@dataclass(frozen=True)
class EmbeddedImage:
    """An image as drawn, in points of the page as displayed.

    ``matrix`` takes the unit square (y down, as the image's rows) to the page; ``seen`` is the part
    of its box inside all clips; ``stencil`` is the colour that a one-bit mask is painted with.
    """

    image: Any
    matrix: Matrix
    seen: Box
    stencil: Colour | None
    alpha: float

    @property
    def width(self) -> int:
        """In pixels, as declared: known before anything is decoded."""
        return int(self.image.m_internal.w)

    @property
    def height(self) -> int:
        """In pixels, as declared."""
        return int(self.image.m_internal.h)

    @property
    def components(self) -> int:
        """Colour components of a pixel."""
        return int(self.image.m_internal.n)

    @property
    def bits(self) -> int:
        """Bits per component."""
        return int(self.image.m_internal.bpc)

    @property
    def masked(self) -> bool:
        """Whether a mask, a soft mask or a colour key hides some of it."""
        inner = self.image.m_internal
        return bool(inner.mask) or bool(inner.use_colorkey)


def read_embedded(source: pymupdf.Page) -> tuple[EmbeddedImage, ...]:
    """The images of `source`; kept with the page object, so that all stages share one reading."""
    return _watch(source)[0]


def count_paths(source: pymupdf.Page) -> int:
    """How many vector paths `source` draws; from the same reading."""
    return _watch(source)[1]


def _watch(source: pymupdf.Page) -> tuple[tuple[EmbeddedImage, ...], int]:
    found = _READ.get(source)
    if found is None:
        device = _Watcher()
        mupdf.fz_run_page(source.this, device, mupdf.FzMatrix(), mupdf.FzCookie())
        mupdf.fz_close_device(device)
        found = _READ[source] = (tuple(device.images), device.paths)
    return found


def stream_of(image: EmbeddedImage) -> tuple[bytes, int] | None:
    """The compressed stream and its MuPDF type number; None where the pixels lie uncompressed."""
    buffer = mupdf.ll_fz_compressed_image_buffer(image.image.m_internal)
    if not buffer or not buffer.buffer:
        return None
    kept = mupdf.FzBuffer(mupdf.ll_fz_keep_buffer(buffer.buffer))
    return bytes(mupdf.fz_buffer_extract_copy(kept)), int(buffer.params.type)


def digest(image: EmbeddedImage) -> str:
    """Names the image's content: equal for the same stream drawn anywhere."""
    stream = stream_of(image)
    shape = f"{image.width}x{image.height}x{image.components}x{image.bits}".encode()
    if stream is None:
        return f"{shape.decode()}@{int(image.image.m_internal_value())}"
    return hashlib.md5(shape + stream[0], usedforsecurity=False).hexdigest()


class _Watcher(mupdf.FzDevice2):  # type: ignore[misc]
    """Notes every image and the clip it is under, and counts the paths."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[EmbeddedImage] = []
        self.paths = 0
        self._clips: list[Box] = [_EVERYWHERE]
        self._clip_count = 0
        self._masks = 0
        self.use_virtual_fill_path()
        self.use_virtual_stroke_path()
        self.use_virtual_fill_image()
        self.use_virtual_fill_image_mask()
        self.use_virtual_clip_path()
        self.use_virtual_clip_stroke_path()
        self.use_virtual_clip_text()
        self.use_virtual_clip_stroke_text()
        self.use_virtual_clip_image_mask()
        self.use_virtual_begin_mask()
        self.use_virtual_end_mask()
        self.use_virtual_pop_clip()

    def fill_path(  # type: ignore[no-untyped-def]
        self, _ctx, _path, _even_odd, _ctm, _colorspace, _color, _alpha, _params
    ):
        self.paths += 1

    def stroke_path(  # type: ignore[no-untyped-def]
        self, _ctx, _path, _stroke, _ctm, _colorspace, _color, _alpha, _params
    ):
        self.paths += 1

    def fill_image(self, _ctx, image, ctm, alpha, _params):  # type: ignore[no-untyped-def]
        self._note(image, ctm, None, alpha)

    def fill_image_mask(  # type: ignore[no-untyped-def]
        self, _ctx, image, ctm, colorspace, color, alpha, params
    ):
        self._note(image, ctm, _rgb(colorspace, color, params), alpha)

    def clip_path(self, _ctx, path, _even_odd, ctm, scissor):  # type: ignore[no-untyped-def]
        self._push_path(path, None, ctm, scissor)

    def clip_stroke_path(self, _ctx, path, stroke, ctm, scissor):  # type: ignore[no-untyped-def]
        self._push_path(path, stroke, ctm, scissor)

    def clip_text(self, _ctx, _text, _ctm, scissor):  # type: ignore[no-untyped-def]
        self._push(_box(scissor))

    def clip_stroke_text(  # type: ignore[no-untyped-def]
        self, _ctx, _text, _stroke, _ctm, scissor
    ):
        self._push(_box(scissor))

    def clip_image_mask(self, _ctx, _image, ctm, _scissor):  # type: ignore[no-untyped-def]
        self._push(square_box((ctm.a, ctm.b, ctm.c, ctm.d, ctm.e, ctm.f)))

    def begin_mask(  # type: ignore[no-untyped-def]
        self, _ctx, area, _luminosity, _colorspace, _color, _params
    ):
        self._push(_box(area))
        self._masks += 1

    def end_mask(self, _ctx, _function=None):  # type: ignore[no-untyped-def]
        self._masks -= 1

    def pop_clip(self, _ctx):  # type: ignore[no-untyped-def]
        if len(self._clips) > 1:
            self._clips.pop()

    def _push_path(self, path: Any, stroke: Any, ctm: Any, scissor: Any) -> None:
        self._clip_count += 1
        if self._clip_count > _MOST_CLIPS:
            self._push(_box(scissor))
        else:
            self._push(_box(mupdf.ll_fz_bound_path(path, stroke, ctm)))

    def _push(self, box: Box) -> None:
        self._clips.append(intersection(self._clips[-1], box))

    def _note(self, image: Any, ctm: Any, stencil: Colour | None, alpha: float) -> None:
        if self._masks or alpha <= 0:
            return
        matrix = (ctm.a, ctm.b, ctm.c, ctm.d, ctm.e, ctm.f)
        seen = intersection(square_box(matrix), self._clips[-1])
        held = mupdf.FzImage(mupdf.ll_fz_keep_image(image))
        self.images.append(EmbeddedImage(held, matrix, seen, stencil, float(alpha)))


_READ: weakref.WeakKeyDictionary[pymupdf.Page, tuple[tuple[EmbeddedImage, ...], int]] = (
    weakref.WeakKeyDictionary()
)


def square_box(matrix: Matrix) -> Box:
    """The box around the unit square under `matrix`."""
    a, b, c, d, e, f = matrix
    return (
        e + min(0, a) + min(0, c),
        f + min(0, b) + min(0, d),
        e + max(0, a) + max(0, c),
        f + max(0, b) + max(0, d),
    )


def _box(rect: Any) -> Box:
    return (rect.x0, rect.y0, rect.x1, rect.y1)


def _rgb(colorspace: Any, color: Any, params: Any) -> Colour:
    if not colorspace:
        return (0.0, 0.0, 0.0)
    values = [mupdf.floats_getitem(color, i) for i in range(mupdf.ll_fz_colorspace_n(colorspace))]
    if len(values) == 1:
        return (values[0],) * 3
    if len(values) == 3:
        return (values[0], values[1], values[2])
    if len(values) == 4:
        keep = 1 - values[3]
        return ((1 - values[0]) * keep, (1 - values[1]) * keep, (1 - values[2]) * keep)
    return (0.0, 0.0, 0.0)
