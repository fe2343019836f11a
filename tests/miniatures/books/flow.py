"""The pages of a book in the making: frames, columns, running heads and what fills them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pymupdf
from miniatures.books.encodings import embed
from miniatures.books.faces import FontCase, Look, measure
from miniatures.books.gold import Gold
from miniatures.books.layouts import Style
from miniatures.books.pictures import Picture, paint
from miniatures.books.setting import set_paragraph
from miniatures.books.sheet import Box, Paper, Sheet
from miniatures.books.vocabulary import VOCABULARIES

_COLUMN_GAP = 18.0


class Flow:
    """Where the next thing goes. All places are layout points of the present sheet."""

    def __init__(
        self, document: pymupdf.Document, fonts: FontCase, style: Style, gold: Gold, seed: int
    ) -> None:
        self._document = document
        self._fonts = fonts
        self._style = style
        self._gold = gold
        self._seed = seed
        self._look = Look(style.family, size=style.size)
        self._wide = False
        self._fresh = False
        self._words = VOCABULARIES[style.language]
        self.sheets: list[Sheet] = []
        self._open_page()

    @property
    def x(self) -> float:
        return self._frame[0] if self._wide else self._columns[self._column][0]

    @property
    def width(self) -> float:
        if self._wide:
            return self._frame[2] - self._frame[0]
        left, right = self._columns[self._column]
        return right - left

    @property
    def bottom(self) -> float:
        return self._frame[3]

    @property
    def height(self) -> float:
        """Of the frame."""
        return self._frame[3] - self._frame[1]

    @property
    def highest(self) -> float:
        """The room of an empty column of this page."""
        return self._frame[3] - self._top

    @property
    def margin_x(self) -> float:
        """Where the outer margin's column begins."""
        if self.sheet.number % 2:
            return self._frame[2] + 12
        return self._frame[0] - 12 - self._style.margin_column

    def _open_page(self, paper: Paper | None = None) -> None:
        style = self._style
        if paper is None:
            rotate = style.rotations[len(self.sheets) % len(style.rotations)]
            paper = Paper(*style.paper, rotate=rotate, crop=style.crop)
        self.sheet = Sheet(self._document, self._fonts, paper)
        self.sheets.append(self.sheet)
        left, top, right, bottom = style.margins
        if style.margin_column:
            outer = style.margin_column + 12
            left, right = (left, right + outer) if self.sheet.number % 2 else (left + outer, right)
        self._frame: Box = (left, top, paper.width - right, paper.height - bottom)
        columns = 1 if paper.turn else style.columns
        wide = (self._frame[2] - left - _COLUMN_GAP * (columns - 1)) / columns
        self._columns = [
            (left + place * (wide + _COLUMN_GAP), left + place * (wide + _COLUMN_GAP) + wide)
            for place in range(columns)
        ]
        self._column = 0
        self._top = self.y = top
        self._wide = False
        self._fresh = True
        self._furnish(paper)
        wide, high = paper.displayed
        self._gold.pages.append(
            {
                "page": self.sheet.number,
                "width": wide,
                "height": high,
                "rotation": paper.rotate,
                "label": str(self.sheet.number),
                "text_layer": True,
            }
        )

    def _furnish(self, paper: Paper) -> None:
        style, sheet = self._style, self.sheet
        if style.background:
            box = (0.0, 0.0, paper.width, paper.height)
            pixels = np.full((40, 30, 3), (246, 242, 230), np.uint8)
            placement, _ = embed(self._document, pixels, "flate", box)
            sheet.place(placement)
            self.record_decoration(box, "decoration")
        if not style.head:
            return
        look = replace(self._look, size=8, weight="italic")
        y = style.margins[1] - 22
        text = self._gold.title if sheet.number % 2 else self._words.diagnoses[0][0]
        left = self._frame[0]
        if style.logo:
            box = (left, y - 9, left + 20, y + 1)
            placement, _ = embed(
                self._document, np.array(paint(Picture("logo", 3, (80, 40)))), "jpeg", box
            )
            sheet.place(placement)
            self.record_decoration(box, "logo")
            left += 26
        sheet.write(left, y, text, look)
        number = str(sheet.number + 40)
        sheet.write(
            self._frame[2] - measure(number, look), y, number, replace(look, weight="plain")
        )
        sheet.rule([(self._frame[0], y + 4), (self._frame[2], y + 4)])

    def record_decoration(self, box: Box, kind: str) -> None:
        """Note a picture that is not a figure."""
        self._gold.decorations.append(
            {
                "page": self.sheet.number,
                "bbox": self.sheet.displayed(box),
                "kind": kind,
                "reject_reason": "decoration" if kind == "decoration" else "logo",
            }
        )

    def move_to(self, y: float) -> None:
        """Go on below `y`; under a figure across the page all columns do."""
        self._fresh = False
        self.y = y
        if self._wide:
            self._wide = False
            self._column = 0
            self._top = y

    def advance(self) -> None:
        """To the next column, on the next page if there is none."""
        if self._column + 1 < len(self._columns) and not self._wide:
            self._column += 1
            self.y = self._top
        else:
            self.advance_page()

    def advance_page(self) -> None:
        self._open_page()

    def need(self, height: float) -> None:
        """Go on until `height` points are free."""
        wide = self._wide
        while self.y + height > self.bottom and (self.y > self._top or self._top > self._frame[1]):
            self.advance()
            self._wide = wide
        self._fresh = False

    def start_spread_figure(self) -> None:
        """Make the top of a page free over all columns."""
        if not self._fresh:
            self.advance_page()
        self._wide = True

    def start_plate(self, left: bool) -> None:
        """An empty page; a left-hand (even) one if `left`."""
        if not self._fresh:
            self.advance_page()
        if left and self.sheet.number % 2:
            self.set_prose(" ".join(self._words.prose[:2]))
            self.advance_page()
        self._wide = True

    def end_plate(self) -> None:
        """The next thing goes to a page of its own."""
        if self.sheet.paper.turn or self._style.place != "facing":
            self._fresh = False
            self.advance_page()

    def turn_page(self) -> None:
        """A landscape page, turned on portrait paper."""
        wide, high = self._style.paper
        turn = 270 if len(self.sheets) % 2 else 90
        self._open_page(Paper(high, wide, turn=turn))

    def fill_down_to(self, height: float, write: Callable[[], None]) -> None:
        """Have prose written until just `height` points (and a little) remain of a column."""
        self.need(height + 20)
        column, sheet = self._column, self.sheet
        frame = self._frame
        self._frame = (frame[0], frame[1], frame[2], frame[3] - height - 10)
        while self._column == column and self.sheet is sheet and self.bottom - self.y > 60:
            before = self.y
            self._stop_at_bottom = True
            write()
            self._stop_at_bottom = False
            if self.y == before:
                break
        if self.sheet is sheet:
            self._frame = frame

    _stop_at_bottom = False

    def set_prose(self, text: str) -> None:
        """Set a paragraph over as many columns as it takes."""
        style = self._style
        look = self._look
        if self.sheet.paper.turn:
            self.advance_page()
        paragraph = set_paragraph([(text, look)], self.width, style.habits)
        while paragraph.lines:
            room = int((self.bottom - self.y) / paragraph.leading)
            if room < 1:
                if self._stop_at_bottom:
                    return
                self.advance()
                continue
            now, paragraph = paragraph.cut(room)
            now.draw(self.sheet, self.x, self.y, whole=not paragraph.lines)
            self.move_to(self.y + now.height)
        self.y += style.size * 0.4

    def set_heading(self, text: str) -> None:
        look = Look(
            "sans" if self._style.family != "cjk" else "cjk", "bold", self._style.size * 1.3
        )
        self.need(look.size * 4)
        paragraph = set_paragraph(
            [(text[:1].upper() + text[1:], look)], self.width, self._style.habits
        )
        paragraph.draw(self.sheet, self.x, self.y)
        self.move_to(self.y + paragraph.height + 6)

    def open_chapter(self) -> None:
        """The chapter's title."""
        self.set_heading(f"{self._style.chapter}  {self._words.diagnoses[1][0]}")

    def set_contents(self, labels: Sequence[str], rng: np.random.Generator) -> None:
        """A list of figures with page numbers."""
        look = replace(self._look, size=self._style.size * 0.9)
        for label in labels:
            name = self._words.diagnoses[rng.integers(len(self._words.diagnoses))][0]
            text = f"{label}{self._style.separator}{name[:1].upper()}{name[1:]} "
            page = str(int(rng.integers(40, 60)))
            self.need(look.size * 1.4)
            dots = int((self.width - measure(text + " " + page, look)) / measure(".", look))
            self.sheet.write(
                self.x, self.y + look.size, text + "." * max(0, dots) + " " + page, look
            )
            self.move_to(self.y + look.size * 1.4)
        self.y += 10

    def set_table(self, label: str, label_look: Look, look: Look) -> None:
        """A ruled table with its caption above."""
        rows = ("Sign", "Scale", "Ulcer", "Pigment") if self._style.family != "cjk" else "一二三四"
        line = look.size * 1.5
        caption = set_paragraph(
            [(label, label_look), (self._words.prose[0], look)], self.width, self._style.habits
        )
        self.need(caption.height + line * 6)
        caption.draw(self.sheet, self.x, self.y)
        y = self.y + caption.height + 4
        for number, row in enumerate(rows):
            if number < 2:
                self.sheet.rule([(self.x, y), (self.x + self.width, y)], 0.7)
            y += line
            for column in range(3):
                text = row if column == 0 else f"{(number + 2) * (column + 7)} %"
                self.sheet.write(self.x + column * self.width / 3 + 2, y - 3, text, look)
        self.sheet.rule([(self.x, y), (self.x + self.width, y)], 0.7)
        self.move_to(y + 14)

    def set_box(self, text: str) -> None:
        """A tinted box with an icon and a paragraph."""
        paragraph = set_paragraph([(text, self._look)], self.width - 50, self._style.habits)
        high = max(44.0, paragraph.height + 16)
        self.need(high + 10)
        x, y = self.x, self.y
        self.sheet.tint((x, y, x + self.width, y + high), (0.9, 0.94, 0.98), outline=True)
        icon = (x + 8, y + 8, x + 34, y + 34)
        placement, _ = embed(
            self._document, np.array(paint(Picture("logo", 11, (48, 48)))), "flate", icon
        )
        self.sheet.place(placement)
        self.record_decoration(icon, "icon")
        paragraph.draw(self.sheet, x + 42, y + 6)
        self.move_to(y + high + 10)

    def finish(self) -> None:
        """Write all pages."""
        for sheet in self.sheets:
            sheet.finish()
