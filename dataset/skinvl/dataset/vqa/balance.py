"""Yes/no questions whose answers are even over the dataset.

For every question as many samples with the answer "yes" are asked as with "no", in each split:
nothing is learned from how often a question is answered one way. A question that has only one
answer in a split is not asked there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from skinvl.contract.answer import COLOURS as SIX_COLOURS
from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.sample import MODALITIES, QuestionAnswer, Sample, Split
from skinvl.dataset.splits import unit_hash
from skinvl.dataset.vqa import wording
from skinvl.dataset.vqa.confusion import is_one_of, may_be_confused

Asked = tuple[int, QuestionAnswer]
"""Position of a sample and a question about it."""


def ask_evenly(samples: Sequence[Sample], seed: int) -> Iterator[Asked]:
    """Every yes/no question of a dataset."""
    for split in sorted({sample.split for sample in samples}):
        yield from _ask_attributes(samples, split, seed)
        yield from ask_diagnoses(samples, split, seed)
    yield from _ask_kinds(samples, seed)


def _facts(sample: Sample) -> Iterator[tuple[str, str, bool]]:
    """(topic, question, truth) of one sample, without the middle cases that are neither."""
    if sample.diagnosis is not None:
        diagnosis = ontology().get(sample.diagnosis)
        yield "malignant", wording.MALIGNANT, diagnosis.counts_as_malignant
    measured = sample.attributes
    if measured is None:
        return
    yield "asymmetry", wording.ASYMMETRIC, measured.asymmetry > 0
    if measured.border != "slightly irregular":
        yield "border", wording.IRREGULAR, measured.border == "irregular"
    if measured.size != "medium":
        yield "size", wording.LARGE, measured.size == "large"
    for colour in SIX_COLOURS:
        yield f"colour {colour}", wording.ask_colour(colour), colour in measured.colours
    yield "hair", wording.HAIR, measured.hair
    yield "ink", wording.INK, measured.ink


def _ask_attributes(samples: Sequence[Sample], split: Split, seed: int) -> Iterator[Asked]:
    truths: dict[tuple[str, str], dict[bool, list[int]]] = defaultdict(
        lambda: {True: [], False: []}
    )
    for position, sample in enumerate(samples):
        if sample.split == split:
            for topic, question, truth in _facts(sample):
                truths[topic, question][truth].append(position)
    yield from pick_evenly(samples, truths, seed)


def pick_evenly(
    samples: Sequence[Sample], truths: Mapping[tuple[str, str], Mapping[bool, list[int]]], seed: int
) -> Iterator[Asked]:
    """Of each (topic, question) as many with the answer yes as with no; positions by truth."""
    for (topic, question), answers in truths.items():
        count = min(len(answers[True]), len(answers[False]))
        for truth, positions in answers.items():
            ranked = _rank(samples, positions, f"{seed}/{topic}")
            for position in ranked[:count]:
                yield position, _answer(question, truth, topic)


def ask_diagnoses(samples: Sequence[Sample], split: Split, seed: int) -> Iterator[Asked]:
    """For each diagnosis of the split: all samples that have it against as many that do not.

    Half of the others are hard negatives, so far as there are that many.
    """
    by_code: dict[DiagnosisCode, list[int]] = defaultdict(list)
    for position, sample in enumerate(samples):
        if sample.split == split and sample.diagnosis is not None:
            by_code[sample.diagnosis].append(position)
    for code, having in sorted(by_code.items()):
        others = {other: rows for other, rows in by_code.items() if not is_one_of(code, other)}
        hard = [p for other, rows in others.items() if may_be_confused(code, other) for p in rows]
        every = [position for rows in others.values() for position in rows]
        count = min(len(having), len(every))
        key = f"{seed}/{code}"
        chosen = dict.fromkeys(_rank(samples, hard, key)[: (count + 1) // 2])
        chosen.update(dict.fromkeys(_rank(samples, every, key)))
        question = wording.ask_diagnosis(ontology().get(code).term)
        for position in _rank(samples, having, key)[:count]:
            yield position, _answer(question, True, "is diagnosis")
        for position in list(chosen)[:count]:
            yield position, _answer(question, False, "is diagnosis")


def _ask_kinds(samples: Sequence[Sample], seed: int) -> Iterator[Asked]:
    """Half of each modality's samples are asked for their kind, half for another kind."""
    for modality in MODALITIES:
        positions = [p for p, sample in enumerate(samples) if sample.modality == modality]
        others = [other for other in MODALITIES if other != modality]
        for rank, position in enumerate(_rank(samples, positions, f"{seed}/kind")):
            truth = rank % 2 == 0
            asked = modality if truth else others[rank // 2 % len(others)]
            yield position, _answer(wording.ask_kind(asked), truth, "modality")


def _answer(question: str, truth: bool, topic: str) -> QuestionAnswer:
    return QuestionAnswer(question, wording.YES if truth else wording.NO, "yesno", topic)


def _rank(samples: Sequence[Sample], positions: Iterable[int], key: str) -> list[int]:
    """Positions in an order that depends on the samples' ids and `key` alone."""
    return sorted(positions, key=lambda p: unit_hash(0, f"{key}/{samples[p].id}"))
