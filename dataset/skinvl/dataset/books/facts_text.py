"""The one spelling in which the readers of facts see a text."""

from __future__ import annotations

import functools
import re
import unicodedata

_LONGEST = 4000
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_QUOTES = {ord("\u2018"): "'", ord("\u2019"): "'", ord("\u201c"): '"', ord("\u201d"): '"'}
_HALVES = {"\u00bc": ".25", "\u00bd": ".5", "\u00be": ".75"}
_UNIT_OF_AGE = r"\s*-?\s*(?:year|yr|month|week|day|jahr|jähr|monat|y/?o\b|[mf]\b)"
_CROSS_REFERENCE = re.compile(
    r"\b(?:fig(?:ure|ura)?s?|plates?|abb(?:ildung(?:en)?)?|tafeln?|tab(?:le|elle)?s?|chapters?|"
    r"kapitel|pages?)\b\.?\s*(?:\d+|[IVXLC]+\b)"
    rf"(?:[.\-:]\d+(?!\d)(?!{_UNIT_OF_AGE}))*(?:\s?\(?[A-H]\b\)?)?"
    rf"(?:\s*(?:,|and|und|-|to|&)\s*\d+(?:[.\-:]\d+)*(?!\d)[A-H]?\b(?!{_UNIT_OF_AGE}))*",
    re.IGNORECASE,
)
_CREDIT_IN_BRACKETS = re.compile(
    r"[(\[]\s*(?:by |photo\w* )?(?:courtesy|with (?:kind )?permission|reprod|reprint|kindly|after|"
    r"from (?:dr|prof|mr|mrs)\b)[^()\[\]]*[)\]]",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:by |photo\w* )?(?:courtesy\b|reprinted\b|reproduced\b|with (?:kind )?permission\b|"
    r"kindly (?:provided|supplied)\b|photographs? by\b|mit freundlicher genehmigung\b|cortesía de|"
    r"avec l'aimable autorisation\b).*?(?:(?<=[a-z]{3})\.(?=\s|$)|$)",
    re.IGNORECASE,
)


def plain(words: str) -> str:
    """`words` with one kind of dash, quote and space, fractions as decimals, no soft hyphens.

    Case stays: abbreviations and the initials of a stain need it. Only the first 4000 characters
    are read: no caption is longer, and a hostile one shall cost no time.
    """
    text = words[:_LONGEST].replace("\u00ad", "")
    for mark, decimals in _HALVES.items():
        text = re.sub(rf"(?<=\d)\s?{mark}", decimals, text).replace(mark, f"0{decimals}")
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES)
    text = re.sub(r"(\d)\s+1/2\b", r"\1.5", text)
    return " ".join(text.split())


@functools.lru_cache(maxsize=256)
def describing(words: str) -> str:
    """`plain` text without references to figures and without credits.

    Neither speaks of the person or the disease: "Fig. 12F" is no woman of twelve, and
    "courtesy of Dr A. Mann" names a photographer.
    """
    text = plain(words)
    for pattern in (_CROSS_REFERENCE, _CREDIT_IN_BRACKETS, _CREDIT):
        text = pattern.sub(" ", text)
    return " ".join(text.split())
