"""Exact and near-duplicate images within one collection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from skinvl.contract.image_hash import ImageHashes, find_close

_CHUNK = 256


def find_exact_duplicates(hashes: Sequence[ImageHashes]) -> list[tuple[int, int]]:
    """Pairs (first, other) of positions whose files have the same bytes."""
    places: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(hashes):
        places[item.sha256].append(position)
    return [(same[0], other) for same in places.values() for other in same[1:]]


def find_near_duplicates(hashes: Sequence[ImageHashes]) -> list[tuple[int, int]]:
    """All pairs (i, j), i < j, that are near-duplicates and not byte-identical.

    Compared in chunks of packed bits: 20,000 images take about a second and 50 MB.
    """
    if len(hashes) < 2:
        return []
    coarse = np.concatenate([item.coarse for item in hashes])
    fine = np.stack([item.fine for item in hashes])
    pairs: list[tuple[int, int]] = []
    for start in range(0, len(hashes), _CHUNK):
        block = slice(start, start + _CHUNK)
        first, second, _ = find_close(coarse[block], fine[block], coarse[start:], fine[start:])
        pairs += [
            (int(i) + start, int(j) + start)
            for i, j in zip(first, second, strict=True)
            if j > i and hashes[i + start].sha256 != hashes[j + start].sha256
        ]
    return pairs
