"""Stage 4: the captions of a book, by the habits that it shows itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from skinvl.dataset.books.caption_bare import find_bare_openings
from skinvl.dataset.books.caption_extent import follow_break, gather_rows
from skinvl.dataset.books.caption_labels import Opening, find_openings
from skinvl.dataset.books.caption_rows import Face, Row, Typography, learn_typography, read_rows
from skinvl.dataset.books.caption_unnumbered import find_unnumbered
from skinvl.dataset.books.layout import Caption, Figure, Page, Span, union
from skinvl.dataset.books.numbering import Label, base_number, read_bare_number, read_label
from skinvl.dataset.books.repair import Vocabulary, join_lines
from skinvl.dataset.books.subcaptions import EMPHASIS, split_parts, without_emphasis

_LAST_LETTERS = re.compile(
    r"(?:^|(?<=[.:;,)]\s))[\s(\[]*([A-Za-z](?:\s?(?:,|-|–|and)\s?[A-Za-z])*)[\s).,:;\]]*$"  # noqa: RUF001
)


@dataclass(frozen=True)
class CaptionRows:
    """The rows of one caption; ``opening`` is None where it bears no number.

    ``apart`` is 1 where the first row is a label on the other side of the picture.
    """

    opening: Opening | None
    rows: tuple[Row, ...]
    apart: int = 0


def find_captions(pages: Sequence[Page], figures: Sequence[Figure]) -> list[Caption]:
    """The captions of the figures of a book, in the order of its pages.

    Labels that stand alone at a plate whose legend is elsewhere are left out here;
    `caption_marks.find_marks` finds them again for the pairing.
    """
    book = {page.number: read_rows(page) for page in pages}
    on_page: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        on_page[figure.page].append(figure)
    typography = learn_typography(book.values(), pages, figures)
    openings, tables = find_openings(list(book.values()), on_page, typography)
    openings += find_bare_openings(list(book.values()), on_page, len(openings), typography)
    stops: dict[int, set[int]] = defaultdict(set)
    for opening in (*openings, *tables):
        stops[opening.row.page].add(opening.row.place)
    found = [_extend(opening, book, stops, on_page, typography) for opening in openings]
    taken = {(row.page, row.place) for caption in found for row in caption.rows}
    found = [caption for caption in found if not _is_mark(caption, found)]
    taken |= {(opening.row.page, opening.row.place) for opening in tables}
    faces = _body_faces(found)
    for label, rows in find_unnumbered(book, on_page, taken, _alone(found), faces, typography):
        if label is not None:
            found = [caption for caption in found if caption.opening is not label]
        found.append(_unnumbered(label, rows))
    vocabulary = Vocabulary.of(row.text for rows in book.values() for row in rows)
    found.sort(key=lambda caption: (caption.rows[0].page, caption.rows[0].place))
    return [_write(caption, vocabulary) for caption in found]


def _extend(
    opening: Opening,
    book: dict[int, list[Row]],
    stops: dict[int, set[int]],
    figures: dict[int, list[Figure]],
    typography: Typography,
) -> CaptionRows:
    page = opening.row.page
    rows = gather_rows(
        opening.row,
        opening.body,
        book[page],
        stops[page],
        figures.get(page, ()),
        typography,
    )
    body = opening.body or (rows[1].face if len(rows) > 1 else None)
    rows += follow_break(rows, body, book, stops, figures, typography)
    return CaptionRows(opening, tuple(rows))


def _unnumbered(label: Opening | None, rows: Sequence[Row]) -> CaptionRows:
    if label is None:
        return CaptionRows(None, tuple(rows))
    return CaptionRows(label, (label.row, *rows), apart=1)


def _is_mark(caption: CaptionRows, captions: Sequence[CaptionRows]) -> bool:
    """Whether it is a label alone whose number another caption bears with its words."""
    opening = caption.opening
    if opening is None or len(caption.rows) > 1 or not opening.alone:
        return False
    number = base_number(opening.label.number)
    return any(
        other is not caption
        and other.opening is not None
        and base_number(other.opening.label.number) == number
        and (len(other.rows) > 1 or not other.opening.alone)
        for other in captions
    )


def _alone(captions: Sequence[CaptionRows]) -> list[Opening]:
    """The labels that stand alone: their captions are somewhere else at the picture.

    A bold title on one side of the picture may have its legend on the other just so.
    """
    return [
        caption.opening
        for caption in captions
        if caption.opening is not None
        and len(caption.rows) == 1
        and (caption.opening.body is None or caption.opening.body.bold)
    ]


def _body_faces(captions: Sequence[CaptionRows]) -> dict[Face, int]:
    """How often the captions' words are set in each face."""
    faces: dict[Face, int] = defaultdict(int)
    for caption in captions:
        if caption.opening is not None and caption.opening.body is not None:
            faces[caption.opening.body] += 1
        for row in caption.rows[1:]:
            faces[row.face] += 1
    return dict(faces)


def _write(caption: CaptionRows, vocabulary: Vocabulary) -> Caption:
    marked = join_lines([_emphasised(row) for row in caption.rows], vocabulary)
    text = without_emphasis(marked)
    page = caption.rows[0].page
    box = union([row.box for row in caption.rows[caption.apart :] if row.page == page])
    label = _read_again(text) if caption.opening is not None else None
    body = text[label.end :].strip() if label is not None else text
    lead, parts = split_parts(marked[_offset(marked, len(text) - len(body)) :])
    return replace(
        Caption(
            page=page,
            box=box,
            text=text[text.index(label.text) :] if label is not None else text,
            label=label.text if label is not None else None,
            number=label.number if label is not None else None,
            body=body,
        ),
        lead=lead,
        parts=parts,
    )


def _read_again(text: str) -> Label | None:
    """The label of a whole caption, whose first line may have broken inside it."""
    return read_label(text) or read_bare_number(text)


def _emphasised(row: Row) -> str:
    """The row's text, with the letters that a face of their own makes stand out marked.

    In "**Two views. a** Plaque" the letter ends a bold run, and stands out from what follows.
    """
    if len(row.spans) < 2 or not row.exact:
        return row.text
    pieces = []
    for place, span in enumerate(row.spans):
        letters = _LAST_LETTERS.search(span.text)
        other = _neighbour(row, place, letters is not None and letters.start() == 0)
        if letters is not None and other is not None and _looks_unlike(span, other):
            pieces.append(
                span.text[: letters.start(1)]
                + EMPHASIS[0]
                + letters[1]
                + EMPHASIS[1]
                + span.text[letters.end(1) :]
            )
        else:
            pieces.append(span.text)
    return "".join(pieces)


def _neighbour(row: Row, place: int, alone: bool) -> Span | None:
    """The span with letters after `place`, else the one before a span of letters `alone`."""
    for span in row.spans[place + 1 :]:
        if not span.text.isspace():
            return span
    before = [span for span in row.spans[:place] if not span.text.isspace()]
    return before[-1] if before and alone else None


def _looks_unlike(span: Span, other: Span) -> bool:
    return (span.bold, span.italic, span.colour) != (other.bold, other.italic, other.colour)


def _offset(marked: str, plain: int) -> int:
    """Where character `plain` of the text without marks stands in `marked`."""
    seen = 0
    for at, character in enumerate(marked):
        if character in EMPHASIS:
            continue
        if seen == plain:
            return at - 1 if at and marked[at - 1] == EMPHASIS[0] else at
        seen += 1
    return len(marked)
