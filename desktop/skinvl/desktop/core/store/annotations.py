"""Drawings over a photograph, as vectors; the image itself is never touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.session import Session, UserId

AnnotationId = NewType("AnnotationId", int)


@dataclass(frozen=True)
class Annotation:
    """``overlay`` is the JSON object of everything that is drawn over the photograph."""

    id: AnnotationId
    photograph_id: PhotographId
    overlay: Mapping[str, Any]
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(Annotation)} FROM annotation"


class Annotations:
    """Verbs on annotations; they are only added to and the newest holds."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, photograph_id: PhotographId, overlay: Mapping[str, Any]) -> Annotation:
        """Keep what is drawn now.

        Raises:
            RecordConflict: no such photograph.
        """
        with self._session.writing() as change:
            annotation_id = change.add(
                "annotation", photograph_id=photograph_id, overlay=dict(overlay)
            )
            change.record("create", "annotation", annotation_id, photograph=photograph_id)
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(Annotation, sql, (annotation_id,), "annotation")

    def current(self, photograph_id: PhotographId) -> Annotation | None:
        """What is drawn over a photograph, None where nothing ever was."""
        return next(iter(self.list(photograph_id)), None)

    def list(self, photograph_id: PhotographId) -> tuple[Annotation, ...]:
        """All versions of a drawing, newest first."""
        sql = f"{_SELECT} WHERE photograph_id = ? ORDER BY id DESC"
        return self._session.read_all(Annotation, sql, (photograph_id,))
