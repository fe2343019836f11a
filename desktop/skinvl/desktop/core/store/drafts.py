"""Descriptions that somebody has begun to edit and neither kept nor given up."""

from __future__ import annotations

from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.session import Session


class Drafts:
    """Verbs on drafts; each user has at most one per photograph, and sees no other."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, photograph_id: PhotographId, text: str) -> None:
        """Lay a text aside; it replaces the one before.

        Raises:
            RecordConflict: no such photograph.
        """
        with self._session.writing() as change:
            change.execute(
                "INSERT INTO draft (photograph_id, user_id, text, created_at) "
                "VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text, "
                "created_at = excluded.created_at",
                (photograph_id, change.user_id, text, change.now),
            )
            change.record("change", "draft", photograph_id)

    def current(self, photograph_id: PhotographId) -> str | None:
        """The text that the user has laid aside, None where there is none."""
        sql = "SELECT text FROM draft WHERE photograph_id = ? AND user_id = ?"
        with self._session.reading() as connection:
            row = connection.execute(sql, (photograph_id, self._session.member.id)).fetchone()
        return None if row is None else str(row[0])

    def drop(self, photograph_id: PhotographId) -> None:
        """The text was kept or given up."""
        if self.current(photograph_id) is None:
            return
        with self._session.writing() as change:
            change.execute(
                "DELETE FROM draft WHERE photograph_id = ? AND user_id = ?",
                (photograph_id, change.user_id),
            )
            change.record("delete", "draft", photograph_id)
