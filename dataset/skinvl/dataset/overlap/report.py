"""What links mean: counts per pair of folders and of splits, leaks, conflicts, what to withhold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.ontology import ontology
from skinvl.contract.sample import SPLITS
from skinvl.dataset.overlap.entries import Entry, Folder
from skinvl.dataset.overlap.links import TIES, Links

_TEST = ("test", "withheld")
_LEARNED = ("train", "val")


@dataclass(frozen=True)
class Count:
    """Linked pairs, and how many images of the first and of the second folder they touch."""

    pairs: int
    first_images: int
    second_images: int


@dataclass(frozen=True)
class Example:
    """One link, as it is shown."""

    first: str
    second: str
    splits: tuple[str, str]
    ties: tuple[str, ...]
    diagnoses: tuple[str | None, str | None]
    leak: bool
    conflict: bool


@dataclass(frozen=True)
class Overlap:
    """What two folders share.

    ``ties`` counts each kind of link, ``splits`` each pair of splits ("train/test": of the first
    folder / of the second); ``leaks`` are links between a train image of one and a test or
    withheld image of the other. ``conflicts`` counts pairs of one picture (not of one lesion or
    patient) with two diagnoses of which neither is a kind of the other.
    """

    first: str
    second: str
    shared: Count
    leaks: Count
    conflicts: int
    ties: Mapping[str, Count]
    splits: Mapping[str, Count]
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class FolderCount:
    """A folder that was compared; ``unreadable`` images took no part in "near"."""

    name: str
    images: int
    splits: Mapping[str, int]
    unreadable: int


@dataclass(frozen=True)
class Withheld:
    """An image that is not to be learned from: it, or one of its group, is tested on elsewhere."""

    archive: str
    id: str
    image: str
    split: str
    reason: str
    test_archive: str
    test_id: str


@dataclass(frozen=True)
class Report:
    """What several dataset folders share."""

    folders: tuple[FolderCount, ...]
    overlaps: tuple[Overlap, ...]
    withheld: tuple[Withheld, ...] = field(repr=False)
    changed: int = 0

    @property
    def leaks(self) -> int:
        """Linked pairs with one image in train and the other in test or withheld."""
        return sum(overlap.leaks.pairs for overlap in self.overlaps)


def write_report(
    folders: Sequence[Folder],
    entries: Sequence[Entry],
    links: Links,
    *,
    opened: NDArray[np.bool_] | None = None,
    changed: int = 0,
    examples: int = 20,
) -> Report:
    """Count what `links` say; leaks come first among the examples."""
    archives = np.array([entry.archive for entry in entries], dtype=np.intp)
    splits = np.array([SPLITS.index(entry.split) for entry in entries], dtype=np.intp)
    return Report(
        folders=tuple(_describe(folder, splits, opened) for folder in folders),
        overlaps=tuple(
            _compare(
                (folders[a], folders[b]),
                entries,
                splits,
                links.select((archives[links.first] == a) & (archives[links.second] == b)),
                examples,
            )
            for a, b in combinations(range(len(folders)), 2)
        ),
        withheld=tuple(_withhold(folders, entries, links)),
        changed=changed,
    )


def name_ties(bits: int) -> tuple[str, ...]:
    """The names of the ties in `Links.ties`."""
    return tuple(tie for number, tie in enumerate(TIES) if bits >> number & 1)


def show_link(entries: Sequence[Entry], first: int, second: int, bits: int) -> Example:
    """One link in words."""
    a, b = entries[first], entries[second]
    return Example(
        first=a.id,
        second=b.id,
        splits=(a.split, b.split),
        ties=name_ties(bits),
        diagnoses=(a.diagnosis, b.diagnosis),
        leak=_is_leak(a, b),
        conflict=_contradict(a, b, bits),
    )


def _describe(
    folder: Folder, splits: NDArray[np.intp], opened: NDArray[np.bool_] | None
) -> FolderCount:
    own = slice(folder.start, folder.stop)
    counts = np.bincount(splits[own], minlength=len(SPLITS))
    return FolderCount(
        name=folder.name,
        images=folder.images,
        splits={name: int(n) for name, n in zip(SPLITS, counts, strict=True) if n},
        unreadable=0 if opened is None else int((~opened[own]).sum()),
    )


def _compare(
    pair: tuple[Folder, Folder],
    entries: Sequence[Entry],
    splits: NDArray[np.intp],
    links: Links,
    examples: int,
) -> Overlap:
    first, second = splits[links.first], splits[links.second]
    by_splits = {
        f"{SPLITS[a]}/{SPLITS[b]}": _count(links, (first == a) & (second == b))
        for a, b in product(range(len(SPLITS)), repeat=2)
    }
    train = SPLITS.index("train")
    test = [SPLITS.index(name) for name in _TEST]
    leaks = ((first == train) & np.isin(second, test)) | ((second == train) & np.isin(first, test))
    order = np.argsort(~leaks, kind="stable")[:examples]
    return Overlap(
        first=pair[0].name,
        second=pair[1].name,
        shared=_count(links, np.ones(len(links), dtype=bool)),
        leaks=_count(links, leaks),
        conflicts=sum(
            _contradict(entries[i], entries[j], int(bits))
            for i, j, bits in zip(links.first, links.second, links.ties, strict=True)
        ),
        ties={tie: _count(links, links.tied_by(tie)) for tie in TIES if links.tied_by(tie).any()},
        splits={name: count for name, count in by_splits.items() if count.pairs},
        examples=tuple(
            show_link(entries, int(links.first[k]), int(links.second[k]), int(links.ties[k]))
            for k in order
        ),
    )


def _count(links: Links, chosen: NDArray[np.bool_]) -> Count:
    return Count(
        pairs=int(chosen.sum()),
        first_images=len(np.unique(links.first[chosen])),
        second_images=len(np.unique(links.second[chosen])),
    )


def _is_leak(a: Entry, b: Entry) -> bool:
    return (a.split == "train" and b.split in _TEST) or (b.split == "train" and a.split in _TEST)


def _contradict(a: Entry, b: Entry, bits: int) -> bool:
    """Whether one picture has two diagnoses of which neither is a kind of the other."""
    if a.diagnosis is None or b.diagnosis is None or a.diagnosis == b.diagnosis:
        return False
    if not {"id", "bytes", "near"} & set(name_ties(bits)):
        return False
    terms = ontology()
    return not (
        terms.ancestor_among(a.diagnosis, (b.diagnosis,))
        or terms.ancestor_among(b.diagnosis, (a.diagnosis,))
    )


def _withhold(
    folders: Sequence[Folder], entries: Sequence[Entry], links: Links
) -> Iterator[Withheld]:
    """Train and val images that another folder tests on, each with the rest of its group."""
    twins: dict[int, tuple[int, int]] = {}
    for i, j, bits in zip(links.first, links.second, links.ties, strict=True):
        for own, other in ((int(i), int(j)), (int(j), int(i))):
            if entries[own].split in _LEARNED and entries[other].split in _TEST:
                twins.setdefault(own, (other, int(bits)))
    groups: dict[tuple[int, str], int] = {}
    for own in sorted(twins):
        groups.setdefault((entries[own].archive, entries[own].group), own)
    members: dict[tuple[int, str], list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        if (entry.archive, entry.group) in groups and entry.split in _LEARNED:
            members[entry.archive, entry.group].append(position)
    for position in sorted(place for places in members.values() for place in places):
        entry = entries[position]
        leader = groups[entry.archive, entry.group]
        other, bits = twins.get(position, twins[leader])
        reason = (
            " ".join(name_ties(bits)) if position in twins else f"group of {entries[leader].id}"
        )
        yield Withheld(
            archive=folders[entry.archive].name,
            id=entry.id,
            image=entry.image,
            split=entry.split,
            reason=reason,
            test_archive=folders[entries[other].archive].name,
            test_id=entries[other].id,
        )
