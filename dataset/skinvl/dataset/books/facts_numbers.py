"""Numbers as words, English and German, up to 119."""

from __future__ import annotations

import re

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_KLEIN = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_ZEHNER = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def _table() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_SMALL)}
    words.update({word: value for value, word in enumerate(_KLEIN) if value})
    for tens, (english, german) in enumerate(zip(_TENS, _ZEHNER, strict=True), start=2):
        words[english] = words[german] = 10 * tens
        for unit in range(1, 10):
            words[f"{english} {_SMALL[unit]}"] = 10 * tens + unit
            words[f"{_KLEIN[unit]}und{german}"] = 10 * tens + unit
    return words | {word.replace("ß", "ss"): value for word, value in words.items()}


_VALUES = _table()
_WORDS = "|".join(
    re.escape(word).replace(r"\ ", "[ -]") for word in sorted(_VALUES, key=len, reverse=True)
)
NUMBER = rf"(?:(?<![\d.,/])\d{{1,3}}(?:[.,]\d{{1,2}})?(?!\d)|\b(?:{_WORDS}))"
"""A pattern for one number, in figures or in words."""


def read_number(text: str) -> float:
    """The value of a text that `NUMBER` matches.

    Raises:
        ValueError: another text.
    """
    key = text.lower().replace("-", " ")
    return float(_VALUES[key]) if key in _VALUES else float(text.replace(",", "."))
