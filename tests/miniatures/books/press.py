"""Prints a miniature book: a PDF in a publisher's style with the exact truth about its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
from miniatures.books.blocks import Arrangement, Order, arrange, draw_pictures
from miniatures.books.encodings import embed
from miniatures.books.faces import FontCase, Look, measure
from miniatures.books.flow import Flow
from miniatures.books.galleries import set_rows, set_together
from miniatures.books.gold import Gold, record_figure
from miniatures.books.layouts import EXTRAS, ROWS, TOGETHER, Plan, Style
from miniatures.books.orders import Clerk
from miniatures.books.pictures import Picture, paint
from miniatures.books.scanning import scan
from miniatures.books.setting import Hanging, Paragraph, Run, set_paragraph
from miniatures.books.sheet import Sheet
from miniatures.books.styles import STYLES
from miniatures.books.text import write_prose
from miniatures.books.vocabulary import VOCABULARIES


@dataclass(frozen=True)
class Book:
    """A book as ordered; ``figures`` names entries of `PROGRAMME` or holds plans, and None takes
    the style's own programme."""

    style: str | Style
    figures: Sequence[str | Plan] | None = None
    seed: int = 1


def print_book(book: Book, path: Path) -> Gold:
    """Print `book` to `path` (PDF) and return the truth about it; the same book gives the same
    pixels, words and places."""
    style = STYLES[book.style] if isinstance(book.style, str) else book.style
    printer = Printer(style, book.seed, path.name)
    gold = printer.print(style.programme if book.figures is None else book.figures)
    document = printer.document
    if style.scan:
        document = scan(document, printer.flow.sheets, style.scan, gold)
    document.save(
        path, garbage=1, deflate=False, no_new_id=True, use_objstms=int(style.object_streams)
    )
    document.close()
    return gold


