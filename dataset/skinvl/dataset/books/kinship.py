"""What two pictures of books can share so that one must not test what the other has taught."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence

from skinvl.dataset.books.records import Pair

KINDS = ("file", "look", "figure", "number", "plate", "caption", "patient")

# "Melanoma." stands under pictures that have nothing else in common.
_TELLING_LENGTH = 40
_SAME_PATIENT = re.compile(
    r"\bsame\s+(?:patient|case|man|woman|child|boy|girl|infant|lesion|subject)\b"
    r"|\b(?:der|des|die|das|dem|den)selben?\s+(?:patient(?:in|en)?|fall(?:s|es)?|läsion|kind)\b"
    r"|\bgleiche[rnms]?\s+(?:patient(?:in|en)?|fall(?:s|es)?)\b"
    r"|\bmême\s+(?:patiente?|cas|malade)\b"
    r"|\bmism[oa]\s+(?:paciente|caso)\b"
    r"|\bstess[oa]\s+(?:paziente|caso)\b"
    r"|同一患者|同一病例|同一例",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.\-\u2013]\d+)*")


def name_shared(pair: Pair) -> Iterator[tuple[str, Hashable]]:
    """(kind, key) of everything that `pair` shares with any other pair of the same key.

    A figure goes on under its number on later pages. A plate and its legend face one another, so
    the pages of picture and caption both count, each with the page it faces when the book lies
    open.
    """
    yield "file", pair.image_sha256
    yield "figure", (pair.pdf, pair.figure)
    if pair.figure_number is not None:
        yield "number", (pair.pdf, pair.figure_number.casefold())
    for spread in sorted({pair.page // 2, pair.caption_page // 2}):
        yield "plate", (pair.pdf, spread)
    words = re.sub(r"\W+", " ", unicodedata.normalize("NFKC", pair.caption)).strip().casefold()
    if len(words) >= _TELLING_LENGTH:
        yield "caption", words


def refer_to_patients(pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    """Pairs of positions that the captions say show one patient.

    "The same patient as in Fig. 3" refers to figure 3 of the book; without a number, to the
    figure before.
    """
    by_number: dict[tuple[str, str], int] = {}
    for place, pair in enumerate(pairs):
        if pair.figure_number is not None:
            by_number.setdefault((pair.pdf, _bare(pair.figure_number)), place)
    found = []
    for place, pair in enumerate(pairs):
        words = _SAME_PATIENT.search(pair.figure_caption)
        if words is None:
            continue
        number = _NUMBER.search(pair.figure_caption, words.end())
        other = None if number is None else by_number.get((pair.pdf, _bare(number.group())))
        if other is None or pairs[other].figure == pair.figure:
            other = _figure_before(pairs, place)
        if other is not None:
            found.append((other, place))
    return found


def _figure_before(pairs: Sequence[Pair], place: int) -> int | None:
    for before in range(place - 1, -1, -1):
        if pairs[before].pdf != pairs[place].pdf:
            return None
        if pairs[before].figure != pairs[place].figure:
            return before
    return None


def _bare(number: str) -> str:
    return re.sub(r"[\-\u2013]", ".", number).casefold()
