"""The reader's own opinion, and whether it was given before the result was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.readings import ReadingId, read_standing
from skinvl.desktop.core.store.session import Session, UserId

OpinionId = NewType("OpinionId", int)
Suspicion = Literal["no", "unsure", "yes"]


@dataclass(frozen=True)
class Opinion:
    """``code`` is a diagnosis or None for none; ``confidence`` 0..1; ``suspicion`` of malignancy.

    ``before_ai`` is True where no result for the photograph had been shown to this reader.
    """

    id: OpinionId
    photograph_id: PhotographId
    code: str | None
    confidence: float | None
    suspicion: Suspicion
    comment: str
    before_ai: bool
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(Opinion)} FROM opinion"


class Opinions:
    """Verbs on opinions; they are only added to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        photograph_id: PhotographId,
        code: str | None,
        suspicion: Suspicion,
        confidence: float | None = None,
        comment: str = "",
    ) -> Opinion:
        """Keep the opinion of the user.

        Raises:
            RecordConflict: no such photograph, or a confidence outside 0..1.
        """
        with self._session.writing() as change:
            shown = change.execute(
                "SELECT 1 FROM reveal WHERE photograph_id = ? AND created_by = ? LIMIT 1",
                (photograph_id, change.user_id),
            ).fetchone()
            opinion_id = change.add(
                "opinion",
                photograph_id=photograph_id,
                code=code,
                confidence=confidence,
                suspicion=suspicion,
                comment=comment.strip(),
                before_ai=shown is None,
            )
            change.record(
                "create", "opinion", opinion_id, photograph=photograph_id, before_ai=shown is None
            )
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(Opinion, sql, (opinion_id,), "opinion")

    def list(self, photograph_id: PhotographId) -> tuple[Opinion, ...]:
        """All opinions on a photograph, newest first."""
        sql = f"{_SELECT} WHERE photograph_id = ? ORDER BY id DESC"
        return self._session.read_all(Opinion, sql, (photograph_id,))

    def own(self, photograph_id: PhotographId) -> Opinion | None:
        """The newest opinion of the user who is logged in, None where there is none."""
        sql = f"{_SELECT} WHERE photograph_id = ? AND created_by = ? ORDER BY id DESC LIMIT 1"
        values = (photograph_id, self._session.member.id)
        return next(iter(self._session.read_all(Opinion, sql, values)), None)

    def note_reveal(self, photograph_id: PhotographId) -> ReadingId | None:
        """Record that the current result is being shown to the user; call it before showing.

        Returns:
            The reading that may be shown, None where there is none.

        Raises:
            RecordConflict: no such photograph.
        """
        with self._session.writing() as change:
            _, reading_id = read_standing(change, photograph_id)
            if reading_id is not None:
                change.execute(
                    "INSERT INTO reveal (photograph_id, reading_id, created_at, created_by) "
                    "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (photograph_id, reading_id, change.now, change.user_id),
                )
            change.record("view", "photograph", photograph_id, reading=reading_id)
        return None if reading_id is None else ReadingId(reading_id)

    def is_revealed(self, photograph_id: PhotographId) -> bool:
        """Whether a result for the photograph was shown to the user who is logged in."""
        with self._session.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM reveal WHERE photograph_id = ? AND created_by = ? LIMIT 1",
                (photograph_id, self._session.member.id),
            ).fetchone()
        return row is not None
