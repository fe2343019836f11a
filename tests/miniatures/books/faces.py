"""Typefaces of miniature books and how their text is coded in the PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

import pymupdf

FAMILIES = {
    "serif": {"plain": "tiro", "bold": "tibo", "italic": "tiit", "bolditalic": "tibi"},
    "sans": {"plain": "helv", "bold": "hebo", "italic": "heit", "bolditalic": "hebi"},
    "mono": {"plain": "cour", "bold": "cobo", "italic": "coit", "bolditalic": "cobi"},
    "cjk": {"plain": "china-s", "bold": "china-s", "italic": "china-s", "bolditalic": "china-s"},
}
_LIGATURES = (("ffi", "\ufb03"), ("fi", "\ufb01"), ("fl", "\ufb02"))


@dataclass(frozen=True)
class Look:
    """How a run of text is set; ``weight`` is "plain", "bold", "italic" or "bolditalic"."""

    family: str = "serif"
    weight: str = "plain"
    size: float = 10.0
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    small_caps: bool = False

    def heavier(self, weight: str) -> Look:
        """The same with the emphasis of a run inside it."""
        if weight == "plain" or self.weight == weight:
            return self
        both = {self.weight, weight} == {"bold", "italic"}
        return replace(self, weight="bolditalic" if both else weight)

    @property
    def face(self) -> str:
        return FAMILIES[self.family][self.weight]


@cache
def _font(face: str) -> pymupdf.Font:
    return pymupdf.Font(face)


@cache
def _advance(face: str, character: str) -> float:
    if face == "china-s":
        return 1.0
    return float(_font(face).glyph_advance(ord(character)))


@cache
def _glyph(face: str, character: str) -> str:
    font = _font(face)
    if not font.has_glyph(ord(character)):
        raise ValueError(f"{face} has no glyph for {character!r}")
    return f"{font.has_glyph(ord(character)):04x}"


def ligate(text: str) -> str:
    """`text` with the ligatures of Latin typefaces as characters of their own."""
    for letters, ligature in _LIGATURES:
        text = text.replace(letters, ligature)
    return text


def pieces(text: str, look: Look) -> list[tuple[str, Look]]:
    """`text` as runs of one size and face each.

    Small caps come as smaller capitals, and Latin letters among Chinese ones in a Latin face.
    """
    if look.family == "cjk":
        return [
            (part, look if part[0] > "\u2e7f" else replace(look, family="serif"))
            for part in re.findall(r"[\u2e80-\uffff]+|[^\u2e80-\uffff]+", text)
        ]
    if not look.small_caps:
        return [(text, look)]
    small = replace(look, size=look.size * 0.78, small_caps=False)
    large = replace(look, small_caps=False)
    return [
        (part.upper(), small if part.islower() else large)
        for part in re.findall(r"[^\W\d_A-ZÀ-Ý]+|[\W\d_A-ZÀ-Ý]+", text)
    ]


def measure(text: str, look: Look) -> float:
    """The width in points."""
    return sum(
        sum(_advance(part_look.face, character) for character in part) * part_look.size
        for part, part_look in pieces(text, look)
    )


class FontCase:
    """The fonts of one document.

    ``simple`` uses the reader's base fonts under WinAnsi codes in place of embedded ones.
    """

    def __init__(self, document: pymupdf.Document, simple: bool = False) -> None:
        self._document = document
        self._simple = simple
        self._xrefs: dict[str, int] = {}

    def code(self, text: str, face: str) -> bytes:
        """The operand of ``Tj``."""
        if face == "china-s":
            return b"<" + text.encode("utf-16-be").hex().encode() + b">"
        if self._simple:
            raw = text.encode("cp1252")
            for special in (b"\\", b"(", b")"):
                raw = raw.replace(special, b"\\" + special)
            return b"(" + raw + b")"
        return b"<" + "".join(_glyph(face, character) for character in text).encode() + b">"

    def xref(self, face: str) -> int:
        """The font's object; made when it is first asked for."""
        if face not in self._xrefs:
            page = self._document[0]
            if self._simple or face == "china-s":
                number = page.insert_font(fontname=face)
            else:
                name = face.replace("-", "")
                number = page.insert_font(fontname=f"E{name}", fontbuffer=_font(face).buffer)
            self._xrefs[face] = number
        return self._xrefs[face]
