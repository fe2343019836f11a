"""The lines of a book as rows with their typeface, and what its running text looks like."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from skinvl.dataset.books.layout import Box, Figure, Page, Span, TextLine, union

# What follows names the style within a family ("Utopia-Italic", "Arial,Bold").
_STYLE = re.compile(r"[-,].*$")
_COUNT = re.compile(r"\d+|^[ivxlc]+$")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# Two pieces of one block on one baseline are a row when less than this many ems lie between them.
_WORD_GAP = 1.1
_WIDEST_SPACE = 3.5
_AT_PICTURE = 45.0
_FURNITURE_BAND = 0.12


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: family, size in points, and style."""

    family: str
    size: float
    bold: bool
    italic: bool
    colour: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of text in one column.

    ``face`` is that of most of its letters, ``first`` that of its first ones; ``exact`` is False
    where recognised characters give no true sizes. ``place`` is its position on the page from the
    top, ``block`` the paragraph that the reader saw. A row that is not ``upright`` has its box
    where it stands.
    """

    page: int
    place: int
    box: Box
    text: str
    spans: tuple[Span, ...]
    face: Face
    first: Face
    block: int
    upright: bool
    exact: bool

    @property
    def height(self) -> float:
        """In points; across the reading direction."""
        x0, y0, x1, y1 = self.box
        return y1 - y0 if self.upright else x1 - x0


@dataclass(frozen=True)
class Typography:
    """The running text's face, and the rows that repeat on the pages' edges."""

    running: Face
    exact: bool
    furniture: frozenset[tuple[int, int]]

    def is_furniture(self, row: Row) -> bool:
        """Whether `row` is a running head or a page number."""
        return (row.page, row.place) in self.furniture

    def differs(self, face: Face) -> bool:
        """Whether `face` would be told from running text by a reader."""
        running = self.running
        tolerance = 0.035 if self.exact else 0.09
        return (
            abs(face.size - running.size) > tolerance * running.size
            or face.family != running.family
            or face.italic != running.italic
            or face.bold != running.bold
            or face.colour != running.colour
        )


def read_rows(page: Page) -> list[Row]:
    """The rows of a page from top to bottom."""
    exact = page.text_layer == "text"
    pieces: list[tuple[TextLine, list[Span]]] = []
    for line in page.lines:
        for spans in _split_wide(line):
            previous = pieces[-1] if pieces else None
            if previous is not None and _continues(previous[0], previous[1], line, spans):
                _append(previous[1], spans)
            else:
                pieces.append((line, spans))
    rows = []
    for line, spans in _join_words(pieces):
        text = "".join(span.text for span in spans)
        if text and not text.isspace():
            box = line.box if len(spans) == len(line.spans) else _box(spans)
            rows.append((box, text, line, spans))
    rows.sort(key=lambda row: (row[0][1], row[0][0]))
    return [
        Row(
            page.number,
            place,
            box,
            text,
            tuple(spans),
            *_faces(spans, exact),
            line.block,
            line.upright,
            exact,
        )
        for place, (box, text, line, spans) in enumerate(rows)
    ]


def _append(before: list[Span], spans: list[Span]) -> None:
    """Join two pieces of a row with the space that the reader took for a gap."""
    last = before[-1]
    if not (last.text[-1:].isspace() or spans[0].text[:1].isspace()):
        box = (last.box[2], last.box[1], spans[0].box[0], last.box[3])
        before.append(replace(last, text=" ", box=box))
    before.extend(spans)


def _join_words(
    pieces: list[tuple[TextLine, list[Span]]],
) -> list[tuple[TextLine, list[Span]]]:
    """Pieces of one baseline joined over wide word spaces.

    The gap of a column runs through all lines of a block; the space of a justified line does not.
    """
    blocks: dict[int, list[list[Span]]] = defaultdict(list)
    for line, spans in pieces:
        blocks[line.block].append(spans)
    joined: list[tuple[TextLine, list[Span]]] = []
    for line, spans in pieces:
        if joined and line.upright and joined[-1][0].block == line.block:
            before, after = joined[-1][1][-1].box, spans[0].box
            height = after[3] - after[1]
            level = abs(after[3] - before[3]) < 0.35 * height
            if level and 0 < after[0] - before[2] < _WIDEST_SPACE * spans[0].size:
                gap = (before[2], after[1] - 3 * height, after[0], after[3] + 3 * height)
                if any(_runs_across(gap, other) for other in blocks[line.block]):
                    _append(joined[-1][1], spans)
                    continue
        joined.append((line, spans))
    return joined


def _runs_across(gap: Box, spans: Sequence[Span]) -> bool:
    """Whether a row close by covers `gap`, which is then no column's."""
    left, top = spans[0].box[:2]
    right, bottom = spans[-1].box[2:]
    return left < gap[0] - 2 and right > gap[2] + 2 and top > gap[1] and bottom < gap[3]


def _box(spans: Sequence[Span]) -> Box:
    inked = [span.box for span in spans if not span.text.isspace()]
    return union(inked or [span.box for span in spans])


def _split_wide(line: TextLine) -> list[list[Span]]:
    """The spans of a line, parted where a column's gap lies between them."""
    if len(line.spans) == 1 or not line.upright:
        return [list(line.spans)]
    parts: list[list[Span]] = [[line.spans[0]]]
    end = line.spans[0].box[2]
    for span in line.spans[1:]:
        if span.box[0] - end > 2.0 * span.size and not span.text.isspace():
            parts.append([span])
        else:
            parts[-1].append(span)
        if not span.text.isspace():
            end = max(end, span.box[2])
    return parts


