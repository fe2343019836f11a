"""Groups of images that belong together: union-find over everything that ties two images."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Sequence

from skinvl.dataset.sources.collection import Record


class UnionFind:
    """Disjoint sets of positions 0..n-1 with path halving; the smallest position is the root."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        """The root of the set of `item`."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, first: int, second: int) -> None:
        """Make one set of the sets of both."""
        a, b = self.find(first), self.find(second)
        if a != b:
            self._parent[max(a, b)] = min(a, b)


def join_groups(
    records: Sequence[Record],
    pairs: Iterable[tuple[int, int]],
    given: Sequence[str | None],
) -> list[str]:
    """The group id of every record.

    Joined are images of one lesion, one patient, one group stated by the collection, one `given`
    group, and the duplicate `pairs` (positions in `records`). Keys hold within one source: two
    collections may number their lesions alike.

    Returns:
        ids of 12 hex digits, from the smallest sample id of the group, so that they do not
        depend on the order of files.
    """
    sets = UnionFind(len(records))
    first_of: dict[Hashable, int] = {}
    for position, (record, group) in enumerate(zip(records, given, strict=True)):
        for kind, value in (
            ("lesion", record.lesion_id),
            ("patient", record.patient_id),
            ("stated", record.given_group),
        ):
            if value is not None:
                sets.join(position, first_of.setdefault((kind, record.source, value), position))
        if group is not None:
            sets.join(position, first_of.setdefault(("given", group), position))
    for first, second in pairs:
        sets.join(first, second)
    smallest: dict[int, str] = {}
    for position, record in enumerate(records):
        root = sets.find(position)
        smallest[root] = min(smallest.get(root, record.id), record.id)
    return [_group_id(smallest[sets.find(position)]) for position in range(len(records))]


def _group_id(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]
