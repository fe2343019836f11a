"""Words that tell the sex of the patient; whose sex they tell is for `facts_person` to say."""

# Cyrillic letters are meant where they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from skinvl.dataset.books.facts_age import CODED

Sex = Literal["male", "female"]


@dataclass(frozen=True)
class SexWord:
    """``start`` and ``end`` are where the text has the word; ``firm`` means a noun for a person."""

    start: int
    end: int
    sex: Sex
    firm: bool


_MALE = (
    r"man|gentleman|boy|schoolboy|youth|lad|husband|widower|fisherman|workman|policeman|seaman|"
    r"fireman|salesman|postman|businessman|sportsman|serviceman|stepson|waiter|monk|Mann(?:es)?|"
    r"Jungen?|Knaben?|homme|garçon|hombre|varón|niño|uomo|bambino|ragazzo|homem|menino|jongen"
)
_FEMALE = (
    r"woman|lady|girl|schoolgirl|wife|widow|housewife|waitress|actress|businesswoman|policewoman|"
    r"primigravida|negress|Frau|Mädchens?|Patientin|femme|fille|fillette|patiente|mujer|niña|donna|"
    r"bambina|ragazza|mulher|menina|vrouw|meisje|âgée"
)
_RELATIVES_MALE = r"father|brother|son|grandfather|uncle|nephew|grandson"
_RELATIVES_FEMALE = r"mother|sister|daughter|grandmother|aunt|niece|granddaughter"
_NOUN = re.compile(
    rf"\b(?:(?P<m>{_MALE})|(?P<f>{_FEMALE}))\b(?!-made|\s+of\s+war|"
    r"\s+(?:beachte|sieht|sehe|erkennt|findet|bemerk\w+|unterscheidet|vergleiche|kann|muss|soll)\b|"
    r"\s+(?:Dr|Prof)\b)",
    re.I,
)
_RELATIVE = re.compile(
    rf"\b(?:old|aged|an?|the|his|her|their)\s+(?:(?P<m>{_RELATIVES_MALE})|"
    rf"(?P<f>{_RELATIVES_FEMALE}))"
    r"\b(?!'s)",
    re.I,
)
_TITLE = re.compile(r"\b(?:(?P<m>Mr)|(?P<f>Mrs|Ms|Miss|Mme))\b\.?(?=\s+[A-Z])(?![^.;]*'s\b)")
_TITLE_OF_AUTHOR = re.compile(r"\b(?:after|by|from|of|per|with|to|dr|prof)\.?\s+$", re.I)
_ADJECTIVE = re.compile(
    r"\b(?:(?P<m>male|männlich\w*|masculin|masculino|maschio)|(?P<f>female|weiblich\w*|féminin|"
    r"femenino|femmina))\b(?![-\s]*(?:pattern|genit|breast|extern|urethr|to\b|:|pubic|sex|line|"
    r"prepond|predom|worm|mite|lou|tick|flea|insect|surface|ratio|organ|homolog|hair|gonad|hormon|"
    r"type))",
    re.I,
)
_GERMAN_PATIENT = re.compile(
    r"\b(?:ein(?:em|es|en)?|dem|des|den)\s+(?:\S+e[nrm]\s+){0,2}Patient(?:en)?\b(?!in)|"
    r"\bPatient(?=,?\s*\(?\d{1,3}\s*J)|(?<=jähriger )Patient\b",
)
_GERMAN_AGED = re.compile(
    r"\b(?:(?P<f>einer|eine|die)|(?P<m>einem|eines|einen|ein|dem|des|"
    r"den))\s+\S{1,20}-?[Jj]ährige[nrs]?\b(?!\s+[A-ZÄÖÜ])"
)
_OLD_CODE = re.compile(r"\bold\s?[,;]?\s?(?:(?P<m>M)|(?P<f>F))\b")
_EASTERN = re.compile(
    r"(?P<m>男(?!科)|мужчин\w*|мальчик\w*|юнош\w+|\bбольн(?:ой|ого)\b|\bпациента?\b)|(?P<f>女(?!科)|"
    r"женщин\w*|девочк\w*|девушк\w*|\bбольн(?:ая|ую)\b|\bпациентк\w+)",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:(?P<m>he|his|him)|(?P<f>she|her))\b", re.I)
