"""Questions and answers about pictures of books, from their captions and the facts in them.

Nothing is asked whose answer the caption or the facts do not hold. Yes/no questions are even for
each question in each split, and choices are offered so that the offer tells nothing
(`skinvl.dataset.vqa.choices`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from skinvl.contract.ontology import ontology
from skinvl.contract.sample import Modality, QuestionAnswer, Sample, Split
from skinvl.dataset.books.facts_diagnosis import read_diagnosis
from skinvl.dataset.books.facts_site import region_of
from skinvl.dataset.books.records import Pair
from skinvl.dataset.splits import unit_hash
from skinvl.dataset.vqa import book_wording, wording
from skinvl.dataset.vqa.balance import Asked, ask_diagnoses, pick_evenly
from skinvl.dataset.vqa.choices import make_rounds, offer_diagnoses
from skinvl.dataset.vqa.descriptions import describe, own_words
from skinvl.dataset.vqa.morphology import read_morphology
from skinvl.dataset.vqa.pairs import make_sample

KINDS: tuple[Modality, ...] = ("clinical", "dermoscopy", "pathology")
_OVERLAP = (
    frozenset({"anterior torso", "posterior torso", "lateral torso", "torso"}),
    frozenset({"palms/soles", "upper extremity", "lower extremity"}),
    frozenset({"oral/genital", "head/neck"}),
    frozenset({"oral/genital", "torso"}),
    frozenset({"posterior torso", "oral/genital"}),
)
"""Regions of which one does not rule out the other."""


class _Ask(Protocol):
    def __call__(
        self, options: Sequence[str], answer: str, topic: str, before: str = ""
    ) -> QuestionAnswer: ...


def ask_pairs(pairs: Sequence[Pair], *, seed: int = 0) -> list[list[QuestionAnswer]]:
    """The questions of each pair, in the order of `pairs`; the same pairs give the same ones."""
    samples = [make_sample(pair, (), {}) for pair in pairs]
    questions = [[*_ask_openly(pair, seed)] for pair in pairs]
    for place, asked in (
        *_ask_choices(samples, seed),
        *_ask_kinds(samples, seed),
        *_ask_evenly(pairs, samples, seed),
    ):
        questions[place].append(asked)
    return questions


def _ask_openly(pair: Pair, seed: int) -> Iterator[QuestionAnswer]:
    def ask(options: Sequence[str], answer: str, topic: str, before: str = "") -> QuestionAnswer:
        picked = options[int(unit_hash(seed, f"{pair.image_path}/{topic}") * len(options))]
        return QuestionAnswer(f"{before} {picked}".strip(), answer, "open", topic)

    kind = wording.KIND_OF_IMAGE[pair.modality]
    if pair.modality in KINDS:
        yield ask(wording.KIND, kind, "modality")
    description = describe(own_words(pair))
    if description is not None:
        yield ask(book_wording.DESCRIBE[pair.modality], description, "describe")
    features = read_morphology(own_words(pair), pair.modality).shown
    if features:
        yield ask(
            book_wording.MORPHOLOGY[pair.modality], wording.join_words(features), "morphology"
        )
    yield from _ask_method(pair, ask)
    terms = ontology()
    differential = [terms.get(code).term for code in read_diagnosis(own_words(pair)).differential]
    if differential:
        yield ask(book_wording.DIFFERENTIAL, wording.join_words(differential), "differential")
    if pair.diagnosis is None:
        return
    term = terms.get(pair.diagnosis).term
    if pair.modality in KINDS:
        yield ask(wording.SHOWN, book_wording.show_as(kind, term), "shown")
    yield ask(wording.DIAGNOSIS, term, "diagnosis")
    person = book_wording.introduce_person(pair)
    if person is not None:
        yield ask(wording.DIAGNOSIS, term, "diagnosis in context", person)


def _ask_method(pair: Pair, ask: _Ask) -> Iterator[QuestionAnswer]:
    """Site, stain and magnification; a dermoscopic image shows no part of the body."""
    if pair.site is not None and pair.modality == "clinical":
        yield ask(book_wording.SITE, pair.site, "site")
    if pair.modality == "pathology":
        if pair.site is not None:
            yield ask(book_wording.TISSUE, pair.site, "site")
        if pair.stain is not None:
            yield ask(book_wording.STAIN, pair.stain, "stain")
        if pair.magnification is not None:
            yield ask(book_wording.MAGNIFICATION, pair.magnification, "magnification")


def _ask_choices(samples: Sequence[Sample], seed: int) -> Iterator[Asked]:
    for place, offer in sorted(offer_diagnoses(samples, seed).items()):
        own = samples[place].diagnosis
        if own is None:
            continue
        terms = [ontology().get(code).term for code in offer]
        yield (
            place,
            _choice(
                samples[place],
                "Which of these is the most likely diagnosis?",
                terms,
                ontology().get(own).term,
                "diagnosis",
                seed,
            ),
        )


def _ask_kinds(samples: Sequence[Sample], seed: int) -> Iterator[Asked]:
    """Choices between kinds of image, each kind right as often as every other one."""
    for split in sorted({sample.split for sample in samples}):
        waiting = _by_kind(samples, split, seed)
        for kinds in make_rounds({kind: len(rows) for kind, rows in waiting.items()}, len(KINDS)):
            for kind in kinds:
                place = waiting[kind].pop()
                names = [wording.KIND_OF_IMAGE[one] for one in kinds]
                answer = wording.KIND_OF_IMAGE[kind]
                yield (
                    place,
                    _choice(samples[place], wording.KIND[0], names, answer, "modality", seed),
                )


def _by_kind(samples: Sequence[Sample], split: Split, seed: int) -> dict[Modality, list[int]]:
    waiting: dict[Modality, list[int]] = {
        kind: [
            place
            for place, sample in enumerate(samples)
            if sample.split == split and sample.modality == kind
        ]
        for kind in KINDS
    }
    for places in waiting.values():
        places.sort(key=lambda place: unit_hash(seed, f"kinds/{samples[place].id}"))
    return waiting


def _choice(
    sample: Sample, question: str, names: Sequence[str], answer: str, topic: str, seed: int
) -> QuestionAnswer:
    order = sorted(names, key=lambda name: unit_hash(seed, f"{sample.id}/{topic}/{name}"))
    return QuestionAnswer(
        wording.ask_choice(question, order), answer, "choice", topic, tuple(order)
    )


def _ask_evenly(pairs: Sequence[Pair], samples: Sequence[Sample], seed: int) -> Iterator[Asked]:
    for split in sorted({sample.split for sample in samples}):
        places = [place for place, sample in enumerate(samples) if sample.split == split]
        truths: dict[tuple[str, str], dict[bool, list[int]]] = defaultdict(
            lambda: {True: [], False: []}
        )
        known = _known(pairs, places)
        for place in places:
            for topic, question, truth in _truths(pairs[place], known):
                truths[topic, question][truth].append(place)
        yield from pick_evenly(samples, dict(sorted(truths.items())), seed)
        yield from ask_diagnoses(samples, split, seed)


def _known(pairs: Sequence[Pair], places: Sequence[int]) -> tuple[list[str], list[str]]:
    """The regions and stains that occur among some pairs: only of these is asked."""
    regions = {region_of(pairs[place].site or "") for place in places}
    stains = {pairs[place].stain for place in places}
    return sorted(filter(None, regions)), sorted(filter(None, stains))


def _truths(
    pair: Pair, known: tuple[Sequence[str], Sequence[str]]
) -> Iterator[tuple[str, str, bool]]:
    """(topic, question, truth) of what the caption decides either way."""
    regions, stains = known
    if pair.modality in KINDS:
        for kind in KINDS:
            yield "modality", wording.ask_kind(kind), pair.modality == kind
    if pair.diagnosis is not None:
        yield "malignant", wording.MALIGNANT, ontology().get(pair.diagnosis).counts_as_malignant
    own = region_of(pair.site) if pair.site is not None else None
    if own is not None and pair.modality == "clinical":
        for region in regions:
            if region == own or not any({region, own} <= both for both in _OVERLAP):
                yield "region", book_wording.ask_region(region), region == own
    if pair.stain is not None and pair.modality == "pathology":
        for stain in stains:
            if stain == pair.stain or " and " not in pair.stain + stain:
                yield "stain", book_wording.ask_stain(stain), stain == pair.stain
    seen = read_morphology(own_words(pair), pair.modality)
    for feature in seen.shown:
        yield "feature", book_wording.ask_feature(feature), True
    for feature in seen.denied:
        yield "feature", book_wording.ask_feature(feature), False
