"""What the model found in a photograph; a new reading supersedes, nothing is overwritten."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from skinvl.contract.finding import Finding
from skinvl.contract.record import canonical_json
from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.errors import RecordConflict, StaleResult, StoreDamaged
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.session import Change, Session, UserId
from skinvl.desktop.core.store.standing import refresh_photograph

ReadingId = NewType("ReadingId", int)
ReadingState = Literal["complete", "stopped", "failed"]

# A finding lists every class of the ontology: ten times smaller compressed.
_LEVEL = 6
_LARGEST_FINDING = 16 * 2**20


@dataclass(frozen=True)
class StoredReading:
    """A reading without its finding, which `Readings.finding` gives.

    ``malignant`` is 0..1; ``diagnosis`` the first code of the differential.
    """

    id: ReadingId
    photograph_id: PhotographId
    supersedes: ReadingId | None
    state: ReadingState
    image_sha256: str
    bundle: str | None
    bundle_sha256: str | None
    provider: str | None
    precision: str | None
    app_version: str | None
    diagnosis: str | None
    malignant: float | None
    abstained: bool
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(StoredReading)} FROM reading"


class Readings:
    """Verbs on readings."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, photograph_id: PhotographId, finding: Finding, state: ReadingState = "complete"
    ) -> StoredReading:
        """Keep a finding; it becomes the current reading of its photograph.

        Raises:
            RecordConflict: the finding is about another image, or has no stamp.
        """
        stamp = finding.stamp
        if state != "failed" and (stamp is None or stamp.image_sha256 is None):
            raise RecordConflict("reading", "a result without its stamp cannot be kept")
        with self._session.writing() as change:
            sha256, current = read_standing(change, photograph_id)
            if stamp is not None and stamp.image_sha256 not in (None, sha256):
                raise RecordConflict("reading", "the result is about another image")
            reading_id = change.add(
                "reading",
                photograph_id=photograph_id,
                supersedes=current,
                state=state,
                finding=zlib.compress(canonical_json(finding.to_json()), _LEVEL),
                image_sha256=sha256,
                bundle=stamp.bundle if stamp else None,
                bundle_sha256=stamp.bundle_sha256 if stamp else None,
                provider=stamp.provider if stamp else None,
                precision=stamp.precision if stamp else None,
                app_version=stamp.app_version if stamp else None,
                diagnosis=finding.top.code if finding.top else None,
                malignant=finding.malignant,
                abstained=finding.abstain.value,
            )
            refresh_photograph(change, photograph_id)
            change.record("create", "reading", reading_id, photograph=photograph_id, state=state)
        return self.get(ReadingId(reading_id))

    def get(self, reading_id: ReadingId) -> StoredReading:
        """One reading.

        Raises:
            RecordMissing: there is none with this id.
        """
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(StoredReading, sql, (reading_id,), "reading")

    def list(self, photograph_id: PhotographId) -> tuple[StoredReading, ...]:
        """The readings of a photograph, newest first; the first is the current one."""
        sql = f"{_SELECT} WHERE photograph_id = ? ORDER BY id DESC"
        return self._session.read_all(StoredReading, sql, (photograph_id,))

    def current(self, photograph_id: PhotographId) -> StoredReading | None:
        """The newest reading of a photograph, None where there is none."""
        return next(iter(self.list(photograph_id)), None)

    def finding(self, reading_id: ReadingId) -> Finding:
        """The finding of a reading.

        Raises:
            StoreDamaged: it cannot be read.
        """
        with self._session.reading() as connection:
            row = connection.execute(
                "SELECT finding FROM reading WHERE id = ?", (reading_id,)
            ).fetchone()
        if row is None:
            self.get(reading_id)
        try:
            content = zlib.decompressobj().decompress(row[0], _LARGEST_FINDING)
            return Finding.from_json(json.loads(content))
        except (ValueError, zlib.error) as error:
            raise StoreDamaged(f"reading {reading_id}", f"cannot be read ({error})") from error


def read_standing(change: Change, photograph_id: int) -> tuple[str, int | None]:
    """SHA-256 of the image and id of the current reading of a photograph.

    Raises:
        RecordConflict: there is no such photograph.
    """
    row = change.execute(
        "SELECT image_sha256, reading_id FROM photograph WHERE id = ?", (photograph_id,)
    ).fetchone()
    if row is None:
        raise RecordConflict("photograph", "there is no such photograph")
    return str(row[0]), row[1]


def require_current(change: Change, photograph_id: int, reading_id: int) -> None:
    """Refuse to build on a result that is not the current one of its photograph.

    Raises:
        StaleResult: another reading has superseded it, or it is of another photograph.
    """
    _, current = read_standing(change, photograph_id)
    if current != reading_id:
        raise StaleResult("result", "is not the newest one of this photograph; look at that first")
