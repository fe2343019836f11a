"""Grouping the images of a collection and dividing the groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skinvl.contract.errors import DataError
from skinvl.contract.sample import Split
from skinvl.dataset.duplicates import find_exact_duplicates, find_near_duplicates
from skinvl.dataset.groups import join_groups
from skinvl.dataset.scan import Scan
from skinvl.dataset.sources.collection import Record
from skinvl.dataset.splits import (
    Fractions,
    GivenSplits,
    assign_split,
    carve_test,
    count_group_crossings,
    find_crossings,
)


@dataclass(frozen=True)
class Published:
    """What crosses the division that the archive publishes, whether it is used or not.

    ``images`` counts per split; ``crossing_pairs`` are duplicates, as positions; the groups are
    those of lesions, patients and duplicates together.
    """

    images: Mapping[str, int]
    crossing_pairs: tuple[tuple[int, int], ...]
    crossing_groups: int


@dataclass(frozen=True)
class Division:
    """Splits and groups of the scanned records, and what was found about duplicates."""

    splits: tuple[Split, ...]
    groups: tuple[str, ...]
    exact: int
    near: int
    conflicting_labels: int
    crossing_pairs: tuple[tuple[int, int], ...]
    crossing_groups: int
    carved: int
    published: Published | None = None


def divide(
    scans: Sequence[Scan],
    given: GivenSplits | None,
    *,
    seed: int,
    fractions: Fractions,
    carve: float = 0.0,
    strict: bool = False,
    published: bool = False,
) -> Division:
    """Group the scanned images and give every group a split.

    Given splits and groups are kept as they are; components joined by further duplicates then
    decide only what is carved out of train. With ``published`` the archive's own splits are kept
    in the same way; an image without one gets that of its group.

    Raises:
        DataError: with ``strict``, duplicates cross given splits.
    """
    records = [scan.record for scan in scans]
    hashes = [scan.hashes for scan in scans]
    exact, near = find_exact_duplicates(hashes), find_near_duplicates(hashes)
    pairs = exact + near
    rows = [None if given is None else given.find(record.file) for record in records]
    components = join_groups(records, pairs, [None if row is None else row.group for row in rows])
    carved = 0
    if given is None:
        groups = components
        splits = [assign_split(group, seed, fractions) for group in groups]
        if published:
            splits = [
                record.published_split or own for record, own in zip(records, splits, strict=True)
            ]
    else:
        listed = [row for row in rows if row is not None]
        groups = [row.group or own for row, own in zip(listed, components, strict=True)]
        stated = [row.split for row in listed]
        splits = carve_test(components, stated, carve, seed)
        carved = sum(before != after for before, after in zip(stated, splits, strict=True))
    crossing = find_crossings(splits, pairs)
    crossing_groups = count_group_crossings(groups, splits)
    if strict and (crossing or crossing_groups):
        raise DataError(
            records[0].file.parent if given is None else given.path,
            f"{len(crossing)} duplicate pairs and {crossing_groups} groups cross splits; the first "
            f"is {_name_pair(records, crossing)}",
        )
    return Division(
        splits=tuple(splits),
        groups=tuple(groups),
        exact=len(exact),
        near=len(near),
        conflicting_labels=sum(
            records[first].diagnosis != records[second].diagnosis for first, second in pairs
        ),
        crossing_pairs=tuple(crossing),
        crossing_groups=crossing_groups,
        carved=carved,
        published=_judge_published(records, components, pairs),
    )


def _judge_published(
    records: Sequence[Record], components: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> Published | None:
    splits = [record.published_split for record in records]
    stated = [
        (group, split) for group, split in zip(components, splits, strict=True) if split is not None
    ]
    if not stated:
        return None
    known = [split or "train" for split in splits]
    crossing = find_crossings(
        known, ((i, j) for i, j in pairs if splits[i] is not None and splits[j] is not None)
    )
    return Published(
        images=dict(sorted(Counter(split for _, split in stated).items())),
        crossing_pairs=tuple(crossing),
        crossing_groups=count_group_crossings(
            [group for group, _ in stated], [split for _, split in stated]
        ),
    )


def _name_pair(records: Sequence[Record], pairs: Sequence[tuple[int, int]]) -> str:
    if not pairs:
        return "a group, not a pair"
    first, second = pairs[0]
    return f"{records[first].id} and {records[second].id}"
