"""How books number their figures: labels that open a caption and references in running text."""

# Dashes and letters of other scripts are meant as they stand.
# ruff: noqa: RUF001, RUF003

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LabelKind = Literal["figure", "plate", "picture", "table"]

# Words that books print before a figure's number. "picture" words also head sections and boxes
# ("Case 3"), so a caption needs more than the word to be believed.
_WORDS: dict[LabelKind, tuple[str, ...]] = {
    "figure": (
        r"(?:supplementa(?:ry|l)\s+|online\s+|web\s+|e-?)?f\s?[i1l]\s?g(?:\s?ures?|uras?|uur|uren|"
        r"ures|ur(?:en)?)?s?",
        r"abb(?:ildung(?:en)?)?",
        r"bild(?:er)?",
        r"kuva",
        r"r(?:ys(?:unek|\.)|ycina|yc\.)",
        r"obr(?:ázek|ázok|\.)",
        r"slika",
        r"şekil",
        r"joonis",
        r"мал(?:юнок|\.)",
        r"рис(?:\.|унок|унки)?",
        r"фиг(?:ура|\.)?",
        r"εικ(?:όνα|\.)",
        r"σχήμα",
        r"hình",
        r"รูปที่",
        r"그림",
        r"[图圖図]",
    ),
    "plate": (
        r"plates?",
        r"pls?(?=[.\s]\s*[\dIVXLC])",
        r"planches?",
        r"taf(?:eln?)?",
        r"tav(?:ol[ae])?",
        r"l[áa]m(?:inas?|\.)",
        r"colou?r\s+plates?",
        r"таблица\s+рис",
    ),
    "picture": (
        r"images?",
        r"imagen",
        r"imagem",
        r"immagine",
        r"photo(?:graph|micrograph)?s?",
        r"micrographs?",
        r"fotos?",
        r"fotografía",
        r"фото",
        r"illustrations?",
        r"illus\.",
        r"exhibits?",
        r"cases?",
        r"fall",
        r"resim",
        r"pictures?",
        r"照片",
        r"写真",
        r"사진",
    ),
    "table": (
        r"tables?",
        r"tab(?:el|ell|elle|ella|ela|la|leau|ulka|\.)?",
        r"tableau",
        r"cuadro",
        r"quadro",
        r"taulukko",
        r"tablo",
        r"táblázat",
        r"табл(?:ица|\.)?",
        r"πίνακας",
        r"bảng",
        r"표",
        r"表",
        r"box",
        r"algorithm",
        r"scheme",
        r"chart",
        r"video",
    ),
}
# Languages that put the number first: "3.1. ábra", "3 pav.", "3. attēls".
_WORDS_AFTER = r"ábra|kép|pav\.|paveikslas|attēls|att\."

_JOINT = r"[.\-–‐‑·:・/−]"
_DIGITS = r"\d{1,4}"
# One joint throughout: "3.1–3.3" and "4-7–4-9" are ranges of two numbers.
_JOINED = "|".join(
    rf"{_DIGITS}(?:{joint}{_DIGITS}){{1,3}}"
    for joint in (r"\.", r"[\-‐‑−]", r"–", r"\s?[·・]\s?", r":", r"/")
)
_ARABIC = rf"(?:[A-Z]{{1,2}}{_JOINT}?)?(?:{_JOINED}|{_DIGITS})"
_ROMAN = r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_CHINESE = r"[一二三四五六七八九十百]{1,4}"
# The letters of panels stand at the number ("3a-c"); one letter may be part of the number.
_SUFFIX = r"(?:[A-Za-z](?:\s?[-–,&]\s?[A-Za-z](?![A-Za-z]))*)"
_NUMBER = (
    rf"(?:{_ARABIC}(?:{_SUFFIX}(?![A-Za-z\d])|(?![A-Za-z\d]))"
    rf"|{_ROMAN}(?![A-Za-z\d])|{_CHINESE}(?![一-鿿]))"
)
_ANOTHER = (
    rf"(?:{_ARABIC}(?:{_SUFFIX}(?![A-Za-z\d])|(?![A-Za-z\d]))(?!-[a-z])"
    rf"|(?-i:{_ROMAN})(?![A-Za-z\d]))"
)
_AND = (
    r"\s*(?:,|;|&|\+|/|-|–|−|、|，|和|及|与|と|～|~|\band\b|\bor\b|\bto\b|\bthrough\b|\bund\b|"
    r"\bbis\b|\bet\b|\bà\b|(?-i:\by\b|\be\b|\bи\b|\bi\b))\s*"
)
_OPENING = r"[\s▲▼△▽◀▶►◄▸■□●○◆◇▪▫•*<\[【《「→←↑↓]*"
_ORDINAL = r"(?:n[or]s?\.?|nº|n°|№|#)?"
_ALL = {kind: "|".join(words) for kind, words in _WORDS.items()}
_ANY_WORD = "|".join(f"(?P<{kind}>{words})" for kind, words in _ALL.items())

