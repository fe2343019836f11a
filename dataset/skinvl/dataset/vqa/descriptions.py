"""What of a caption is a description: not its label, its credits or the story of the patient."""

from __future__ import annotations

import re

from skinvl.dataset.books.facts_age import PERSON
from skinvl.dataset.books.facts_person import read_person
from skinvl.dataset.books.facts_text import describing
from skinvl.dataset.books.records import Pair

_SENTENCE = re.compile(r"(?<=[a-z0-9)\]%]{2})\.\s+(?=[A-Z(])")
_STORY = re.compile(
    r"\b(?:treat\w*|therap\w*|recur\w*|relaps\w*|(?:had |has |have )been present|present for|"
    r"histor(?:y|ies)|duration|grow(?:th|n|ing)? (?:over|for|since)|grew|confirmed|biops\w+|died|"
    r"death|surviv\w*|follow(?:ed)?[- ]up|ago|later|prognos\w*|metastas\w* (?:after|within)|"
    r"complain\w*|itch\w*|painful|pain|notic\w*|examination|resolv\w*|improv\w*|healed|surg\w+|"
    r"excis\w+|respond\w*|copyright|reproduced|published|see (?:text|also|page)|the arrows?|"
    r"arrows? (?:mark|indicat|point|show)\w*)\b",
    re.I,
)
_AGE = r"(?:\S+[- ](?:year|month|week|day)s?[- ]old\s+|middle-aged\s+|elderly\s+|young\s+|\w+ )?"
_PERSON_PHRASE = re.compile(
    rf"\s*,?\s*\b(?:in|of|from|on)\s+(?:an?|this|the|one)\s+{_AGE}{_AGE}{PERSON}(?:\s+(?:patient|"
    rf"infant|child))?"
    r"(?:,?\s+(?:aged\s+\S+(?:\s+(?:years?|months?|weeks?|days?))?|of\s+\S+\s+years?|in (?:his|her|"
    r"their) \S+))?(?=\s|[.,;:()]|$)",
    re.I,
)
_FEWEST_WORDS = 2
_PART = re.compile(
    r"(?:^|(?<=[\s.;:]))(?:\(?(?P<letter>[a-hA-H])\)(?=[\s.,:])|(?P<capital>[A-H])[,:](?=\s))"
)
_FEWEST_PARTS = 2


def own_words(pair: Pair) -> str:
    """What the caption of `pair` says of its picture.

    A picture without a part of its own has the caption of the whole figure; of one that describes
    other pictures part by part only what stands before the first part is said of this one.
    """
    text = pair.caption
    if text != pair.figure_caption:
        return text
    marks = list(_PART.finditer(text))
    letters = {(mark["letter"] or mark["capital"]).lower() for mark in marks}
    if len(letters) < _FEWEST_PARTS:
        return text
    return text[: marks[0].start()]


def describe(caption: str) -> str | None:
    """The sentences of `caption` that describe the picture, without the person; or None.

    None as well where the person cannot be taken out without harm: an image does not show an age.
    """
    kept = []
    for sentence in _SENTENCE.split(describing(caption)):
        text = _PERSON_PHRASE.sub("", sentence).strip(" .;:,|-")
        if len(text.split()) < _FEWEST_WORDS and len(text) < 5:
            continue
        if not _STORY.search(text):
            kept.append(text)
    text = ". ".join(text[:1].upper() + text[1:] for text in kept)
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text).strip(" .;:,|-")
    text = re.sub(r"\s+([,.;:])", r"\1", re.sub(r"\s{2,}", " ", text))
    if not text or read_person(text).said:
        return None
    return f"{text}."