class Printer:
    """Sets one book; what is set is noted in its gold."""

    def __init__(self, style: Style, seed: int, name: str) -> None:
        self.style = style
        self.document = pymupdf.open()
        self._rng = np.random.default_rng([seed, 77])
        self._seed = seed * 1000
        self._gold = Gold(name, f"Miniature: {style.name}", style.language, (style.name,))
        fonts = FontCase(self.document, style.simple_fonts)
        self.flow = Flow(self.document, fonts, style, self._gold, seed)
        self._words = VOCABULARIES[style.language]
        self._clerk = Clerk(style, seed, self._rng)
        self._tables = 0
        self._seen: dict[str, str] = {}
        self._legends: list[tuple[dict[str, Any], list[Run]]] = []
        look = Look(style.caption_family or style.family, size=style.caption_size)
        self._caption_look = replace(look, weight=style.caption_weight, colour=style.caption_colour)
        self._label_look = replace(
            look,
            weight=style.label_weight,
            colour=style.label_colour,
            small_caps=style.small_caps,
        )

    def print(self, figures: Sequence[str | Plan]) -> Gold:
        flow = self.flow
        flow.open_chapter()
        if self.style.list_of_figures:
            flow.set_contents([self._clerk.label(n + 1) for n in range(len(figures))], self._rng)
        waiting = list(figures)[::-1]
        while waiting:
            low, high = self.style.prose
            self._set_prose(int(self._rng.integers(low, high + 1)))
            entry = waiting.pop()
            if isinstance(entry, str) and entry in EXTRAS:
                self._set_extra(entry)
                continue
            if isinstance(entry, str) and entry in (*ROWS, *TOGETHER):
                across, down = {**ROWS, **TOGETHER}[entry]
                orders = [
                    self._clerk.order(self._clerk.plan(waiting.pop())) for _ in range(across * down)
                ]
                (set_rows if entry in ROWS else set_together)(self, orders, across)
                continue
            plan = self._clerk.plan(entry)
            if plan.beside:
                other = self._clerk.plan(waiting.pop())
                set_rows(self, [self._clerk.order(plan), self._clerk.order(other)], 2)
            else:
                self._set_figure(self._clerk.order(plan))
        self._set_prose(2)
        self._set_legends()
        flow.finish()
        self._mark_duplicates()
        return self._gold

    def caption_runs(self, order: Order) -> list[Run]:
        """The caption with its label."""
        body = [(text, self._caption_look.heavier(weight)) for text, weight in order.wording.runs]
        if order.label is None:
            return body
        after = "\n" if self.style.label_line else self.style.separator
        return [(order.label + after, self._label_look), *body]

    def caption(self, runs: list[Run], width: float) -> Paragraph | Hanging:
        """The caption in lines of `width` points."""
        habits = self.style.caption_habits or self.style.habits
        if self.style.hanging and len(runs) > 1:
            indent = self.style.hanging
            return Hanging(
                set_paragraph(runs[:1], indent, habits),
                set_paragraph(runs[1:], width - indent, habits),
            )
        return set_paragraph(runs, width, habits)

    def caption_gold(self, order: Order, sheet: Sheet, box: Sequence[float]) -> dict[str, Any]:
        """What the gold says of a caption whose ink is in `box`."""
        start = "" if order.label is None else order.label + self.style.separator
        return {
            "text": start + order.wording.body,
            "body": order.wording.body,
            "page": sheet.number,
            "bbox": sheet.displayed(tuple(box)),
        }

    def record(
        self, order: Order, panels: list[dict[str, Any]], caption: dict[str, Any], place: str
    ) -> dict[str, Any]:
        """Note a figure."""
        key = f"f{len(self._gold.figures) + 1:02d}"
        figure = record_figure(
            key,
            order.plan.kind,
            panels,
            order.label,
            caption,
            place,
            order.plan.span,
            order.plan.gutter is not None,
        )
        self._gold.figures.append(figure)
        return figure

    def _set_prose(self, paragraphs: int) -> None:
        for _ in range(paragraphs):
            refs = [label.replace("FIGURE", "Figure") for label in self._clerk.labels[-3:]]
            self.flow.set_prose(write_prose(self._rng, self.style.language, refs))

    def _set_figure(self, order: Order) -> None:
        place = order.plan.place or self.style.place
        if self.style.places and not order.plan.place:
            place = self.style.places[len(self._gold.figures) % len(self.style.places)]
        if order.plan.turned:
            self.flow.turn_page()
            place = "below"
        elif place in ("facing", "legends"):
            self.flow.start_plate(left=place == "facing")
        elif order.plan.span == "page" and self.style.columns > 1:
            self.flow.start_spread_figure()
        _SETTERS[place](self, order, place)
        if order.plan.turned or place in ("facing", "legends"):
            self.flow.end_plate()

    def _set_stacked(self, order: Order, place: str) -> None:
        flow, width = self.flow, self.flow.width
        runs = self.caption_runs(order)
        caption = self.caption(runs, width)
        label = None
        if place == "number_above" and order.label is not None:
            label = set_paragraph(runs[:1], width, replace(self.style.habits, centre=True))
            caption = self.caption(runs[1:], width)
        extra = caption.height + self.style.caption_gap * 2 + (label.height if label else 0)
        laid = arrange(order, self.style, width, min(flow.highest - extra, flow.height * 0.62))
        flow.need(laid.height + extra)
        sheet, x, y = flow.sheet, flow.x, flow.y
        self._draw_frame(laid.height, caption.height, extra)
        box = None
        if place == "above":
            box = caption.draw(sheet, x, y)
            y += caption.height + self.style.caption_gap
        elif label is not None:
            box = label.draw(sheet, x, y)
            y += label.height + self.style.caption_gap
        shift = (width - laid.width) / 2 if self._centred() else 0.0
        panels = draw_pictures(self.document, sheet, order, laid, x + shift, y)
        y += laid.height + self.style.caption_gap
        if place != "above":
            below = caption.draw(sheet, x, y)
            box = below if box is None else _around(box, below)
            y += caption.height
        self.record(order, panels, self.caption_gold(order, sheet, box), place)
        flow.move_to(y + self.style.caption_gap * 2)

    def _draw_frame(self, picture: float, caption: float, extra: float) -> None:
        flow, gap = self.flow, self.style.caption_gap
        right = flow.x + flow.width + 3
        if self.style.frame in ("line", "tint"):
            colour = (1.0, 1.0, 1.0) if self.style.frame == "line" else (0.93, 0.95, 0.9)
            box = (flow.x - 3, flow.y - 3, right, flow.y + picture + extra - gap + 2)
            flow.sheet.tint(box, colour, outline=True)
        elif self.style.frame == "band":
            top = flow.y + picture + gap - 2
            flow.sheet.tint((flow.x - 3, top, right, top + caption + 6), (0.15, 0.2, 0.3))

    def _set_wrapped(self, order: Order, place: str) -> None:
        flow = self.flow
        wide = flow.width * 0.42
        caption = self.caption(self.caption_runs(order), wide)
        plan = replace(order.plan, width=1.0)
        laid = arrange(replace(order, plan=plan), self.style, wide, flow.height * 0.5)
        high = laid.height + caption.height + self.style.caption_gap * 2
        flow.need(high)
        right = len(self._gold.figures) % 2 == 0
        x = flow.x + (flow.width - wide if right else 0)
        panels = draw_pictures(self.document, flow.sheet, order, laid, x, flow.y)
        box = caption.draw(flow.sheet, x, flow.y + laid.height + self.style.caption_gap)
        self.record(order, panels, self.caption_gold(order, flow.sheet, box), place)
        look = Look(self.style.family, size=self.style.size)
        text = " ".join(write_prose(self._rng, self.style.language, ()) for _ in range(6))
        prose = set_paragraph([(text, look)], flow.width - wide - 12, self.style.habits)
        prose, _ = prose.cut(int(high / prose.leading))
        prose.draw(flow.sheet, flow.x + (0 if right else wide + 12), flow.y)
        flow.move_to(flow.y + high + 4)

    def _set_bleed(self, order: Order, place: str) -> None:
        """A picture over three edges of the page."""
        flow = self.flow
        flow.advance_page()
        wide, high = self.style.paper
        laid = Arrangement(((0.0, 0.0, wide + 24, high * 0.55),), (None,), wide, high * 0.55)
        panels = draw_pictures(self.document, flow.sheet, order, laid, -12, -12)
        flow.move_to(high * 0.55)
        caption = self.caption(self.caption_runs(order), flow.width)
        box = caption.draw(flow.sheet, flow.x, flow.y)
        self.record(order, panels, self.caption_gold(order, flow.sheet, box), place)
        flow.move_to(flow.y + caption.height + 14)

    def _centred(self) -> bool:
        habits = self.style.caption_habits or self.style.habits
        return habits.centre

    def _set_aside(self, order: Order, place: str) -> None:
        flow = self.flow
        share = 0.4 if flow.width > 300 else 0.46
        gap = 9.0
        wide = flow.width * (1 - share) - gap
        caption = self.caption(self.caption_runs(order), flow.width * share)
        laid = arrange(order, self.style, wide, flow.height * 0.6)
        high = max(laid.height, caption.height)
        flow.need(high + 12)
        x, y = flow.x, flow.y
        picture_x, caption_x = (x, x + laid.width + gap)
        if place == "left":
            picture_x, caption_x = x + flow.width * share + gap, x
        panels = draw_pictures(self.document, flow.sheet, order, laid, picture_x, y)
        down = 0.0 if self.style.side_top else max(0.0, laid.height - caption.height)
        box = caption.draw(flow.sheet, caption_x, y + down)
        self.record(order, panels, self.caption_gold(order, flow.sheet, box), place)
        flow.move_to(y + high + 12)

    def _set_margin(self, order: Order, place: str) -> None:
        flow = self.flow
        caption = self.caption(self.caption_runs(order), self.style.margin_column)
        laid = arrange(order, self.style, flow.width, flow.height * 0.6)
        high = max(laid.height, caption.height)
        flow.need(high + 12)
        y = flow.y
        panels = draw_pictures(self.document, flow.sheet, order, laid, flow.x, y)
        down = 0.0 if self.style.side_top else max(0.0, laid.height - caption.height)
        box = caption.draw(flow.sheet, flow.margin_x, y + down)
        self.record(order, panels, self.caption_gold(order, flow.sheet, box), place)
        flow.move_to(y + high + 12)

    def _set_next_column(self, order: Order, place: str) -> None:
        flow = self.flow
        laid = arrange(order, self.style, flow.width, flow.height * 0.5)
        flow.fill_down_to(laid.height, lambda: self._set_prose(1))
        panels = draw_pictures(
            self.document, flow.sheet, order, laid, flow.x, flow.bottom - laid.height
        )
        flow.advance()
        caption = self.caption(self.caption_runs(order), flow.width)
        box = caption.draw(flow.sheet, flow.x, flow.y)
        self.record(order, panels, self.caption_gold(order, flow.sheet, box), place)
        flow.move_to(flow.y + caption.height + 12)

    def _set_facing(self, order: Order, place: str) -> None:
        flow = self.flow
        laid = arrange(order, self.style, flow.width, flow.height * 0.9)
        panels = draw_pictures(self.document, flow.sheet, order, laid, flow.x, flow.y)
        flow.advance_page()
        caption = self.caption(self.caption_runs(order), flow.width)
        box = caption.draw(flow.sheet, flow.x, flow.y)
        self.record(order, panels, self.caption_gold(order, flow.sheet, box), place)
        flow.move_to(flow.y + caption.height + 12)

    def _set_for_legend(self, order: Order, place: str) -> None:
        flow = self.flow
        laid = arrange(order, self.style, flow.width, flow.height * 0.88)
        short = order.label or ""
        look = replace(self._label_look, size=self.style.size)
        flow.sheet.write(flow.x + (flow.width - measure(short, look)) / 2, flow.y + 9, short, look)
        panels = draw_pictures(self.document, flow.sheet, order, laid, flow.x, flow.y + 18)
        figure = self.record(order, panels, {}, place)
        self._legends.append((figure, self.caption_runs(order)))
        figure["order"] = order

    def _set_legends(self) -> None:
        if not self._legends:
            return
        flow = self.flow
        flow.start_plate(left=False)
        flow.set_heading("Legends to the plates")
        for figure, runs in self._legends:
            caption = self.caption(runs, flow.width)
            flow.need(caption.height + 8)
            box = caption.draw(flow.sheet, flow.x, flow.y)
            figure["caption"] = self.caption_gold(figure.pop("order"), flow.sheet, box)
            flow.move_to(flow.y + caption.height + 8)
        flow.end_plate()

    def _set_extra(self, entry: str) -> None:
        flow = self.flow
        if entry == "table":
            self._tables += 1
            name = f"{self._words.table} {self.style.chapter}.{self._tables}"
            flow.set_table(name + self.style.separator, self._label_look, self._caption_look)
        elif entry == "box":
            flow.set_box(write_prose(self._rng, self.style.language, self._clerk.labels[-1:]))
        elif entry == "chapter":
            number = self._clerk.start_chapter()
            flow.advance_page()
            flow.set_heading(f"{number}  {self._words.diagnoses[number % 3][0]}")
        elif entry == "heading":
            flow.set_heading(str(self._rng.choice(self._words.diagnoses)))
        elif entry == "ornament":
            picture = Picture("ornament", self._seed, (400, 60))
            flow.need(50)
            box = (flow.x, flow.y, flow.x + flow.width, flow.y + flow.width * 0.1)
            placement, _ = embed(self.document, np.array(paint(picture)), "jpeg", box)
            flow.sheet.place(placement)
            flow.record_decoration(box, "decoration")
            flow.move_to(box[3] + 10)
        elif self._clerk.earlier:
            self._set_figure(self._clerk.order(self._clerk.earlier[0]))

    def _mark_duplicates(self) -> None:
        for figure in self._gold.figures:
            for panel in figure["panels"]:
                seen = panel["source"].get("dhash")
                if seen is None or panel["reject_reason"]:
                    continue
                if seen in self._seen:
                    panel["reject_reason"] = "duplicate"
                    figure["duplicate_of"] = self._seen[seen]
                else:
                    self._seen[seen] = figure["id"]
            reasons = {panel["reject_reason"] for panel in figure["panels"]}
            figure["reject_reason"] = reasons.pop() if len(reasons) == 1 else None


def _around(first: Sequence[float], second: Sequence[float]) -> tuple[float, float, float, float]:
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )


_SETTERS = {
    "below": Printer._set_stacked,
    "above": Printer._set_stacked,
    "number_above": Printer._set_stacked,
    "left": Printer._set_aside,
    "right": Printer._set_aside,
    "wrapped": Printer._set_wrapped,
    "bleed": Printer._set_bleed,
    "margin": Printer._set_margin,
    "next_column": Printer._set_next_column,
    "facing": Printer._set_facing,
    "legends": Printer._set_for_legend,
}
