"""How far a caption goes: the rows that continue it, over columns and pages where it breaks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from skinvl.dataset.books.caption_rows import Face, Row, Typography
from skinvl.dataset.books.layout import Box, Figure, union

_SENTENCE_END = re.compile(r"[.!?。！？]['’”\")\]»]*\s*$")  # noqa: RUF001
# Recognised rows give sizes that waver; blocks part at gaps, which tell more.
_FEW_LETTERS = 30
_PANEL_LETTER = re.compile(r"^\s*[(\[]?[A-Za-z0-9]{1,2}[)\].:]?\s*$")


def gather_rows(
    start: Row,
    body: Face | None,
    rows: Sequence[Row],
    stops: Collection[int],
    figures: Sequence[Figure],
    typography: Typography,
) -> list[Row]:
    """The rows of the caption that opens with `start`, on its page.

    `body` is the face of its text, None where `start` is a label alone; `stops` are the places of
    rows that open something else.
    """
    taken = [start]
    extent = start.box
    gaps: list[float] = []
    while True:
        last = taken[-1]
        row = _next_row(last, extent, rows, {row.place for row in taken})
        if row is None or row.place in stops or typography.is_furniture(row):
            break
        if any(_covers(panel.box, row.box) for figure in figures for panel in figure.panels):
            break
        gap = _leading(last, row)
        if body is None:
            if gap > 0.9 * last.height or _crosses(last, row, figures):
                break
            if not typography.differs(row.face) and row.block != last.block:
                break
            body = row.face
        elif not _fits(row, last, body, gap, gaps, typography):
            if not _follows_title(row, taken, gap):
                break
            body = row.face
        if _PANEL_LETTER.match(row.text) and row.block != last.block:
            break
        gaps.append(gap)
        taken.append(row)
        extent = union([extent, row.box])
    return taken


def _leading(last: Row, row: Row) -> float:
    """The gap between two rows, across the reading direction."""
    if last.upright:
        return row.box[1] - last.box[3]
    return max(row.box[0] - last.box[2], last.box[0] - row.box[2])


def _next_row(last: Row, extent: Box, rows: Sequence[Row], taken: set[int]) -> Row | None:
    """The row under `last` within the columns that the caption holds so far."""
    if not last.upright:
        return _next_turned(last, rows, taken)
    best = None
    limit = last.box[3] + 1.6 * last.height
    middle = (last.box[1] + last.box[3]) / 2
    for row in rows[last.place + 1 :]:
        if row.box[1] > limit:
            break
        if row.place in taken or not row.upright or row.box[1] < middle:
            continue
        shared = min(extent[2], row.box[2]) - max(extent[0], row.box[0])
        if shared < 0.4 * min(row.box[2] - row.box[0], extent[2] - extent[0]):
            continue
        if best is None or row.box[1] < best.box[1] - 0.3 * row.height:
            best = row
    return best


def _next_turned(last: Row, rows: Sequence[Row], taken: set[int]) -> Row | None:
    """The row beside a row that is set upwards or downwards, in the same block."""
    beside = [
        row
        for row in rows
        if not row.upright and row.place not in taken and row.block == last.block
    ]
    return min(beside, key=lambda row: abs(row.box[0] - last.box[0]), default=None)


def _fits(
    row: Row, last: Row, body: Face, gap: float, gaps: Sequence[float], typography: Typography
) -> bool:
    """Whether `row` looks like more of a caption set in `body`."""
    tolerance = 0.035 if row.exact else 0.1
    same_size = abs(row.face.size - body.size) <= max(tolerance * body.size, 0.15)
    same_block = row.block == last.block
    usual = max(gaps, default=0.25 * last.height)
    if not row.exact and (same_block or len(row.text) < _FEW_LETTERS):
        return gap <= usual + 0.35 * last.height
    if not typography.differs(body):
        return same_size and same_block and gap <= usual + 0.45 * last.height
    if same_size and not _is_other(row.face, body, typography):
        widest = usual + (0.8 if same_block else 0.5) * last.height
        return gap <= widest
    smaller = row.face.size < body.size and row.face.size > 0.7 * body.size
    return same_block and smaller and gap <= usual + 0.6 * last.height


def _follows_title(row: Row, taken: Sequence[Row], gap: float) -> bool:
    """Whether `row` opens the words under a caption's bold title."""
    last = taken[-1]
    return (
        not row.face.bold
        and all(other.face.bold for other in taken)
        and row.block == last.block
        and gap < 0.5 * last.height
        and row.face.size <= last.face.size + 0.15
    )


def _is_other(face: Face, body: Face, typography: Typography) -> bool:
    """Whether a face of the caption's size is that of something else: a heading, running text."""
    if face.bold and not body.bold:
        return True
    return not typography.differs(face) and typography.differs(body)


def _covers(box: Box, row: Box) -> bool:
    middle = ((row[0] + row[2]) / 2, (row[1] + row[3]) / 2)
    return box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3]


def _crosses(last: Row, row: Row, figures: Sequence[Figure]) -> bool:
    """Whether a picture lies between two rows."""
    return any(figure.box[1] >= last.box[1] and figure.box[3] <= row.box[3] for figure in figures)


def follow_break(
    taken: Sequence[Row],
    body: Face | None,
    book: Mapping[int, Sequence[Row]],
    stops: Mapping[int, Collection[int]],
    figures: Mapping[int, Sequence[Figure]],
    typography: Typography,
) -> list[Row]:
    """The rest of a caption that breaks off at the foot of its column or page; often nothing.

    Only captions in a face of their own are followed: running text would be caught otherwise.
    """
    last = taken[-1]
    if body is None or not typography.differs(body) or not last.upright or not last.exact:
        return []
    if _SENTENCE_END.search(last.text) or not _ends_column(last, book[last.page], typography):
        return []
    extent = union([row.box for row in taken])
    right = [row for row in book[last.page] if row.box[0] >= extent[2] - 2]
    head = _top_row(right, typography)
    page = last.page
    if head is None or not _goes_on(head, body, stops.get(page, ()), typography):
        page = last.page + 1
        head = _top_row(book.get(page, ()), typography)
        if head is None or not _goes_on(head, body, stops.get(page, ()), typography):
            return []
    return gather_rows(
        head, body, book[page], stops.get(page, ()), figures.get(page, ()), typography
    )


def _ends_column(last: Row, rows: Sequence[Row], typography: Typography) -> bool:
    """Whether only running feet stand under `last` in its column."""
    return not any(
        row.box[1] > last.box[3] - 0.3 * last.height
        and min(row.box[2], last.box[2]) > max(row.box[0], last.box[0])
        and not typography.is_furniture(row)
        for row in rows
        if row.place != last.place
    )


def _top_row(rows: Sequence[Row], typography: Typography) -> Row | None:
    return next((row for row in rows if row.upright and not typography.is_furniture(row)), None)


def _goes_on(head: Row, body: Face, stops: Collection[int], typography: Typography) -> bool:
    same = head.face.family == body.family and abs(head.face.size - body.size) < 0.15
    return same and head.place not in stops and head.face.italic == body.italic
