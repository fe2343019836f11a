"""Sentences of the running text that speak of a figure by its number."""

# Letters of other scripts are meant as they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from skinvl.dataset.books.caption_rows import Row, learn_typography, read_rows
from skinvl.dataset.books.layout import Box, Caption, Page
from skinvl.dataset.books.numbering import base_number, find_references, may_refer
from skinvl.dataset.books.repair import Vocabulary, join_lines

_SHORTEST, _LONGEST = 15, 700
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[])(?:figs?|abb|taf|pls?|tabs?|nos?|nr|e\.g|i\.e|z\.b|d\.h|cf|vs|ca|approx|dr|drs|"
    r"prof|mr|mrs|st|al|vol|pp?|ed|eds|sp|spp|рис|см|bzw|vgl|s|[A-Za-zА-Я])\.$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?<=[.!?])['’”\")\]]*\s+(?=['‘“\"(\[]?[A-ZÀ-ÞА-ЯΑ-Ω\d])|(?<=[。！？])")
_ENDED = re.compile(r"[.!?:。！？：]['’”\")\]]*$")
_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}")


def find_mentions(pages: Sequence[Page], captions: Sequence[Caption]) -> dict[str, tuple[str, ...]]:
    """The sentences that refer to each figure, by its normalised number, in the book's order.

    Numbers that several figures bear (books that count anew in each chapter) are left out: a
    sentence at the wrong picture is worse than none.
    """
    targets = _targets(captions)
    if not targets:
        return {}
    compound = sum("." in number for number in targets) > 0.5 * len(targets)
    book = [read_rows(page) for page in pages]
    typography = learn_typography(book, pages)
    boxes: dict[int, list[Box]] = defaultdict(list)
    for caption in captions:
        boxes[caption.page].append(caption.box)
    blocks: list[list[Row]] = []
    for rows in book:
        text = [
            row
            for row in rows
            if row.upright
            and not typography.is_furniture(row)
            and not any(_holds(box, row.box) for box in boxes.get(row.page, ()))
        ]
        blocks += _by_block(text)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    vocabulary: Vocabulary | None = None
    for place, block in enumerate(blocks):
        if not may_refer(" ".join(row.text for row in block)):
            continue
        if vocabulary is None:
            vocabulary = Vocabulary.of(row.text for rows in book for row in rows)
        for sentence in _sentences(blocks, place, vocabulary):
            for _, _, numbers in find_references(sentence, compound=compound):
                for number in numbers:
                    for key in targets.get(number) or targets.get(base_number(number), ()):
                        found[key][sentence] = None
    return {number: tuple(sentences) for number, sentences in found.items()}


def _targets(captions: Sequence[Caption]) -> Mapping[str, tuple[str, ...]]:
    """The captions' numbers that each number in the text may mean."""
    counts: dict[str, int] = defaultdict(int)
    for caption in captions:
        if caption.number is not None and caption.body:
            counts[caption.number] += 1
    targets: dict[str, tuple[str, ...]] = {}
    for number, count in counts.items():
        if count == 1:
            targets[number] = (number,)
    for number in list(targets):
        base = base_number(number)
        if base != number and base not in counts:
            targets[base] = (*targets.get(base, ()), number)
    return targets


def _holds(box: Box, row: Box) -> bool:
    across, along = (row[0] + row[2]) / 2, (row[1] + row[3]) / 2
    return box[0] - 1 <= across <= box[2] + 1 and box[1] - 1 <= along <= box[3] + 1


def _by_block(rows: Sequence[Row]) -> list[list[Row]]:
    blocks: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        blocks[row.block].append(row)
    return [blocks[number] for number in sorted(blocks)]


def _sentences(blocks: Sequence[list[Row]], place: int, vocabulary: Vocabulary) -> list[str]:
    """The whole sentences of a block that refer to something, completed over its ends."""
    text = join_lines([row.text for row in blocks[place]], vocabulary)
    pieces = split_sentences(text)
    if pieces and not _ENDED.search(pieces[-1]) and place + 1 < len(blocks):
        after = join_lines([row.text for row in blocks[place + 1]], vocabulary)
        rest = split_sentences(after)
        if rest and _alike(blocks[place], blocks[place + 1]) and not rest[0][:1].isupper():
            pieces[-1] = join_lines([pieces[-1], rest[0]], vocabulary)
    if pieces and pieces[0][:1].islower() and place > 0:
        before = join_lines([row.text for row in blocks[place - 1]], vocabulary)
        rest = split_sentences(before)
        if rest and _alike(blocks[place - 1], blocks[place]) and not _ENDED.search(rest[-1]):
            pieces[0] = join_lines([rest[-1], pieces[0]], vocabulary)
    return [
        piece
        for piece in pieces
        if _SHORTEST <= len(piece) <= _LONGEST and may_refer(piece) and not _LEADERS.search(piece)
    ]


def _alike(first: Sequence[Row], second: Sequence[Row]) -> bool:
    """Whether two blocks are set in one face, as parts of one paragraph are."""
    one, other = first[-1].face, second[0].face
    return one.family == other.family and abs(one.size - other.size) < 0.1 * one.size


def split_sentences(text: str) -> list[str]:
    """The sentences of `text`; abbreviations ("Fig. 3", "Dr. Hebra") do not end one."""
    sentences: list[str] = []
    for piece in _BREAK.split(text):
        if not piece:
            continue
        if sentences and _ABBREVIATED.search(sentences[-1]):
            sentences[-1] += " " + piece
        else:
            sentences.append(piece)
    return [sentence.strip() for sentence in sentences]
