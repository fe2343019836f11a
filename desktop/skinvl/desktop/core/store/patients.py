"""Patients: two identifiers for everybody, the clinic's number and the name."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NewType

from skinvl.desktop.core.days import spell_days
from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.session import Session, UserId

PatientId = NewType("PatientId", int)
Sex = Literal["female", "male", "other"]


@dataclass(frozen=True)
class PatientData:
    """What a person enters. ``number`` is the clinic's own and belongs to one patient."""

    number: str
    family_name: str
    given_name: str
    birth_date: date | None = None
    sex: Sex | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Patient(PatientData):
    """A patient as stored."""

    id: PatientId
    created_at: datetime
    created_by: UserId
    sort_name: str

    @property
    def name(self) -> str:
        """Family name, given name."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)


_SELECT = f"SELECT {rows.column_names(Patient)} FROM patient"
_FIELDS = ("number", "family_name", "given_name", "birth_date", "sex", "note")


def fold_text(text: str) -> str:
    """The form in which names are compared: without case, accents and doubled spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def split_search(text: str) -> list[str]:
    """The words that somebody searches, in the form in which they are compared."""
    return fold_text(spell_days(text)).split()


def escape_like(text: str) -> str:
    r"""`text` for a LIKE pattern with ESCAPE '\'."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


class Patients:
    """Verbs on patients."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, data: PatientData) -> Patient:
        """Register a patient.

        Raises:
            RecordConflict: the number is taken, or number or name is missing.
        """
        columns = _columns(data)
        with self._session.writing() as change:
            patient_id = change.add("patient", **columns)
            change.record("create", "patient", patient_id)
        return self.get(PatientId(patient_id))

    def change(self, patient_id: PatientId, data: PatientData) -> Patient:
        """Correct what was entered.

        Raises:
            RecordMissing: there is no such patient.
            RecordConflict: the number is taken, or number or name is missing.
        """
        old = self.get(patient_id)
        columns = _columns(data)
        fields = [name for name in _FIELDS if getattr(old, name) != columns[name]]
        if not fields:
            return old
        assignments = ", ".join(f"{name} = ?" for name in columns)
        with self._session.writing() as change:
            sql = f"UPDATE patient SET {assignments} WHERE id = ?"
            change.execute(sql, (*columns.values(), patient_id))
            change.record("change", "patient", patient_id, fields=fields)
        return self.get(patient_id)

    def get(self, patient_id: PatientId) -> Patient:
        """One patient.

        Raises:
            RecordMissing: there is none with this id.
        """
        return self._session.read_one(Patient, f"{_SELECT} WHERE id = ?", (patient_id,), "patient")

    def find_by_number(self, number: str) -> Patient | None:
        """The patient with the clinic's number, None where there is none."""
        sql = f"{_SELECT} WHERE number = ?"
        return next(iter(self._session.read_all(Patient, sql, (number.strip(),))), None)

    def list(
        self, text: str = "", *, after: Patient | None = None, limit: int = 100
    ) -> tuple[Patient, ...]:
        """Patients by name.

        Args:
            text: words that number, names or birth date (1961-04-03 or 3.4.1961) have to contain.
            after: the last patient of the page before.
            limit: how many at most.
        """
        clauses, values = _match_words(text)
        if after is not None:
            clauses.append("(sort_name, id) > (?, ?)")
            values += [after.sort_name, after.id]
        where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        sql = f"{_SELECT}{where} ORDER BY sort_name, id LIMIT ?"
        return self._session.read_all(Patient, sql, (*values, limit))

    def count(self, text: str = "") -> int:
        """How many patients `list` would give in all."""
        clauses, values = _match_words(text)
        where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        with self._session.reading() as connection:
            sql = f"SELECT count(*) FROM patient{where}"
            return int(connection.execute(sql, values).fetchone()[0])

    def note_view(self, patient_id: PatientId) -> None:
        """Record in the audit log that the user looked at a patient."""
        with self._session.writing() as change:
            change.record("view", "patient", patient_id)


def _match_words(text: str) -> tuple[list[str], list[str | int]]:
    words = split_search(text)
    clause = "search_text LIKE ? ESCAPE '\\'"
    return [clause] * len(words), [f"%{escape_like(word)}%" for word in words]


def _columns(data: PatientData) -> dict[str, object]:
    number, family, given = (
        " ".join(text.split()) for text in (data.number, data.family_name, data.given_name)
    )
    if not number:
        raise RecordConflict("patient", "needs a patient number")
    if not family and not given:
        raise RecordConflict("patient", "needs a name")
    birth = data.birth_date.isoformat() if data.birth_date is not None else ""
    return {
        "number": number,
        "family_name": family,
        "given_name": given,
        "birth_date": data.birth_date,
        "sex": data.sex,
        "note": data.note,
        "sort_name": fold_text(f"{family}\x1f{given}"),
        "search_text": fold_text(f"{number} {family} {given} {birth}"),
    }
