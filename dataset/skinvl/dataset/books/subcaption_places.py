"""Panels that a caption names by where they stand: "Left: ...", "plaque (top), scale (bottom)"."""

# Letters of other scripts are meant as they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from skinvl.dataset.books.layout import Box, Panel, union

_UP_DOWN = {
    "top": "top|upper|above|oben|obere[rs]?|en haut|haut|supérieure?|arriba|superior|in alto|上",
    "middle": "middle|cent(?:re|er)|central|mitte|mittlere[rs]?|milieu|centro|中",
    "bottom": "bottom|lower|below|unten|untere[rs]?|en bas|bas|inférieure?|abajo|inferior|"
    "in basso|下",
}
_SIDES = {
    "left": "left|links|linke[rs]?|à gauche|gauche|a la izquierda|izquierda|sinistra|слева|左",
    "right": "right|rechts|rechte[rs]?|à droite|droite|a la derecha|derecha|destra|справа|右",
}
PLACES = frozenset({*_UP_DOWN, *_SIDES} | {f"{row} {side}" for row in _UP_DOWN for side in _SIDES})
_WORDS = {**_UP_DOWN, **_SIDES}
_ANY = "|".join(f"(?:{words})" for words in _WORDS.values())
_SPOT = rf"(?P<first>{_ANY})(?:[\s-]*(?P<second>{_ANY}))?"
_NOUN = (
    r"(?:[\s-]+(?:hand|side|panels?|images?|pictures?|photo(?:graph)?s?|row|column|figure|bild))*"
)
_BEFORE = re.compile(
    rf"(?:^|(?<=[.;:,!?)。；：，])\s*)(?:on\s+the\s+|the\s+|im\s+)?{_SPOT}{_NOUN}\s*[:：,，—–]\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(rf"[(（\[](?:on\s+the\s+)?{_SPOT}{_NOUN}[)）\]]\s*:?", re.IGNORECASE)

Spot = tuple[int, int, str]


def read_places(body: str) -> tuple[list[Spot], bool]:
    """Where `body` names places of panels (start, end, place), and whether after their text.

    Each place is taken once; a single one is no list of panels ("lesion of the left hand").
    """
    named = _collect(_BEFORE, body)
    if len(named) > 1:
        return named, False
    bracketed = _collect(_BRACKETS, body)
    if len(bracketed) < 2:
        return [], False
    after = bool(body[: bracketed[0][0]].strip()) and all(
        re.match(r"\s*(?:[.,;:。；，]|and\b|und\b|et\b|y\b|$)", body[end:])
        for _, end, _ in bracketed
    )
    return bracketed, after


def _collect(pattern: re.Pattern[str], body: str) -> list[Spot]:
    found: list[Spot] = []
    for match in pattern.finditer(body):
        place = _name(match["first"], match["second"])
        if place is not None and place not in {spot[2] for spot in found}:
            found.append((match.start(), match.end(), place))
    return found


def _name(first: str, second: str | None) -> str | None:
    words = [_fold(word) for word in (first, second) if word]
    place = " ".join(words)
    if place in PLACES:
        return place
    swapped = " ".join(reversed(words))
    return swapped if swapped in PLACES else None


def _fold(word: str) -> str:
    return next(
        place for place, words in _WORDS.items() if re.fullmatch(words, word, re.IGNORECASE)
    )


def by_place(panels: Sequence[Panel], texts: Mapping[str, str]) -> tuple[str | None, ...]:
    """The text for each of `panels` by where it stands; None for all where two claim one panel."""
    whole = union([panel.box for panel in panels])
    found: list[str | None] = []
    for panel in panels:
        fitting = [text for place, text in texts.items() if _stands(panel.box, whole, place)]
        found.append(fitting[0] if len(fitting) == 1 else None)
    if len(panels) > 1 and len({text for text in found if text}) < 2:
        return (None,) * len(panels)
    return tuple(found)


def _stands(box: Box, whole: Box, place: str) -> bool:
    """Whether `box` is at that place of `whole`."""
    across = ((box[0] + box[2]) / 2 - whole[0]) / max(whole[2] - whole[0], 1e-6)
    along = ((box[1] + box[3]) / 2 - whole[1]) / max(whole[3] - whole[1], 1e-6)
    tests = {
        "left": across < 0.45,
        "right": across > 0.55,
        "top": along < 0.4,
        "middle": 0.35 <= along <= 0.65 if abs(along - 0.5) < 0.15 else 0.35 <= across <= 0.65,
        "bottom": along > 0.6,
    }
    return all(tests[word] for word in place.split())
