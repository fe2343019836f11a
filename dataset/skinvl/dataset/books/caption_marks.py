"""Numbers that stand alone at a picture whose caption is elsewhere ("Plate II" on the plate)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from skinvl.dataset.books.caption_labels import distance
from skinvl.dataset.books.caption_rows import Row
from skinvl.dataset.books.layout import Caption, Figure
from skinvl.dataset.books.numbering import base_number, read_label

_REACH = 60.0
_FEW_LETTERS = 300


def find_marks(
    book: Mapping[int, Sequence[Row]], figures: Iterable[Figure], captions: Sequence[Caption]
) -> dict[str, str]:
    """The number printed at each figure that has one, by the figure's key.

    A mark is a paragraph that holds a label and nothing else, outside of captions; the nearest
    figure on its page takes it, from any distance where the page holds one figure and few words.
    """
    numbers = {base_number(caption.number) for caption in captions if caption.number}
    on_page: dict[int, list[Figure]] = {}
    for figure in figures:
        on_page.setdefault(figure.page, []).append(figure)
    marks: dict[str, str] = {}
    for page, group in on_page.items():
        held = [caption.box for caption in captions if caption.page == page]
        rows = book.get(page, ())
        plain = sum(len(row.text) for row in rows) < _FEW_LETTERS
        labels = [(row, read_label(row.text)) for row in rows]
        wordy = {
            row.block for row, label in labels if label is None or row.text[label.end :].strip()
        }
        for row, label in labels:
            if label is None or row.text[label.end :].strip():
                continue
            if row.block in wordy and not plain:
                continue
            number = base_number(label.number)
            if number not in numbers or any(distance(row.box, box) == 0 for box in held):
                continue
            nearest = min(group, key=lambda figure: distance(row.box, figure.box))
            if (len(group) == 1 and plain) or distance(row.box, nearest.box) < _REACH:
                marks.setdefault(nearest.key, number)
    return marks
