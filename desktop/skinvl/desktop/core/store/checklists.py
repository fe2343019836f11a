"""Checklists as a person has filled them in: ABCDE and two different 7-point lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.session import Session, UserId

ChecklistId = NewType("ChecklistId", int)
ChecklistKind = Literal["abcde", "clinical-7-point", "dermoscopic-7-point"]


@dataclass(frozen=True)
class StoredChecklist:
    """``items`` maps the key of an item to its value (bool, number, text or None)."""

    id: ChecklistId
    photograph_id: PhotographId
    kind: ChecklistKind
    items: Mapping[str, Any]
    score: float | None
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(StoredChecklist)} FROM checklist"


class Checklists:
    """Verbs on checklists; they are only added to and the newest of a kind holds."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(
        self,
        photograph_id: PhotographId,
        kind: ChecklistKind,
        items: Mapping[str, Any],
        score: float | None = None,
    ) -> StoredChecklist:
        """Keep a checklist.

        Raises:
            RecordConflict: no such photograph or kind.
        """
        with self._session.writing() as change:
            checklist_id = change.add(
                "checklist",
                photograph_id=photograph_id,
                kind=kind,
                items=dict(items),
                score=score,
            )
            change.record("create", "checklist", checklist_id, photograph=photograph_id, kind=kind)
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(StoredChecklist, sql, (checklist_id,), "checklist")

    def current(self, photograph_id: PhotographId, kind: ChecklistKind) -> StoredChecklist | None:
        """The newest checklist of a kind, None where none was filled in."""
        sql = f"{_SELECT} WHERE photograph_id = ? AND kind = ? ORDER BY id DESC LIMIT 1"
        return next(iter(self._session.read_all(StoredChecklist, sql, (photograph_id, kind))), None)

    def list(self, photograph_id: PhotographId) -> tuple[StoredChecklist, ...]:
        """All checklists of a photograph, newest first."""
        sql = f"{_SELECT} WHERE photograph_id = ? ORDER BY id DESC"
        return self._session.read_all(StoredChecklist, sql, (photograph_id,))
