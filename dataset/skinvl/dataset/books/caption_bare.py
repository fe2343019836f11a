"""Captions that open with their number alone: "12.3 Psoriasis of the scalp"."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from skinvl.dataset.books.caption_labels import Opening, judge_opening
from skinvl.dataset.books.caption_rows import Row, Typography
from skinvl.dataset.books.layout import Figure
from skinvl.dataset.books.numbering import Label, order_key, read_bare_number

_NEAR, _FAR = 40.0, 220.0
_LEAST = 3


def find_bare_openings(
    book: Sequence[Sequence[Row]],
    figures: Mapping[int, Sequence[Figure]],
    labelled: int,
    typography: Typography,
) -> list[Opening]:
    """The rows that open such captions, in a book that numbers its figures so; mostly none.

    Numbers also head sections, lists and cells of tables. They are believed where the book has
    few captions with a word, most stand at a picture in one style, and they count upwards.
    `labelled` is how many captions with a word there are.
    """
    pictures = sum(len(group) for group in figures.values())
    if labelled > 0.3 * pictures or pictures < _LEAST:
        return []
    styles: dict[object, list[Opening]] = {}
    for rows in book:
        on_page = figures.get(rows[0].page, ()) if rows else ()
        if not on_page:
            continue
        for row in rows:
            label = _read(row, typography)
            if label is None:
                continue
            opening = judge_opening(row, label, rows, on_page, typography)
            if opening.gap <= _FAR and opening.body is not None:
                style = (row.first, opening.body, "." in label.number)
                styles.setdefault(style, []).append(opening)
    best = max(styles.values(), key=len, default=[])
    near = sum(opening.gap <= _NEAR for opening in best)
    if near < max(_LEAST, 0.3 * pictures, 0.4 * len(best)) or not _counts_up(best):
        return []
    return best


def _read(row: Row, typography: Typography) -> Label | None:
    """The number that opens `row`, where its type is that of a caption."""
    if typography.is_furniture(row) or not row.text.lstrip("( ")[:1].isdigit():
        return None
    label = read_bare_number(row.text)
    if label is None or len(row.text) - label.end < 3:
        return None
    stands_out = typography.differs(row.face) or row.first != row.face
    if not stands_out or row.face.size > 1.02 * typography.running.size:
        return None
    return label


def _counts_up(openings: Sequence[Opening]) -> bool:
    """Whether nearly every number is above the one before it."""
    keys = [order_key(opening.label.number) for opening in openings]
    known = [key for key in keys if key is not None]
    rising = sum(first < second for first, second in itertools.pairwise(known))
    return len(known) == len(keys) and rising >= 0.8 * (len(known) - 1)
