"""Stage 5: figures and captions assigned to each other, over whole spreads at once."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from skinvl.dataset.books.caption_marks import find_marks
from skinvl.dataset.books.caption_rows import learn_typography, read_rows
from skinvl.dataset.books.layout import Caption, Figure, Page, Pairing
from skinvl.dataset.books.numbering import base_number, order_key
from skinvl.dataset.books.pairing_groups import continue_figures, merge_panels, split_figures
from skinvl.dataset.books.pairing_parts import read_panel_captions
from skinvl.dataset.books.pairing_places import (
    LIMIT,
    Sides,
    Spread,
    learn_sides,
    other_page_cost,
    same_page_cost,
)

_Item = TypeVar("_Item", Figure, Caption)
Edges = dict[tuple[int, int], float]

# A figure, and a caption, with a neighbour this cheap on its own page looks no further.
_SETTLED, _TAKEN = 2.6, 4.0


def pair(
    pages: Sequence[Page], figures: Sequence[Figure], captions: Sequence[Caption]
) -> list[Pairing]:
    """Each figure with its caption or with none, in the order of pages and figures.

    Figures may come back split where they hold two captions, or merged where one caption speaks
    of several; every panel that came in is in exactly one of them.
    """
    book = {page.number: read_rows(page) for page in pages}
    typography = learn_typography(book.values(), pages, figures)
    spread = Spread(
        rows=book,
        typography=typography,
        figures=_by_page(figures),
        captions=_by_page(captions),
        marks=find_marks(book, figures, captions),
    )
    figures = list(figures)
    edges = _edges(figures, captions, spread)
    matched = _assign(figures, captions, edges)
    spread = replace(spread, sides=_learn(figures, captions, edges, matched))
    edges = _edges(figures, captions, spread)
    matched = _assign(figures, captions, edges)
    groups = [
        (figure, captions[matched[place]] if place in matched else None)
        for place, figure in enumerate(figures)
    ]
    groups = split_figures(groups, captions, spread)
    groups = merge_panels(groups, spread)
    groups.sort(key=lambda group: (group[0].page, group[0].box[1], group[0].box[0]))
    groups = continue_figures(_without_strays(groups, spread))
    return [
        Pairing(figure, read_panel_captions(figure, caption, spread), confidence)
        for (figure, caption), confidence in zip(
            groups, _confidences(groups, captions, spread), strict=True
        )
    ]


def unpaired_captions(captions: Iterable[Caption], pairings: Iterable[Pairing]) -> list[Caption]:
    """The captions that no figure took."""
    taken = {
        (pairing.caption.page, pairing.caption.box)
        for pairing in pairings
        if pairing.caption is not None
    }
    return [caption for caption in captions if (caption.page, caption.box) not in taken]


def _by_page(items: Iterable[_Item]) -> dict[int, list[_Item]]:
    found: dict[int, list[_Item]] = defaultdict(list)
    for item in items:
        found[item.page].append(item)
    return dict(found)


def _edges(figures: Sequence[Figure], captions: Sequence[Caption], spread: Spread) -> Edges:
    """The costs of all pairs that are worth a thought."""
    edges: Edges = {}
    on_page: dict[int, list[int]] = defaultdict(list)
    numbered: dict[str, list[int]] = defaultdict(list)
    for column, caption in enumerate(captions):
        on_page[caption.page].append(column)
        if caption.number:
            numbered[base_number(caption.number)].append(column)
    cheapest: dict[int, float] = {}
    for row, figure in enumerate(figures):
        for column in on_page.get(figure.page, ()):
            cost = same_page_cost(figure, captions[column], spread)
            if cost < LIMIT:
                edges[row, column] = cost
                cheapest[column] = min(cost, cheapest.get(column, LIMIT))
    settled = {row for (row, _), cost in edges.items() if cost < _SETTLED}
    for row, figure in enumerate(figures):
        mark = spread.marks.get(figure.key)
        if mark is not None:
            others: Iterable[int] = numbered.get(mark, ())
        elif row not in settled:
            others = (
                column
                for page in range(figure.page - 2, figure.page + 3)
                for column in on_page.get(page, ())
                if cheapest.get(column, LIMIT) >= _TAKEN
            )
        else:
            continue
        for column in others:
            if captions[column].page != figure.page:
                cost = other_page_cost(figure, captions[column], spread)
                if cost < LIMIT:
                    edges[row, column] = cost
    return edges


def _assign(figures: Sequence[Figure], captions: Sequence[Caption], edges: Edges) -> dict[int, int]:
    """The assignment of least cost, solved apart for each set of pages that hang together."""
    matched: dict[int, int] = {}
    for rows, columns in _components(edges):
        costs = np.zeros((len(rows), len(columns)))
        row_at = {row: place for place, row in enumerate(rows)}
        column_at = {column: place for place, column in enumerate(columns)}
        for row in rows:
            for column in columns:
                if (row, column) in edges:
                    costs[row_at[row], column_at[column]] = edges[row, column] - LIMIT
        for place, other in zip(*linear_sum_assignment(costs), strict=True):
            if costs[place, other] < 0:
                matched[rows[place]] = columns[other]
    return _in_number_order(figures, captions, edges, matched)


def _components(edges: Edges) -> list[tuple[list[int], list[int]]]:
    """The rows and columns that edges join, as separate sets, in order."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in edges:
        first, second = root(("figure", row)), root(("caption", column))
        if first != second:
            parent[second] = first
    found: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
    for node in sorted(parent):
        rows, columns = found.setdefault(root(node), ([], []))
        (rows if node[0] == "figure" else columns).append(node[1])
    return [found[node] for node in sorted(found)]


