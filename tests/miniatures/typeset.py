"""Pages set by hand: text at exact places and pictures as boxes, for tests of layouts."""

from __future__ import annotations

import pymupdf

from skinvl.dataset.books.layout import Box, Figure, FigureKind, Page, Panel, union
from skinvl.dataset.books.pages import read_page

PROSE = (
    "Lesions of this kind are common and are often found by chance when the whole skin is examined "
    "in good light. The course is slow, and most patients do not remember when the change began. "
    "Treatment depends on the depth of the infiltrate, on the site and on the wishes of the "
    "patient. Recurrence is rare when the margins are free, yet follow-up is customary. "
)
SERIF, BOLD, ITALIC, SANS = "tiro", "tibo", "tiit", "helv"
CHINESE = "china-s"


class Typesetter:
    """A document to set text and pictures on; coordinates in points from the top left."""

    def __init__(self, width: float = 595.0, height: float = 842.0) -> None:
        self._size = (width, height)
        self._document = pymupdf.open()
        self._figures: list[tuple[int, list[tuple[Box, str | None]], FigureKind]] = []
        self.turn_page()

    def turn_page(self) -> None:
        """Go on to a new page."""
        self._page = self._document.new_page(width=self._size[0], height=self._size[1])

    def say(
        self,
        x: float,
        y: float,
        *runs: str | tuple[str, str],
        size: float = 10.0,
        width: float | None = None,
        centre: float | None = None,
        rotate: int = 0,
        leading: float = 1.2,
        colour: tuple[float, float, float] = (0, 0, 0),
    ) -> float:
        """Set runs of (text, font) from the first baseline `y` on, broken at `width`.

        Returns the baseline after the last line. `centre` centres each line on that abscissa.
        """
        words = []
        for run in runs:
            text, font = (run, SERIF) if isinstance(run, str) else run
            words += [(word, font) for word in text.split(" ") if word]
        lines: list[list[tuple[str, str]]] = [[]]
        used = 0.0
        for word, font in words:
            length = pymupdf.get_text_length(word + " ", font, size)
            if lines[-1] and width is not None and used + length > width:
                lines.append([])
                used = 0.0
            lines[-1].append((word, font))
            used += length
        for line in lines:
            self._set_line(line, x, y, size, centre, rotate, colour)
            if rotate == 90:
                x += leading * size
            else:
                y += leading * size
        return y

    def _set_line(
        self,
        line: list[tuple[str, str]],
        x: float,
        y: float,
        size: float,
        centre: float | None,
        rotate: int,
        colour: tuple[float, float, float],
    ) -> None:
        if centre is not None:
            total = sum(pymupdf.get_text_length(word + " ", font, size) for word, font in line)
            x = centre - total / 2
        place = 0
        while place < len(line):
            font = line[place][1]
            end = place
            while end < len(line) and line[end][1] == font:
                end += 1
            text = " ".join(word for word, _ in line[place:end]) + " "
            self._page.insert_text(
                (x, y), text, fontname=font, fontsize=size, rotate=rotate, color=colour
            )
            length = pymupdf.get_text_length(text, font, size)
            x, y = (x, y - length) if rotate == 90 else (x + length, y)
            place = end

    def fill(self, x: float, y: float, width: float, until: float, size: float = 10.0) -> float:
        """Running text down to `until`; returns the next baseline."""
        lines = 0
        text = PROSE * 40
        words = text.split(" ")
        while y + 1.2 * size < until:
            taken: list[str] = []
            while words and (
                pymupdf.get_text_length(" ".join([*taken, words[0]]), SERIF, size) < width
            ):
                taken.append(words.pop(0))
            self._page.insert_text((x, y), " ".join(taken), fontname=SERIF, fontsize=size)
            y += 1.2 * size
            lines += 1
        return y

    def show(self, *boxes: Box, letters: str = "", kind: FigureKind = "photo") -> None:
        """A figure of one picture or several; `letters` are those that were read in them."""
        pictures = [(box, letters[place] if letters else None) for place, box in enumerate(boxes)]
        for box in boxes:
            self._page.draw_rect(pymupdf.Rect(box), color=None, fill=(0.8, 0.6, 0.5))
        self._figures.append((self._page.number + 1, pictures, kind))

    def read(self) -> tuple[list[Page], list[Figure]]:
        """The pages as the pipeline reads them, and the figures."""
        pages = [read_page(page) for page in self._document]
        figures = [
            Figure(
                key=f"p{page}-{place}",
                page=page,
                box=union([box for box, _ in pictures]),
                kind=kind,
                panels=tuple(
                    Panel(letter, box, (number,)) for number, (box, letter) in enumerate(pictures)
                ),
            )
            for place, (page, pictures, kind) in enumerate(self._figures, start=1)
        ]
        return pages, figures
