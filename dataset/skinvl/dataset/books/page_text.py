"""The text lines of a page, and whether they can be read at all."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
import pymupdf

from skinvl.dataset.books.layout import Box, Matrix, Span, TextLine

_BOLD, _ITALIC, _SUPERSCRIPT = 16, 2, 1
_FILLED_OR_STROKED = 16 | 32
# No TEXT_PRESERVE_LIGATURES: "fi" comes as two letters. No TEXT_CID_FOR_UNKNOWN_UNICODE: a glyph
# without a known character comes as U+FFFD and not as a wrong letter.
_TEXT_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_UNREADABLE_SHARE = 0.3
_SOME_TEXT = 20
_WORD = re.compile(r"(?<![^\W_])[A-Za-zÀ-\u017f]{4,}(?![^\W_])")
_VOWEL = re.compile(r"[aeiouyÀ-ÆÈ-ÏÒ-ÖØ-Ýà-æè-ïò-öø-ýÿĀ-ąĒ-ěĨ-ıŌ-őŨ-ų]", re.IGNORECASE)
# Words without a vowel are 1 % of European text (abbreviations), half of a scrambled one.
_SOME_WORDS = 30
_VOWELLESS_SHARE = 0.3
_UPRIGHT = 0.9


def read_blocks(source: pymupdf.Page) -> list[dict[str, Any]]:
    """PyMuPDF's text blocks, unrotated, those without lines left out."""
    blocks = source.get_text("dict", flags=_TEXT_FLAGS)["blocks"]
    return [block for block in blocks if block.get("lines")]


def is_unreadable(blocks: list[dict[str, Any]]) -> bool:
    """Whether the fonts tell no Unicode (no ToUnicode map), or a scrambled one.

    Most glyphs then have no character, or many of the words in Latin letters have no vowel.
    """
    return _is_unknown(blocks) or _is_scrambled(blocks)


def _is_scrambled(blocks: list[dict[str, Any]]) -> bool:
    words = [word for span in spans_of(blocks) for word in _WORD.findall(span["text"])]
    if len(words) < _SOME_WORDS:
        return False
    return sum(not _VOWEL.search(word) for word in words) > _VOWELLESS_SHARE * len(words)


def _is_unknown(blocks: list[dict[str, Any]]) -> bool:
    known = unknown = 0
    for span in spans_of(blocks):
        for character in span["text"]:
            if character == "�" or unicodedata.category(character) in ("Co", "Cc", "Cn"):
                unknown += 1
            elif not character.isspace():
                known += 1
    return unknown + known >= _SOME_TEXT and unknown > _UNREADABLE_SHARE * (unknown + known)


def is_invisible(blocks: list[dict[str, Any]]) -> bool:
    """Whether most characters are set in render mode 3 (neither filled nor stroked)."""
    visible = invisible = 0
    for span in spans_of(blocks):
        count = len(span["text"].strip())
        if span.get("alpha", 255) == 0 or not span.get("char_flags", 16) & _FILLED_OR_STROKED:
            invisible += count
        else:
            visible += count
    return invisible > visible


def spans_of(blocks: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """All spans of `blocks`."""
    return (span for block in blocks for line in block["lines"] for span in line["spans"])


def reading_turn(blocks: list[dict[str, Any]], rotation: int) -> int:
    """By how many degrees most of the text is turned clockwise on the page as displayed."""
    weight: dict[int, int] = defaultdict(int)
    for block in blocks:
        for line in block["lines"]:
            x, y = line["dir"]
            if max(abs(x), abs(y)) < _UPRIGHT:
                continue
            angle = (0 if x > 0 else 180) if abs(x) > abs(y) else (90 if y > 0 else 270)
            weight[angle] += sum(len(span["text"].strip()) for span in line["spans"])
    if not any(weight.values()):
        return 0
    # The page's own rotation comes on top; upright text wins a draw.
    return max(
        (((angle + rotation) % 360, count) for angle, count in weight.items()),
        key=lambda item: (item[1], -item[0]),
    )[0]


def place(box: Any, matrix: Matrix | None) -> Box:
    """`box` under `matrix`, which turns by right angles; None leaves it."""
    if matrix is None:
        return (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
    a, b, c, d, e, f = matrix
    x0, y0 = a * box[0] + c * box[1] + e, b * box[0] + d * box[1] + f
    x1, y1 = a * box[2] + c * box[3] + e, b * box[2] + d * box[3] + f
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def read_lines(
    blocks: list[dict[str, Any]], matrix: Matrix | None, width: float, height: float
) -> tuple[TextLine, ...]:
    """The lines whose middle lies on the page, `matrix` taking them to reading orientation."""
    lines = []
    for number, block in enumerate(blocks):
        for line in block["lines"]:
            box = place(line["bbox"], matrix)
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            if not (0 <= middle[0] <= width and 0 <= middle[1] <= height):
                continue
            spans = tuple(_read_span(span, matrix) for span in line["spans"] if span["text"])
            if spans:
                lines.append(TextLine(box, spans, number, _reads_right(line["dir"], matrix)))
    return tuple(lines)


def _read_span(span: dict[str, Any], matrix: Matrix | None) -> Span:
    flags = span["flags"]
    return Span(
        text=span["text"],
        box=place(span["bbox"], matrix),
        font=span["font"],
        size=span["size"],
        bold=bool(flags & _BOLD),
        italic=bool(flags & _ITALIC),
        superscript=bool(flags & _SUPERSCRIPT),
        colour=span["color"],
    )


def _reads_right(direction: tuple[float, float], matrix: Matrix | None) -> bool:
    x, y = direction
    if matrix is None:
        return x > _UPRIGHT
    across, down = matrix[0] * x + matrix[2] * y, matrix[1] * x + matrix[3] * y
    return across > _UPRIGHT * float(np.hypot(across, down))
