"""Division into train, val and test by group, and splits that somebody else has given."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.sample import SPLITS, Split
from skinvl.dataset.sources.collection import read_table

Fractions = tuple[float, float, float]
_SPLIT_OF: dict[str, Split] = {split: split for split in SPLITS}


@dataclass(frozen=True)
class GivenRow:
    """One line of a table of splits."""

    split: Split
    group: str | None
    label: str | None
    lesion_id: str | None


class GivenSplits:
    """A table ``file, split`` (and ``group, label, lesion_id``); paths relative to the table."""

    def __init__(self, path: Path) -> None:
        """Read the table.

        Raises:
            DataError: no such table or column, an unknown split, or a file in two splits.
        """
        self.path = path
        self._rows: dict[Path, GivenRow] = {}
        root = Path(os.path.abspath(path.parent))
        for number, row in enumerate(read_table(path, ("file", "split")), start=2):
            if row["split"] not in _SPLIT_OF:
                raise DataError(
                    path, f"line {number}: split {row['split']!r} is none of {', '.join(SPLITS)}"
                )
            given = GivenRow(
                split=_SPLIT_OF[row["split"]],
                group=row.get("group") or None,
                label=row.get("label") or None,
                lesion_id=row.get("lesion_id") or None,
            )
            file = root / row["file"]
            if self._rows.setdefault(file, given) != given:
                raise DataError(path, f"line {number}: {row['file']} is listed twice, differently")
        self._real = {Path(os.path.realpath(file)): row for file, row in self._rows.items()}

    def find(self, file: Path) -> GivenRow | None:
        """The line of `file`, compared as an absolute path and then with links followed."""
        row = self._rows.get(Path(os.path.abspath(file)))
        return row if row is not None else self._real.get(Path(os.path.realpath(file)))


def unit_hash(seed: int, key: str) -> float:
    """A number in [0, 1) that depends on `seed` and `key` alone."""
    digest = hashlib.sha256(f"{seed}:{key}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2**56


def assign_split(group: str, seed: int, fractions: Fractions) -> Split:
    """The split of a group: a seeded hash of its id against (train, val, test) fractions."""
    train, val, _ = fractions
    value = unit_hash(seed, group)
    return "train" if value < train else "val" if value < train + val else "test"


def carve_test(
    components: Sequence[str], given: Sequence[Split], fraction: float, seed: int
) -> list[Split]:
    """Turn a `fraction` of the components that lie wholly in train into test, by seeded hash."""
    members: dict[str, set[Split]] = defaultdict(set)
    for component, split in zip(components, given, strict=True):
        members[component].add(split)
    return [
        "test"
        if members[component] == {"train"} and unit_hash(seed, component) < fraction
        else split
        for component, split in zip(components, given, strict=True)
    ]


def find_crossings(
    splits: Sequence[Split], pairs: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Duplicate pairs that lie in different splits.

    test and withheld count as one side: withheld are by definition further images of the test
    lesions, and neither is trained on.
    """
    side = ["test" if split == "withheld" else split for split in splits]
    return [(first, second) for first, second in pairs if side[first] != side[second]]


def count_group_crossings(groups: Sequence[str], splits: Sequence[Split]) -> int:
    """Groups whose images lie in more than one split (test and withheld count as one)."""
    sides: dict[str, set[str]] = defaultdict(set)
    for group, split in zip(groups, splits, strict=True):
        sides[group].add("test" if split == "withheld" else split)
    return Counter(len(found) > 1 for found in sides.values())[True]
