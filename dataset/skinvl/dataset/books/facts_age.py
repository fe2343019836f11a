"""Ages of people in English text: "45-year-old", "aged 3 months", "man, 62", "in her sixties"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from skinvl.dataset.books.facts_numbers import NUMBER, read_number

OLDEST = 120.0
_DAYS_A_YEAR = 365.25
_PER_YEAR = {"d": _DAYS_A_YEAR, "w": _DAYS_A_YEAR / 7, "m": 12.0, "y": 1.0}


@dataclass(frozen=True)
class Age:
    """An age, or a range of ages, in years; ``start`` and ``end`` are where the text says it."""

    start: int
    end: int
    low: float
    high: float


PERSON = (
    r"(?:man|woman|boy|girl|male|female|lady|gentleman|infant|baby|child|patient|adult|adolescent|"
    r"teenager|neonate|newborn|person|subject|youth|lad|husband|wife)"
)
_LONG = r"(?:years?|yrs?|months?|mos?|mths?|weeks?|wks?|days?)"
_GAP = r"[ \-.]{0,3}"
_AND_MONTHS = rf"(?:,?\s*(?:and\s+)?(?P<c>{NUMBER}){_GAP}(?P<v>months?|mos?|weeks?|wks?|days?)\b)?"
_TO = r"\s*-?\s*(?:-|to|or|and)\s*-?\s*"
_OLD = re.compile(
    rf"(?P<a>{NUMBER})(?P<half>[ -]and[ -]a[ -]half)?(?:{_TO}(?P<b>{NUMBER}))?{_GAP}"
    rf"(?P<u>{_LONG}|y)\b{_AND_MONTHS}{_GAP}(?P<tail>olds?\b|of age\b)",
    re.IGNORECASE,
)
_BRIEF = re.compile(rf"(?P<a>{NUMBER})\s*-?\s*(?P<u>y)\.?\s?/?\s?o\b\.?", re.IGNORECASE)
_AGED = re.compile(
    r"(?<![-\w])(?:aged?s?|(?:aet|æt)(?:at)?(?:is)?(?:\.|\b)(?:\s*suae)?)\s*(?:[:=,]|of\b|about\b|"
    r"approximately\b|around\b|circa\b|ca\.?|between\b|from\b|is\b|was\b)?\s*"
    rf"(?P<a>{NUMBER})(?:{_TO}(?P<b>{NUMBER}))?(?:{_GAP}(?P<u>{_LONG}|y)\b)?{_AND_MONTHS}"
    r"(?!\s*[%/\u00d7]|\d)",
    re.IGNORECASE,
)
_PERSON_OF = re.compile(
    rf"\b(?:{PERSON}(?:\s+(?:patient|infant|child))?(?:\s+of\s+|\s*[,;:(/]\s*)|"
    rf"(?:man|woman|boy|girl|male|female)\s+)(?:about\s+)?"
    rf"(?P<a>{NUMBER})(?:\s*-?\s*(?P<u>{_LONG}|y)\b\.?)?"
    r"(?=\s*(?:[,;:)\]]|\.(?!\d)|$|(?:with|who|suffering|presenting|showing)\b))",
    re.IGNORECASE,
)
_YEARS_PERSON = re.compile(
    rf"(?P<a>{NUMBER})[ -]{{0,2}}(?P<u>(?:year|month|week|day)s?\b|(?:yrs?|y|mos?|wks?)\b\.?)"
    rf"\s*[,;/]?\s*(?:(?:white|black|caucasian|asian|african|hispanic|healthy|"
    rf"old)\s)?(?={PERSON}\b)",
    re.IGNORECASE,
)
CODED = re.compile(
    r"(?<![\w.\u00d7/-])(?:(?P<a>\d{1,3})(?:\s?(?P<u>y)(?:rs?|/?o)?\b\.?\s?[/,]?\s?|\s?[/,]\s?|"
    r")(?:(?P<m>M\b|♂)|(?P<f>F\b|♀))|(?:(?P<n>M|♂|[Mm]a(?:n|le)(?=/))|(?P<g>F|♀|(?:[Ff]em|"
    r"[Ww]om)a(?:n|le)(?=/)))(?:\s?[/,]\s?|(?<=[♂♀])\s?,?\s?|)(?P<b>\d{2,3})(?:\s?(?P<v>y)(?:rs?|"
    r"ears|/?o)?\b)?)(?![\u00d7°%'\w-]|\s[\u00d7x%]|\.\d)"
)
"""Codes as "45/M", "F34", "♀ 34 y": groups a or b the age, m or n a man, f or g a woman."""

_DECADE = re.compile(
    r"\b(?:in (?:his|her|their)\s+(?:(?:early|mid|middle|late)[ -])?|mid-)(?P<d>twenties|thirties|"
    r"forties|fifties|sixties|seventies|eighties|nineties|[2-9]0'?s)\b",
    re.IGNORECASE,
)
_OF_LIFE = re.compile(
    r"\b(?P<o>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|[4-9]th|"
    r"10th)\s+decade\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?P<n>teenaged?|teenager|(?:quadra|quinqua|sexa|septua|octo|nona)genarian)\b", re.IGNORECASE
)
_TENS = [
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
]
_ORDINALS = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_NAMED_RANGES = {
    "tee": (13.0, 19.0),
    "qua": (40.0, 49.0),
    "qui": (50.0, 59.0),
    "sex": (60.0, 69.0),
    "sep": (70.0, 79.0),
    "oct": (80.0, 89.0),
    "non": (90.0, 99.0),
}
_THING = re.compile(
    r"(?:histor|lesion|scar|plaque|nodul|tumou?r|ulcer|wound|erupt|rash|tattoo|burn|course|follow|"
    r"durat|case$|specimen|graft|blister|bull|crust|patch|papul|macul|na?ev|melanom|carcinom|kerat|"
    r"wart|cyst|keloid|disease|psoria|eczem|lupus|photo|injur|fractur|problem|ha?emang|interval|"
    r"surviv|period|treat|therap|exposure|experience|implant|bite|lump|mole|book|stain)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[.,;:()]|\b(?:with|who|in|on|of|and|the|a|an|at|presenting|suffering|showing|after|before|"
    r"whose|having|had|has|was|were|is)\b",
    re.IGNORECASE,
)
_A_PERSON = re.compile(rf"\b{PERSON}\b", re.IGNORECASE)
_ONSET = re.compile(
    r"\b(?:since|from|began|begun|beginning|onset|start\w*|appear(?:ed|ing)|develop(?:ed|ing)|"
    r"diagnosed|first|noticed|noted|died|until|till|excised|removed|treated)\b[^.;,]*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:over|under|above|below|than|beyond|past|after|before|until|by|mean|average|median|every|"
    r"older|younger|within|up to|men|women|children|boys|girls|infants|adults|males|females|"
    r"patients|persons|people|those|individuals|present for|for)\s+(?:(?:the|an?|of|are)\s+)*$",
    re.IGNORECASE,
)


def find_ages(text: str) -> list[Age]:
    """The ages of single people in `text` (see `facts_text.describing`), in its order."""
    found = [age for age in (*_exact(text), *_decades(text)) if 0 <= age.low <= age.high <= OLDEST]
    found.sort(key=lambda age: (age.start, -age.end))
    kept: list[Age] = []
    for age in found:
        if not kept or age.start >= kept[-1].end:
            kept.append(age)
    return kept


def years(value: float, unit: str | None) -> float:
    """`value` in years; without a unit it is in years already."""
    return value / _PER_YEAR[(unit or "y")[0].lower()]


def _exact(text: str) -> Iterator[Age]:
    for pattern in (_OLD, _BRIEF, _AGED, _PERSON_OF, _YEARS_PERSON):
        for match in pattern.finditer(text):
            if _is_of_person(text, match, attributive=pattern in (_OLD, _BRIEF)):
                yield from _read(match)
    for match in CODED.finditer(text):
        value = float(match["a"] or match["b"])
        yield Age(match.start(), match.end(), value, value)


def _read(match: re.Match[str]) -> Iterator[Age]:
    parts = match.groupdict()
    low = high = years(read_number(parts["a"]), parts.get("u"))
    if parts.get("half"):
        low = high = low + years(0.5, parts["u"])
    if parts.get("b"):
        other = years(read_number(parts["b"]), parts.get("u"))
        low, high = min(low, other), max(low, other)
    if parts.get("c"):
        rest = years(read_number(parts["c"]), parts["v"])
        low, high = low + rest, high + rest
    yield Age(match.start(), match.end(), low, high)


def _is_of_person(text: str, match: re.Match[str], *, attributive: bool) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if _COMPARED.search(before):
        return False
    if match["a"].isdigit() is False and match["a"].lower() == "one" and not attributive:
        return False
    worded = match[0].lower()
    if (worded.startswith("age") or "of age" in worded) and _ONSET.search(before):
        return not worded.startswith("age ") and "of age" not in worded
    return not (attributive and _describes_thing(after))


def _describes_thing(after: str) -> bool:
    """Whether "10-year-old" stands before a thing ("10-year-old scar") and not a person."""
    stop = _STOP.search(after)
    phrase = after[: stop.start()] if stop else after
    if _A_PERSON.search(phrase):
        return False
    return any(_THING.match(word) for word in phrase.split()[:4])


def _decades(text: str) -> Iterator[Age]:
    for match in _DECADE.finditer(text):
        word = match["d"].lower()
        low = 10 * (_TENS.index(word) + 2) if word in _TENS else int(word[:2])
        yield Age(match.start(), match.end(), float(low), float(low + 9))
    for match in _OF_LIFE.finditer(text):
        word = match["o"].lower()
        low = (
            10 * (_ORDINALS.index(word) + 1)
            if word in _ORDINALS
            else 10 * (int(re.sub(r"\D", "", word)) - 1)
        )
        yield Age(match.start(), match.end(), float(low), float(low + 9))
    for match in _NAMED.finditer(text):
        low_years, high_years = _NAMED_RANGES[match["n"][:3].lower()]
        yield Age(match.start(), match.end(), low_years, high_years)