_HUMAN = re.compile(
    r"\b(?:patient|child|infant|baby|newborn|neonate|adult|person|teen\w*|adolescent|student|"
    r"teacher|farmer|worker|nurse|gardener|cook|\w+-old|(?:his|her)\s+(?:own\s+|left\s+|right\s+|"
    r"upper\s+|lower\s+)?(?:back|face|arms?|legs?|hands?|feet|foot|chest|scalp|neck|trunk|abdomen|"
    r"cheeks?|nose|forehead|fingers?|palms?|soles?|forearms?|thighs?|buttocks?|lips?|ears?|"
    r"shoulders?|shins?|toes?|life|forties|fifties|sixties|seventies|eighties|nineties|thirties|"
    r"twenties|[2-9]0'?s))\b",
    re.I,
)
_ORGANISM = re.compile(
    r"sarcopt|pedicul|acarus|\bmites?\b|\blouse\b|\blice\b|\bticks?\b|\bfleas?\b|demodex|phthir|"
    r"ixod|cimex|\bfl(?:y|ies)\b|larva|tunga|\bworms?\b|filari|spider|insect|\bbugs?\b",
    re.I,
)
_STARTS = re.compile(
    r"(?:^|[,;.:(]|\b(?:an?|this|the|one|young|old|elderly|adult|white|black|caucasian|asian|"
    r"healthy|year|years|old|aged|middle-aged|infant|newborn|obese|of|in|y/?o\.?|yrs?\.?))\s*$",
    re.I,
)

_PATIENT_AFTER = re.compile(
    r"\s*(?:patient|infant|child|baby|adult|neonate|teen|adol|subject|\))", re.I
)


def find_sexes(text: str) -> list[SexWord]:
    """Every word of `text` that tells a person's sex, in its order.

    Plurals ("in women"), relatives' genitives, patterns of hair loss and the sex of mites tell
    nothing of the patient. Pronouns count only where nothing firmer does and a person is spoken of.
    """
    found = [*_words(_NOUN, text), *_words(_EASTERN, text)]
    found += [w for w in _words(_TITLE, text) if not _TITLE_OF_AUTHOR.search(text[: w.start])]
    found += [
        SexWord(match.start(), match.end(), "male" if match["m"] or match["n"] else "female", True)
        for match in CODED.finditer(text)
    ]
    found += _words(_OLD_CODE, text)
    found += _words(_GERMAN_AGED, text)
    found += [SexWord(m.start(), m.end(), "male", True) for m in _GERMAN_PATIENT.finditer(text)]
    if not _ORGANISM.search(text):
        found += [
            word
            for word in _words(_ADJECTIVE, text)
            if _STARTS.search(text[: word.start])
            or re.match(
                r"\s*(?:patient|infant|child|baby|adult|neonate|teen|adol|subject|\))",
                text[word.end :],
                re.I,
            )
        ]
    if not found:
        found = list(_words(_RELATIVE, text))
    if not found and _HUMAN.search(text):
        found = [SexWord(w.start, w.end, w.sex, False) for w in _words(_PRONOUN, text)]
    return sorted(found, key=lambda word: word.start)


def nearest_sex(words: list[SexWord], text: str, start: int, end: int) -> Sex | None:
    """The sex of the person whose age stands at ``text[start:end]``: the nearest word's.

    Words of the same sentence come first; else all words must agree.
    """
    before = max(text.rfind(mark, 0, start) for mark in (". ", "; "))
    stops = [place for mark in (". ", "; ") if (place := text.find(mark, end)) >= 0]
    after = min(stops, default=len(text))
    near = [word for word in words if word.start > before and word.end <= after + 1]
    if near:
        return min(near, key=lambda word: max(word.start - end, start - word.end, 0)).sex
    sexes = {word.sex for word in words}
    return sexes.pop() if len(sexes) == 1 else None


def _words(pattern: re.Pattern[str], text: str) -> list[SexWord]:
    return [
        SexWord(match.start(), match.end(), "male" if match["m"] else "female", True)
        for match in pattern.finditer(text)
    ]
