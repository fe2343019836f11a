"""Stage 8b: the same picture a second time, within a book or in another one.

The rule of the contract (`image_hash`) finds pictures that were encoded anew, resized or printed in
grey. A copy that was cropped a little moves the cells of a difference hash, so each picture also
keeps a small grey thumbnail, and likely pairs are laid over one another at several crops.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from skinvl.contract.image_hash import (
    COARSE_BITS,
    FINE_BITS,
    ImageHashes,
    hash_pixels,
)

THUMB = 40
_CHUNK = 512
_STEPS = 12
_FARTHEST = 4.0
_OUTLIERS = 0.04
# mean square of the rest, in variances, after which no fit is expected (correlation < 0.9)
_HOPELESS = 0.2
# where each cell lies between the middle (0) and the edge (-1, 1)
_CELLS = np.arange(THUMB, dtype=np.float64)
_PLACES = np.linspace(-1, 1, THUMB)
_LIKELY_COARSE, _LIKELY_FINE = 14, 76
_LEAST_CORRELATION = 0.98
_LEAST_DETAIL = 0.95
_SAME_CORRELATION, _SAME_DETAIL = 0.95, 0.7
_SHAPES = 1.25

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of a picture to know it again.

    ``thumb`` is its grey thumbnail, uint8 [40, 40], ``shape`` its width over its height.
    """

    hashes: ImageHashes
    thumb: Bytes
    shape: float

    def to_record(self) -> str:
        """As a line of text."""
        raw = b"".join(
            (self.hashes.coarse.tobytes(), self.hashes.fine.tobytes(), self.thumb.tobytes())
        )
        return f"{self.hashes.sha256} {self.shape:.4f} {base64.b85encode(raw).decode()}"

    @staticmethod
    def from_record(record: str) -> Fingerprint:
        """The inverse of `to_record`."""
        sha256, shape, text = record.split(" ")
        raw = base64.b85decode(text)
        words = np.frombuffer(raw[:40], np.uint64).copy()
        thumb = np.frombuffer(raw[40:], np.uint8).reshape(THUMB, THUMB)
        return Fingerprint(ImageHashes(sha256, words[:1], words[1:]), thumb, float(shape))


def read_fingerprint(rgb: Bytes, sha256: str) -> Fingerprint:
    """Of a picture, uint8 [H, W, 3], and the digest of its file."""
    grey = Image.fromarray(rgb).convert("L")
    thumb = grey.resize((THUMB, THUMB), Image.Resampling.BOX)
    shape = round(rgb.shape[1] / rgb.shape[0], 4)
    return Fingerprint(hash_pixels(rgb, sha256), np.asarray(thumb), shape)


def find_duplicates(pictures: Sequence[Fingerprint]) -> list[tuple[int, int]]:
    """Pictures that repeat an earlier one: (position of the first, position of the repeat).

    The first of several is the one that is kept: a repeat always points to a picture that is no
    repeat itself. Compared in blocks: 10,000 pictures take seconds and little memory.
    """
    if len(pictures) < 2:
        return []
    coarse = np.concatenate([item.hashes.coarse for item in pictures])
    fine = np.stack([item.hashes.fine for item in pictures])
    first: dict[int, int] = {}
    bytes_seen: dict[str, int] = {}
    close: dict[int, list[int]] = {}
    for start in range(0, len(pictures), _CHUNK):
        stop = min(start + _CHUNK, len(pictures))
        distance = np.bitwise_count(coarse[start:stop, None] ^ coarse[None, :stop])
        rows, columns = np.nonzero(distance <= _LIKELY_COARSE)
        before = columns < rows + start
        rows, columns = rows[before], columns[before]
        bits = np.bitwise_count(fine[rows + start] ^ fine[columns]).sum(1, dtype=np.int64)
        same = (distance[rows, columns] <= COARSE_BITS) & (bits <= FINE_BITS)
        likely = same | (bits <= _LIKELY_FINE)
        for row, column, certain in zip(
            rows[likely] + start, columns[likely], same[likely], strict=True
        ):
            if _overlap(pictures[column], pictures[row], certain):
                close.setdefault(int(row), []).append(int(column))
    for position, picture in enumerate(pictures):
        earlier = [first.get(other, other) for other in close.get(position, ())]
        if picture.hashes.sha256 in bytes_seen:
            earlier.append(bytes_seen[picture.hashes.sha256])
        if earlier:
            first[position] = min(earlier)
        bytes_seen.setdefault(picture.hashes.sha256, first.get(position, position))
    return [(kept, repeat) for repeat, kept in sorted(first.items())]


