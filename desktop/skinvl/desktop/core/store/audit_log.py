"""Verbs on the audit log of an open store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from skinvl.desktop.core.store import audit
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.core.store.session import Session

_PAGE = 1000


class AuditLog:
    """Reading, checking and exporting the log."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(
        self, event: audit.Event, subject: str, subject_id: int | None = None, **detail: Any
    ) -> None:
        """Record something that changes no row: a view, an export, another model.

        Args:
            event: what happened.
            subject: kind of thing that it happened to.
            subject_id: id of the thing.
            detail: ids, names of fields, counts; never names or other content of a patient.
        """
        with self._session.writing() as change:
            change.record(event, subject, subject_id, **detail)

    def list(
        self,
        *,
        before: int | None = None,
        subject: str | None = None,
        subject_id: int | None = None,
        user_id: int | None = None,
        event: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 200,
    ) -> tuple[audit.Entry, ...]:
        """Entries that fit, newest first.

        Args:
            before: number of the last entry of the page before.
            subject: kind of thing.
            subject_id: id of the thing.
            user_id: who.
            event: what.
            since: at this time or later.
            until: before this time.
            limit: how many at most.
        """
        with self._session.reading() as connection:
            return audit.read_entries(
                connection,
                before=before,
                subject=subject,
                subject_id=subject_id,
                user_id=user_id,
                event=event,
                since=since,
                until=until,
                limit=limit,
            )

    def verify(self) -> audit.Verdict:
        """Recompute the chain; names the first entry that was changed, removed or put in."""
        unlocked = self._session.unlocked
        store_id = unlocked.keys.store_id
        # A seal that is older than what is read fits; a newer one would look like a broken end.
        sealed = audit.read_seal(self._session.folder, store_id, unlocked.data_key)
        with self._session.reading() as connection:
            return audit.verify_log(connection, store_id, sealed)

    def export(self, file: Path, kind: Literal["csv", "jsonl"]) -> int:
        """Write the whole log, oldest first, into one file; how many entries it holds.

        Raises:
            NotPermitted: the user is no administrator.
            StoreFull: the file could not be written.
        """
        self._session.require("administrator", "exporting the audit log")
        with self._session.reading() as connection:
            users = {row[0]: str(row[1]) for row in connection.execute("SELECT id, name FROM user")}
            entries = self._oldest_first(connection)
            write = audit.write_csv if kind == "csv" else audit.write_jsonl
            count = write_export(file, write(entries, users))
            head = audit.read_head(connection, self._session.unlocked.keys.store_id)
        if count - (2 if kind == "csv" else 0) != head.sequence:
            raise RuntimeError("the export of the audit log is not complete")
        self.note("export", "audit", entries=head.sequence)
        return head.sequence

    def _oldest_first(self, connection: Any) -> Iterator[audit.Entry]:
        after = 0
        while page := audit.read_entries_after(connection, after, _PAGE):
            yield from page
            after = page[-1].sequence
