"""Links between images of different folders: one picture, one lesion or one patient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from skinvl.dataset.duplicates import iterate_close
from skinvl.dataset.overlap.entries import Entry, Folder
from skinvl.dataset.overlap.hashes import HashTable

Tie = Literal["id", "bytes", "near", "lesion", "patient"]
TIES: tuple[Tie, ...] = get_args(Tie)

_VALUE: dict[Tie, Callable[[Entry], str | None]] = {
    "id": lambda entry: entry.isic_id,
    "bytes": lambda entry: entry.sha256,
    "lesion": lambda entry: entry.lesion_id,
    "patient": lambda entry: entry.patient_id,
}


@dataclass(frozen=True, eq=False)
class Links:
    """Linked positions among all entries, the one of the earlier folder first; each pair once.

    Attributes:
        first: intp [L], in ascending order, then by ``second``.
        second: intp [L].
        ties: uint8 [L], bit k set where ``TIES[k]`` links the two.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    ties: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.first)

    def tied_by(self, tie: Tie) -> NDArray[np.bool_]:
        """Which links `tie` holds."""
        return (self.ties >> TIES.index(tie) & 1).astype(bool)

    def select(self, chosen: NDArray[np.bool_]) -> Links:
        """The chosen links."""
        return Links(self.first[chosen], self.second[chosen], self.ties[chosen])


def find_links(
    folders: Sequence[Folder],
    entries: Sequence[Entry],
    by: Collection[Tie],
    hashes: HashTable | None = None,
) -> Links:
    """Every link between two folders that one of the ties `by` makes.

    "near" takes `hashes`; it holds for pictures that are close and not of the same bytes.
    """
    size = len(entries)
    keys: list[NDArray[np.int64]] = []
    bits: list[NDArray[np.uint8]] = []
    for number, tie in enumerate(TIES):
        if tie not in by:
            continue
        if tie != "near":
            found = np.fromiter(
                (i * size + j for i, j in _share(entries, _VALUE[tie])), dtype=np.int64
            )
        elif hashes is not None:
            found = _near(folders, entries, hashes)
        else:
            continue
        keys.append(found)
        bits.append(np.full(len(found), 1 << number, dtype=np.uint8))
    if not keys:
        keys, bits = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.uint8)]
    unique, places = np.unique(np.concatenate(keys), return_inverse=True)
    ties = np.zeros(len(unique), dtype=np.uint8)
    np.bitwise_or.at(ties, places, np.concatenate(bits))
    return Links((unique // size).astype(np.intp), (unique % size).astype(np.intp), ties)


def _share(
    entries: Sequence[Entry], value_of: Callable[[Entry], str | None]
) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        value = value_of(entry)
        if value is not None:
            places[value].append(position)
    for same in places.values():
        for place, first in enumerate(same):
            for second in same[place + 1 :]:
                if entries[first].archive != entries[second].archive:
                    yield first, second


def _near(
    folders: Sequence[Folder], entries: Sequence[Entry], hashes: HashTable
) -> NDArray[np.int64]:
    found: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    places = [
        np.flatnonzero(hashes.opened[folder.start : folder.stop]) + folder.start
        for folder in folders
    ]
    for number, rows in enumerate(places):
        for columns in places[number + 1 :]:
            for first, second in iterate_close(
                hashes.coarse[rows], hashes.fine[rows], hashes.coarse[columns], hashes.fine[columns]
            ):
                pairs = [
                    int(i) * len(entries) + int(j)
                    for i, j in zip(rows[first], columns[second], strict=True)
                    if entries[i].sha256 != entries[j].sha256
                ]
                found.append(np.array(pairs, dtype=np.int64))
    return np.concatenate(found)
