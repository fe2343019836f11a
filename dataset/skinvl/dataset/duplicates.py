"""Exact and near-duplicate images within one collection, and near-duplicates between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.image_hash import ImageHashes, Words, find_close

_ROWS = 256
_COLUMNS = 4096  # 256 x 4096 words are 8 MB: they stay in the processor's cache

Positions = NDArray[np.intp]


def find_exact_duplicates(hashes: Sequence[ImageHashes]) -> list[tuple[int, int]]:
    """Pairs (first, other) of positions whose files have the same bytes."""
    places: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(hashes):
        places[item.sha256].append(position)
    return [(same[0], other) for same in places.values() for other in same[1:]]


def find_near_duplicates(hashes: Sequence[ImageHashes]) -> list[tuple[int, int]]:
    """All pairs (i, j), i < j, that are near-duplicates and not byte-identical.

    Compared in tiles of packed bits: 20,000 images take half a second, and five times as many 25
    times as long; beside the hashes themselves that needs less than 50 MB.
    """
    if len(hashes) < 2:
        return []
    coarse = np.concatenate([item.coarse for item in hashes])
    fine = np.stack([item.fine for item in hashes])
    return [
        (int(i), int(j))
        for first, second in iterate_close(coarse, fine, coarse, fine, above_diagonal=True)
        for i, j in zip(first, second, strict=True)
        if j > i and hashes[i].sha256 != hashes[j].sha256
    ]


def iterate_close(
    coarse_a: Words, fine_a: Words, coarse_b: Words, fine_b: Words, *, above_diagonal: bool = False
) -> Iterator[tuple[Positions, Positions]]:
    """Near-duplicates between two sets of hashes, tile after tile; see `find_close`.

    Args:
        coarse_a, fine_a: [A] and [A, 4]; ``coarse_b, fine_b``: [B] and [B, 4].
        above_diagonal: leave out the tiles that lie wholly below the diagonal, for a set with
            itself.

    Yields:
        positions in A and in B, each [pairs of the tile].
    """
    for row in range(0, len(coarse_a), _ROWS):
        rows = slice(row, row + _ROWS)
        for column in range(row if above_diagonal else 0, len(coarse_b), _COLUMNS):
            columns = slice(column, column + _COLUMNS)
            first, second, _ = find_close(
                coarse_a[rows], fine_a[rows], coarse_b[columns], fine_b[columns]
            )
            if len(first):
                yield first + row, second + column
