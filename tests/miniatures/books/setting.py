"""Setting of runs into lines: line breaks, hyphens, justified and centred lines."""

# Cyrillic letters and Chinese punctuation are meant.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from miniatures.books.faces import Look, ligate, measure
from miniatures.books.sheet import Box, Sheet

Run = tuple[str, Look]


@dataclass(frozen=True)
class Habits:
    """How a printer breaks and fills lines; ``soft`` leaves the soft hyphen's character."""

    hyphenate: bool = True
    soft: bool = False
    ligatures: bool = False
    justify: bool = False
    centre: bool = False
    leading: float = 1.22


@dataclass(frozen=True)
class Word:
    """Runs without a space between them; ``gap`` is whether a space stands before.

    A word without runs ends its line.
    """

    runs: tuple[Run, ...]
    gap: bool

    @property
    def width(self) -> float:
        return sum(measure(text, look) for text, look in self.runs)


@dataclass(frozen=True)
class Paragraph:
    """Lines of words, ready to be drawn."""

    lines: tuple[tuple[Word, ...], ...]
    width: float
    habits: Habits

    @property
    def leading(self) -> float:
        """Points from one baseline to the next."""
        return self.habits.leading * max(
            (look.size for line in self.lines for word in line for _, look in word.runs),
            default=0.0,
        )

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)

    def cut(self, lines: int) -> tuple[Paragraph, Paragraph]:
        """The first `lines` lines and the others."""
        return replace(self, lines=self.lines[:lines]), replace(self, lines=self.lines[lines:])

    def draw(self, sheet: Sheet, x: float, y: float, whole: bool = True) -> Box:
        """Draw from the top left corner; returns the box of the ink.

        `whole` says that the last line ends the paragraph and is not to be justified.
        """
        right, left = x, x + self.width
        baseline = y
        for number, line in enumerate(self.lines):
            size = max(look.size for word in line for _, look in word.runs)
            baseline = y + self.leading * number + size * 0.9
            spaces = [measure(" ", word.runs[0][1]) if word.gap else 0.0 for word in line]
            spaces[0] = 0.0
            free = self.width - sum(spaces) - sum(word.width for word in line)
            gaps = sum(word.gap for word in line[1:])
            last = whole and number + 1 == len(self.lines)
            stretch = free / gaps if self.habits.justify and gaps and not last else 0.0
            start = x + free / 2 if self.habits.centre else x
            end = self._draw_line(sheet, line, spaces, start, baseline, stretch)
            left, right = min(left, start), max(right, end)
        bottom = baseline + 0.22 * self.leading
        return (left, y, right, bottom)

    def _draw_line(
        self,
        sheet: Sheet,
        line: tuple[Word, ...],
        spaces: list[float],
        x: float,
        baseline: float,
        stretch: float,
    ) -> float:
        pending: list[Run] = []

        def flush(x: float) -> float:
            for text, look in pending:
                x = sheet.write(x, baseline, text, look)
            pending.clear()
            return x

        for number, word in enumerate(line):
            if number and word.gap:
                if stretch:
                    x = flush(x) + spaces[number] + stretch
                else:
                    text, look = pending.pop()
                    pending.append((text + " ", look))
            for text, look in word.runs:
                shown = ligate(text) if self.habits.ligatures else text
                if pending and pending[-1][1] == look:
                    shown = pending.pop()[0] + shown
                pending.append((shown, look))
        return flush(x)


@dataclass(frozen=True)
class Hanging:
    """A label with its words in a column to the right of it."""

    label: Paragraph
    words: Paragraph

    @property
    def height(self) -> float:
        return max(self.label.height, self.words.height)

    def draw(self, sheet: Sheet, x: float, y: float) -> Box:
        """As `Paragraph.draw`."""
        first = self.label.draw(sheet, x, y)
        second = self.words.draw(sheet, x + self.label.width, y)
        return (x, y, max(first[2], second[2]), max(first[3], second[3]))


def _words(runs: Sequence[Run]) -> list[Word]:
    words: list[Word] = []
    current: list[Run] = []
    gap = False
    for text, look in runs:
        for part in re.findall(r"\s|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+", text):
            if part == "\n":
                words += [Word(tuple(current), gap), Word((), False)] if current else []
                current, gap = [], False
            elif part.isspace():
                if current:
                    words.append(Word(tuple(current), gap))
                    current = []
                gap = True
            elif "\u2e80" <= part <= "\uffef" and part not in "，。；：（）":
                if current:
                    words.append(Word(tuple(current), gap))
                    gap = False
                current = [(part, look)]
            else:
                current.append((part, look))
    if current:
        words.append(Word(tuple(current), gap))
    return words


def _parts(word: Word, room: float, habits: Habits) -> tuple[Word, Word] | None:
    if len(word.runs) != 1:
        return None
    text, look = word.runs[0]
    for place in range(len(text) - 3, 2, -1):
        before, after = text[:place], text[place:]
        if before.endswith("-") and before[:-1].isalnum():
            shown = before
        elif (
            habits.hyphenate
            and len(text) > 6
            and re.fullmatch(r"[^\W\d_]{3,}", before)
            and re.match(r"[bcdfghjklmnpqrstvwzбвгдзклмнпрст][aeiouyáéíóöüаеиоуы]", after)
            and re.match(r"[^\W\d_]{3}", after)
        ):
            shown = before + ("\u00ad" if habits.soft else "-")
        else:
            continue
        if measure(shown.replace("\u00ad", "-"), look) <= room:
            return Word(((shown, look),), word.gap), Word(((after, look),), False)
    return None


def set_paragraph(
    runs: Sequence[Run], width: float, habits: Habits, indent: float = 0
) -> Paragraph:
    """Break `runs` into lines of `width` points; `indent` shortens the first one."""
    lines: list[tuple[Word, ...]] = []
    line: list[Word] = []
    used = indent
    waiting = _words(runs)[::-1]
    while waiting:
        word = waiting.pop()
        if not word.runs:
            lines.append(tuple(line))
            line, used = [], 0.0
            continue
        space = measure(" ", word.runs[0][1]) if line and word.gap else 0.0
        if used + space + word.width <= width:
            line.append(word)
            used += space + word.width
            continue
        parts = _parts(word, width - used - space, habits)
        if parts is not None:
            line.append(parts[0])
            waiting.append(parts[1])
        elif line:
            waiting.append(word)
        else:
            line.append(word)
        lines.append(tuple(line))
        line, used = [], 0.0
    if line:
        lines.append(tuple(line))
    return Paragraph(tuple(lines), width, habits)
