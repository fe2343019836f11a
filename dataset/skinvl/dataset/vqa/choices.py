"""Which diagnoses a question offers, so that the offer itself tells nothing.

Where a data set is mostly naevi, "naevus" is mostly right and a guess that never looks at the
image scores well. So questions come in rounds: the samples of a round have different diagnoses, and
each is asked with the diagnoses of all of them. Every diagnosis of a round is right once, and
whoever sees only the words is right as often as by drawing lots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.sample import Sample
from skinvl.dataset.splits import unit_hash
from skinvl.dataset.vqa.confusion import is_one_of, may_be_confused

Label = TypeVar("Label", bound=str)

CHOICES = 4
_FEWEST = 2


def offer_diagnoses(
    samples: Sequence[Sample], seed: int, *, choices: int = CHOICES
) -> dict[int, tuple[DiagnosisCode, ...]]:
    """The diagnoses to offer for each sample that is asked, by its position; its own among them.

    Rounds are made within a split, as many as can be: the rare diagnoses are all asked, of the
    frequent ones as many as there are rounds. A diagnosis and a kind of it never meet.
    """
    offers: dict[int, tuple[DiagnosisCode, ...]] = {}
    for split in sorted({sample.split for sample in samples}):
        waiting: dict[DiagnosisCode, list[int]] = defaultdict(list)
        for place, sample in enumerate(samples):
            if sample.split == split and sample.diagnosis is not None:
                waiting[sample.diagnosis].append(place)
        for places in waiting.values():
            places.sort(key=lambda place: unit_hash(seed, f"offer/{samples[place].id}"))
        for codes in make_rounds({code: len(rows) for code, rows in waiting.items()}, choices):
            for code in codes:
                offers[waiting[code].pop()] = codes
    return offers


def make_rounds(counts: Mapping[Label, int], size: int) -> list[tuple[Label, ...]]:
    """Groups of `size` unlike labels, none used more often than it occurs.

    The number of rounds ``m`` is the largest with ``sum(min(count, m)) >= size * m``. A label with
    as many samples as there are rounds left has to be taken; the other places go to diagnoses that
    are easily confused with it. Where kinds of one another stand in the way, rounds are smaller,
    and so they are where there are fewer labels than `size`.
    """
    left = {label: counts[label] for label in sorted(counts) if counts[label]}
    if len(left) < _FEWEST:
        return []
    size = min(size, len(left))
    made: list[tuple[Label, ...]] = []
    for remaining in range(_most_rounds(list(left.values()), size), 0, -1):
        chosen = _choose(left, remaining, size)
        if len(chosen) < _FEWEST:
            break
        for label in chosen:
            left[label] -= 1
        made.append(tuple(sorted(chosen)))
    return made


def _most_rounds(counts: Sequence[int], size: int) -> int:
    low, high = 0, sum(counts) // size
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(count, middle) for count in counts) >= size * middle:
            low = middle
        else:
            high = middle - 1
    return low


def _choose(left: Mapping[Label, int], remaining: int, size: int) -> list[Label]:
    order = sorted((label for label in left if left[label]), key=lambda x: (-left[x], x))
    needed = [label for label in order if left[label] >= remaining]
    anchor = order[0] if order else None
    rest = [label for label in order if left[label] < remaining]
    if anchor is not None:
        rest.sort(key=lambda label: (not _alike(anchor, label), -left[label], label))
    chosen: list[Label] = []
    for label in (*needed, *rest):
        if len(chosen) < size and not any(_related(label, other) for other in chosen):
            chosen.append(label)
    return chosen


def _related(first: str, second: str) -> bool:
    return first in ontology() and second in ontology() and is_one_of(first, second)


def _alike(first: str, second: str) -> bool:
    return first in ontology() and second in ontology() and may_be_confused(first, second)