_LABEL = re.compile(
    rf"{_OPENING}(?P<label>(?:{_ANY_WORD})(?P<dot>[.,:]?)\s*{_ORDINAL}\s*"
    rf"(?P<number>{_NUMBER})"
    rf"(?P<more>(?:[.]?{_AND}(?:(?:{_ALL['figure']}|{_ALL['plate']})[.]?\s*)?{_ANOTHER})*))",
    re.IGNORECASE,
)
_LABEL_AFTER = re.compile(
    rf"{_OPENING}(?P<label>(?P<number>{_ARABIC})\.?\s?(?:{_WORDS_AFTER}))(?![^\W\d_])",
    re.IGNORECASE,
)
_SECOND = re.compile(
    rf"[.]?\s+(?:{_ALL['figure']})[.]?\s*(?P<number>{_NUMBER})(?=[.\s]|$)", re.IGNORECASE
)
# "Abb. 3.1 a, b." or "Fig. 2 (a-d)": the panels of the figure, said before its caption.
_PANELS = re.compile(
    r"\s*\(?[A-Za-z](?:\s?[-–,&]\s?[A-Za-z])+\)?(?=[.:;]?\s*(?:[A-ZÀ-ÞА-Я一-鿿(]|$))"
)
_CONTINUED = re.compile(
    r"[\s.,:;–—-]*[(\[（]?\s*(?:continued|cont['’]?d\.?|cont\.|forts(?:etzung|\.)|suite|"
    r"continuaci[óo]n|continuação|continua|продолжение|续|續|つづき)(?![^\W\d_])\s*[)\]）]?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[\s.:|¦▪■□●•◆◇▸►▶·—–\-‐)\]】>》」，、/￨]*")
_REFERENCE = re.compile(
    rf"(?<![A-Za-zÀ-ɏͰ-ӿ])(?:{_ALL['figure']}|{_ALL['plate']}|{_ALL['picture']})[.]?\s*"
    rf"(?P<numbers>{_NUMBER}(?:{_AND}(?:(?:{_ALL['figure']}|{_ALL['plate']})[.]?\s*)?{_ANOTHER})*)",
    re.IGNORECASE,
)
# Cheap to look for before the expression above is tried on a whole paragraph.
_STEMS = (
    "fig", "f ig", "plat", "pl.", "abb", "taf", "bild", "imag", "phot", "fot", "illus", "exhib",
    "case", "tav", "lám", "lam", "kuva", "rys", "ryc", "obr", "slika", "şekil", "resim", "joonis",
    "мал", "рис", "фиг", "фото", "εικ", "σχήμα", "hình", "รูป", "그림", "사진", "图", "圖", "図",
    "照片", "写真", "planche", "pictur", "imm", "micrograph",
)  # fmt: skip
_ONE_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_RANGE = re.compile(r"^\s*(?:–|-|−|～|~|to|through|bis|à|a)\s*$", re.IGNORECASE)
_IS_ROMAN = re.compile(r"[IVXLC]+$")
_ONLY_NUMBER = re.compile(
    rf"{_OPENING}(?P<label>\((?P<inner>\d{{1,4}}(?:{_JOINT}\d{{1,4}}){{0,2}})\)"
    rf"|(?P<number>\d{{1,4}}(?:{_JOINT}\d{{1,4}}){{0,2}})(?=[.:\s]))"
)

