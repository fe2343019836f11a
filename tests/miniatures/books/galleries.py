"""Several figures in one block: rows with captions of their own, or all captions together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from miniatures.books.blocks import Order, arrange, draw_pictures
from miniatures.books.faces import Look, measure

if TYPE_CHECKING:
    from miniatures.books.press import Printer

_GAP = 14.0


def set_rows(printer: Printer, orders: Sequence[Order], across: int) -> None:
    """Rows of `across` figures, each with its caption below (above where the style says so)."""
    flow, style = printer.flow, printer.style
    if style.columns > 1:
        flow.start_spread_figure()
    wide = (flow.width - _GAP * (across - 1)) / across
    rows = [orders[start : start + across] for start in range(0, len(orders), across)]
    full = [[replace(order, plan=replace(order.plan, width=1.0)) for order in row] for row in rows]
    limit = 260 if len(rows) == 1 else flow.highest / len(rows) - 60
    y = flow.y
    for number, row in enumerate(full):
        laid = [arrange(order, style, wide, limit) for order in row]
        captions = [printer.caption(printer.caption_runs(order), wide) for order in row]
        high = max(part.height for part in laid)
        text = max(caption.height for caption in captions)
        if number == 0:
            flow.need(min(flow.highest, len(rows) * (high + text + 20)))
            y = flow.y
        above = style.place == "above"
        for place, (order, part, caption) in enumerate(zip(row, laid, captions, strict=True)):
            x = flow.x + place * (wide + _GAP)
            top = y + (text + style.caption_gap if above else high - part.height)
            panels = draw_pictures(printer.document, flow.sheet, order, part, x, top)
            box = caption.draw(flow.sheet, x, y if above else y + high + style.caption_gap)
            gold = printer.caption_gold(order, flow.sheet, box)
            printer.record(order, panels, gold, "above" if above else "below")
        y += high + text + 20
    flow.move_to(y)


def set_together(printer: Printer, orders: Sequence[Order], across: int) -> None:
    """Pictures with their bare numbers, and the list of their captions below all of them."""
    flow, style = printer.flow, printer.style
    if style.columns > 1:
        flow.start_spread_figure()
    wide = (flow.width - _GAP * (across - 1)) / across
    full = [replace(order, plan=replace(order.plan, width=1.0)) for order in orders]
    captions = [printer.caption(printer.caption_runs(order), flow.width) for order in full]
    text = sum(caption.height + 4 for caption in captions)
    rows = -(-len(full) // across)
    laid = [arrange(order, style, wide, (flow.highest - text) / rows - 30) for order in full]
    high = max(part.height for part in laid) + 20
    flow.need(rows * high + text)
    look = Look(style.family, "bold", style.caption_size)
    found = []
    for number, (order, part) in enumerate(zip(full, laid, strict=True)):
        row, column = divmod(number, across)
        x, y = flow.x + column * (wide + _GAP), flow.y + row * high
        found.append(draw_pictures(printer.document, flow.sheet, order, part, x, y))
        short = order.label or ""
        below = y + part.height + look.size
        flow.sheet.write(x + (wide - measure(short, look)) / 2, below, short, look)
    y = flow.y + rows * high + 4
    for order, panels, caption in zip(full, found, captions, strict=True):
        box = caption.draw(flow.sheet, flow.x, y)
        printer.record(order, panels, printer.caption_gold(order, flow.sheet, box), "together")
        y += caption.height + 4
    flow.move_to(y + 10)
