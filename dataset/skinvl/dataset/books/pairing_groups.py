"""Which pictures belong to one caption: figures split, merged, and followed over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skinvl.dataset.books.layout import Box, Caption, Figure, Panel, union
from skinvl.dataset.books.pairing_places import LIMIT, Spread, box_cost, read_place
from skinvl.dataset.books.subcaptions import reading_order

Group = tuple[Figure, Caption | None]

_WIDEST_GUTTER = 36.0
_MERGED = 1.5


def split_figures(
    groups: Sequence[Group], captions: Sequence[Caption], spread: Spread
) -> list[Group]:
    """Figures that hold two captions, as one figure for each: pictures set side by side."""
    taken = {id(caption) for _, caption in groups if caption is not None}
    result: list[Group] = []
    for figure, caption in groups:
        free = [
            other
            for other in captions
            if other.page == figure.page and id(other) not in taken and _touches(figure, other)
        ]
        parts = _split(figure, caption, free, spread) if free else None
        if parts is None:
            result.append((figure, caption))
            continue
        taken |= {id(text) for _, text in parts if text is not None}
        result += parts
    return result


def _touches(figure: Figure, caption: Caption) -> bool:
    place = read_place(figure.box, caption.box)
    return place.gap < 45 and place.shared > 0.2


def _split(
    figure: Figure, caption: Caption | None, free: Sequence[Caption], spread: Spread
) -> list[Group] | None:
    """The figure's panels shared out among captions, or None where they hang together."""
    if len(figure.panels) < 2:
        return None
    texts = [*([caption] if caption is not None and caption.page == figure.page else []), *free]
    if len(texts) < 2 or len(texts) > len(figure.panels):
        return None
    if caption is not None and len(caption.parts) == len(figure.panels):
        return None
    shares: dict[int, list[Panel]] = {place: [] for place in range(len(texts))}
    total = 0.0
    for panel in figure.panels:
        costs = [box_cost(panel.box, figure, text, spread) for text in texts]
        best = min(range(len(texts)), key=lambda place: costs[place])
        shares[best].append(panel)
        total += costs[best]
    if not all(shares.values()) or total > 4.0 * len(figure.panels):
        return None
    parts: list[Group] = []
    for place, panels in shares.items():
        box = union([panel.box for panel in panels])
        key = f"{figure.key}{chr(ord('a') + place)}"
        parts.append((replace(figure, key=key, box=box, panels=tuple(panels)), texts[place]))
    return parts


def merge_panels(groups: Sequence[Group], spread: Spread) -> list[Group]:
    """Pictures without a caption of their own, joined to the neighbour whose caption holds both."""
    pages: dict[int, list[Group]] = {}
    for group in groups:
        pages.setdefault(group[0].page, []).append(group)
    return [group for on_page in pages.values() for group in _merge_page(on_page, spread)]


def _merge_page(groups: Sequence[Group], spread: Spread) -> list[Group]:
    result = list(groups)
    while True:
        best: tuple[float, int, int] | None = None
        for lone, (figure, caption) in enumerate(result):
            if caption is not None or figure.kind == "drawing":
                continue
            for place, (other, text) in enumerate(result):
                if text is None or other.kind == "drawing":
                    continue
                worth = _worth(figure, other, text, result, spread)
                if worth >= _MERGED and (best is None or worth > best[0]):
                    best = (worth, lone, place)
        if best is None:
            return result
        _, lone, place = best
        result[place] = (_join(result[place][0], result[lone][0]), result[place][1])
        del result[lone]


def _join(figure: Figure, other: Figure) -> Figure:
    panels = (*figure.panels, *other.panels)
    order = reading_order(panels)
    return replace(
        figure,
        box=union([figure.box, other.box]),
        panels=tuple(panels[place] for place in order),
    )


