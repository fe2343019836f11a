"""Panel letters that are pixels: a glyph on a white or black patch in a picture's corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Grey = NDArray[np.uint8]

_CHARACTERS = "ABCDEFGHIJKLabcdefghijkl123456789"
# Helvetica and Times, bold and regular: PyMuPDF's built-in fonts.
_FONTS = ("hebo", "helv", "tibo", "tiro")
_CELL = 100
_SIDE = 24
_EDGE = 6
# Shares of the picture's shorter side.
_PATCH = 0.3
_SMALLEST = 0.02
_LARGEST = 0.2
_FEWEST_PIXELS = 7
# Grey values of the ground under a letter.
_LIGHT, _DARK = 232, 24
_INK_CONTRAST = 90
_LEAST_GROUND = 0.01
_SURROUNDED = 0.93
# Correlations: letters in other sans and serif faces reach 0.8-0.97 with their own template.
_BEST = 0.72


@dataclass(frozen=True)
class Glyph:
    """A character read, with the correlation of its shape with the font's, 0..1."""

    character: str
    score: float


def read_corner_letter(grey: Grey) -> Glyph | None:
    """The letter in a corner of `grey` [H, W], uint8; None where no corner has one."""
    height, width = grey.shape
    side = int(_PATCH * min(height, width))
    if side < 2 * _FEWEST_PIXELS:
        return None
    corners = (
        grey[:side, :side],
        grey[:side, -side:],
        grey[-side:, :side],
        grey[-side:, -side:],
    )
    read = [glyph for corner in corners if (glyph := _read_corner(corner, min(height, width)))]
    return max(read, key=lambda glyph: glyph.score, default=None)


def read_stamp(grey: Grey) -> Glyph | None:
    """The character on a small image [H, W] that holds it alone, dark on light or light on dark."""
    low, high = int(grey.min()), int(grey.max())
    if high - low < _INK_CONTRAST:
        return None
    dark = grey < (low + high) / 2
    border = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]])
    ink = ~dark if border.mean() > 0.5 else dark
    labels, count = ndimage.label(ink, structure=np.ones((3, 3)))
    if not count:
        return None
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    return read_glyph(labels == int(np.argmax(sizes)))


def read_glyph(ink: NDArray[np.bool_]) -> Glyph | None:
    """The character whose shape `ink` [H, W] has; None below a fair likeness."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or not len(columns):
        return None
    shape = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if max(shape.shape) < _FEWEST_PIXELS:
        return None
    vector = _vector(shape)
    names, templates = _templates()
    scores = templates @ vector
    best = int(np.argmax(scores))
    if scores[best] < _BEST:
        return None
    return Glyph(names[best], float(scores[best]))


def _read_corner(corner: Grey, side: int) -> Glyph | None:
    read = []
    for light in (True, False):
        ground = corner >= _LIGHT if light else corner <= _DARK
        if ground.mean() < _LEAST_GROUND:
            continue
        ink = corner <= _LIGHT - _INK_CONTRAST if light else corner >= _DARK + _INK_CONTRAST
        labels, _ = ndimage.label(ink, structure=np.ones((3, 3)))
        for index, place in enumerate(ndimage.find_objects(labels), 1):
            if _has_letter_size(place, corner.shape[0], side):
                glyph = _read_part(labels, index, place, ground)
                read += [glyph] if glyph else []
    return max(read, key=lambda glyph: glyph.score, default=None)


def _has_letter_size(place: tuple[slice, slice], window: int, side: int) -> bool:
    down, across = place
    height, width = down.stop - down.start, across.stop - across.start
    on_edge = min(down.start, across.start) == 0 or max(down.stop, across.stop) == window
    fits = _SMALLEST * side <= height <= _LARGEST * side and width <= 1.5 * height
    return fits and height >= _FEWEST_PIXELS and not on_edge


def _read_part(
    labels: NDArray[np.intp], index: int, place: tuple[slice, slice], ground: NDArray[np.bool_]
) -> Glyph | None:
    """The character that a part of the ink forms, if plain ground lies all around it."""
    margin = 5
    rows = slice(max(0, place[0].start - margin), place[0].stop + margin)
    columns = slice(max(0, place[1].start - margin), place[1].stop + margin)
    part = labels[rows, columns] == index
    near = ndimage.binary_dilation(part, iterations=2)
    ring = ndimage.binary_dilation(near, iterations=2) & ~near
    if ground[rows, columns][ring].mean() < _SURROUNDED:
        return None
    return read_glyph(part)


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[str, ...], NDArray[np.float32]]:
    names, vectors = [], []
    for font in _FONTS:
        grey = _print_characters(font)
        for index, character in enumerate(_CHARACTERS):
            ink = grey[:, index * _CELL : (index + 1) * _CELL] < 128
            names.append(character)
            vectors.append(_vector(_largest_part(ink)))
    return tuple(names), np.stack(vectors)


def _print_characters(font: str) -> Grey:
    """All characters in a row, each in a square of `_CELL` pixels."""
    with pymupdf.open() as document:
        page = document.new_page(width=_CELL * len(_CHARACTERS), height=_CELL)
        writer = pymupdf.TextWriter(page.rect)
        face = pymupdf.Font(font)
        for index, character in enumerate(_CHARACTERS):
            writer.append((index * _CELL + 10, 0.75 * _CELL), character, face, 0.6 * _CELL)
        writer.write_text(page)
        pixmap = page.get_pixmap(colorspace=pymupdf.csGRAY, alpha=False)
        return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width).copy()


def _largest_part(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cut out: the dot of an i goes, as it does when a letter is read."""
    labels, _ = ndimage.label(ink, structure=np.ones((3, 3)))
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    part: NDArray[np.bool_] = labels == int(np.argmax(sizes))
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    return part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _vector(ink: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The shape on a square of its longer side, mean 0 and length 1."""
    height, width = ink.shape
    scale = _SIDE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = np.asarray(
        Image.fromarray((ink * 255).astype(np.uint8)).resize(size, Image.Resampling.BOX)
    ).astype(np.float32)
    square = np.zeros((_SIDE + _EDGE, _SIDE + _EDGE), np.float32)
    top, left = (square.shape[0] - size[1]) // 2, (square.shape[1] - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = small
    square = ndimage.gaussian_filter(square, 0.8)
    flat = (square - square.mean()).ravel()
    unit: NDArray[np.float32] = (flat / max(float(np.linalg.norm(flat)), 1e-6)).astype(np.float32)
    return unit