def _in_number_order(
    figures: Sequence[Figure],
    captions: Sequence[Caption],
    edges: Edges,
    matched: dict[int, int],
) -> dict[int, int]:
    """Two pairs of about the same cost either way are swapped where that sorts their numbers."""
    result = dict(matched)
    rows = sorted(result)
    for first, second in itertools.pairwise(rows):
        one, other = result[first], result[second]
        if figures[first].page != figures[second].page:
            continue
        if _follows(captions[other], captions[one]) is not False:
            continue
        now = edges[first, one] + edges[second, other]
        swapped = edges.get((first, other), LIMIT) + edges.get((second, one), LIMIT)
        if swapped < now + 0.6 and _reads_before(figures[first], figures[second]):
            result[first], result[second] = other, one
    return result


def _follows(second: Caption, first: Caption) -> bool | None:
    """Whether the number of `second` comes after that of `first`; None where one has none."""
    keys = [order_key(caption.number) if caption.number else None for caption in (first, second)]
    if keys[0] is None or keys[1] is None or keys[0] == keys[1]:
        return None
    return keys[1] > keys[0]


def _reads_before(first: Figure, second: Figure) -> bool:
    beside = min(first.box[3], second.box[3]) - max(first.box[1], second.box[1]) > 0
    return first.box[0] < second.box[0] if beside else first.box[1] < second.box[1]


def _learn(
    figures: Sequence[Figure],
    captions: Sequence[Caption],
    edges: Edges,
    matched: Mapping[int, int],
) -> Sides:
    """The sides that the book uses, from pairs without a rival."""
    best: dict[int, int] = {}
    for (row, column), cost in edges.items():
        if column not in best or cost < edges[best[column], column]:
            best[column] = row
    sure = [
        (figures[row], captions[column])
        for row, column in matched.items()
        if best[column] == row and edges[row, column] < 4.5
    ]
    return learn_sides(sure)


def _confidences(
    groups: Sequence[tuple[Figure, Caption | None]],
    captions: Sequence[Caption],
    spread: Spread,
) -> list[float]:
    """How sure each pair is: cheap in itself, and by far cheaper than any other for either."""
    on_page = _by_page(captions)
    found = []
    stray = _out_of_order(groups)
    for place, (figure, caption) in enumerate(groups):
        if caption is None:
            found.append(0.0)
            continue
        own = _cost(figure, caption, spread)
        rivals = [
            _cost(figure, other, spread)
            for other in on_page.get(figure.page, ())
            if other is not caption
        ]
        rivals += [
            _cost(other, caption, spread)
            for other, text in groups
            if other is not figure and other.page == caption.page and text is not caption
        ]
        margin = min(rivals, default=LIMIT) - own
        score = 1.0 + 0.9 * min(margin, 4.0) - 0.6 * own
        if caption.number is None:
            score -= 0.8
        if place in stray:
            score -= 1.5 if caption.page == figure.page else 3.0
        found.append(round(1.0 / (1.0 + math.exp(-score)), 3))
    return found


def _out_of_order(groups: Sequence[tuple[Figure, Caption | None]]) -> set[int]:
    """The places of numbers that jump out of the row in which the pages before and after count."""
    keys = [
        (place, figure.page, key)
        for place, (figure, caption) in enumerate(groups)
        if caption is not None and caption.number and (key := order_key(caption.number))
    ]
    stray = set()
    for place, page, key in keys:
        before = [other for _, at, other in keys if page - 8 <= at < page][-1:]
        after = [other for _, at, other in keys if page < at <= page + 8][:1]
        dips = before and key < before[0] and (not after or after[0] > before[0])
        leaps = after and key > after[0] and (not before or before[0] < after[0])
        if (dips or leaps) and all(len(other) == len(key) for other in (*before, *after)):
            stray.add(place)
    return stray


def _without_strays(
    groups: Sequence[tuple[Figure, Caption | None]], spread: Spread
) -> list[tuple[Figure, Caption | None]]:
    """Legends of other pages that only their place suggests go when their number jumps."""
    stray = _out_of_order(groups)
    return [
        (figure, None)
        if place in stray
        and caption is not None
        and caption.page != figure.page
        and figure.key not in spread.marks
        else (figure, caption)
        for place, (figure, caption) in enumerate(groups)
    ]


def _cost(figure: Figure, caption: Caption, spread: Spread) -> float:
    if caption.page == figure.page:
        return same_page_cost(figure, caption, spread)
    return other_page_cost(figure, caption, spread)
