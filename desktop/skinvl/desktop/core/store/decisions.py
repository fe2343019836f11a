"""What a person decided about a photograph; undo is a further row that withdraws."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.readings import ReadingId, require_current
from skinvl.desktop.core.store.session import Session, UserId
from skinvl.desktop.core.store.standing import (
    compute_standing,
    list_withdrawn,
    refresh_photograph,
)

DecisionId = NewType("DecisionId", int)
Kind = Literal["accept", "override", "flag", "skip", "bad-image", "comment", "withdraw"]


@dataclass(frozen=True)
class Decision:
    """One row of the history of a photograph.

    ``code`` is the diagnosis that was accepted or put in its place. ``supersedes`` is the decision
    that held before; ``withdraws`` the one that this row undoes.
    """

    id: DecisionId
    photograph_id: PhotographId
    reading_id: ReadingId | None
    kind: Kind
    code: str | None
    comment: str
    supersedes: DecisionId | None
    withdraws: DecisionId | None
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(Decision)} FROM decision"


class Decisions:
    """Verbs on decisions; each is one transaction and is on the disk when the call returns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def accept(
        self, photograph_id: PhotographId, reading_id: ReadingId, code: str, comment: str = ""
    ) -> Decision:
        """Agree with the result; `code` is the diagnosis that was agreed with.

        Raises:
            StaleResult: the reading is not the newest of the photograph.
        """
        return self._decide(photograph_id, "accept", reading_id, code, comment)

    def override(
        self,
        photograph_id: PhotographId,
        reading_id: ReadingId | None,
        code: str,
        comment: str = "",
    ) -> Decision:
        """Put an own diagnosis in place of the result.

        Raises:
            StaleResult: the reading is not the newest of the photograph.
        """
        return self._decide(photograph_id, "override", reading_id, code, comment)

    def flag(
        self, photograph_id: PhotographId, reading_id: ReadingId | None = None, comment: str = ""
    ) -> Decision:
        """Put aside for somebody else to look at."""
        return self._decide(photograph_id, "flag", reading_id, None, comment)

    def skip(
        self, photograph_id: PhotographId, reading_id: ReadingId | None = None, comment: str = ""
    ) -> Decision:
        """Leave undecided on purpose."""
        return self._decide(photograph_id, "skip", reading_id, None, comment)

    def mark_bad(
        self, photograph_id: PhotographId, reading_id: ReadingId | None = None, comment: str = ""
    ) -> Decision:
        """Say that the image is not good enough to be read."""
        return self._decide(photograph_id, "bad-image", reading_id, None, comment)

    def comment(self, photograph_id: PhotographId, text: str) -> Decision:
        """Add a comment; the decision that holds stays."""
        if not text.strip():
            raise RecordConflict("comment", "is empty")
        return self._decide(photograph_id, "comment", None, None, text)

    def withdraw(self, decision_id: DecisionId, comment: str = "") -> Decision:
        """Undo a decision, or redo it by withdrawing its withdrawal.

        Raises:
            RecordConflict: it was withdrawn already.
        """
        target = self.get(decision_id)
        with self._session.writing() as change:
            new = change.add(
                "decision",
                photograph_id=target.photograph_id,
                kind="withdraw",
                withdraws=decision_id,
                comment=comment,
            )
            refresh_photograph(change, target.photograph_id)
            change.record("change", "decision", new, withdraws=decision_id)
        return self.get(DecisionId(new))

    def get(self, decision_id: DecisionId) -> Decision:
        """One decision.

        Raises:
            RecordMissing: there is none with this id.
        """
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(Decision, sql, (decision_id,), "decision")

    def list(self, photograph_id: PhotographId) -> tuple[Decision, ...]:
        """The whole history of a photograph, newest first, withdrawn rows too."""
        sql = f"{_SELECT} WHERE photograph_id = ? ORDER BY id DESC"
        return self._session.read_all(Decision, sql, (photograph_id,))

    def current(self, photograph_id: PhotographId) -> Decision | None:
        """The decision that holds, None where there is none."""
        sql = f"{_SELECT} WHERE id = (SELECT decision_id FROM photograph WHERE id = ?)"
        return next(iter(self._session.read_all(Decision, sql, (photograph_id,))), None)

    def list_withdrawn(self, photograph_id: PhotographId) -> frozenset[DecisionId]:
        """Ids of the rows of a history that do not hold."""
        history = self.list(photograph_id)
        return frozenset(
            DecisionId(item) for item in list_withdrawn((row.id, row.withdraws) for row in history)
        )

    def _decide(
        self,
        photograph_id: PhotographId,
        kind: Kind,
        reading_id: ReadingId | None,
        code: str | None,
        comment: str,
    ) -> Decision:
        with self._session.writing() as change:
            if reading_id is not None:
                require_current(change, photograph_id, reading_id)
            before = compute_standing(change, photograph_id).decision_id
            decision_id = change.add(
                "decision",
                photograph_id=photograph_id,
                reading_id=reading_id,
                kind=kind,
                code=code,
                comment=comment.strip(),
                supersedes=before if kind != "comment" else None,
            )
            refresh_photograph(change, photograph_id)
            change.record(
                "create", "decision", decision_id, photograph=photograph_id, kind=kind, code=code
            )
        return self.get(DecisionId(decision_id))
