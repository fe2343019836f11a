"""The written description as a person has edited it; the model's own stays in the finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.readings import ReadingId, require_current
from skinvl.desktop.core.store.session import Session, UserId

DescriptionEditId = NewType("DescriptionEditId", int)


@dataclass(frozen=True)
class DescriptionEdit:
    """One saved text; the newest of a reading is the one that holds."""

    id: DescriptionEditId
    photograph_id: PhotographId
    reading_id: ReadingId
    text: str
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(DescriptionEdit)} FROM description_edit"


class Descriptions:
    """Verbs on edited descriptions; they are only added to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(
        self, photograph_id: PhotographId, reading_id: ReadingId, text: str
    ) -> DescriptionEdit:
        """Keep the text of the person.

        Raises:
            StaleResult: the reading is not the newest of the photograph.
        """
        with self._session.writing() as change:
            require_current(change, photograph_id, reading_id)
            edit_id = change.add(
                "description_edit", photograph_id=photograph_id, reading_id=reading_id, text=text
            )
            change.record("create", "description", edit_id, photograph=photograph_id)
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(DescriptionEdit, sql, (edit_id,), "description")

    def current(self, reading_id: ReadingId) -> DescriptionEdit | None:
        """The newest text for a reading, None where nobody has edited it."""
        return next(iter(self.list(reading_id)), None)

    def list(self, reading_id: ReadingId) -> tuple[DescriptionEdit, ...]:
        """All texts for a reading, newest first."""
        sql = f"{_SELECT} WHERE reading_id = ? ORDER BY id DESC"
        return self._session.read_all(DescriptionEdit, sql, (reading_id,))