def _overlap(one: Fingerprint, other: Fingerprint, certain: bool) -> bool:
    """Whether one shows the other's picture, up to a crop of about a tenth of each side.

    `certain` is that their hashes say so: less likeness of the thumbnails is asked for then, since
    smooth pictures of one kind share their hashes as well.
    """
    if certain:
        return _agree(one.thumb, other.thumb, _SAME_CORRELATION, _SAME_DETAIL)
    if not 1 / _SHAPES <= one.shape / other.shape <= _SHAPES:
        return False
    return _agree(one.thumb, other.thumb, _LEAST_CORRELATION, _LEAST_DETAIL)


def _agree(first: Bytes, second: Bytes, likeness: float, detail: float) -> bool:
    """Whether two thumbnails agree once laid over one another.

    Shift and scale are found by Gauss-Newton steps on the brightness (Lucas and Kanade 1981).
    Lesions in the middle of a frame resemble one another as blobs: only the fine structure tells
    them apart, so the thumbnails less their smooth part must agree as well.
    """
    source = ndimage.gaussian_filter(first.astype(np.float32), 0.6)
    target = _normalise(ndimage.gaussian_filter(second.astype(np.float32), 0.6))
    move = np.zeros(4)
    for count in range(_STEPS):
        moved = _normalise(_shift(source, move))
        rest = (target - moved)[2:-2, 2:-2].ravel()
        if count == _STEPS // 3 and rest @ rest > _HOPELESS * rest.size:
            return False
        down, across = np.gradient(moved)
        slopes = np.stack([down, down * _PLACES[:, None], across, across * _PLACES[None, :]])
        slopes = slopes[:, 2:-2, 2:-2].reshape(4, -1)
        normal = slopes @ slopes.T
        step = np.linalg.solve(normal + 1e-3 * np.trace(normal) * np.eye(4), slopes @ rest)
        move = np.clip(move + step, -_FARTHEST, _FARTHEST)
        if np.abs(step).max() < 0.02:
            break
    moved = _shift(source, move)
    down, across = ((side >= 0) & (side <= THUMB - 1) for side in _move(move))
    inside = down[:, None] & across[None, :]
    return _correlate(moved, target, inside) >= likeness and (
        _correlate(_detail(moved), _detail(target), inside) >= detail
    )


def _move(move: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the rows and columns come from after `move` (down, tall, across, wide), in cells."""
    down = _CELLS + move[0] + move[1] * _PLACES
    across = _CELLS + move[2] + move[3] * _PLACES
    return down, across


def _shift(plane: Floats, move: NDArray[np.float64]) -> Floats:
    """`plane` moved and scaled, linear between cells; rows and columns one after the other."""
    down, across = (
        np.maximum(0, 1 - np.abs(np.clip(side, 0, THUMB - 1)[:, None] - _CELLS[None, :]))
        for side in _move(move)
    )
    return np.asarray(down @ plane @ across.T, np.float32)


def _detail(plane: Floats) -> Floats:
    return np.asarray(plane - ndimage.gaussian_filter(plane, 2.5), np.float32)


def _correlate(first: Floats, second: Floats, inside: NDArray[np.bool_]) -> float:
    """Pearson's correlation; the worst pixels (a letter in a corner) are left out."""
    a, b = first[inside], second[inside]
    a, b = (a - a.mean()) / (a.std() + 1e-3), (b - b.mean()) / (b.std() + 1e-3)
    rest = np.abs(a - b)
    fair = rest <= np.quantile(rest, 1 - _OUTLIERS)
    return float(np.corrcoef(a[fair], b[fair])[0, 1])


def _normalise(plane: Floats) -> Floats:
    return np.asarray((plane - plane.mean()) / (plane.std() + 1e-3), np.float32)
