"""Entries of the audit log for a table, read page by page as somebody scrolls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from skinvl.contract.record import canonical_json
from skinvl.desktop.core.language import name_event, name_subject
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.audit import Entry

_PAGE = 200
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class AuditFilter:
    """Which entries are shown; None is every one. ``until`` is the end of the last day."""

    since: datetime | None = None
    until: datetime | None = None
    user_id: int | None = None
    event: str | None = None
    subject: str | None = None


class AuditTable(QAbstractTableModel):
    """Number, time, user, event, subject and details, newest first."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._filter = AuditFilter()
        self._users: Mapping[int, str] = {user.id: user.name for user in store.users.list()}
        self._entries: list[Entry] = []
        self._is_whole = False
        self._headers = (
            self.tr("Number"),
            self.tr("Time"),
            self.tr("User"),
            self.tr("Event"),
            self.tr("Subject"),
            self.tr("Details"),
        )

    def show(self, wanted: AuditFilter) -> None:
        """Show the entries that fit, from the newest."""
        self.beginResetModel()
        self._filter = wanted
        self._entries = []
        self._is_whole = False
        self._read()
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """The entry of a row."""
        return self._entries[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._headers)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_whole

    def fetchMore(self, parent: Index) -> None:
        page = self._next_page()
        if page:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
            self._entries += page
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self._entries[index.row()]
        cells = (
            str(entry.sequence),
            _format_time(entry.at),
            self._users.get(entry.user_id or 0, "-"),
            name_event(entry.event),
            name_subject(entry.subject, entry.subject_id),
            write_detail(entry),
        )
        return cells[index.column()]

    def _read(self) -> None:
        self._entries += self._next_page()

    def _next_page(self) -> tuple[Entry, ...]:
        before = self._entries[-1].sequence if self._entries else None
        wanted = self._filter
        page = self._store.audit.list(
            before=before,
            subject=wanted.subject,
            user_id=wanted.user_id,
            event=wanted.event,
            since=wanted.since,
            until=wanted.until,
            limit=_PAGE,
        )
        self._is_whole = len(page) < _PAGE
        return page


def write_detail(entry: Entry) -> str:
    """The details of an entry as one line: ``name: value, name: value``."""
    return ", ".join(
        f"{name}: {value if isinstance(value, str) else canonical_json(value).decode('utf-8')}"
        for name, value in entry.detail.items()
    )


def _format_time(at: datetime) -> str:
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
