"""Captions and prose of miniature books, with what a caption says of each picture."""

# Printed dashes and Chinese punctuation are meant.
# ruff: noqa: RUF001

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from miniatures.books.vocabulary import AGES, MAGNIFICATIONS, STAINS, VOCABULARIES, Vocabulary

Runs = tuple[tuple[str, str], ...]
"""Text with its look: "plain", "bold" or "italic"."""


@dataclass(frozen=True)
class View:
    """What is said of one picture; ``text`` has no full stop and begins in lower case if it may."""

    text: str
    modality: str | None
    diagnosis: str | None
    label: str | None
    age: float | None
    gender: str | None


@dataclass(frozen=True)
class Wording:
    """A caption without its label; ``parts`` are the sub-captions, None where it has none."""

    runs: Runs
    parts: tuple[str | None, ...]

    @property
    def body(self) -> str:
        return "".join(text for text, _ in self.runs)


def describe(rng: np.random.Generator, kind: str, language: str, topic: int | None = None) -> View:
    """Say something of a picture of `kind`."""
    words = VOCABULARIES[language]
    name, code = words.diagnoses[
        (topic if topic is not None else int(rng.integers(100))) % len(words.diagnoses)
    ]
    view = str(rng.choice(words.views[kind]))
    who, gender = words.sexes[rng.integers(len(words.sexes))]
    age = int(rng.choice(AGES))
    if who == "boy":
        age = age % 14 + 2
    text = view.format(
        dx=name,
        site=rng.choice(words.sites),
        who=who,
        age=age,
        mag=rng.choice(MAGNIFICATIONS),
        stain=rng.choice(STAINS),
    )
    for digit in ("8", "11", "18"):
        text = text.replace(f" a {digit}-year", f" an {digit}-year")
    return View(
        text=text.replace(" a 84-year", " an 84-year"),
        modality=kind if kind in ("clinical", "dermoscopy", "pathology") else None,
        diagnosis=code,
        label=name,
        age=float(age) if "{age}" in view else None,
        gender=gender if "{who}" in view else None,
    )


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stop(language: str) -> str:
    return "。" if language == "zh" else "."


def word_single(rng: np.random.Generator, view: View, language: str, remark: bool) -> Wording:
    """A caption of one picture."""
    text = sentence_case(view.text) + _stop(language)
    more = str(rng.choice(VOCABULARIES[language].remarks)) if remark else ""
    space = "" if language == "zh" or not more else " "
    return Wording(((text + space + more, "plain"),), (None,))


def word_joint(
    rng: np.random.Generator,
    views: Sequence[View],
    letters: Sequence[str],
    style: str,
    language: str,
) -> Wording:
    """A caption of several pictures.

    `style` is one of `PART_STYLES`; `letters` are the pictures' letters in lower case.
    """
    words = VOCABULARIES[language]
    lead = sentence_case(str(rng.choice(words.leads)).format(dx=views[0].label))
    return PART_STYLES[style](lead, [view.text for view in views], list(letters), words)


def _runs(*pieces: tuple[str, str]) -> Runs:
    return tuple(piece for piece in pieces if piece[0])


