"""Where a photograph stands: its newest reading, the decision that holds, state and diagnosis.

These are kept in columns of the photograph, so that ten thousand can be searched; they follow from
the readings and decisions alone, and `find_wrong_standing` recomputes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

_STATES = {
    "accept": "accepted",
    "override": "overridden",
    "flag": "flagged",
    "skip": "skipped",
    "bad-image": "bad-image",
}
VERDICTS = tuple(_STATES)


class _Executes(Protocol):
    def execute(self, sql: str, values: tuple[Any, ...] = ()) -> Any: ...


@dataclass(frozen=True)
class Standing:
    """The derived columns of a photograph."""

    state: str
    reading_id: int | None
    decision_id: int | None
    diagnosis: str | None


def list_withdrawn(decisions: Iterable[tuple[int, int | None]]) -> set[int]:
    """Ids of decisions that do not hold.

    Args:
        decisions: (id, id of the decision that it withdraws or None), in any order. A withdrawal
            that is itself withdrawn does not count.
    """
    withdrawn: set[int] = set()
    for decision, target in sorted(decisions, reverse=True):
        if target is not None and decision not in withdrawn:
            withdrawn.add(target)
    return withdrawn


def compute_standing(connection: _Executes, photograph_id: int) -> Standing:
    """What follows from the readings and decisions of a photograph."""
    reading = connection.execute(
        "SELECT id, state, diagnosis FROM reading WHERE photograph_id = ? ORDER BY id DESC LIMIT 1",
        (photograph_id,),
    ).fetchone()
    decisions = connection.execute(
        "SELECT id, withdraws, kind, code FROM decision WHERE photograph_id = ? ORDER BY id DESC",
        (photograph_id,),
    ).fetchall()
    withdrawn = list_withdrawn((row[0], row[1]) for row in decisions)
    verdict = next(
        (row for row in decisions if row[2] in VERDICTS and row[0] not in withdrawn), None
    )
    reading_id = reading[0] if reading is not None else None
    diagnosis = reading[2] if reading is not None else None
    if verdict is None:
        state = "new" if reading is None else "failed" if reading[1] == "failed" else "read"
        return Standing(state, reading_id, None, diagnosis)
    return Standing(_STATES[verdict[2]], reading_id, verdict[0], verdict[3] or diagnosis)


def refresh_photograph(connection: _Executes, photograph_id: int) -> Standing:
    """Bring the derived columns of a photograph up to date within the running transaction."""
    standing = compute_standing(connection, photograph_id)
    connection.execute(
        "UPDATE photograph SET state = ?, reading_id = ?, decision_id = ?, diagnosis = ? "
        "WHERE id = ?",
        (
            standing.state,
            standing.reading_id,
            standing.decision_id,
            standing.diagnosis,
            photograph_id,
        ),
    )
    return standing


def find_wrong_standing(connection: Any) -> tuple[int, ...]:
    """Ids of photographs whose derived columns do not follow from their rows."""
    found = connection.execute(
        "SELECT id, state, reading_id, decision_id, diagnosis FROM photograph ORDER BY id"
    ).fetchall()
    return tuple(
        row[0] for row in found if Standing(*tuple(row)[1:]) != compute_standing(connection, row[0])
    )
