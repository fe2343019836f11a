"""A queue put in order and counted in one pass, in pieces so short that nobody waits for them.

The database sorts within one step, and whoever wants to decide an image meanwhile waits for that
step; so rows are fetched as they lie there, and ordered here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skinvl.desktop.core.review.queue import (
    REVIEW_STATES,
    URGENT_FROM,
    Balance,
    Mark,
    ReviewState,
    Wanted,
)

_MARKS: tuple[Mark, ...] = ("low-quality", "abstained", "contradicted")


@dataclass(frozen=True)
class Listing:
    """Ids of the images that were wanted, in order; those of all undecided ones; the counts."""

    ids: list[int]
    undecided: set[int]
    balance: Balance


def select_rows(entries: str) -> str:
    """SELECT for `arrange`, by path.

    Args:
        entries: a SELECT with the columns of `queue.Item`.
    """
    return (
        "SELECT id, state, malignant, low_quality, abstained, said <> '', patient, lesion "
        f"FROM ({entries}) ORDER BY path"
    )


def arrange(
    pages: Iterable[Sequence[tuple[Any, ...]]], wanted: Wanted, left_out: int, gone: int
) -> Listing:
    """Order and count.

    Args:
        pages: the rows of `select_rows`, some at a time.
        wanted: which images are listed, and in which order.
        left_out: entries of the folder that are no images.
        gone: images that are in the folder no more.
    """
    columns: list[list[Any]] = [[] for _ in range(8)]
    for page in pages:
        for column, values in zip(columns, zip(*page, strict=True), strict=True):
            column.extend(values)
    ids, states = np.array(columns[0], dtype=np.int64), columns[1]
    marks = dict(zip(_MARKS, (np.array(part, dtype=bool) for part in columns[3:6]), strict=True))
    numbers = _number(states)
    counts: dict[ReviewState, int] = {
        state: int((numbers == place).sum()) for place, state in enumerate(REVIEW_STATES)
    }
    balance = Balance(
        counts, {mark: int(found.sum()) for mark, found in marks.items()}, left_out, gone
    )
    listed = np.ones(len(ids), dtype=bool)
    if wanted.states:
        listed = np.isin(numbers, [REVIEW_STATES.index(state) for state in wanted.states])
    if wanted.mark is not None:
        listed &= marks[wanted.mark]
    order = np.arange(len(ids))
    if wanted.order == "urgency":
        # SQL's NULL, an image without a total, comes to be NaN.
        malignant = np.nan_to_num(np.array(columns[2], dtype=np.float64))
        urgency = _rank(numbers, malignant, marks)
        order = np.lexsort((ids, -malignant, urgency))
    elif wanted.order == "patient":
        patients, lesions = (_number_texts(part) for part in columns[6:])
        nobody = np.array(columns[6]) == "" if len(ids) else np.zeros(0, dtype=bool)
        # By path they are already, and the sort keeps that.
        order = np.lexsort((lesions, patients, nobody))
    undecided = numbers == REVIEW_STATES.index("open")
    return Listing(ids[order][listed[order]].tolist(), set(ids[undecided].tolist()), balance)


def _rank(
    numbers: NDArray[np.int64], malignant: NDArray[np.float64], marks: dict[Mark, NDArray[np.bool_]]
) -> NDArray[np.int64]:
    """int64 [N]: urgent, what the model could not judge, low quality, the rest, not read."""
    unread = np.isin(numbers, [REVIEW_STATES.index(state) for state in ("unread", "failed")])
    conditions = [unread, malignant >= URGENT_FROM, marks["abstained"], marks["low-quality"]]
    return np.select(conditions, [4, 0, 1, 2], 3)


def _number(states: list[ReviewState]) -> NDArray[np.int64]:
    """int64 [N]: the places of states among `REVIEW_STATES`."""
    places = {state: place for place, state in enumerate(REVIEW_STATES)}
    return np.fromiter((places[state] for state in states), dtype=np.int64, count=len(states))


def _number_texts(texts: list[str]) -> NDArray[np.int64]:
    """int64 [N]: numbers in the order of the texts."""
    places = {text: place for place, text in enumerate(sorted(Counter(texts)))}
    return np.fromiter((places[text] for text in texts), dtype=np.int64, count=len(texts))
