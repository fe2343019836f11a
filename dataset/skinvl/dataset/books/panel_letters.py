"""Which letter each panel of a figure bears: as text over or beside it, or in its pixels."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from skinvl.dataset.books.figure_groups import is_letter
from skinvl.dataset.books.layout import Box, Page, Panel
from skinvl.dataset.books.panel_glyphs import Glyph, read_corner_letter

Grey = NDArray[np.uint8]
Letters = list[str | None]

# Points between a panel and a letter beside it.
_BESIDE = 18.0
_SMALLEST_RUN = 2
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TOKEN = re.compile(r"[A-Za-z]{1,4}|\d{1,2}")


def read_text_letters(page: Page, panels: Sequence[Panel]) -> Letters:
    """Letters set as text; None where a panel has none of its own."""
    marks = _letter_marks(page)
    letters: Letters = [None] * len(panels)
    ranked = sorted(
        (
            (distance, index, position)
            for index, panel in enumerate(panels)
            for position, (_, box) in enumerate(marks)
            if (distance := _distance(box, panel.box)) is not None
        ),
    )
    used: set[int] = set()
    for _, index, position in ranked:
        if letters[index] is None and position not in used:
            letters[index] = marks[position][0]
            used.add(position)
    return letters if _is_run(letters) else [None] * len(panels)


def read_pixel_letters(
    rasters: Sequence[Grey | None], stamps: Sequence[Glyph | None] = ()
) -> Letters:
    """Letters drawn into the pictures [H, W]; all None unless together they make sense.

    `stamps` are letters already read from small images laid on the pictures.

    One glyph may be misread; that several pictures bear different letters of one alphabet by
    chance is unlikely. A picture whose letter was not read gets the one that is left.
    """
    given = [*stamps, *[None] * (len(rasters) - len(stamps))]
    glyphs = [
        stamp or (None if grey is None else read_corner_letter(grey))
        for grey, stamp in zip(rasters, given, strict=True)
    ]
    letters: Letters = [glyph.character if glyph else None for glyph in glyphs]
    read = [letter for letter in letters if letter is not None]
    nothing: Letters = [None] * len(letters)
    if len(letters) < _SMALLEST_RUN or len(read) < max(2, len(letters) - 1):
        return nothing
    letters = _same_case(letters, glyphs)
    if not _is_run(letters):
        return nothing
    if None in letters:
        missing = _missing(letters)
        if missing is None:
            return nothing
        letters[letters.index(None)] = missing
    return letters


def _letter_marks(page: Page) -> list[tuple[str, Box]]:
    marks = []
    for line in page.lines:
        if not line.upright:
            continue
        if is_letter(line.text):
            marks.append((_clean(line.text), line.box))
            continue
        spans = [span for span in line.spans if span.text.strip()]
        if len(spans) > 1 and all(is_letter(span.text) for span in spans):
            marks += [(_clean(span.text), span.box) for span in spans]
            continue
        tokens = line.text.split()
        if len(tokens) > 1 and len(line.spans) == 1 and all(is_letter(t) for t in tokens):
            marks += _spread(line.text, line.box)
    return [(letter, box) for letter, box in marks if letter]


def _spread(text: str, box: Box) -> list[tuple[str, Box]]:
    """Letters of one line, each at its share of the line's width."""
    width = (box[2] - box[0]) / max(1, len(text))
    return [
        (
            _clean(match[0]),
            (box[0] + match.start() * width, box[1], box[0] + match.end() * width, box[3]),
        )
        for match in re.finditer(r"\S+", text)
    ]


def _clean(text: str) -> str:
    match = _TOKEN.search(text)
    return match[0] if match else ""


def _distance(mark: Box, panel: Box) -> float | None:
    """How far a letter is from a panel: 0 on it; None if it is not the panel's."""
    x, y = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2
    within_x, within_y = panel[0] - 3 <= x <= panel[2] + 3, panel[1] - 3 <= y <= panel[3] + 3
    if within_x and within_y:
        return 0.0
    if within_x:
        gap = mark[1] - panel[3] if y > panel[3] else panel[1] - mark[3]
        # Under a panel is usual, over it less so: a letter between two rows is the upper one's.
        return gap + (0.0 if y > panel[3] else 4.0) if gap <= _BESIDE else None
    if within_y and x < panel[0] and panel[0] - mark[2] <= _BESIDE:
        return panel[0] - mark[2] + 6.0
    return None


def _is_run(letters: Sequence[str | None]) -> bool:
    """Whether the letters that were read are different ones of one alphabet, close together."""
    read = [letter for letter in letters if letter is not None]
    if not read or len(set(read)) != len(read):
        return False
    ranks = _ranks(read)
    return ranks is not None and max(ranks) - min(ranks) < len(letters) + 1


def _ranks(read: Sequence[str]) -> list[int] | None:
    if all(letter.isdigit() for letter in read):
        return [int(letter) for letter in read]
    if all(letter in _ROMAN for letter in read) and "i" in read and len(read) > 1:
        return [_ROMAN.index(letter) for letter in read]
    if all(len(letter) == 1 and letter.isalpha() for letter in read):
        one_case = len({letter.isupper() for letter in read}) == 1
        return [ord(letter.lower()) for letter in read] if one_case else None
    return None


def _same_case(letters: Letters, glyphs: Sequence[Glyph | None]) -> Letters:
    """Letters such as c, i or k look alike in both cases: the clear ones decide for all."""
    weight = {True: 0.0, False: 0.0}
    for glyph in glyphs:
        if glyph and glyph.character.isalpha() and glyph.character.lower() not in "cijkl":
            weight[glyph.character.isupper()] += glyph.score
    upper = weight[True] > weight[False]
    return [
        (letter.upper() if upper else letter.lower()) if letter and letter.isalpha() else letter
        for letter in letters
    ]


def _missing(letters: Sequence[str | None]) -> str | None:
    read = [letter for letter in letters if letter is not None]
    if all(letter.isdigit() for letter in read):
        full = [str(number) for number in range(1, len(letters) + 1)]
    else:
        first = "A" if read[0].isupper() else "a"
        full = [chr(ord(first) + offset) for offset in range(len(letters))]
    left = [letter for letter in full if letter not in read]
    return left[0] if len(left) == 1 else None
