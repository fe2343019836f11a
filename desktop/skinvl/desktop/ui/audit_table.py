"""Entries of the audit log for a table, read page by page as somebody scrolls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt

from skinvl.contract.record import canonical_json
from skinvl.desktop.core.language import name_event, name_subject
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.audit import Entry
from skinvl.desktop.ui.paged_table import PAGE, Index, PagedTable


@dataclass(frozen=True)
class AuditFilter:
    """Which entries are shown; None is every one. ``until`` is the end of the last day."""

    since: datetime | None = None
    until: datetime | None = None
    user_id: int | None = None
    event: str | None = None
    subject: str | None = None


class AuditTable(PagedTable[Entry]):
    """Number, time, user, event, subject and details, newest first."""

    def __init__(self, store: Store) -> None:
        super().__init__(())
        self._store = store
        self._filter = AuditFilter()
        self._users: Mapping[int, str] = {user.id: user.name for user in store.users.list()}
        self._titles = (
            self.tr("Number"),
            self.tr("Time"),
            self.tr("User"),
            self.tr("Event"),
            self.tr("Subject"),
            self.tr("Details"),
        )

    def show(self, wanted: AuditFilter) -> None:
        """Show the entries that fit, from the newest."""
        self._filter = wanted
        self.begin_again()

    def entry(self, row: int) -> Entry:
        """The entry of a row."""
        return self._rows[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self._rows[index.row()]
        cells = (
            str(entry.sequence),
            _format_time(entry.at),
            self._users.get(entry.user_id or 0, "-"),
            name_event(entry.event),
            name_subject(entry.subject, entry.subject_id),
            write_detail(entry),
        )
        return cells[index.column()]

    def read_page(self, last: Entry | None) -> Sequence[Entry]:
        """The next entries, newest first."""
        wanted = self._filter
        return self._store.audit.list(
            before=None if last is None else last.sequence,
            subject=wanted.subject,
            user_id=wanted.user_id,
            event=wanted.event,
            since=wanted.since,
            until=wanted.until,
            limit=PAGE,
        )


def write_detail(entry: Entry) -> str:
    """The details of an entry as one line: ``name: value, name: value``."""
    return ", ".join(
        f"{name}: {value if isinstance(value, str) else canonical_json(value).decode('utf-8')}"
        for name, value in entry.detail.items()
    )


def _format_time(at: datetime) -> str:
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