def _round(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    body = "; ".join(f"({a}) {text}" for a, text in zip(letters, texts, strict=True))
    return Wording(_runs((f"{lead}: {body}.", "plain")), tuple(texts))


def _round_sentences(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    body = " ".join(f"({a}) {text}." for a, text in zip(letters, parts, strict=True))
    return Wording(_runs((f"{lead}. {body}", "plain")), tuple(parts))


def _round_no_lead(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    body = " ".join(f"({a}) {text}." for a, text in zip(letters, parts, strict=True))
    return Wording(_runs((body, "plain")), tuple(parts))


def _half_bracket(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    body = ", ".join(f"{a}) {text}" for a, text in zip(letters, texts, strict=True))
    return Wording(_runs((f"{lead}: {body}.", "plain")), tuple(texts))


def _capital_comma(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    body = " ".join(f"{a.upper()}, {text}." for a, text in zip(letters, parts, strict=True))
    return Wording(_runs((f"{lead}. {body}", "plain")), tuple(parts))


def _capital_semicolon(
    lead: str, texts: list[str], letters: list[str], words: Vocabulary
) -> Wording:
    body = "; ".join(f"{a.upper()}, {text}" for a, text in zip(letters, texts, strict=True))
    return Wording(_runs((f"{lead}. {body}.", "plain")), tuple(texts))


def _capital_colon(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    body = " ".join(f"{a.upper()}: {text}." for a, text in zip(letters, parts, strict=True))
    return Wording(_runs((f"{lead}. {body}", "plain")), tuple(parts))


def _bold(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    pieces = [(f"{lead}.", "plain")]
    for letter, text in zip(letters, parts, strict=True):
        pieces += [(f" {letter}", "bold"), (f" {text}.", "plain")]
    return Wording(_runs(*pieces), tuple(parts))


def _bold_capital(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    pieces = [(f"{lead}.", "plain")]
    for letter, text in zip(letters, parts, strict=True):
        pieces += [(f" {letter.upper()}", "bold"), (f" {text}.", "plain")]
    return Wording(_runs(*pieces), tuple(parts))


def _italic(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    pieces = [(f"{lead}: ", "plain")]
    for number, (letter, text) in enumerate(zip(letters, texts, strict=True)):
        last = number + 1 == len(texts)
        pieces += [(letter, "italic"), (f" {text}" + ("." if last else "; "), "plain")]
    return Wording(_runs(*pieces), tuple(texts))


def _sides(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    body = " ".join(f"{side}: {text}." for side, text in zip(words.halves, parts, strict=True))
    return Wording(_runs((f"{lead}. {body}", "plain")), tuple(parts))


def _sides_round(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    body = " ".join(
        f"({side.lower()}) {text}." for side, text in zip(words.halves, parts, strict=True)
    )
    return Wording(_runs((f"{lead}. {body}", "plain")), tuple(parts))


def _top_bottom(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    body = " ".join(f"{side}: {text}." for side, text in zip(words.storeys, parts, strict=True))
    return Wording(_runs((f"{lead}. {body}", "plain")), tuple(parts))


def _capital_round(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    parts = [sentence_case(text) for text in texts]
    body = " ".join(f"({a.upper()}) {text}." for a, text in zip(letters, parts, strict=True))
    return Wording(_runs((f"{lead}. {body}", "plain")), tuple(parts))


def _trailing(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    """The letter follows what it stands for."""
    pieces = [f"{text} ({a})" for a, text in zip(letters, texts, strict=True)]
    body = f"{', '.join(pieces[:-1])} {words.joint} {pieces[-1]}"
    return Wording(_runs((f"{lead}: {body}.", "plain")), tuple(texts))


def _shared(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    """The first two pictures share a sub-caption."""
    if len(texts) < 3:
        return _round_sentences(lead, texts, letters, words)
    parts = [sentence_case(text) for text in (texts[0], texts[0], *texts[2:])]
    body = f"({letters[0]}, {letters[1]}) {parts[0]}. " + " ".join(
        f"({a}) {text}." for a, text in zip(letters[2:], parts[2:], strict=True)
    )
    return Wording(_runs((f"{lead}. {body}", "plain")), tuple(parts))


def _range(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    return Wording(_runs((f"({letters[0]}–{letters[-1]}) {lead}.", "plain")), (None,) * len(texts))


def _none(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    return Wording(_runs((f"{lead}.", "plain")), (None,) * len(texts))


def _below(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    return Wording(_runs((f"{lead}.", "plain")), tuple(sentence_case(text) for text in texts))


def _chinese(lead: str, texts: list[str], letters: list[str], words: Vocabulary) -> Wording:
    body = "；".join(f"({a}){text}" for a, text in zip(letters, texts, strict=True))
    return Wording(_runs((f"{lead}：{body}。", "plain")), tuple(texts))


PART_STYLES = {
    "(a);": _round,
    "(a).": _round_sentences,
    "(a)-": _round_no_lead,
    "a)": _half_bracket,
    "A,": _capital_comma,
    "A,;": _capital_semicolon,
    "A:": _capital_colon,
    "*a*": _bold,
    "*A*": _bold_capital,
    "/a/": _italic,
    "left:": _sides,
    "(left)": _sides_round,
    "top:": _top_bottom,
    "(A)": _capital_round,
    "(a)<": _trailing,
    "(a,b)": _shared,
    "(a-c)": _range,
    "none": _none,
    "under": _below,
    "zh": _chinese,
}


def write_prose(rng: np.random.Generator, language: str, references: Sequence[str]) -> str:
    """A paragraph; it may refer to one of the printed labels in `references`."""
    words = VOCABULARIES[language]
    space = "" if language == "zh" else " "
    order = rng.permutation(len(words.prose))[: int(rng.integers(2, 6))]
    sentences = [words.prose[number] for number in order]
    if references and rng.random() < 0.7:
        sentence = str(rng.choice(words.references)).format(ref=rng.choice(list(references)))
        sentences.insert(int(rng.integers(len(sentences) + 1)), sentence)
    return space.join(sentences)