def _continues(line: TextLine, before: list[Span], after: TextLine, spans: list[Span]) -> bool:
    """Whether `spans` go on in the same row: the reader parts lines at wide word spaces."""
    if line is after or line.block != after.block or not (line.upright and after.upright):
        return False
    first, second = before[-1].box, spans[0].box
    height = min(first[3] - first[1], second[3] - second[1])
    shared = min(first[3], second[3]) - max(first[1], second[1])
    gap = second[0] - first[2]
    return shared > 0.6 * height and -1.0 < gap < _WORD_GAP * spans[0].size


def _face(span: Span) -> Face:
    return Face(_family(span.font), round(span.size, 1), span.bold, span.italic, span.colour)


_FAMILIES: dict[str, str] = {}


def _family(font: str) -> str:
    found = _FAMILIES.get(font)
    if found is None:
        found = _STYLE.sub("", _SUBSET.sub("", font)) or font
        _FAMILIES[font] = found
    return found


def _faces(spans: Sequence[Span], exact: bool) -> tuple[Face, Face]:
    """The face of most letters, and of the first."""
    first = next(span for span in spans if not span.text.isspace())
    if not exact:
        face = _recognised_face(spans)
        return face, face
    if len(spans) == 1:
        face = _face(first)
        return face, face
    letters: Counter[Face] = Counter()
    for span in spans:
        if not span.superscript:
            letters[_face(span)] += len(span.text.replace(" ", ""))
    top = letters.most_common(1)
    return (top[0][0] if top else _face(first)), _face(first)


def _recognised_face(spans: Sequence[Span]) -> Face:
    """One face for a row of recognised words, whose sizes follow the height of their letters."""
    letters = [len(span.text.strip()) for span in spans]
    total = sum(letters) or 1
    size = sum(span.size * count for span, count in zip(spans, letters, strict=True)) / total
    return Face(_family(spans[0].font), round(size, 1), False, False, 0)


def face_from(row: Row, start: int) -> Face | None:
    """The face of most letters of `row` from character `start` on; None where nothing follows."""
    if not row.exact:
        return row.face if row.text[start:].strip() else None
    letters: Counter[Face] = Counter()
    at = 0
    for span in row.spans:
        count = len(span.text[max(0, start - at) :].replace(" ", ""))
        at += len(span.text)
        if count:
            letters[_face(span)] += count
    return letters.most_common(1)[0][0] if letters else None


def learn_typography(
    book: Iterable[Sequence[Row]], pages: Sequence[Page], figures: Sequence[Figure] = ()
) -> Typography:
    """What the running text of a book looks like, counted in letters.

    Rows at one of `figures` count little: in an atlas most letters are those of captions.
    """
    boxes: dict[int, list[Box]] = defaultdict(list)
    for figure in figures:
        boxes[figure.page] += [panel.box for panel in figure.panels]
    letters: Counter[Face] = Counter()
    edges: list[tuple[Row, tuple[bool, int]]] = []
    heights = {page.number: page.height for page in pages}
    for rows in book:
        for row in rows:
            near = any(_stands_at(box, row.box) for box in boxes.get(row.page, ()))
            letters[row.face] += len(row.text) if near else 10 * len(row.text)
        if rows:
            edges += _edge_rows(rows, heights[rows[0].page])
    exact = all(page.text_layer == "text" for page in pages)
    running = letters.most_common(1)[0][0] if letters else Face("", 10.0, False, False, 0)
    if not exact and letters:
        running = replace(running, size=_median_size(letters))
    return Typography(running, exact, _repeated(edges, len(pages)))


def _stands_at(picture: Box, row: Box) -> bool:
    """Whether a row lies under or over a picture and within its width."""
    gap = max(row[1] - picture[3], picture[1] - row[3])
    return gap < _AT_PICTURE and row[0] > picture[0] - 4 and row[2] < picture[2] + 4


def _median_size(letters: Counter[Face]) -> float:
    half = letters.total() / 2
    for face, count in sorted(letters.items(), key=lambda item: item[0].size):
        half -= count
        if half <= 0:
            return face.size
    return 0.0


def _edge_rows(rows: Sequence[Row], height: float) -> list[tuple[Row, tuple[bool, int]]]:
    """The outermost rows of a page, with the edge (top or not) and the level they stand at."""
    middles = [(row.box[1] + row.box[3]) / 2 for row in rows]
    top, bottom = min(middles), max(middles)
    edges = []
    for row, middle in zip(rows, middles, strict=True):
        if middle - top < 3 and middle < _FURNITURE_BAND * height:
            edges.append((row, (True, round(middle / 4))))
        elif bottom - middle < 3 and middle > (1 - _FURNITURE_BAND) * height:
            edges.append((row, (False, round(middle / 4))))
    return edges


def _repeated(
    edges: Sequence[tuple[Row, tuple[bool, int]]], pages: int
) -> frozenset[tuple[int, int]]:
    """The rows on levels that most pages use, where the words repeat or only count."""
    levels: dict[tuple[bool, int], set[int]] = {}
    words: Counter[str] = Counter()
    for row, level in edges:
        levels.setdefault(level, set()).add(row.page)
        words[_counted(row.text)] += 1
    repeating: Counter[tuple[bool, int]] = Counter()
    total: Counter[tuple[bool, int]] = Counter()
    for row, place in edges:
        total[place] += 1
        counted = _counted(row.text)
        repeating[place] += counted == "#" or words[counted] > 1
    needed = max(2, 0.2 * pages)
    found = set()
    for row, (top, height) in edges:
        near = [(top, height + step) for step in (-1, 0, 1)]
        on_pages = set().union(*(levels.get(key, set()) for key in near))
        share = sum(repeating[key] for key in near) / sum(total[key] for key in near)
        if len(on_pages) >= needed and share > 0.5:
            found.add((row.page, row.place))
    return frozenset(found)


def _counted(text: str) -> str:
    return _COUNT.sub("#", text.strip().casefold())
