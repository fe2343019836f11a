"""Captions that bear no number, or whose number stands on the other side of the picture."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from skinvl.dataset.books.caption_extent import gather_rows
from skinvl.dataset.books.caption_labels import Opening
from skinvl.dataset.books.caption_rows import Face, Row, Typography
from skinvl.dataset.books.layout import Box, Figure

Side = Literal["below", "above", "right", "left"]

_LONGEST = 700
# How far under its picture a caption's first row stands, and its last, in points.
_SHORT_CAPTION, _LONG_CAPTION = 30.0, 70.0
_LETTERS = re.compile(r"[^\W\d_].*?[^\W\d_].*?[^\W\d_]|[぀-ヿ一-鿿]{2}", re.DOTALL)
_PANEL = re.compile(r"^\s*(?:[(\[][A-Za-z0-9]{1,2}[)\]]|[A-Za-z][).:]\s)")
# How far a caption may stand from its picture, in heights of its own rows.
_REACH = {"below": 2.2, "above": 1.6, "right": 2.5, "left": 2.5}


def find_unnumbered(
    book: Mapping[int, Sequence[Row]],
    figures: Mapping[int, Sequence[Figure]],
    taken: Collection[tuple[int, int]],
    alone: Sequence[Opening],
    faces: Mapping[Face, int],
    typography: Typography,
) -> Iterator[tuple[Opening | None, list[Row]]]:
    """Captions without a label at the figures that numbered captions leave over.

    `taken` are the rows of captions and tables, `alone` the labels without words, `faces` how
    often captions of the book are set in each face. Yields the label that belongs to the rows, or
    None, and the rows.
    """
    used = set(taken)
    labels: dict[int, list[Opening]] = defaultdict(list)
    for opening in alone:
        labels[opening.row.page].append(opening)
    for page, on_page in figures.items():
        rows = book.get(page, ())
        captioned = {place for number, place in used if number == page}
        captioned -= {opening.row.place for opening in labels.get(page, ())}
        numbered = frozenset(captioned)
        for figure in sorted(on_page, key=lambda figure: (figure.box[1], figure.box[0])):
            label = _label_of(figure, labels.get(page, ()), on_page)
            found = _beside(
                figure, rows, captioned, numbered, on_page, faces, typography, label is not None
            )
            if found is None or (label is not None and not _completes(label, found)):
                continue
            places = {(page, row.place) for row in found}
            if places & used:
                continue
            used |= places
            captioned |= {row.place for row in found}
            yield label, found


def _completes(label: Opening, found: Sequence[Row]) -> bool:
    """Whether the rows are the words of a label: under a bold title, not those of one panel."""
    return label.alone or not (found[0].face.bold or _PANEL.match(found[0].text))


def _label_of(
    figure: Figure, labels: Sequence[Opening], figures: Sequence[Figure]
) -> Opening | None:
    """The label alone that stands at `figure` and nearer to it than to any other."""
    best = None
    best_gap = 40.0
    for opening in labels:
        box = opening.row.box
        if min(box[2], figure.box[2]) - max(box[0], figure.box[0]) < 0.5 * (box[2] - box[0]):
            continue
        gap = max(figure.box[1] - box[3], box[1] - figure.box[3])
        others = (
            max(other.box[1] - box[3], box[1] - other.box[3])
            for other in figures
            if other is not figure
        )
        if -5.0 < gap < best_gap and gap <= min(others, default=gap):
            best, best_gap = opening, gap
    return best


def _beside(
    figure: Figure,
    rows: Sequence[Row],
    captioned: Collection[int],
    numbered: Collection[int],
    figures: Sequence[Figure],
    faces: Mapping[Face, int],
    typography: Typography,
    labelled: bool,
) -> list[Row] | None:
    """The rows of an unnumbered caption at `figure`; `numbered` are places of numbered ones."""
    sides: tuple[Side, ...] = ("below", "above", "right", "left")
    nearest = {side: _nearest(figure.box, rows, side) for side in sides}
    if any(_serves(row, figure, captioned, figures) for row in nearest.values()):
        return None
    for side in sides:
        row = nearest[side]
        if row is None or typography.is_furniture(row):
            continue
        if not _is_caption_face(row, figure.box, faces, typography, labelled):
            continue
        found = _collect(row, side, rows, captioned, figures, typography)
        text = " ".join(row.text for row in found)
        if len(text) > _LONGEST or not _LETTERS.search(text) or not _is_apart(found, rows):
            continue
        if any(_is_nearer(other, figure, found) for other in figures):
            continue
        if numbered and (_PANEL.match(text) or _heads_caption(found, rows, numbered, figures)):
            return None
        return found
    return None


def _heads_caption(
    found: Sequence[Row], rows: Sequence[Row], captioned: Collection[int], figures: Sequence[Figure]
) -> bool:
    """Whether a numbered caption follows directly: the rows name one panel of its figure."""
    last = found[-1]
    for row in rows:
        gap = row.box[1] - last.box[3]
        if row.place not in captioned or not -2 < gap < 3.5 * last.height:
            continue
        if min(row.box[2], last.box[2]) - max(row.box[0], last.box[0]) <= 0 and gap > last.height:
            continue
        if not any(last.box[1] < figure.box[1] < row.box[1] for figure in figures):
            return True
    return False


def _serves(
    row: Row | None, figure: Figure, captioned: Collection[int], figures: Sequence[Figure]
) -> bool:
    """Whether a row at `figure` is of a caption that no other figure stands nearer to."""
    if row is None or row.place not in captioned:
        return False
    return not any(_is_nearer(other, figure, [row], _LONG_CAPTION) for other in figures)


def _nearest(box: Box, rows: Sequence[Row], side: Side) -> Row | None:
    """The row next to `box` on one side, within reach; letters of panels are passed over."""
    best = None
    best_gap = float("inf")
    for row in rows:
        gap, shared = _gap(box, row.box, side)
        if not row.upright or shared < 0.5 or not -0.5 * row.height < gap < best_gap:
            continue
        if gap < _REACH[side] * row.height and len(row.text.strip(" ().")) > 2:
            best, best_gap = row, gap
    return best


def _gap(box: Box, row: Box, side: Side) -> tuple[float, float]:
    """The gap on that side, and the share of the row that lies beside the box."""
    if side in ("below", "above"):
        width = min(row[2] - row[0], box[2] - box[0])
        shared = (min(box[2], row[2]) - max(box[0], row[0])) / max(width, 1e-6)
        return (row[1] - box[3] if side == "below" else box[1] - row[3]), shared
    shared = (min(box[3], row[3]) - max(box[1], row[1])) / max(row[3] - row[1], 1e-6)
    return (row[0] - box[2] if side == "right" else box[0] - row[2]), shared


def _is_caption_face(
    row: Row, box: Box, faces: Mapping[Face, int], typography: Typography, labelled: bool
) -> bool:
    """Whether the book sets captions like `row`; without numbered captions, whether it might be."""
    face = row.face
    if typography.differs(face):
        if face.size > 1.02 * typography.running.size:
            return False
        known = _known(face, faces)
        if known is not None:
            return known
        return labelled or not face.bold or face.size < 0.95 * typography.running.size
    if faces and not _known(face, faces):
        return False
    return _is_centred(row.box, box) and row.box[2] - row.box[0] < 0.85 * (box[2] - box[0])


def _known(face: Face, faces: Mapping[Face, int]) -> bool | None:
    """Whether numbered captions use `face`; None where there are too few to say."""
    total = sum(faces.values())
    if total < 3:
        return None
    alike = Counter[bool]()
    for other, count in faces.items():
        same = other.family == face.family and abs(other.size - face.size) < 0.2
        alike[same and other.bold == face.bold] += count
    return alike[True] >= 0.1 * total


def _is_centred(row: Box, box: Box) -> bool:
    return abs((row[0] + row[2]) - (box[0] + box[2])) < 0.06 * (box[2] - box[0])


def _collect(
    row: Row,
    side: Side,
    rows: Sequence[Row],
    captioned: Collection[int],
    figures: Sequence[Figure],
    typography: Typography,
) -> list[Row]:
    """All rows of the caption that `row` belongs to."""
    start = row
    if side != "below":
        start = _climb(row, rows, captioned)
    return gather_rows(start, row.face, rows, captioned, figures, typography)


def _climb(row: Row, rows: Sequence[Row], captioned: Collection[int]) -> Row:
    """The first row of the lines in one face that end with `row`."""
    for other in reversed(rows[: row.place]):
        if other.place not in captioned and _stacks(other, row):
            row = other
    return row


def _stacks(upper: Row, lower: Row) -> bool:
    """Whether two rows follow each other in one column and face."""
    return (
        abs(upper.face.size - lower.face.size) < 0.15
        and upper.face.family == lower.face.family
        and min(upper.box[2], lower.box[2]) > max(upper.box[0], lower.box[0])
        and -0.3 * lower.height < lower.box[1] - upper.box[3] < 0.7 * lower.height
    )


def _is_apart(found: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the text is not the start or end of a longer one in its face."""
    last = found[-1]
    blocks = {row.block for row in found}
    places = {row.place for row in found}
    return not any(
        row.block in blocks
        and row.place not in places
        and row.face == last.face
        and 0 <= row.box[1] - last.box[3] < 0.6 * last.height
        for row in rows
    )


def _is_nearer(
    other: Figure, figure: Figure, found: Sequence[Row], reach: float = _SHORT_CAPTION
) -> bool:
    """Whether the rows stand below another figure and closer to it: it is that one's caption."""
    if other is figure:
        return False
    first = found[0].box
    gap, shared = _gap(other.box, first, "below")
    own, _ = _gap(figure.box, first, "below")
    return shared >= 0.5 and 0 <= gap < reach and not 0 <= own <= gap
