"""The lists that a person pages through: pairs by modality and doubt, rejects by reason, books."""

from __future__ import annotations

import re
from dataclasses import dataclass

from skinvl.contract.sample import MODALITIES
from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.review.rows import BookRows

DOUBT = 0.7
"""Pairs below this confidence are listed as doubtful."""
_DISAGREES = "modality_disagrees"
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class ReviewList:
    """Rows in the order in which they are looked at; ``name`` begins the names of its pages."""

    name: str
    title: str
    group: str
    rows: tuple[Pair | Reject, ...]


def make_lists(rows: BookRows) -> tuple[ReviewList, ...]:
    """Every pair is in one modality list, every reject in one list of a reason."""
    pairs, rejects = rows.pairs, rows.rejects
    every: list[Pair | Reject] = [*pairs, *rejects]
    lists = [
        ReviewList(f"pairs-{name}", name, "pairs", tuple(p for p in pairs if p.modality == name))
        for name in MODALITIES
    ]
    doubtful = sorted((pair for pair in pairs if pair.confidence < DOUBT), key=_confidence)
    torn = sorted((pair for pair in pairs if _DISAGREES in pair.flags), key=_modality_probability)
    lists.append(ReviewList("confidence", f"confidence below {DOUBT:g}", "doubt", tuple(doubtful)))
    lists.append(ReviewList("disagreement", "modality: two voices", "doubt", tuple(torn)))
    for flag in sorted({flag for pair in pairs for flag in pair.flags} - {_DISAGREES}):
        flagged = tuple(pair for pair in pairs if flag in pair.flags)
        lists.append(ReviewList(f"flag-{_slug(flag)}", flag.replace("_", " "), "doubt", flagged))
    for reason in sorted({row.reason for row in rejects}):
        found = tuple(row for row in rejects if row.reason == reason)
        title = reason.replace("_", " ")
        lists.append(ReviewList(f"rejects-{_slug(reason)}", title, "rejects", found))
    by_book: dict[str, list[Pair | Reject]] = {}
    for row in every:
        by_book.setdefault(row.pdf, []).append(row)
    for number, (book, of_book) in enumerate(sorted(by_book.items()), start=1):
        of_book.sort(key=lambda row: (row.page, row.bbox or ()))
        lists.append(ReviewList(f"book-{number}-{_slug(book)[:40]}", book, "books", tuple(of_book)))
    return tuple(lists)


def _confidence(pair: Pair) -> float:
    return pair.confidence


def _modality_probability(pair: Pair) -> float:
    return pair.modality_probability


def _slug(text: str) -> str:
    return _UNSAFE.sub("-", text.lower()).strip("-") or "other"