def _worth(
    figure: Figure,
    other: Figure,
    caption: Caption,
    groups: Sequence[Group],
    spread: Spread,
) -> float:
    """How much speaks for one figure of both under `caption`; -inf where something forbids it."""
    never = float("-inf")
    gap, aligned = _neighbours(figure, other)
    if gap > _WIDEST_GUTTER or not aligned:
        return never
    whole = union([figure.box, other.box])
    for third, held in groups:
        if third in (figure, other) or not _holds(whole, third.box):
            continue
        if held is not None or third.kind == "drawing":
            return never
    if _text_between(figure.box, other.box, figure.page, spread):
        return never
    if any(_holds(whole, text.box) for text in spread.captions.get(figure.page, ())):
        return never
    here = caption.page == figure.page
    if here and box_cost(whole, other, caption, spread) > LIMIT:
        return never
    count = len(figure.panels) + len(other.panels)
    named = len({key for key, _ in caption.parts})
    worth = 0.0
    if named:
        worth += 2.5 if named == count else 1.5 if named > count else -1.5
    worth += 1.0 if gap < 14 else 0.5 if gap < 24 else 0.0
    worth += 1.0 if _alike(figure, other) else 0.0
    worth += 1.0 if _flush(figure.box, other.box) else 0.0
    if here:
        middle = (figure.box[0] + figure.box[2]) / 2
        spans = caption.box[0] < middle < caption.box[2]
        worth += 0.7 if spans else -0.5
    return worth


def _neighbours(figure: Figure, other: Figure) -> tuple[float, bool]:
    """The gap between the nearest panels of two figures, and whether those are in line."""
    best = float("inf")
    aligned = False
    for first in figure.panels:
        for second in other.panels:
            place = read_place(first.box, second.box)
            if place.side != "inside" and place.shared > 0.6 and place.gap < best:
                best, aligned = place.gap, True
    return best, aligned


def _alike(figure: Figure, other: Figure) -> bool:
    """Whether panels share a width or a height, as those of one figure do."""
    sizes = [
        (panel.box[2] - panel.box[0], panel.box[3] - panel.box[1])
        for panel in (figure.panels[0], other.panels[0])
    ]
    (width, height), (other_width, other_height) = sizes
    return abs(width - other_width) < 0.05 * width or abs(height - other_height) < 0.05 * height


def _flush(first: Box, second: Box) -> bool:
    """Whether two boxes share both edges of a row or of a column."""
    across = abs(first[0] - second[0]) < 2 and abs(first[2] - second[2]) < 2
    along = abs(first[1] - second[1]) < 2 and abs(first[3] - second[3]) < 2
    return across or along


def _holds(whole: Box, box: Box) -> bool:
    across, along = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return whole[0] < across < whole[2] and whole[1] < along < whole[3]


def _text_between(first: Box, second: Box, page: int, spread: Spread) -> bool:
    """Whether words, more than panel letters, stand between two pictures."""
    left, right = min(first[2], second[2]), max(first[0], second[0])
    top, bottom = min(first[3], second[3]), max(first[1], second[1])
    if right > left:
        corridor = (left, max(first[1], second[1]), right, min(first[3], second[3]))
    else:
        corridor = (max(first[0], second[0]), top, min(first[2], second[2]), bottom)
    return any(
        len(row.text.strip(" ().")) > 3 and _holds(corridor, row.box)
        for row in spread.rows.get(page, ())
        if not spread.typography.differs(row.face)
    )


def continue_figures(groups: Sequence[Group]) -> list[Group]:
    """Figures without a caption that go on from, or go on to, one on the page beside.

    The caption must name just as many panels as both hold, or the very letters that were read.
    """
    result = list(groups)
    for place, (figure, caption) in enumerate(result):
        if caption is not None or figure.kind == "drawing":
            continue
        for other, text in groups:
            if text is None or abs(other.page - figure.page) != 1 or len(text.parts) < 2:
                continue
            if _named_by(figure, other, text):
                result[place] = (figure, text)
                break
    return result


def _named_by(figure: Figure, other: Figure, caption: Caption) -> bool:
    keys = {key.casefold() for key, _ in caption.parts}
    own = {panel.letter.casefold() for panel in figure.panels if panel.letter}
    others = {panel.letter.casefold() for panel in other.panels if panel.letter}
    if len(own) == len(figure.panels) and len(others) == len(other.panels):
        return own <= keys and others <= keys and not own & others
    return False
