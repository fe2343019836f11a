"""Ages of people in other languages than English, as captions of books put them."""

# Cyrillic letters are meant where they stand.

from __future__ import annotations

import re
from collections.abc import Iterator

from skinvl.dataset.books.facts_age import Age
from skinvl.dataset.books.facts_numbers import NUMBER, read_number

_GERMAN = re.compile(
    rf"(?P<a>{NUMBER})\s?-?\s?(?:(?P<y>jähr)\w*|(?:(?P<u>J|Monat|Woche|Tag)\w*\.?)\s?alt\w*)|"
    rf"\b(?:im Alter von|Alter:?)\s+(?P<b>{NUMBER})\s?(?P<v>J|Monat|Woche|Tag)\w*|"
    r"\b(?:Mann|Frau|Junge|Mädchen|Knabe|Kind|Säugling|Patient(?:in)?|männlich|weiblich|"
    r"[mw]\.?)(?:\s?[,(]\s?|\s+von\s+)(?P<c>\d{1,3})\s?(?P<w>J|Monat|Woche)\w*",
    re.IGNORECASE,
)
_GERMAN_UNBORN = re.compile(
    r"\s+(?:\w+e[nrs]?\s+)?(?:anamnes|verlauf|bestehen|behandlung|dauer|vorgeschicht|krankheit|"
    r"narbe|herd|läsion|beobacht|intervall|therapie|abstand|pause|geschwulst|tumor|naevus|nävus)",
    re.IGNORECASE,
)
_ROMANCE_PERSON = (
    r"homme|femme|garçon|fille|fillette|enfant|nourrisson|patiente?|mujer|hombre|varón|niñ[oa]|"
    r"lactante|paciente|uomo|donna|bambin[oa]|ragazz[oa]|paziente|mulher|homem|menin[oa]|criança"
)
_ROMANCE = re.compile(
    rf"\b(?:(?:{_ROMANCE_PERSON})\b(?:\s+\w+){{0,2}}?,?\s+(?:de|d'|di|da|com|con)|"
    r"âgée?s?\s+d[e']|à l'âge d[e']|de edad de)\s*(?P<a>\d{1,3})\s*(?P<u>an|mois|semaine|jour|año|"
    r"mes|semana|día|ann|mese|settiman|giorn|ano|dia)\w*",
    re.IGNORECASE,
)
_DUTCH = re.compile(
    r"(?:(?P<a>\d{1,3})\s?-?\s?(?P<u>j)arige?|(?:man|vrouw|jongen|"
    r"meisje) van (?P<b>\d{1,3}) (?P<v>j)aar)\b",
    re.IGNORECASE,
)
_RUSSIAN = re.compile(
    r"(?<!в течение )(?<!течение )(?P<a>\d{1,3})\s*-?\s*(?P<u>лет|года|год|месяц|мес|недел)\w*",
    re.IGNORECASE,
)
_RUSSIAN_PERSON = re.compile(
    r"(?:мужчин|женщин|мальчик|девочк|больн|пациент|ребён|ребен|юнош|"
    r"девушк)\w*,?\s*(?:в возрасте\s*)?$",
    re.IGNORECASE,
)
_EASTERN = re.compile(
    r"(?P<a>\d{1,3})\s*(?P<u>[岁歲歳才]|个月大|個月大|か月|ヶ月|カ月)(?!起|时|時|前|から|頃)"
)
_MONTHS = ("mo", "me", "ме", "个", "個", "か", "ヶ", "カ")
_WEEKS = ("w", "se", "не")
_DAYS = ("t", "jo", "di", "dí", "gi")


def find_foreign_ages(text: str) -> Iterator[Age]:
    """Ages in German, French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese, Japanese."""
    for match in _GERMAN.finditer(text):
        if match["y"] and _GERMAN_UNBORN.match(text, match.end()):
            continue
        number = match["a"] or match["b"] or match["c"]
        yield _age(match, number, match["u"] or match["v"] or match["w"] or "j")
    for match in _RUSSIAN.finditer(text):
        after = text[match.end() : match.end() + 12].lower()
        adjective = (
            match["u"].lower() == "лет" and len(match[0].rstrip()) > match.end("u") - match.start()
        )
        if adjective or _RUSSIAN_PERSON.search(text[: match.start()]) or "возраст" in after:
            yield _age(match, match["a"], match["u"])
    for match in _DUTCH.finditer(text):
        yield _age(match, match["a"] or match["b"], "j")
    for pattern in (_ROMANCE, _EASTERN):
        for match in pattern.finditer(text):
            yield _age(match, match["a"], match["u"])


def _age(match: re.Match[str], number: str, unit: str) -> Age:
    word = unit.lower()
    value = read_number(number)
    if word.startswith("settim") or word.startswith(_WEEKS):
        value *= 7 / 365.25
    elif word.startswith(_MONTHS):
        value /= 12
    elif word.startswith(_DAYS):
        value /= 365.25
    return Age(match.start(), match.end(), value, value)
