"""Questions and answers about every sample of a dataset.

What is asked of a sample depends on the seed, its id and, where answers are kept even, on the
other samples of the dataset; the same dataset always gives the same questions.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.sample import (
    MODALITIES,
    DatasetCard,
    QuestionAnswer,
    Sample,
    read_card,
    read_samples,
    write_samples,
)
from skinvl.dataset.card import count_samples, write_readable_card
from skinvl.dataset.progress import track
from skinvl.dataset.splits import unit_hash
from skinvl.dataset.vqa import wording
from skinvl.dataset.vqa.balance import ask_evenly
from skinvl.dataset.vqa.captions import caption_sample
from skinvl.dataset.vqa.choices import offer_diagnoses

_WITH_CONTEXT = 0.5


def add_questions(samples: Sequence[Sample], *, seed: int = 0) -> list[Sample]:
    """`samples`, captioned already, each with its questions; earlier questions are replaced."""
    even: dict[int, list[QuestionAnswer]] = defaultdict(list)
    for position, asked in ask_evenly(samples, seed):
        even[position].append(asked)
    offers = offer_diagnoses(samples, seed)
    return [
        dataclasses.replace(
            sample,
            qa=(*_ask_openly(sample, seed), *_ask_choices(sample, offers.get(i), seed), *even[i]),
        )
        for i, sample in enumerate(track(samples, "wording questions"))
    ]


def rewrite_questions(dataset_dir: Path, *, seed: int = 0) -> DatasetCard:
    """Write captions and questions of a dataset folder anew; a second time changes nothing.

    Raises:
        DataError: not a dataset folder.
        ContractMismatch: made under another ontology or answer grammar.
    """
    card = read_card(dataset_dir)
    samples = add_questions(
        [caption_sample(sample) for sample in read_samples(dataset_dir)], seed=seed
    )
    counts = {key: card.counts[key] for key in ("split", "modality", "diagnosis")}
    card = dataclasses.replace(card, counts={**counts, **count_samples(samples)})
    write_samples(dataset_dir, samples, card)
    write_readable_card(dataset_dir, card)
    return card


def _ask_openly(sample: Sample, seed: int) -> Iterator[QuestionAnswer]:
    def pick(options: Sequence[str]) -> str:
        return options[int(unit_hash(seed, f"{sample.id}/{options[0]}") * len(options))]

    kind = wording.KIND_OF_IMAGE[sample.modality]
    yield QuestionAnswer(pick(wording.KIND), kind, "open", "modality")
    if sample.modality not in ("clinical", "dermoscopy"):
        return
    if sample.caption is not None:
        yield QuestionAnswer(pick(wording.DESCRIBE), sample.caption, "open", "describe")
    if sample.attributes is not None:
        colours = wording.name_colours(sample.attributes.colours)
        yield QuestionAnswer(pick(wording.COLOURS), colours, "open", "colours")
    if sample.diagnosis is None:
        return
    term = ontology().get(sample.diagnosis).term
    shown = f"{wording.article(kind)} of {term}"
    yield QuestionAnswer(pick(wording.SHOWN), shown, "open", "shown")
    yield QuestionAnswer(pick(wording.DIAGNOSIS), term, "open", "diagnosis")
    patient = wording.introduce_patient(sample)
    if patient is not None and unit_hash(seed, f"{sample.id}/context") < _WITH_CONTEXT:
        question = f"{patient} {pick(wording.DIAGNOSIS)}"
        yield QuestionAnswer(question, term, "open", "diagnosis in context")


def _ask_choices(
    sample: Sample, offer: Sequence[DiagnosisCode] | None, seed: int
) -> Iterator[QuestionAnswer]:
    def shuffle(items: Sequence[str], key: str) -> list[str]:
        return sorted(items, key=lambda item: unit_hash(seed, f"{sample.id}/{key}/{item}"))

    kinds = shuffle([wording.KIND_OF_IMAGE[modality] for modality in MODALITIES], "kind")
    yield QuestionAnswer(
        wording.ask_choice(wording.KIND[0], kinds),
        wording.KIND_OF_IMAGE[sample.modality],
        "choice",
        "modality",
        tuple(kinds),
    )
    if sample.diagnosis is None or offer is None:
        return
    terms = [ontology().get(code).term for code in offer]
    choices = shuffle(terms, "choices")
    yield QuestionAnswer(
        wording.ask_choice("Which of these is the most likely diagnosis?", choices),
        ontology().get(sample.diagnosis).term,
        "choice",
        "diagnosis",
        tuple(choices),
    )
