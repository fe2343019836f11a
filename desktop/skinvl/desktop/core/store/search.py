"""Finding photographs by patient, date, site, diagnosis and state, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.images import Photograph, PhotographId, State
from skinvl.desktop.core.store.patients import PatientId, escape_like, split_search
from skinvl.desktop.core.store.session import Session


@dataclass(frozen=True)
class Query:
    """What has to hold; None and empty mean anything.

    ``text`` are words of the patient's number, names or birth date, or of the lesion's label. The
    dates include both ends. ``abstained`` selects results in which the model could not say.
    """

    text: str = ""
    patient_id: PatientId | None = None
    taken_from: date | None = None
    taken_to: date | None = None
    site_general: str | None = None
    site: str | None = None
    diagnosis: str | None = None
    states: tuple[State, ...] = ()
    modality: str | None = None
    abstained: bool | None = None
    without_patient: bool = False


@dataclass(frozen=True)
class Hit:
    """One line of a list: a photograph with what identifies it."""

    id: PhotographId
    patient_id: PatientId | None
    number: str | None
    family_name: str | None
    given_name: str | None
    birth_date: date | None
    lesion_label: str | None
    site_general: str | None
    site: str | None
    file_name: str
    image_sha256: str
    taken_on: date | None
    modality: str | None
    state: State
    diagnosis: str | None
    malignant: float | None
    abstained: bool | None


_TABLES = (
    "photograph AS f LEFT JOIN patient AS p ON p.id = f.patient_id "
    "LEFT JOIN lesion AS l ON l.id = f.lesion_id LEFT JOIN reading AS r ON r.id = f.reading_id"
)
_HIT = (
    "f.id, f.patient_id, p.number, p.family_name, p.given_name, p.birth_date, "
    "l.label AS lesion_label, l.site_general, l.site, f.file_name, f.image_sha256, f.taken_on, "
    "f.modality, f.state, f.diagnosis, r.malignant, r.abstained"
)


class Search:
    """Queries over all photographs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(
        self, query: Query, *, before: PhotographId | None = None, limit: int = 100
    ) -> tuple[Hit, ...]:
        """Photographs that fit, newest import first.

        Args:
            query: what has to hold.
            before: id of the last photograph of the page before.
            limit: how many at most.
        """
        clauses, values = _translate(query)
        if before is not None:
            clauses.append("f.id < ?")
            values.append(before)
        sql = f"SELECT {_HIT} FROM {_TABLES}{_where(clauses)} ORDER BY f.id DESC LIMIT ?"
        return self._session.read_all(Hit, sql, (*values, limit))

    def count(self, query: Query) -> int:
        """How many photographs fit."""
        clauses, values = _translate(query)
        sql = f"SELECT count(*) FROM {_TABLES}{_where(clauses)}"
        with self._session.reading() as connection:
            return int(connection.execute(sql, _columns(values)).fetchone()[0])

    def count_states(self, query: Query) -> Mapping[State, int]:
        """How many photographs that fit are in each state; their sum is `count`."""
        clauses, values = _translate(query)
        sql = f"SELECT f.state, count(*) FROM {_TABLES}{_where(clauses)} GROUP BY f.state"
        with self._session.reading() as connection:
            return {state: count for state, count in connection.execute(sql, _columns(values))}

    def list_recent(self, limit: int = 20) -> tuple[Photograph, ...]:
        """The photographs that the user looked at last, newest first."""
        sql = (
            f"SELECT {rows.column_names(Photograph, 'f')} FROM photograph AS f JOIN ("
            "SELECT subject_id, max(sequence) AS last FROM ("
            "SELECT subject_id, sequence FROM audit WHERE event = 'view' "
            "AND subject = 'photograph' AND user_id = ? ORDER BY sequence DESC LIMIT 500) "
            "GROUP BY subject_id) AS v ON v.subject_id = f.id ORDER BY v.last DESC LIMIT ?"
        )
        return self._session.read_all(Photograph, sql, (self._session.member.id, limit))


def _translate(query: Query) -> tuple[list[str], list[Any]]:
    equal = {
        "f.patient_id": query.patient_id,
        "l.site_general": query.site_general,
        "l.site": query.site,
        "f.diagnosis": query.diagnosis,
        "f.modality": query.modality,
        "r.abstained": query.abstained,
    }
    clauses = [f"{name} = ?" for name, value in equal.items() if value is not None]
    values: list[Any] = [value for value in equal.values() if value is not None]
    for clause, day in (("f.taken_on >= ?", query.taken_from), ("f.taken_on <= ?", query.taken_to)):
        if day is not None:
            clauses.append(clause)
            values.append(day)
    if query.states:
        clauses.append(f"f.state IN ({', '.join('?' * len(query.states))})")
        values += query.states
    if query.without_patient:
        clauses.append("f.patient_id IS NULL")
    for word in split_search(query.text):
        pattern = f"%{escape_like(word)}%"
        clauses.append("(p.search_text LIKE ? ESCAPE '\\' OR lower(l.label) LIKE ? ESCAPE '\\')")
        values += [pattern, pattern]
    return clauses, values


def _where(clauses: list[str]) -> str:
    return f" WHERE {' AND '.join(clauses)}" if clauses else ""


def _columns(values: list[Any]) -> tuple[rows.Column, ...]:
    return tuple(rows.to_column(value) for value in values)
