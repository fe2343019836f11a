"""Folders that were read as a whole: every file that was found, and what became of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType

from skinvl.contract.record import canonical_json
from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.session import Session, UserId

BatchId = NewType("BatchId", int)
FileId = NewType("FileId", int)


@dataclass(frozen=True)
class Batch:
    """A folder; ``conditions`` are what all its results share, such as the model."""

    id: BatchId
    folder: str
    conditions: Mapping[str, str]
    created_at: datetime
    created_by: UserId


@dataclass(frozen=True)
class BatchFile:
    """A file; ``path`` is relative to the folder, in the bytes the file system gave.

    ``patient``, ``lesion`` and ``taken`` are what a table beside the images says, empty for
    nothing.
    """

    id: FileId
    path: bytes
    size: int
    modified_ns: int
    state: str
    sha256: str | None
    reason: str | None
    patient: str
    lesion: str
    taken: str
    photograph_id: PhotographId | None

    @property
    def name(self) -> str:
        """The path as text."""
        return os.fsdecode(self.path)


@dataclass(frozen=True)
class FileOutcome:
    """A photograph that was made or found, or the reason why there is none.

    ``malignant`` (0..1), ``abstained`` and ``low_quality`` are kept beside the file, so that a
    hundred thousand are put in order without opening their readings.
    """

    id: FileId
    sha256: str | None
    photograph_id: PhotographId | None
    malignant: float | None = None
    abstained: bool = False
    low_quality: bool = False
    reason: str | None = None


_BATCH = f"SELECT {rows.column_names(Batch)} FROM batch"
_FILE = f"SELECT {rows.column_names(BatchFile)} FROM batch_file"
# What is known of a file stays while it is as it was; one that changed waits to be read again.
_SAME = (
    "size = excluded.size AND modified_ns = excluded.modified_ns "
    "AND state IN ('waiting', 'done', 'failed') AND excluded.state = 'waiting'"
)
_NOTE = f"""INSERT INTO batch_file (batch_id, path, size, modified_ns, scan, state, reason)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (batch_id, path) DO UPDATE SET
    scan = excluded.scan,
    sha256 = CASE WHEN {_SAME} THEN sha256 ELSE NULL END,
    reason = CASE WHEN {_SAME} THEN reason ELSE excluded.reason END,
    photograph_id = CASE WHEN {_SAME} THEN photograph_id ELSE NULL END,
    malignant = CASE WHEN {_SAME} THEN malignant ELSE NULL END,
    abstained = CASE WHEN {_SAME} THEN abstained ELSE 0 END,
    low_quality = CASE WHEN {_SAME} THEN low_quality ELSE 0 END,
    state = CASE WHEN {_SAME} THEN state ELSE excluded.state END,
    size = excluded.size,
    modified_ns = excluded.modified_ns"""


class Batches:
    """Verbs on batches; each is one transaction and is on the disk when the call returns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, folder: str, conditions: Mapping[str, str]) -> Batch:
        """The batch of a folder under these conditions; made where there is none yet."""
        packed = canonical_json(dict(conditions)).decode("utf-8")
        sql = f"{_BATCH} WHERE folder = ? AND conditions = ? ORDER BY id DESC LIMIT 1"
        found = self._session.read_all(Batch, sql, (folder, packed))
        if found:
            return found[0]
        with self._session.writing() as change:
            batch_id = change.add("batch", folder=folder, conditions=packed)
            change.record("create", "batch", batch_id)
        return self.get(BatchId(batch_id))

    def get(self, batch_id: BatchId) -> Batch:
        """One batch.

        Raises:
            RecordMissing: there is none with this id.
        """
        return self._session.read_one(Batch, f"{_BATCH} WHERE id = ?", (batch_id,), "batch")

    def list(self, limit: int = 50) -> tuple[Batch, ...]:
        """The batches, newest first."""
        return self._session.read_all(Batch, f"{_BATCH} ORDER BY id DESC LIMIT ?", (limit,))

    def note_scan(
        self, batch_id: BatchId, found: Iterable[tuple[str, int, int, str | None]], scan: int
    ) -> None:
        """Take in what a scan found.

        Args:
            batch_id: of the batch.
            found: (path, bytes, time of the last change in ns, reason or None); with a reason the
                file is left out.
            scan: number of the scan.
        """
        values = [
            (
                batch_id, os.fsencode(path), size, modified, scan,
                "waiting" if reason is None else "left out", reason,
            )
            for path, size, modified, reason in found
        ]  # fmt: skip
        if not values:
            return
        with self._session.writing() as change:
            change.connection.executemany(_NOTE, values)
            change.record("change", "batch", batch_id, listed=len(values))

    def end_scan(self, batch_id: BatchId, scan: int) -> None:
        """Files that the scan did not meet are gone, unless their photograph is in the store."""
        with self._session.writing() as change:
            gone = change.execute(
                "UPDATE batch_file SET state = 'gone' WHERE batch_id = ? AND scan < ? "
                "AND state NOT IN ('done', 'gone')",
                (batch_id, scan),
            ).rowcount
            change.record("change", "batch", batch_id, gone=gone)

    def next_scan(self, batch_id: BatchId) -> int:
        """The number of the scan that is about to begin."""
        sql = "SELECT coalesce(max(scan), 0) + 1 FROM batch_file WHERE batch_id = ?"
        return int(self._value(sql, (batch_id,)))

    def assign(self, batch_id: BatchId, said: Mapping[str, Mapping[str, str]]) -> None:
        """Note what a table says of files, by their path: patient, lesion, date."""
        with self._session.writing() as change:
            change.connection.executemany(
                "UPDATE batch_file SET patient = ?, lesion = ?, taken = ? "
                "WHERE batch_id = ? AND path = ?",
                [
                    (
                        row.get("patient", ""), row.get("lesion", ""), row.get("date", ""),
                        batch_id, os.fsencode(path),
                    )
                    for path, row in said.items()
                ],
            )  # fmt: skip
            change.record("change", "batch", batch_id, assigned=len(said))

    def note(self, batch_id: BatchId, outcomes: Iterable[FileOutcome]) -> None:
        """Write what became of files, all in one transaction."""
        values = [
            (
                "failed" if item.reason else "done", item.sha256, item.reason,
                item.malignant, int(item.abstained), int(item.low_quality),
                item.photograph_id, batch_id, item.id,
            )
            for item in outcomes
        ]  # fmt: skip
        with self._session.writing() as change:
            change.connection.executemany(
                "UPDATE batch_file SET state = ?, sha256 = ?, reason = ?, malignant = ?, "
                "abstained = ?, low_quality = ?, photograph_id = ? WHERE batch_id = ? AND id = ?",
                values,
            )
            change.record("change", "batch", batch_id, read=len(values))

    def retry_failed(self, batch_id: BatchId) -> int:
        """Let every failed file wait again; how many."""
        with self._session.writing() as change:
            count = change.execute(
                "UPDATE batch_file SET state = 'waiting', reason = NULL "
                "WHERE batch_id = ? AND state = 'failed'",
                (batch_id,),
            ).rowcount
            change.record("change", "batch", batch_id, retried=count)
        return int(count)

    def files(
        self, batch_id: BatchId, *, state: str | None = None, after: int = 0, limit: int = 500
    ) -> tuple[BatchFile, ...]:
        """The next files with an id above `after`, in one state or in any."""
        where = "batch_id = ? AND id > ?" + (" AND state = ?" if state else "")
        values = (batch_id, after, *((state,) if state else ()), limit)
        sql = f"{_FILE} WHERE {where} ORDER BY id LIMIT ?"
        return self._session.read_all(BatchFile, sql, values)

    def file(self, file_id: FileId) -> BatchFile:
        """One file.

        Raises:
            RecordMissing: there is none with this id.
        """
        return self._session.read_one(BatchFile, f"{_FILE} WHERE id = ?", (file_id,), "file")

    def has(self, batch_id: BatchId, path: str, size: int, modified_ns: int) -> bool:
        """Whether a file is noted with this size and time."""
        sql = (
            "SELECT EXISTS (SELECT 1 FROM batch_file WHERE batch_id = ? AND path = ? "
            "AND size = ? AND modified_ns = ?)"
        )
        return bool(self._value(sql, (batch_id, os.fsencode(path), size, modified_ns)))

    def knows(self, batch: Batch, sha256: str, bundle_sha256: str) -> bool:
        """Whether these bytes need no reading: this model has read them.

        Results of other batches have no description, so they do not do where one is wanted.
        """
        sql = (
            "SELECT EXISTS (SELECT 1 FROM photograph AS p JOIN reading AS r ON r.id = p.reading_id "
            "WHERE p.image_sha256 = ? AND r.state = 'complete' AND r.bundle_sha256 = ?"
        )
        values: tuple[Any, ...] = (sha256, bundle_sha256)
        if batch.conditions.get("description") == "yes":
            sql += " AND p.id IN (SELECT photograph_id FROM batch_file WHERE batch_id = ?)"
            values = (*values, batch.id)
        return bool(self._value(f"{sql})", values))

    def counts(self, batch_id: BatchId) -> dict[str, int]:
        """Files per state."""
        sql = "SELECT state, count(*) FROM batch_file WHERE batch_id = ? GROUP BY state"
        with self._session.reading() as connection:
            return {str(state): count for state, count in connection.execute(sql, (batch_id,))}

    def query(self, sql: str, values: tuple[Any, ...] = ()) -> tuple[tuple[Any, ...], ...]:
        """The rows of a SELECT, for lists that are ordered and filtered in many ways."""
        columns = tuple(rows.to_column(value) for value in values)
        with self._session.reading() as connection:
            return tuple(tuple(row) for row in connection.execute(sql, columns))

    def _value(self, sql: str, values: tuple[Any, ...]) -> Any:
        return self.query(sql, values)[0][0]
