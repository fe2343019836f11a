"""Erasing a patient: rows, images and reports go, the audit log keeps that it was done.

The log holds the id of the patient, counts, and a keyed digest of the patient number, so that the
clinic can show for a given number that it was erased, and nobody can read the number from it.
Backups made before still hold the patient, until rotation lets them go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skinvl.desktop.core.store import sealing
from skinvl.desktop.core.store.audit import Entry, read_entries
from skinvl.desktop.core.store.backup import list_contents
from skinvl.desktop.core.store.errors import RecordConflict, RecordMissing
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.patients import PatientId
from skinvl.desktop.core.store.session import Change, Session
from skinvl.desktop.core.store.sweep import SWEEP_DUE, clear_due

_PURPOSE = "erasure proof"
# In the order in which references allow it.
_RECORDS = (
    "consensus", "second_read", "report", "annotation", "checklist", "description_edit",
    "draft", "exchange", "reveal", "opinion", "decision", "reading",
)  # fmt: skip


@dataclass(frozen=True)
class Erasure:
    """What was erased: rows per table and files."""

    counts: Mapping[str, int]
    files: int


def erase_patient(session: Session, patient_id: PatientId) -> Erasure:
    """Erase a patient with everything that belongs to the patient.

    Raises:
        NotPermitted: the user is no administrator.
        RecordMissing: there is no such patient.
    """
    session.require("administrator", "erasing a patient")
    with session.maintenance:
        with session.writing() as change:
            row = change.execute(
                "SELECT number FROM patient WHERE id = ?", (patient_id,)
            ).fetchone()
            if row is None:
                raise RecordMissing("patient", "there is no such record")
            change.execute(
                "INSERT INTO erasing SELECT id FROM photograph WHERE patient_id = ?", (patient_id,)
            )
            change.execute(
                "INSERT OR IGNORE INTO erasing SELECT photograph_id FROM report "
                "WHERE patient_id = ?",
                (patient_id,),
            )
            counts, files = _erase_photographs(change)
            change.execute("DELETE FROM batch_file WHERE patient = ?", (row[0],))
            for table, column in (("lesion", "patient_id"), ("patient", "id")):
                sql = f"DELETE FROM {table} WHERE {column} = ?"
                counts[table] = change.execute(sql, (patient_id,)).rowcount
            proof = _digest(session, row[0])
            change.record("delete", "patient", patient_id, counts=counts, proof=proof)
        return Erasure(counts, _remove_files(session, files))


def discard_photograph(session: Session, photograph_id: PhotographId) -> Erasure:
    """Erase a photograph that was imported by mistake and belongs to no patient.

    Raises:
        NotPermitted: the user is neither senior nor administrator.
        RecordConflict: it belongs to a patient, or does not exist.
    """
    session.require("senior", "discarding a photograph")
    with session.maintenance:
        with session.writing() as change:
            row = change.execute(
                "SELECT 1 FROM photograph WHERE id = ? AND patient_id IS NULL", (photograph_id,)
            ).fetchone()
            if row is None:
                raise RecordConflict("photograph", "belongs to a patient; erase the patient")
            change.execute("INSERT INTO erasing VALUES (?)", (photograph_id,))
            counts, files = _erase_photographs(change)
            change.record("delete", "photograph", photograph_id, counts=counts)
        return Erasure(counts, _remove_files(session, files))


def find_erasures(session: Session, number: str) -> tuple[Entry, ...]:
    """The entries of the audit log which prove that this patient number was erased."""
    proof = _digest(session, " ".join(number.split()))
    with session.reading() as connection:
        entries = read_entries(connection, event="delete", subject="patient", limit=1_000_000)
    return tuple(entry for entry in entries if entry.detail.get("proof") == proof)


def finish_erasure(session: Session) -> None:
    """Remove what was erased from the write-ahead log as well."""
    with session.unlocked.database.exclusive() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _erase_photographs(change: Change) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Delete the photographs in ``erasing`` with what belongs to them; counts and lost files."""
    inside = "IN (SELECT photograph_id FROM erasing)"
    documents = _column(
        change, f"SELECT DISTINCT document_sha256 FROM report WHERE photograph_id {inside}"
    )
    change.execute(f"UPDATE photograph SET reading_id = NULL, decision_id = NULL WHERE id {inside}")
    counts = {
        table: change.execute(f"DELETE FROM {table} WHERE photograph_id {inside}").rowcount
        for table in _RECORDS
    }
    counts["photograph"] = change.execute(f"DELETE FROM photograph WHERE id {inside}").rowcount
    images = _column(
        change,
        "SELECT sha256 FROM image WHERE sha256 NOT IN (SELECT image_sha256 FROM photograph)",
    )
    for sha256 in images:
        change.execute("DELETE FROM image WHERE sha256 = ?", (sha256,))
    kept = set(_column(change, "SELECT DISTINCT document_sha256 FROM report"))
    change.execute("DELETE FROM erasing")
    change.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, '1')", (SWEEP_DUE,))
    return counts, {"images": images, "reports": [item for item in documents if item not in kept]}


def _remove_files(session: Session, files: Mapping[str, list[str]]) -> int:
    """Remove sealed files; where the program ends before, the sweep does it."""
    unlocked = session.unlocked
    with unlocked.database.exclusive() as connection:
        # The same image may have been imported again since the rows went.
        kept = {
            sha256 for _, sha256 in list_contents(connection, unlocked.images, unlocked.reports)
        }
        for vault, lost in ((unlocked.images, "images"), (unlocked.reports, "reports")):
            for sha256 in files[lost]:
                if sha256 not in kept:
                    vault.remove(sha256)
    clear_due(session)
    finish_erasure(session)
    return len(files["images"]) + len(files["reports"])


def _column(change: Change, sql: str) -> list[Any]:
    return [row[0] for row in change.execute(sql)]


def _digest(session: Session, number: str) -> str:
    unlocked = session.unlocked
    key = sealing.derive_key(unlocked.data_key, _PURPOSE, unlocked.keys.store_id)
    return sealing.authenticate(key, number.encode("utf-8"))
