"""Whether an answer says only what the caption and the facts of its picture say."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.sample import Modality
from skinvl.dataset.books.facts_diagnosis import find_named
from skinvl.dataset.books.facts_names import split_words
from skinvl.dataset.books.facts_site import region_of
from skinvl.dataset.books.facts_text import describing
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa import wording
from skinvl.dataset.vqa.confusion import is_one_of
from skinvl.dataset.vqa.descriptions import own_words
from skinvl.dataset.vqa.morphology import Morphology, read_morphology

_GENERIC = (
    "clear clearly overall particular specific specifically primarily mainly both around over "
    "under near across along additional individual person human medical dermatological "
    "dermatology case abnormality change changes example main central kind type sort way a an "
    "the this that these those it its is are was were be been being has have had do does of "
    "in on at to for from by with without within and or nor not no yes as than then there "
    "which what where who how can could may might would should will most more very also only "
    "image picture photograph photo view figure show shown showing shows depict depicted "
    "display see seen visible visibly present presence appear appearance appears appearing "
    "lesion lesions skin patient area areas region site part surface body condition disease "
    "disorder diagnosis feature features characteristic characterised characterized finding "
    "findings consistent typical typically likely probable probably suggest suggests "
    "suggestive indicate indicates located location primary focus other another like such "
    "well name named called affected involving involve involved note noted observed evident "
    "demonstrated demonstrate "
)
_SAME: tuple[frozenset[str], ...] = (
    frozenset({"dermoscopy", "dermoscopic", "dermatoscopy", "dermatoscopic", "dermoscope"}),
    frozenset(
        {"histology", "histological", "histopathology", "histopathological", "pathology"}
        | {"section", "microscopic", "microscopy", "microscope", "biopsy"}
    ),
    frozenset({"clinical", "macroscopic"}),
    frozenset({"face", "facial"}),
    frozenset({"abdomen", "abdominal"}),
    frozenset({"trunk", "torso", "truncal"}),
    frozenset({"sole", "plantar"}),
    frozenset({"palm", "palmar"}),
    frozenset({"nail", "ungual"}),
    frozenset({"colour", "color"}),
    frozenset({"grey", "gray"}),
    frozenset({"scale", "scaly", "scaling"}),
    frozenset({"ulcer", "ulceration", "ulcerated", "ulcerating"}),
    frozenset({"border", "margin", "edge", "outline", "rim"}),
    frozenset({"bulla", "bullous", "blister", "blistering"}),
    frozenset({"woman", "female", "lady", "girl"}),
    frozenset({"man", "male", "gentleman", "boy"}),
    frozenset({"red", "erythema", "erythematous", "redness"}),
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NEOPLASM = {"malignant": "tumor neoplasm cancer", "benign": "tumor neoplasm"}
_PREFIX = 5
_ASKS_FOR_OTHERS = re.compile(
    r"\b(?:differential|other diagnos[ei]s|resembl\w*|mimic\w*|mistaken|confus\w*|distinguish\w*|"
    r"consider\w*|alternative)\b",
    re.I,
)


@dataclass(frozen=True)
class Support:
    """What may be said of one picture: content words, numbers, diagnoses and features."""

    words: frozenset[str]
    numbers: frozenset[str]
    stated: frozenset[DiagnosisCode]
    compared: frozenset[DiagnosisCode]
    seen: Morphology
    modality: Modality


def gather_support(pair: Pair) -> Support:
    """Everything that the caption and the facts of `pair` allow to be said."""
    named = find_named(own_words(pair))
    stated = {pair.diagnosis} if pair.diagnosis is not None else set()
    compared = {one.code for one in named if one.role != "denied"} - stated
    texts = [
        describing(own_words(pair)),
        pair.label or "",
        pair.site or "",
        region_of(pair.site or "") or "",
        pair.stain or "",
        wording.KIND_OF_IMAGE[pair.modality],
        pair.modality,
        pair.sex or "",
    ]
    terms = ontology()
    for code in stated:
        for step in terms.lineage(code):
            texts += [step.term, *step.synonyms]
        texts += [terms.get(code).group, _NEOPLASM.get(terms.get(code).malignancy, "")]
    texts += [terms.get(code).term for code in compared]
    numbers = {text for text in _numbers(" ".join((*texts, pair.magnification or "")))}
    for years in (pair.age, *(pair.age_range or ())):
        if years is not None:
            numbers |= {f"{years:g}", f"{years * 12:.0f}", f"{years:.0f}"}
    return Support(
        frozenset(_widen(content_words(" ".join(texts)))),
        frozenset(numbers),
        frozenset(stated),
        frozenset(compared),
        read_morphology(own_words(pair), pair.modality),
        pair.modality,
    )


def find_unsupported(answer: str, support: Support, question: str = "") -> str | None:
    """What `answer` says beyond `support`: a number, a diagnosis or words; None if nothing.

    One word is enough: "ulceration and bleeding" of an ulcer is an invention.

    A diagnosis with which the caption only compares may answer a `question` for just that.
    """
    if strange := sorted(set(_numbers(answer)) - support.numbers):
        return f"number {strange[0]}"
    allowed = support.stated | support.compared
    for one in find_named(answer):
        if one.role == "denied":
            continue
        if not any(is_one_of(one.code, code) for code in allowed):
            return f"diagnosis {one.label}"
        if (
            not _ASKS_FOR_OTHERS.search(question)
            and one.role == "stated"
            and support.stated
            and not any(is_one_of(one.code, code) for code in support.stated)
        ):
            return f"diagnosis {one.label}, which the caption only compares"
    said = read_morphology(answer, support.modality)
    turned = set(said.shown) & set(support.seen.denied) | set(said.denied) & set(support.seen.shown)
    if turned:
        return f"the opposite of {min(turned)}"
    missing = [word for word in content_words(answer) if not _is_in(word, support.words)]
    return f"words {', '.join(dict.fromkeys(missing))}" if missing else None


def denies_rightly(question: str, support: Support, pair: Pair) -> bool:
    """Whether "no" is what the caption and the facts answer to `question`.

    They do where it names a diagnosis, a kind of image or a region that they rule out, or a
    feature that the caption denies; silence of a caption is no "no".
    """
    named = {one.code for one in find_named(question)}
    if named and support.stated:
        return not any(is_one_of(code, own) for code in named for own in support.stated)
    lower = question.lower()
    for modality, marks in _KIND_MARKS.items():
        if any(mark in lower for mark in marks):
            return modality != pair.modality
    asked = read_morphology(question, pair.modality).shown
    return bool(asked) and all(feature in support.seen.denied for feature in asked)


_KIND_MARKS = {
    "dermoscopy": ("dermoscop", "dermatoscop"),
    "pathology": ("histolog", "histopatholog", "microscop", "section", "biopsy"),
    "clinical": ("clinical photo", "clinical image", "clinical picture"),
}


def content_words(text: str) -> list[str]:
    """The words of `text` that say something, normalised and reduced to their stems."""
    return [
        word
        for word, _, _ in split_words(text)
        if word not in _FOLDED_GENERIC and len(word) > 1 and not word.isdigit()
    ]


@functools.cache
def _group_of(word: str) -> frozenset[str]:
    return next((group for group in _SAME if word in group), frozenset({word}))


_FOLDED_GENERIC = frozenset(word for word, _, _ in split_words(_GENERIC))


def _widen(words: Iterable[str]) -> set[str]:
    return {other for word in words for other in _group_of(word)}


def _is_in(word: str, known: frozenset[str]) -> bool:
    """Whether `word`, or one of the same stem, is among `known`.

    Two words share a stem where they agree in five letters or more and in seven tenths of the
    longer one: ulcer and ulcerated, keratosis and keratotic.
    """
    if word in known:
        return True
    return any(_share_stem(word, other) for other in known)


def _share_stem(first: str, second: str) -> bool:
    shortest = min(len(first), len(second))
    same = next((i for i in range(shortest) if first[i] != second[i]), shortest)
    return same >= _PREFIX and same >= 0.7 * max(len(first), len(second))


def _numbers(text: str) -> list[str]:
    return [match.replace(",", ".").removesuffix(".0") for match in _NUMBER.findall(text)]
