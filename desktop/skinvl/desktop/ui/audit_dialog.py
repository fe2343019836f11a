"""The audit log: who did what, whether the log is whole, and its export."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.language import name_event, name_subject, say
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.audit import Event, Verdict
from skinvl.desktop.core.store.manifest import TABLES
from skinvl.desktop.ui.audit_table import AuditFilter, AuditTable
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.save_place import ask_file
from skinvl.desktop.ui.task_strip import TaskDialog

_OTHER_SUBJECTS = (
    "session", "store", "recovery-key", "bundle", "clinic", "self-test", "audit", "draft",
)  # fmt: skip
_EXPORTS = {"csv": "CSV (*.csv)", "jsonl": "JSON lines (*.jsonl)"}


class AuditDialog(TaskDialog):
    """Entries with filters; everybody may look and check, an administrator may export.

    Args:
        operations: does the slow parts elsewhere.
        store: an open store.
    """

    def __init__(self, operations: Operations, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(operations, "", parent)
        self.setWindowTitle(self.tr("Audit log"))
        self._store = store
        self.entries = AuditTable(store)
        self.table = QTableView()
        self.user = QComboBox()
        self.event_kind = QComboBox()
        self.subject = QComboBox()
        self.limit_days = QCheckBox(self.tr("&From"))
        self.since = QDateEdit(QDate.currentDate().addDays(-30))
        self.until = QDateEdit(QDate.currentDate())
        self.verify_button = QPushButton(self.tr("&Check the log"))
        self.export_button = QPushButton(self.tr("&Export ..."))
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Show the entries that fit the filters."""
        if self._store.is_locked:
            return
        limited = self.limit_days.isChecked()
        for edit in (self.since, self.until):
            edit.setEnabled(limited)
        self.entries.show(
            AuditFilter(
                since=_start_of(self.since.date()) if limited else None,
                until=_start_of(self.until.date()) + timedelta(days=1) if limited else None,
                user_id=self.user.currentData(),
                event=self.event_kind.currentData(),
                subject=self.subject.currentData(),
            )
        )

    def verify(self) -> None:
        """Recompute the whole chain; a broken entry is named and shown."""
        self.strip.start(
            self.tr("The log is being checked ..."),
            lambda step: self._store.audit.verify(),
            self._tell,
        )

    def export(self, file: Path, kind: Literal["csv", "jsonl"]) -> None:
        """Write the whole log into a file."""

        def done(count: int) -> None:
            text = self.tr("%n entries were written to {0}.", "", count).format(file.name)
            self.strip.say(text)
            self.refresh()

        self.strip.start(
            self.tr("The log is being written ..."),
            lambda step: self._store.audit.export(file, kind),
            done,
        )

    def _tell(self, verdict: Verdict) -> None:
        if verdict.is_whole:
            text = self.tr("The log is whole: %n entries, nothing changed.", "", verdict.entries)
            self.strip.say(f"✓ {text}")
            return
        reason = self.tr("The log is broken: {0}.").format(say(verdict.reason or ""))
        self.strip.say(
            reason + " " + self.tr("Keep the data folder as it is and tell who looks after it."),
            error=True,
        )
        if verdict.broken is not None:
            self._show_entry(verdict.broken)

    def _show_entry(self, sequence: int) -> None:
        for row in range(self.entries.rowCount()):
            if self.entries.entry(row).sequence == sequence:
                self.table.selectRow(row)
                self.table.scrollTo(self.entries.index(row, 0))
                return

    def _choose_file(self) -> None:
        filters = ";;".join(_EXPORTS.values())
        title = self.tr("Export the audit log")
        chosen = ask_file(self, title, "skinvl-audit.csv", filters)
        if chosen is not None:
            file, kind = chosen
            is_lines = kind == _EXPORTS["jsonl"] or file.suffix == ".jsonl"
            self.export(file, "jsonl" if is_lines else "csv")

    def _build(self) -> None:
        self.table.setModel(self.entries)
        self.table.setAccessibleName(self.tr("Entries of the audit log"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        character = self.fontMetrics().horizontalAdvance("0")
        for column, characters in enumerate((8, 18, 18, 13, 16)):
            header.resizeSection(column, characters * character)
        header.setStretchLastSection(True)
        self.user.addItem(self.tr("Everybody"), None)
        for person in self._store.users.list():
            self.user.addItem(person.name, person.id)
        self.event_kind.addItem(self.tr("Every event"), None)
        for name in sorted(get_args(Event)):
            self.event_kind.addItem(name_event(name), name)
        self.subject.addItem(self.tr("Every subject"), None)
        for name in sorted({*TABLES, *_OTHER_SUBJECTS}):
            self.subject.addItem(name_subject(name), name)
        for edit, name in ((self.since, self.tr("From")), (self.until, self.tr("To"))):
            edit.setCalendarPopup(True)
            edit.setAccessibleName(name)
            edit.dateChanged.connect(self.refresh)
        for box, name in (
            (self.user, self.tr("User")),
            (self.event_kind, self.tr("Event")),
            (self.subject, self.tr("Subject")),
        ):
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(self.refresh)
        self.limit_days.toggled.connect(self.refresh)
        filters = QHBoxLayout()
        for widget in (
            self.user, self.event_kind, self.subject, self.limit_days, self.since,
            QLabel(self.tr("to")), self.until,
        ):  # fmt: skip
            filters.addWidget(widget)
        filters.addStretch(1)
        self.verify_button.clicked.connect(self.verify)
        self.export_button.clicked.connect(self._choose_file)
        is_administrator = self._store.user.role == "administrator"
        self.export_button.setEnabled(is_administrator)
        if not is_administrator:
            self.export_button.setToolTip(self.tr("Only an administrator can export the log."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in (self.verify_button, self.export_button):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.strip)
        layout.addWidget(buttons)
        self.resize(960, 600)


def _start_of(date: QDate) -> datetime:
    """The beginning of a day, local time."""
    return datetime(date.year(), date.month(), date.day()).astimezone()
