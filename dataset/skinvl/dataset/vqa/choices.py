"""Which diagnoses a question offers, so that the offer itself tells nothing.

Where a data set is mostly naevi, "naevus" is mostly right and a guess that never looks at the
image scores well. So questions come in rounds: the samples of a round have different diagnoses, and
each is asked with the diagnoses of all of them. Every diagnosis of a round is right once, and
whoever sees only the words is right as often as by drawing lots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import Sample
from skinvl.dataset.splits import unit_hash
from skinvl.dataset.vqa.confusion import is_one_of, may_be_confused

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
        for codes in _rounds({code: len(places) for code, places in waiting.items()}, choices):
            for code in codes:
                offers[waiting[code].pop()] = codes
    return offers


def _rounds(counts: dict[DiagnosisCode, int], size: int) -> list[tuple[DiagnosisCode, ...]]:
    """Groups of `size` unlike diagnoses, none used more often than it occurs.

    The number of rounds ``m`` is the largest with ``sum(min(count, m)) >= size * m``. A diagnosis
    with as many samples as there are rounds left has to be taken; the other places go to those
    that are easily confused with it. Where kinds of one another stand in the way, rounds are
    smaller.
    """
    left = dict(sorted(counts.items()))
    rounds = _most_rounds(list(left.values()), size)
    if rounds == 0 and len(left) >= _FEWEST:
        size = len(left)
        rounds = min(left.values())
    made: list[tuple[DiagnosisCode, ...]] = []
    for remaining in range(rounds, 0, -1):
        chosen = _choose(left, remaining, size)
        if len(chosen) < _FEWEST:
            break
        for code in chosen:
            left[code] -= 1
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


def _choose(left: dict[DiagnosisCode, int], remaining: int, size: int) -> list[DiagnosisCode]:
    order = sorted((code for code in left if left[code]), key=lambda code: (-left[code], code))
    chosen: list[DiagnosisCode] = []
    for code in order:
        if left[code] >= remaining and len(chosen) < size and _fits(code, chosen):
            chosen.append(code)
    anchor = chosen[0] if chosen else order[0] if order else None
    rest = [code for code in order if code not in chosen]
    if anchor is not None:
        rest.sort(key=lambda code: (not may_be_confused(anchor, code), -left[code], code))
    for code in rest:
        if len(chosen) < size and _fits(code, chosen):
            chosen.append(code)
    return chosen


def _fits(code: DiagnosisCode, chosen: Sequence[DiagnosisCode]) -> bool:
    return not any(is_one_of(code, other) for other in chosen)
