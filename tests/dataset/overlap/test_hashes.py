"""Hashing the images of dataset folders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from miniatures import archives

from skinvl.dataset.overlap import hashes as hashing
from skinvl.dataset.overlap.entries import read_folders
from skinvl.dataset.overlap.hashes import hash_entries


def test_the_same_hashes_whatever_the_number_of_processes(pair: tuple[Path, Path]) -> None:
    folders, entries = read_folders(pair)
    alone = hash_entries(folders, entries, workers=1)
    many = [entry for entry in entries for _ in range(hashing._CHUNK)]
    together = hash_entries(folders, many, workers=2)
    assert np.array_equal(together.coarse[:: hashing._CHUNK], alone.coarse)
    assert np.array_equal(together.fine[:: hashing._CHUNK], alone.fine)
    assert alone.opened.all() and alone.changed == 0


def test_an_unreadable_image_is_marked_and_a_changed_one_counted(pair: tuple[Path, Path]) -> None:
    folders, entries = read_folders(pair)
    (pair[0] / entries[1].image).write_bytes(b"no image")
    archives.paint_image(pair[0] / entries[2].image, 777)
    table = hash_entries(folders, entries, workers=1)
    assert np.flatnonzero(~table.opened).tolist() == [1]
    assert table.changed == 1
