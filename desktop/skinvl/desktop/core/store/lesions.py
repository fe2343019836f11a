"""Lesions on the body map; one lesion belongs to one patient for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.anatomy import BodyView, Side, is_site
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.patients import PatientId
from skinvl.desktop.core.store.session import Session, UserId

LesionId = NewType("LesionId", int)


@dataclass(frozen=True)
class LesionData:
    """What a person enters.

    ``label`` names it for this patient ("L1"). ``site_general`` and ``site`` are of
    `anatomy.SITES`. ``x`` and ``y`` are 0..1 from the top left of the picture ``body_view``.
    """

    label: str
    site_general: str | None = None
    site: str | None = None
    side: Side | None = None
    body_view: BodyView | None = None
    x: float | None = None
    y: float | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Lesion(LesionData):
    """A lesion as stored."""

    id: LesionId
    patient_id: PatientId
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(Lesion)} FROM lesion"
_FIELDS = ("label", "site_general", "site", "side", "body_view", "x", "y", "note")


class Lesions:
    """Verbs on lesions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, patient_id: PatientId, data: LesionData) -> Lesion:
        """Place a lesion on a patient.

        Raises:
            RecordConflict: the label is taken or empty, the site is unknown, or there is no such
                patient.
        """
        columns = _columns(data)
        with self._session.writing() as change:
            lesion_id = change.add("lesion", patient_id=patient_id, **columns)
            change.record("create", "lesion", lesion_id, patient=patient_id)
        return self.get(LesionId(lesion_id))

    def change(self, lesion_id: LesionId, data: LesionData) -> Lesion:
        """Correct label, place or note.

        Raises:
            RecordMissing: there is no such lesion.
            RecordConflict: the label is taken or empty, or the site is unknown.
        """
        old = self.get(lesion_id)
        columns = _columns(data)
        fields = [name for name in _FIELDS if getattr(old, name) != columns[name]]
        if not fields:
            return old
        assignments = ", ".join(f"{name} = ?" for name in columns)
        with self._session.writing() as change:
            sql = f"UPDATE lesion SET {assignments} WHERE id = ?"
            change.execute(sql, (*columns.values(), lesion_id))
            change.record("change", "lesion", lesion_id, fields=fields)
        return self.get(lesion_id)

    def delete(self, lesion_id: LesionId) -> None:
        """Remove a lesion that was placed by mistake.

        Raises:
            RecordConflict: it has photographs.
        """
        with self._session.writing() as change:
            change.execute("DELETE FROM lesion WHERE id = ?", (lesion_id,))
            change.record("delete", "lesion", lesion_id)

    def get(self, lesion_id: LesionId) -> Lesion:
        """One lesion.

        Raises:
            RecordMissing: there is none with this id.
        """
        return self._session.read_one(Lesion, f"{_SELECT} WHERE id = ?", (lesion_id,), "lesion")

    def list(self, patient_id: PatientId) -> tuple[Lesion, ...]:
        """The lesions of a patient in the order in which they were placed."""
        sql = f"{_SELECT} WHERE patient_id = ? ORDER BY id"
        return self._session.read_all(Lesion, sql, (patient_id,))


def _columns(data: LesionData) -> dict[str, object]:
    if not data.label.strip():
        raise RecordConflict("lesion", "needs a label")
    if not is_site(data.site_general, data.site):
        named = " / ".join(part for part in (data.site_general, data.site) if part)
        raise RecordConflict("lesion", f"the site {named} is not in the list of anatomic sites")
    return {name: getattr(data, name) for name in _FIELDS} | {"label": data.label.strip()}
