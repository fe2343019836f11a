"""Parts of the dialogs about backups: the list of them, and what opens one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.backup_list import FoundBackup
from skinvl.desktop.core.store.restore import Secret


class BackupTable(QTableWidget):
    """Backups, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 6, parent)
        self._backups: tuple[FoundBackup, ...] = ()
        self.setHorizontalHeaderLabels(
            [
                self.tr("Made"),
                self.tr("Patients"),
                self.tr("Photographs"),
                self.tr("Size"),
                self.tr("Missing files"),
                self.tr("Last checked whole"),
            ]
        )
        self.setAccessibleName(self.tr("Backups"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    @property
    def selected(self) -> FoundBackup | None:
        """The backup that is selected."""
        row = self.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def show_backups(self, backups: Sequence[FoundBackup]) -> None:
        """Show backups; the newest is selected."""
        self._backups = tuple(backups)
        self.setRowCount(len(self._backups))
        locale = QLocale()
        for row, backup in enumerate(self._backups):
            checked = backup.checked
            cells = (
                format_time(backup.time),
                locale.toString(backup.counts.get("patient", 0)),
                locale.toString(backup.counts.get("photograph", 0)),
                locale.formattedDataSize(backup.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat),
                locale.toString(backup.missing) if backup.missing else "-",
                f"✓ {format_time(checked)}" if checked is not None else self.tr("when it was made"),
            )
            for column, text in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(text))
        if self._backups:
            self.setCurrentCell(0, 0)


class SecretForm(QWidget):
    """What opens a backup: the user and password of then, or the recovery key of then."""

    changed = Signal()

    def __init__(self, user: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_password = QRadioButton(self.tr("With the &password of when it was made"))
        self.by_key = QRadioButton(self.tr("With the &recovery key of when it was made"))
        self.by_password.setChecked(True)
        self.user = QLineEdit(user)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.recovery_key = QLineEdit()
        form = QFormLayout()
        form.addRow(self.by_password)
        for label, line in (
            (self.tr("&User name"), self.user),
            (self.tr("Pass&word"), self.password),
        ):
            line.setAccessibleName(label.replace("&", ""))
            form.addRow(label, line)
        form.addRow(self.by_key)
        self.recovery_key.setAccessibleName(self.tr("Recovery key"))
        form.addRow(self.tr("Recovery &key"), self.recovery_key)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        for line in (self.user, self.password, self.recovery_key):
            line.textChanged.connect(self.changed)
        self.by_password.toggled.connect(self._follow)
        self._follow()

    @property
    def is_filled(self) -> bool:
        """Whether there is something to try."""
        if self.by_key.isChecked():
            return bool(self.recovery_key.text().strip())
        return bool(self.user.text().strip() and self.password.text())

    @property
    def secret(self) -> Secret:
        """What was entered."""
        if self.by_key.isChecked():
            return Secret(recovery_key=self.recovery_key.text().strip())
        return Secret(user=self.user.text().strip(), password=self.password.text())

    def clear(self) -> None:
        """Forget what is secret."""
        self.password.clear()
        self.recovery_key.clear()

    def _follow(self) -> None:
        for line in (self.user, self.password):
            line.setEnabled(self.by_password.isChecked())
        self.recovery_key.setEnabled(self.by_key.isChecked())
        self.changed.emit()


def format_time(at: datetime) -> str:
    """Local date and time."""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def list_counts(backup: FoundBackup) -> str:
    """What a backup holds, one sentence."""
    text = QCoreApplication.translate(
        "BackupViews", "patients: {patients}, photographs: {photographs}, reports: {reports}."
    )
    return text.format(
        patients=backup.counts.get("patient", 0),
        photographs=backup.counts.get("photograph", 0),
        reports=backup.counts.get("report", 0),
    )
