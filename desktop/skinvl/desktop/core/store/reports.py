"""Reports: preliminary until a named person signs; a signed one is never changed.

A report is a row that stays as it is. Signing adds a final row that supersedes the preliminary
one, an amendment a further row that supersedes the final one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.patients import PatientId
from skinvl.desktop.core.store.readings import ReadingId, require_current
from skinvl.desktop.core.store.session import Change, Session, UserId

ReportId = NewType("ReportId", int)
ReportStatus = Literal["preliminary", "final", "amended"]


@dataclass(frozen=True)
class StoredReport:
    """``document_sha256`` names the encrypted PDF; ``stamp`` is what the result was made with."""

    id: ReportId
    photograph_id: PhotographId
    reading_id: ReadingId
    patient_id: PatientId | None
    status: ReportStatus
    supersedes: ReportId | None
    document_sha256: str
    stamp: Mapping[str, Any]
    signed_by: UserId | None
    signed_at: datetime | None
    comment: str
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(StoredReport)} FROM report"


class Reports:
    """Verbs on reports."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_preliminary(
        self,
        photograph_id: PhotographId,
        reading_id: ReadingId,
        document: bytes,
        stamp: Mapping[str, Any],
    ) -> StoredReport:
        """Keep a report that nobody has signed.

        Raises:
            StaleResult: the reading is not the newest of the photograph.
            RecordConflict: the photograph has a signed report; amend that.
        """
        return self._add("preliminary", photograph_id, reading_id, document, stamp, "")

    def sign(
        self,
        photograph_id: PhotographId,
        reading_id: ReadingId,
        document: bytes,
        stamp: Mapping[str, Any],
    ) -> StoredReport:
        """Keep the final report, signed by the user who is logged in.

        Args:
            photograph_id: what it is about.
            reading_id: the result that it carries.
            document: the PDF, which names the user as the one who signs.
            stamp: what the result was made with.

        Raises:
            StaleResult: the reading is not the newest of the photograph.
            RecordConflict: the photograph belongs to no patient, or has a signed report.
        """
        return self._add("final", photograph_id, reading_id, document, stamp, "")

    def amend(
        self,
        photograph_id: PhotographId,
        reading_id: ReadingId,
        document: bytes,
        stamp: Mapping[str, Any],
        reason: str,
    ) -> StoredReport:
        """Keep a signed report that takes the place of a signed one, which stays.

        Raises:
            StaleResult: the reading is not the newest of the photograph.
            RecordConflict: there is no signed report, or no reason is given.
        """
        if not reason.strip():
            raise RecordConflict("report", "an amendment needs a reason")
        return self._add("amended", photograph_id, reading_id, document, stamp, reason.strip())

    def read(self, report: StoredReport) -> bytes:
        """The PDF, verified against its SHA-256.

        Raises:
            ImageDamaged: the file is missing or damaged; names it.
        """
        return self._session.unlocked.reports.get(report.document_sha256)

    def get(self, report_id: ReportId) -> StoredReport:
        """One report.

        Raises:
            RecordMissing: there is none with this id.
        """
        return self._session.read_one(
            StoredReport, f"{_SELECT} WHERE id = ?", (report_id,), "report"
        )

    def list(self, photograph_id: PhotographId) -> tuple[StoredReport, ...]:
        """All reports about a photograph, newest first; the first is the one that holds."""
        sql = f"{_SELECT} WHERE photograph_id = ? ORDER BY id DESC"
        return self._session.read_all(StoredReport, sql, (photograph_id,))

    def list_of_patient(self, patient_id: PatientId) -> tuple[StoredReport, ...]:
        """All reports of a patient, newest first."""
        sql = f"{_SELECT} WHERE patient_id = ? ORDER BY id DESC"
        return self._session.read_all(StoredReport, sql, (patient_id,))

    def _add(
        self,
        status: ReportStatus,
        photograph_id: PhotographId,
        reading_id: ReadingId,
        document: bytes,
        stamp: Mapping[str, Any],
        comment: str,
    ) -> StoredReport:
        with self._session.unlocked.database.exclusive():
            # No sweep may run between the file and its row.
            sha256 = self._session.unlocked.reports.put(document)
            with self._session.writing() as change:
                require_current(change, photograph_id, reading_id)
                patient_id, newest = _check_status(change, photograph_id, status)
                signed = status != "preliminary"
                report_id = change.add(
                    "report",
                    photograph_id=photograph_id,
                    reading_id=reading_id,
                    patient_id=patient_id,
                    status=status,
                    supersedes=newest,
                    document_sha256=sha256,
                    stamp=dict(stamp),
                    signed_by=change.user_id if signed else None,
                    signed_at=change.now if signed else None,
                    comment=comment,
                )
                change.record(
                    "create", "report", report_id, photograph=photograph_id, status=status,
                    document=sha256,
                )  # fmt: skip
        return self.get(ReportId(report_id))


def _check_status(
    change: Change, photograph_id: int, status: ReportStatus
) -> tuple[int | None, int | None]:
    """Patient of the photograph and its newest report, where a report of `status` may follow."""
    patient_id = change.execute(
        "SELECT patient_id FROM photograph WHERE id = ?", (photograph_id,)
    ).fetchone()[0]
    newest = change.execute(
        "SELECT id, status FROM report WHERE photograph_id = ? ORDER BY id DESC LIMIT 1",
        (photograph_id,),
    ).fetchone()
    is_signed = newest is not None and newest[1] != "preliminary"
    if status == "amended" and not is_signed:
        raise RecordConflict("report", "there is no signed report to amend")
    if status != "amended" and is_signed:
        raise RecordConflict("report", "is signed already; amend it instead")
    if status != "preliminary" and patient_id is None:
        raise RecordConflict("report", "cannot be signed: the photograph belongs to no patient")
    return patient_id, newest[0] if newest is not None else None
