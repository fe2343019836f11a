"""Division of pictures into train, val and test by groups that share what must not leak."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from skinvl.contract.errors import DataError
from skinvl.contract.image_hash import ImageHashes
from skinvl.contract.sample import Split
from skinvl.dataset.books.records import Pair
from skinvl.dataset.duplicates import find_exact_duplicates, find_near_duplicates
from skinvl.dataset.groups import UnionFind
from skinvl.dataset.splits import Fractions, unit_hash

# With fewer books a split of one or two of them would say more about those books than about skin.
_BOOKS_TO_DIVIDE = 10
# "Melanoma." stands under pictures that have nothing else in common.
_TELLING_LENGTH = 40
_SPLITS: tuple[Split, ...] = ("train", "val", "test")
_SAME_PATIENT = re.compile(
    r"\b(?:the\s+)?same\s+(?:patient|case|man|woman|child|boy|girl|infant|lesion|subject)\b"
    r"|\b(?:der|die|das)selben?\s+(?:patient(?:in)?|fall|läsion|kind)\b"
    r"|\bgleichen?r?\s+(?:patient(?:in)?|fall)\b"
    r"|\b(?:le|la)\s+même\s+(?:patient|patiente|cas|malade)\b"
    r"|\b(?:el|la)\s+mism[oa]\s+(?:paciente|caso)\b"
    r"|同一患者|同一病例|同一例",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.\-\u2013]\d+)*")


@dataclass(frozen=True)
class Tie:
    """Two pairs, by their positions, that must not lie in different splits, and why."""

    kind: str
    first: int
    second: int


@dataclass(frozen=True)
class Division:
    """Group and split of every pair; ``ties`` is how many of each kind joined the groups."""

    by: str
    groups: tuple[str, ...]
    splits: tuple[Split, ...]
    ties: dict[str, int]
    leaks: dict[str, int]


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
    when divided by book, all of a book. Then the written splits are checked for leaks.

    Args:
        pairs: of all books.
        hashes: of their pictures, in the same order.
        split_by: "book", "figure", or "auto": by book from ten books on.
        fractions: of the pairs in train, val and test.
        seed: another seed, another choice of groups.

    Raises:
        DataError: the splits leak.
    """
    books = {pair.pdf for pair in pairs}
    by = split_by
    if by == "auto":
        by = "book" if len(books) >= _BOOKS_TO_DIVIDE else "figure"
    ties = find_ties(pairs, hashes)
    joining = [*ties, *_chain("book", (pair.pdf for pair in pairs))] if by == "book" else ties
    groups = _join(pairs, joining)
    splits = _assign(groups, fractions, seed)
    leaks = count_leaks(splits, ties)
    if any(leaks.values()):
        found = ", ".join(f"{count} by {kind}" for kind, count in leaks.items() if count)
        raise DataError("splits", f"train, val and test share pictures or text ({found})")
    return Division(by, groups, splits, _count(ties), leaks)


def find_ties(pairs: Sequence[Pair], hashes: Sequence[ImageHashes]) -> list[Tie]:
    """Everything that two pairs share and that would leak from one split into another."""
    ties = [Tie("exact_duplicate", *found) for found in find_exact_duplicates(hashes)]
    ties += [Tie("near_duplicate", *found) for found in find_near_duplicates(hashes)]
    ties += _chain("figure", ((pair.pdf, pair.figure) for pair in pairs))
    ties += _chain("number", (_numbered(pair) for pair in pairs))
    ties += _chain("plate", ((pair.pdf, pair.page // 2) for pair in pairs))
    ties += _chain("caption", (_telling(pair.caption) for pair in pairs))
    return ties + _tie_patients(pairs)


def count_leaks(splits: Sequence[Split], ties: Iterable[Tie]) -> dict[str, int]:
    """How many ties of each kind cross splits; a kind without a tie counts 0."""
    leaks = {kind: 0 for kind in KINDS}
    for tie in ties:
        leaks[tie.kind] += splits[tie.first] != splits[tie.second]
    return leaks


KINDS = (
    "exact_duplicate",
    "near_duplicate",
    "figure",
    "number",
    "plate",
    "caption",
    "patient",
)


def _count(ties: Iterable[Tie]) -> dict[str, int]:
    counts = {kind: 0 for kind in KINDS}
    for tie in ties:
        counts[tie.kind] += 1
    return counts


def _chain(kind: str, keys: Iterable[Hashable | None]) -> list[Tie]:
    """Tie every pair to the one before it that has the same key; None ties nothing."""
    latest: dict[Hashable, int] = {}
    ties = []
    for place, key in enumerate(keys):
        if key is None:
            continue
        if key in latest:
            ties.append(Tie(kind, latest[key], place))
        latest[key] = place
    return ties


def _numbered(pair: Pair) -> tuple[str, str] | None:
    """A figure goes on under its number on later pages ("Figure 3.4, continued")."""
    if pair.figure_number is None:
        return None
    return (pair.pdf, pair.figure_number.casefold())


def _telling(caption: str) -> str | None:
    words = re.sub(r"\W+", " ", unicodedata.normalize("NFKC", caption)).strip().casefold()
    return words if len(words) >= _TELLING_LENGTH else None


def _tie_patients(pairs: Sequence[Pair]) -> list[Tie]:
    """ "Same patient as in Fig. 3" ties to figure 3 of the book, without a number to the last."""
    by_number: dict[tuple[str, str], int] = {}
    for place, pair in enumerate(pairs):
        if pair.figure_number is not None:
            by_number.setdefault((pair.pdf, _bare(pair.figure_number)), place)
    ties = []
    for place, pair in enumerate(pairs):
        found = _SAME_PATIENT.search(pair.figure_caption)
        if found is None:
            continue
        number = _NUMBER.search(pair.figure_caption, found.end())
        other = None if number is None else by_number.get((pair.pdf, _bare(number.group())))
        if other is None or other == place:
            earlier = [
                before
                for before in range(place - 1, -1, -1)
                if pairs[before].pdf == pair.pdf and pairs[before].figure != pair.figure
            ]
            other = earlier[0] if earlier else None
        if other is not None:
            ties.append(Tie("patient", other, place))
    return ties


def _bare(number: str) -> str:
    return re.sub(r"[\-\u2013]", ".", number).casefold()


def _join(pairs: Sequence[Pair], ties: Iterable[Tie]) -> tuple[str, ...]:
    """A group id per pair, 12 hex digits, from the first name in the group."""
    sets = UnionFind(len(pairs))
    for tie in ties:
        sets.join(tie.first, tie.second)
    names: dict[int, str] = {}
    for place, pair in enumerate(pairs):
        root = sets.find(place)
        name = f"{pair.pdf}:{pair.image_path}"
        names[root] = min(names.get(root, name), name)
    return tuple(
        hashlib.sha256(names[sets.find(place)].encode()).hexdigest()[:12]
        for place in range(len(pairs))
    )


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