# Full-width forms and the ideographic space, one character for one, so that offsets hold.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0x00A0: 0x20,
    0x2009: 0x20,
    0x202F: 0x20,
}
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True)
class Label:
    """The label that opens a caption.

    ``text`` is as printed without what separates it from the caption ("Fig. 4-7"), ``number`` the
    normalised number ("4.7"), ``numbers`` all of them ("Figures 3.4 and 3.5"); ``style`` is the
    printed word, ``separator`` what stands after the number, ``end`` where the caption's body
    begins in the text that was read.
    """

    text: str
    kind: LabelKind
    style: str
    number: str
    numbers: tuple[str, ...]
    separator: str
    continued: bool
    end: int


def read_label(text: str) -> Label | None:
    """The label at the start of `text`, or None."""
    plain = text.translate(_FULL_WIDTH)
    match = _LABEL.match(plain)
    if match is None:
        return _read_number_first(text, plain)
    kind = next(kind for kind in _WORDS if match[kind])
    word = match[kind]
    if not _word_stands_alone(word, match["dot"], plain[match.end(kind) :]):
        return None
    end = match.end("label")
    numbers = [number_key(match["number"])]
    more = match["more"]
    if not _is_plural(word) and (comma := re.search(r"[,;]", more)) is not None:
        end -= len(more) - comma.start()
        more = more[: comma.start()]
    numbers += [number_key(part) for part in _ONE_NUMBER.findall(more)]
    while (second := _SECOND.match(plain, end)) is not None:
        numbers.append(number_key(second["number"]))
        end = second.end()
    return _finish(text, plain, match.start("label"), end, kind, word + match["dot"], numbers)


def _read_number_first(text: str, plain: str) -> Label | None:
    match = _LABEL_AFTER.match(plain)
    if match is None:
        return None
    word = match["label"][match.end("number") - match.start("label") :].strip(". ")
    number = number_key(match["number"])
    return _finish(text, plain, match.start("label"), match.end("label"), "figure", word, [number])


def _finish(
    text: str,
    plain: str,
    start: int,
    end: int,
    kind: LabelKind,
    style: str,
    numbers: list[str],
) -> Label:
    panels = _PANELS.match(plain, end)
    if panels is not None:
        end = panels.end()
    continued = _CONTINUED.match(plain, end)
    label = text[start:end].strip()
    stop = continued.end() if continued is not None else end
    separator = _SEPARATOR.match(plain, stop)
    body = separator.end() if separator is not None else stop
    return Label(
        text=label,
        kind=kind,
        style=style,
        number=numbers[0],
        numbers=tuple(dict.fromkeys(numbers)),
        separator=plain[stop:body].strip(),
        continued=continued is not None,
        end=body,
    )


def _word_stands_alone(word: str, dot: str, rest: str) -> bool:
    """Whether a number or a space follows the word: "Fig.3", "图3", not "figment 3"."""
    return not rest or dot != "" or not rest[0].isalpha() or not word[-1].isascii()


def _is_plural(word: str) -> bool:
    return word.casefold().endswith(("s", "en", "eln", "ln", "图", "圖", "図"))


def number_key(number: str) -> str:
    """`number` in one form for all books: "4-7" and "4·7" are "4.7", "iv" is "IV", 十二 is "12".

    Panel letters that name several panels ("3a-c") are left out; one glued letter stays ("3.4A").
    """
    plain = number.translate(_FULL_WIDTH).strip()
    if plain and plain[0] in "一二三四五六七八九十百":
        return str(_chinese_value(plain))
    match = re.match(rf"(?P<arabic>{_ARABIC})(?P<suffix>{_SUFFIX})?", plain, re.IGNORECASE)
    if match is None:
        return plain.upper()
    suffix = match["suffix"] or ""
    digits = re.sub(rf"\s*{_JOINT}\s*", ".", match["arabic"])
    return (digits + (suffix if len(suffix) == 1 else "")).upper()


