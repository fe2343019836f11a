"""Hashing the images of several dataset folders, in processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import ImageError
from skinvl.contract.image import open_image
from skinvl.contract.image_hash import Words, hash_pixels
from skinvl.dataset.overlap.entries import Entry, Folder
from skinvl.dataset.progress import track

_CHUNK = 64
_Hashed = tuple[str, bytes, bytes] | None


@dataclass(frozen=True, eq=False)
class HashTable:
    """Hashes of all entries: ``coarse`` [N], ``fine`` [N, 4], ``opened`` bool [N].

    ``changed`` counts images whose bytes are not those that were imported.
    """

    coarse: Words
    fine: Words
    opened: NDArray[np.bool_]
    changed: int


def hash_entries(
    folders: Sequence[Folder], entries: Sequence[Entry], *, workers: int | None = None
) -> HashTable:
    """Open and hash the image of every entry; one that cannot be opened is marked as such.

    Args:
        workers: processes; None takes one per processor.
    """
    paths = [folders[entry.archive].path / entry.image for entry in entries]
    coarse = np.zeros(len(entries), dtype=np.uint64)
    fine = np.zeros((len(entries), 4), dtype=np.uint64)
    opened = np.zeros(len(entries), dtype=np.bool_)
    changed = 0
    results = _map(paths, workers or os.cpu_count() or 1)
    for position, found in enumerate(track(results, "hashing images", total=len(paths))):
        if found is None:
            continue
        sha256, coarse_word, fine_words = found
        coarse[position] = np.frombuffer(coarse_word, dtype=np.uint64)[0]
        fine[position] = np.frombuffer(fine_words, dtype=np.uint64)
        opened[position] = True
        changed += sha256 != entries[position].sha256
    return HashTable(coarse, fine, opened, changed)


def _map(paths: Sequence[Path], workers: int) -> Iterator[_Hashed]:
    if workers == 1 or len(paths) <= _CHUNK:
        yield from map(_hash_file, paths)
        return
    with ProcessPoolExecutor(min(workers, len(paths) // _CHUNK + 1)) as pool:
        yield from pool.map(_hash_file, paths, chunksize=_CHUNK)


def _hash_file(path: Path) -> _Hashed:
    try:
        image = open_image(path)
    except ImageError:
        return None
    hashes = hash_pixels(image.rgb, image.sha256)
    return hashes.sha256, hashes.coarse.tobytes(), hashes.fine.tobytes()
