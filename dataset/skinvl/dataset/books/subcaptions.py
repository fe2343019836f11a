"""Captions of several pictures: the part that speaks of each panel."""

# Dashes and letters of other scripts are meant as they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skinvl.dataset.books.layout import Caption, Figure, Panel
from skinvl.dataset.books.subcaption_places import PLACES, by_place, read_places

Parts = tuple[tuple[str, str], ...]

# A letter that stands out in the caption's type ("**a** plaque") is set between these on the way
# here; they are taken out of what is returned.
EMPHASIS = ("\ue000", "\ue001")

_FULL_WIDTH = str.maketrans({"（": "(", "）": ")", "，": ",", "．": ".", "：": ":", "；": ";"})
_CIRCLED = {chr(0x2460 + value): str(value + 1) for value in range(20)}
_ONE = r"(?:[A-Za-z]|\d{1,2}|[ivx]{2,4}|[IVX]{2,4})"
_JOIN = (
    r"\s*(?:,|;|&|/|\+|–|—|-|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bto\b|\bbis\b|和|及|与|、|～)\s*"
)
_LIST = rf"{_ONE}(?:{_JOIN}{_ONE})*"
_TOKEN = re.compile(rf"(?<![A-Za-z\d]){_ONE}(?![A-Za-z\d])")
_START = r"(?:^|(?<=[.;:,!?)\]–—。；：，])\s*|(?<=\s))"
_SENTENCE = r"(?:^|(?<=[.;:!?)\]。；：])\s*)"
# From the plainest way of naming panels to the one most easily mistaken.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("emphasis", re.compile(rf"\ue000\s*[(\[]?(?P<list>{_LIST})[)\]]?\s*\ue001[).,:;]?")),
    ("brackets", re.compile(rf"[(\[](?P<list>{_LIST})[)\]]\s*:?")),
    ("half", re.compile(rf"{_START}(?P<list>{_LIST})\)\s*:?")),
    ("circled", re.compile(r"(?P<list>[①-⑳])")),
    (
        "stop",
        re.compile(rf"{_SENTENCE}(?P<list>{_LIST})\s*(?:[.,:]|\s[–—-])(?=\s|[一-鿿぀-ヿ])"),
    ),
    ("bare", re.compile(rf"{_SENTENCE}(?P<list>[A-Z](?:{_JOIN}[A-Z])*)\s+(?=[A-ZÀ-Þ(\d])")),
    ("small", re.compile(rf"{_SENTENCE}(?P<list>[a-z](?:{_JOIN}[a-z])*)\s+(?=[A-ZÀ-ÞА-Я])")),
)
_RANGE = re.compile(r"\s*(?:–|—|-|～|to|bis)\s*")
_AFTER_PART = re.compile(
    r"\s*(?:[.,;:。；，]|(?:and|und|et|y|e|i|и|with|as well as|sowie)\b|和|及|$)", re.IGNORECASE
)
_LEADING_JOIN = re.compile(
    r"^(?:[\s.,;:–—。；，、]|(?:and|und|et|y|e|и|sowie|as well as)\s+|[和及])+", re.IGNORECASE
)
_TRAILING_JOIN = re.compile(
    r"(?:[\s.,;:–—。；，、(\[]|(?<=[\s,;])(?:and|und|et|y|e|и|sowie)(?=\s*$))+$", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?:(?<=[.;!?])|(?<=\)))\s+[(\[]?(?:courtesy|reproduced|reprinted|adapted|from\s+[A-Z]|"
    r"photo(?:graph)?s?\s+(?:by|courtesy)|with\s+(?:kind\s+)?permission|©|source:|credit|used\s+with|"
    r"mit\s+(?:freundlicher\s+)?genehmigung|avec\s+l)[^;]*$",
    re.IGNORECASE,
)
_SUMMARY = re.compile(rf"^[(\[]{_LIST}[)\]]\s*")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?。])\s+(?=[A-ZÀ-ÞА-Я(])|(?<=。)")


@dataclass(frozen=True)
class _Marker:
    start: int
    end: int
    keys: tuple[str, ...]


def split_parts(body: str) -> tuple[str, Parts]:
    """The lead of a caption and its parts by panel; ("", ()) where it has no parts.

    ``"Psoriasis: (a) scalp; (b, c) nails."`` gives ``("Psoriasis", (("a", "scalp"), ("b",
    "nails"), ("c", "nails")))``. Panels are named by letters, numbers, or places ("left").
    """
    plain = body.translate(_FULL_WIDTH)
    for name, pattern in _STYLES:
        markers = _in_sequence(_read_markers(pattern, plain), loose=name == "emphasis")
        if markers:
            bracketed = all("(" in plain[one.start : one.end] for one in markers)
            if bracketed and _follow_their_text(markers, plain):
                return _split_before(markers, body)
            return _split_after(markers, body)
    return _split_places(body)


def without_emphasis(text: str) -> str:
    """`text` without the signs of `EMPHASIS`."""
    return text.replace(EMPHASIS[0], "").replace(EMPHASIS[1], "")


def _read_markers(pattern: re.Pattern[str], text: str) -> list[_Marker]:
    markers = []
    for match in pattern.finditer(text):
        keys = _expand(match["list"])
        if keys:
            markers.append(_Marker(match.start(), match.end(), keys))
    return markers


def _expand(listed: str) -> tuple[str, ...]:
    """All keys of "a", "a, b", "a-d", "A and B"."""
    listed = _CIRCLED.get(listed, listed)
    found = list(_TOKEN.finditer(listed))
    keys: list[str] = []
    end = 0
    for match in found:
        key = match[0]
        if keys and _RANGE.fullmatch(listed[end : match.start()]):
            keys += _between(keys[-1], key)
        if key not in keys:
            keys.append(key)
        end = match.end()
    return tuple(keys)


def _between(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 20:
        return [str(value) for value in range(int(first) + 1, int(last))]
    if len(first) == len(last) == 1 and 0 < ord(last) - ord(first) < 26:
        return [chr(code) for code in range(ord(first) + 1, ord(last))]
    return []


def _order(key: str) -> int | None:
    """The place of a key in its sequence, from 0."""
    if key.isdigit():
        return int(key) - 1
    if len(key) == 1:
        return ord(key.lower()) - ord("a")
    romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    return romans.index(key.lower()) if key.lower() in romans else None


def _kind(key: str) -> str:
    if key.isdigit():
        return "digit"
    return "upper" if key[0].isupper() else "lower"


def _in_sequence(markers: Sequence[_Marker], *, loose: bool) -> list[_Marker]:
    """The markers that name panels in order, each once: a, b, c; empty where they do not.

    Later mentions of a panel ("the plaque in (a)") are no markers.
    """
    for kind in ("lower", "upper", "digit"):
        kept: list[_Marker] = []
        expected: int | None = None
        for marker in markers:
            if any(_kind(key) != kind for key in marker.keys):
                continue
            orders = [_roman_aware(key, expected) for key in marker.keys]
            if any(order is None for order in orders):
                continue
            first = orders[0]
            if expected is None:
                if first != 0 and not (loose and len(markers) > 1):
                    continue
                expected = first
            if first != expected:
                continue
            kept.append(marker)
            expected = (orders[-1] or 0) + 1
        kept = _without_summary(kept, markers)
        if len(kept) > 1:
            return kept
    return []


def _roman_aware(key: str, expected: int | None) -> int | None:
    """The order of `key`; "i" and "v" are Roman where that is what is expected next."""
    romans = {"i": 0, "v": 4, "x": 9}
    if expected in (None, 4, 9) and romans.get(key.lower()) == (expected or 0) and key.islower():
        return romans[key.lower()]
    return _order(key)


def _without_summary(kept: Sequence[_Marker], markers: Sequence[_Marker]) -> list[_Marker]:
    """Without a first marker that names all panels before each is named: "(a, b) X: (a) ..."."""
    if not kept or len(kept[0].keys) < 2:
        return list(kept)
    first = kept[0]
    singles = [
        marker for marker in markers if marker.start > first.start and marker.keys[0] in first.keys
    ]
    if {key for marker in singles for key in marker.keys} >= set(first.keys):
        rest = [marker for marker in markers if marker.start > first.start]
        return _in_sequence(rest, loose=False)
    return list(kept)


def _follow_their_text(markers: Sequence[_Marker], text: str) -> bool:
    """Whether the letters stand after what they name: "plaque (a) and nail pits (b)."."""
    if not without_emphasis(text[: markers[0].start]).strip():
        return False
    return all(_AFTER_PART.match(without_emphasis(text[marker.end :])) for marker in markers[:-1])


def _split_after(markers: Sequence[_Marker], body: str) -> tuple[str, Parts]:
    """Parts that stand after their markers; a marker without words shares those of the next."""
    lead = _TRAILING_JOIN.sub("", without_emphasis(body[: markers[0].start]).strip())
    lead = _SUMMARY.sub("", lead)
    parts: list[tuple[str, str]] = []
    waiting: tuple[str, ...] = ()
    ends = [marker.start for marker in markers[1:]] + [len(body)]
    for marker, end in zip(markers, ends, strict=True):
        text = without_emphasis(body[marker.end : end])
        if end == len(body):
            text = _CREDIT.sub("", text)
        text = _clean(text)
        waiting += marker.keys
        if text:
            parts += [(key, text) for key in waiting]
            waiting = ()
    return ("", ()) if waiting or not parts else (lead, tuple(parts))


def _split_before(markers: Sequence[_Marker], body: str) -> tuple[str, Parts]:
    """Parts that stand before their markers; full sentences before the first are the lead.

    Words that go on after the last marker belong to all: "clinical (a) and dermoscopic (b) views".
    """
    parts: list[tuple[str, str]] = []
    lead = ""
    start = 0
    rest = without_emphasis(body[markers[-1].end :])
    shared = "" if _AFTER_PART.match(rest) else " " + _SENTENCE_BREAK.split(rest.strip())[0]
    for marker in markers:
        text = without_emphasis(body[start : marker.start]).strip()
        if start == 0:
            *before, text = _SENTENCE_BREAK.split(text)
            lead = _TRAILING_JOIN.sub("", " ".join(before))
        text = _clean(_clean(text) + shared)
        if not text:
            return "", ()
        parts += [(key, text) for key in marker.keys]
        start = marker.end
    return lead, tuple(parts)


def _clean(text: str) -> str:
    return _TRAILING_JOIN.sub("", _LEADING_JOIN.sub("", text.strip())).strip()


def _split_places(body: str) -> tuple[str, Parts]:
    """Parts named by where the panels stand."""
    body = without_emphasis(body)
    markers, after = read_places(body)
    if len(markers) < 2:
        return "", ()
    split: Callable[[Sequence[_Marker], str], tuple[str, Parts]]
    split = _split_before if after else _split_after
    return split([_Marker(start, end, (key,)) for start, end, key in markers], body)


def assign(figure: Figure, caption: Caption) -> tuple[str | None, ...]:
    """The part of `caption` for each panel of `figure`; None where the whole caption holds.

    Letters that were read decide; where there are none, panels are taken in reading order, and
    only when there are as many as parts.
    """
    nothing: tuple[str | None, ...] = (None,) * len(figure.panels)
    if not caption.parts:
        return nothing
    texts = {key.casefold(): text for key, text in caption.parts}
    if set(texts) <= PLACES:
        return by_place(figure.panels, texts)
    letters = [panel.letter.casefold() if panel.letter else None for panel in figure.panels]
    read = [letter for letter in letters if letter is not None]
    if len(figure.panels) == 1:
        return (texts.get(read[0]) if read and len(texts) > 1 else None,)
    trusted = len(set(read)) == len(read) and all(letter in texts for letter in read)
    if not trusted:
        letters = [None] * len(letters)
    unnamed = [place for place, letter in enumerate(letters) if letter is None]
    left = [key for key in texts if key not in letters]
    result = [texts[letter] if letter is not None else None for letter in letters]
    if unnamed and len(unnamed) == len(left):
        order = reading_order([figure.panels[place] for place in unnamed])
        for key, place in zip(left, order, strict=True):
            result[unnamed[place]] = texts[key]
    return tuple(result)


def reading_order(panels: Sequence[Panel]) -> list[int]:
    """The places of `panels` row by row from the top, each row from the left."""
    left = sorted(range(len(panels)), key=lambda place: (panels[place].box[1], place))
    order: list[int] = []
    while left:
        top = panels[left[0]].box
        row = [place for place in left if place == left[0] or _same_row(top, panels[place].box)]
        order += sorted(row, key=lambda place: panels[place].box[0])
        left = [place for place in left if place not in row]
    return order


def _same_row(
    first: tuple[float, float, float, float], box: tuple[float, float, float, float]
) -> bool:
    shared = min(first[3], box[3]) - max(first[1], box[1])
    return shared > 0.5 * min(first[3] - first[1], box[3] - box[1])
