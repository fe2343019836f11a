"""Stage 9: pictures divided into train, val and test by groups, never one by one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from skinvl.contract.image_hash import ImageHashes
from skinvl.contract.sample import Split
from skinvl.dataset.books.kinship import KINDS, name_shared, refer_to_patients
from skinvl.dataset.books.records import Pair
from skinvl.dataset.duplicates import find_near_duplicates
from skinvl.dataset.groups import UnionFind
from skinvl.dataset.splits import Fractions, unit_hash

# With fewer books a split of one or two of them would say more about those books than about skin.
_BOOKS_TO_DIVIDE = 10
_SPLITS: tuple[Split, ...] = ("train", "val", "test")


@dataclass(frozen=True)
class Division:
    """Group and split of every pair; ``ties`` counts what joined the groups, by kind."""

    by: str
    groups: tuple[str, ...]
    splits: tuple[Split, ...]
    ties: Mapping[str, int]


def divide(
    pairs: Sequence[Pair],
    hashes: Sequence[ImageHashes],
    *,
    split_by: str,
    fractions: Fractions,
    seed: int,
) -> Division:
    """Give every pair a group and a split.

    Joined are pictures that look alike, the panels of a figure, the figures of two facing pages,
    pictures with the same telling caption, pictures that the captions say show one patient, and,
    when divided by book, all of a book.

    Args:
        pairs: of all books.
        hashes: of their pictures, in the same order.
        split_by: "book", "figure", or "auto": by book from ten books on.
        fractions: of the pairs in train, val and test.
        seed: another seed, another choice among groups of one size.
    """
    by = split_by
    if by == "auto":
        by = "book" if len({pair.pdf for pair in pairs}) >= _BOOKS_TO_DIVIDE else "figure"
    sets = UnionFind(len(pairs))
    ties = dict.fromkeys(KINDS, 0)
    first_with: dict[Hashable, int] = {}
    for place, pair in enumerate(pairs):
        for kind, key in name_shared(pair):
            other = first_with.setdefault((kind, key), place)
            ties[kind] += other != place
            sets.join(other, place)
        if by == "book":
            sets.join(first_with.setdefault(("book", pair.pdf), place), place)
    for kind, found in (
        ("look", find_near_duplicates(hashes)),
        ("patient", refer_to_patients(pairs)),
    ):
        for first, second in found:
            ties[kind] += 1
            sets.join(first, second)
    groups = _name_groups(pairs, [sets.find(place) for place in range(len(pairs))])
    return Division(by, groups, _assign(groups, fractions, seed), ties)


def _name_groups(pairs: Sequence[Pair], roots: Sequence[int]) -> tuple[str, ...]:
    """A group id per pair, 12 hex digits, from the first name in the group."""
    names: dict[int, str] = {}
    for pair, root in zip(pairs, roots, strict=True):
        name = f"{pair.pdf}:{pair.image_path}"
        names[root] = min(names.get(root, name), name)
    return tuple(hashlib.sha256(names[root].encode()).hexdigest()[:12] for root in roots)


def _assign(groups: Sequence[str], fractions: Fractions, seed: int) -> tuple[Split, ...]:
    """Whole groups to splits, the largest first, each to the split that lacks most."""
    sizes: dict[str, int] = defaultdict(int)
    for group in groups:
        sizes[group] += 1
    lacking = {split: part * len(groups) for split, part in zip(_SPLITS, fractions, strict=True)}
    split_of: dict[str, Split] = {}
    for group in sorted(sizes, key=lambda name: (-sizes[name], unit_hash(seed, name))):
        split = max(_SPLITS, key=lambda name: lacking[name])
        split_of[group] = split
        lacking[split] -= sizes[group]
    return tuple(split_of[group] for group in groups)


def count_leaks(pairs: Sequence[Pair], hashes: Sequence[ImageHashes]) -> dict[str, int]:
    """What more than one split has, by kind, counted on the rows as they are written.

    Args:
        pairs: with their splits.
        hashes: of their pictures, in the same order.
    """
    splits_of: dict[tuple[str, Hashable], set[Split]] = defaultdict(set)
    for pair in pairs:
        for kind, key in name_shared(pair):
            splits_of[kind, key].add(pair.split)
    leaks = dict.fromkeys(KINDS, 0)
    for (kind, _), splits in splits_of.items():
        leaks[kind] += len(splits) > 1
    leaks["look"] = _count_crossings(pairs, find_near_duplicates(hashes))
    leaks["patient"] = _count_crossings(pairs, refer_to_patients(pairs))
    return leaks


def _count_crossings(pairs: Sequence[Pair], ties: Iterable[tuple[int, int]]) -> int:
    return sum(pairs[first].split != pairs[second].split for first, second in ties)
