"""Which rows of a book open a caption: judged by its own habits of type, place and numbering.

A row that starts with "Figure 12.3" may open a caption, a sentence of the running text, or a line
of the list of figures. Every such row gets points for looking like a caption; rows of one style
(the same word in the same face) are then judged together, since a book sets its captions alike.
"""

# Dashes and letters of other scripts are meant as they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from skinvl.dataset.books.caption_rows import Face, Row, Typography, face_from
from skinvl.dataset.books.layout import Box, Figure
from skinvl.dataset.books.numbering import Label, read_label

_ACCEPTED = 1.0
_NEAR, _CLOSE = 80.0, 32.0
# How a sentence goes on after "Figure 3", in the languages of the labels.
_SENTENCE = re.compile(
    r"(?:(?:also|auch|clearly|thus|further|does|do|did|can|may|will|has|have|had|is|are|was|were|"
    r"shows?|showed|showing|illustrates?|illustrated|depicts?|demonstrates?|displays?|presents?|"
    r"reveals?|represents?|summari[sz]es|gives|lists|compares|indicates?|provides?|outlines?|"
    r"contains|suggests|and|or|in|on|for|to|by|with|below|above|opposite|here|we|which|that|"
    r"zeigt|zeigen|stellt|ist|sind|veranschaulicht|und|oder|wird|werden|"
    r"montre|montrent|illustre|représente|présente|est|sont|et|"
    r"muestra|muestran|ilustra|representa|presenta|es|son|mostra|mostrano|illustra|è|sono|"
    r"toont|tonen|is|zijn|visar|viser|"
    r"показ\w+|иллюстр\w+|представл\w+|видно|и)(?![^\W\d_])"
    r"|[显顯]示|所示|所見|可见|可見|に示|は、|参照|中[,，]|[,;)\]])",
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\w{0,5}$|…\s*\w{0,5}$")
_PAGE_NUMBER_AT_END = re.compile(r"\s(\d{1,4}|[ivxlc]{1,6})\s*$")
_SENTENCE_END = re.compile(r"[.!?:;。！？：…]['’”\")\]»]*\s*$")


@dataclass(frozen=True)
class Opening:
    """A row that may open a caption.

    ``body`` is the face of what follows the label, None where the label stands alone; ``points``
    tell how much it looks like a caption, ``gap`` how far the nearest figure of the page is, in
    points (infinite where the page has none).
    """

    row: Row
    label: Label
    body: Face | None
    gap: float
    points: float

    @property
    def alone(self) -> bool:
        """Whether the row holds nothing but the label."""
        return self.body is None

    @property
    def style(self) -> tuple[str, Face, bool]:
        """What rows of one style share: the printed word and the faces of label and body."""
        face = self.row.first if self.row.exact else replace(self.row.first, size=0.0)
        return (self.label.style, face, self.body is None)


def distance(first: Box, second: Box) -> float:
    """The gap between two boxes in points; 0 where they touch."""
    across = max(0.0, second[0] - first[2], first[0] - second[2])
    along = max(0.0, second[1] - first[3], first[1] - second[3])
    return math.hypot(across, along)


def find_openings(
    book: Sequence[Sequence[Row]], figures: Mapping[int, Sequence[Figure]], typography: Typography
) -> tuple[list[Opening], list[Opening]]:
    """The rows that open figure captions, and those that open tables and the like."""
    found: list[Opening] = []
    tables: list[Opening] = []
    for rows in book:
        on_page = figures.get(rows[0].page, ()) if rows else ()
        for row in rows:
            label = read_label(row.text)
            if label is None:
                continue
            opening = judge_opening(row, label, rows, on_page, typography)
            (tables if label.kind == "table" else found).append(opening)
    found = _drop_lists(_add_style(found), book)
    accepted = [opening for opening in found if opening.points >= _ACCEPTED]
    return _drop_repeats(accepted), [table for table in tables if table.points >= _ACCEPTED]


def judge_opening(
    row: Row, label: Label, rows: Sequence[Row], figures: Sequence[Figure], typography: Typography
) -> Opening:
    """The points of one row for itself: its type, place and grammar."""
    body = face_from(row, label.end)
    gap = min((distance(row.box, figure.box) for figure in figures), default=float("inf"))
    points = 0.0
    shown = body if body is not None else row.first
    if typography.differs(shown):
        points += 2.0 if shown.size <= typography.running.size * 1.15 else -0.5
    elif typography.differs(row.first):
        points += 1.0
    elif row.exact:
        points -= 0.5
    rest = row.text[label.end :].lstrip()
    closes_bracket = ")" in label.separator and "(" not in label.text
    if _SENTENCE.match(rest) or closes_bracket:
        points -= 3.0
    elif label.separator == "" and rest[:2].islower() and rest[:2].isalpha():
        points -= 1.0
    if label.separator:
        points += 0.5
    if _interrupts(row, rows):
        points -= 4.0
    if gap <= _CLOSE:
        points += 2.0
    elif gap <= _NEAR:
        points += 1.0
    elif figures:
        points += 0.3
    if label.kind == "picture":
        points -= 1.5 if gap <= _CLOSE else 3.0
    if label.text[:1].islower() and label.text[:1].isascii():
        points -= 1.5
    return Opening(row, label, body, gap, points)


def _interrupts(row: Row, rows: Sequence[Row]) -> bool:
    """Whether the row before, in the same paragraph, breaks off in mid-sentence."""
    before = None
    for other in rows:
        if other.block != row.block or other is row or other.box[1] >= row.box[1]:
            continue
        if min(other.box[2], row.box[2]) - max(other.box[0], row.box[0]) <= 0:
            continue
        if before is None or other.box[3] > before.box[3]:
            before = other
    if before is None or row.box[1] - before.box[3] > 0.8 * row.height:
        return False
    if abs(before.face.size - row.face.size) > 0.12 * row.face.size:
        return False
    return _SENTENCE_END.search(before.text) is None and read_label(before.text) is None


def _add_style(openings: Iterable[Opening]) -> list[Opening]:
    """Points for the company that a row keeps: the mean of its style, one doubtful row added."""
    groups: dict[tuple[str, Face, bool], list[Opening]] = defaultdict(list)
    openings = list(openings)
    for opening in openings:
        groups[opening.style].append(opening)
    means = {
        style: sum(opening.points for opening in group) / (len(group) + 1)
        for style, group in groups.items()
    }
    return [
        replace(opening, points=opening.points + 0.75 * max(-2.0, min(2.0, means[opening.style])))
        for opening in openings
    ]


def _drop_lists(openings: Sequence[Opening], book: Sequence[Sequence[Row]]) -> list[Opening]:
    """Without the rows of lists of figures: several on a page, ending in page numbers."""
    by_page: dict[int, list[Opening]] = defaultdict(list)
    for opening in openings:
        by_page[opening.row.page].append(opening)
    listed: set[int] = set()
    for rows in book:
        group = by_page.get(rows[0].page, []) if rows else []
        if len(group) < 3:
            continue
        entries = [opening for opening in group if _is_entry(opening, rows)]
        if len(entries) >= 0.5 * len(group):
            listed.add(rows[0].page)
    return [
        opening
        for opening in openings
        if not _has_leaders(opening.row)
        and (opening.row.page not in listed or opening.gap <= _CLOSE)
    ]


def _has_leaders(row: Row) -> bool:
    return _LEADERS.search(row.text.rstrip()) is not None


def _is_entry(opening: Opening, rows: Sequence[Row]) -> bool:
    """Whether dots or a page number end the row, or stand at the right on its baseline."""
    row = opening.row
    if _has_leaders(row) or _PAGE_NUMBER_AT_END.search(row.text[opening.label.end :]):
        return True
    return any(
        other.box[0] > row.box[2]
        and abs(other.box[1] - row.box[1]) < 0.5 * row.height
        and other.text.strip().isdigit()
        for other in rows
    )


def _drop_repeats(openings: Sequence[Opening]) -> list[Opening]:
    """Each number once: a second row with it stays when it is as good and names another place.

    A label alone and a caption may share a number: one stands at the plate, one in its legend.
    """
    by_number: dict[tuple[str, str], list[Opening]] = defaultdict(list)
    for opening in openings:
        kind = "plate" if opening.label.kind == "plate" else "figure"
        by_number[kind, opening.label.number].append(opening)
    remote: Counter[int] = Counter()
    for group in by_number.values():
        if any(opening.gap <= _NEAR and not opening.alone for opening in group):
            remote.update(opening.row.page for opening in group if opening.gap > _NEAR)
    kept: set[tuple[int, int]] = set()
    for group in by_number.values():
        full = [opening for opening in group if not opening.alone]
        best = max((opening.points for opening in full), default=0.0)
        for opening in group:
            weaker = opening.points < best - 2.2
            listed = opening.gap > _NEAR and remote[opening.row.page] > 2
            if opening.alone or opening.label.continued or not (weaker or listed):
                kept.add((opening.row.page, opening.row.place))
    return [opening for opening in openings if (opening.row.page, opening.row.place) in kept]
