"""When two image files show the same picture: the rule that divides data sets and audits them.

A difference hash (dHash, Krawetz 2013) keeps the sign of the brightness step between neighbouring
cells of a reduced grey image. Two images are near-duplicates where the 8x8 hash differs in at
most 6 of 64 bits and the 16x16 hash in at most 12 of 256.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

COARSE_SIDE = 8
FINE_SIDE = 16
COARSE_BITS = 6
FINE_BITS = 12

Words = NDArray[np.uint64]


@dataclass(frozen=True)
class ImageHashes:
    """Hashes of one image: sha256 of the file (hex), dHash 8x8 (1 word) and 16x16 (4 words)."""

    sha256: str
    coarse: Words
    fine: Words


def hash_pixels(rgb: NDArray[np.uint8], sha256: str) -> ImageHashes:
    """Hash an image, uint8 [H, W, 3]."""
    grey = Image.fromarray(rgb).convert("L")
    return ImageHashes(
        sha256, _difference_hash(grey, COARSE_SIDE), _difference_hash(grey, FINE_SIDE)
    )


def find_close(
    coarse_a: Words, fine_a: Words, coarse_b: Words, fine_b: Words
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64]]:
    """Near-duplicates between two sets of hashes; coarse [A] and [B], fine [A, 4] and [B, 4].

    Memory grows with A x B: give one of the two in blocks.

    Returns:
        Rows of A, rows of B and the distance of the fine hashes in bits, each [pairs].
    """
    distance = np.bitwise_count(coarse_a[:, None] ^ coarse_b[None, :])
    first, second = np.nonzero(distance <= COARSE_BITS)
    bits = np.bitwise_count(fine_a[first] ^ fine_b[second]).sum(axis=1, dtype=np.int64)
    close = bits <= FINE_BITS
    return first[close], second[close], bits[close]


def _difference_hash(grey: Image.Image, side: int) -> Words:
    small = np.asarray(grey.resize((side + 1, side), Image.Resampling.LANCZOS))
    bits = small[:, 1:] > small[:, :-1]
    return np.packbits(bits.reshape(-1)).view(np.uint64).copy()