def base_number(key: str) -> str:
    """The number without a panel's letter: "3.4A" is "3.4"."""
    return re.sub(r"(?<=\d)[A-Z]$", "", key)


def order_key(key: str) -> tuple[int, ...] | None:
    """A key that sorts numbers as books count them; None where it holds no digits."""
    if _IS_ROMAN.match(key):
        return (_roman_value(key),)
    found = re.findall(r"\d+", key)
    if not found:
        return None
    suffix = re.search(r"(?<=\d)([A-Z])$", key)
    return (*(int(part) for part in found), ord(suffix[1]) - 64 if suffix else 0)


def read_bare_number(text: str) -> Label | None:
    """The label of a caption that opens with nothing but its number ("12.3 Psoriasis")."""
    plain = text.translate(_FULL_WIDTH)
    match = _ONLY_NUMBER.match(plain)
    if match is None:
        return None
    number = number_key(match["number"] or match["inner"])
    return _finish(text, plain, match.start("label"), match.end(), "figure", "", [number])


def may_refer(text: str) -> bool:
    """Whether `text` holds the stem of a word that figures are named by; quick to ask."""
    folded = text.casefold()
    return any(stem in folded for stem in _STEMS)


def find_references(text: str, *, compound: bool) -> list[tuple[int, int, tuple[str, ...]]]:
    """References to figures in running text: (start, end, numbers).

    `compound` is whether the book's own numbers have several parts: then "Figs 4-7" names figure
    4.7, otherwise figures 4 to 7.
    """
    plain = text.translate(_FULL_WIDTH)
    if not may_refer(plain):
        return []
    found = []
    for match in _REFERENCE.finditer(plain):
        numbers = _expand(match["numbers"], compound=compound)
        if numbers:
            found.append((match.start(), match.end(), numbers))
    return found


def _expand(listed: str, *, compound: bool) -> tuple[str, ...]:
    """All numbers of a list with ranges, in order."""
    if not compound:
        listed = re.sub(r"(?<=\d)[-–−‐‑](?=\d)", " – ", listed)
    numbers: list[str] = []
    end = 0
    for match in _ONE_NUMBER.finditer(listed):
        key = number_key(match[0])
        if numbers and _RANGE.match(listed[end : match.start()]):
            numbers += _between(base_number(numbers[-1]), base_number(key))
        numbers.append(key)
        end = match.end()
    return tuple(dict.fromkeys(numbers))


def _between(first: str, last: str) -> list[str]:
    """The numbers after `first` and before `last` where both count in the same chapter."""
    head, _, low = first.rpartition(".")
    stem, _, high = last.rpartition(".")
    if _IS_ROMAN.match(first) and _IS_ROMAN.match(last):
        return [_roman(value) for value in range(_roman_value(first) + 1, _roman_value(last))]
    if not (low.isdigit() and high.isdigit()) or (stem and stem != head):
        return []
    low_value, high_value = int(low), int(high)
    if not 0 < high_value - low_value <= 40:
        return []
    prefix = head + "." if head else ""
    return [f"{prefix}{value}" for value in range(low_value + 1, high_value)]


def _roman(value: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
    digits = ""
    for size, sign in (*signs, (4, "IV"), (1, "I")):
        count, value = divmod(value, size)
        digits += sign * count
    return digits


def _roman_value(key: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = 0
    for digit, following in zip(key, key[1:] + "I", strict=True):
        value = values[digit]
        total += -value if value < values[following] else value
    return total


def _chinese_value(digits: str) -> int:
    total = 0
    current = 0
    for digit in digits:
        if digit == "百":
            total += max(1, current) * 100
            current = 0
        elif digit == "十":
            total += max(1, current) * 10
            current = 0
        else:
            current = _CHINESE_DIGITS[digit]
    return total + current
