"""Backups of the open store: made, listed, checked whole, restored for rehearsal; a new key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.backup_list import FoundBackup, find_backups, note_check
from skinvl.desktop.core.models import Step
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.backup import Backup, make_backup
from skinvl.desktop.core.store.restore import Secret, rehearse_restore, verify_backup
from skinvl.desktop.ui.backup_recovery import RecoveryKeyDialog
from skinvl.desktop.ui.backup_views import BackupTable, SecretForm, format_time, list_counts
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.task_strip import TaskDialog


class BackupDialog(TaskDialog):
    """The backups of a store.

    Args:
        operations: does the slow parts elsewhere.
        store: an open store.
        folder: where its backups go, None where none was chosen.
    """

    def __init__(
        self,
        operations: Operations,
        store: Store,
        folder: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, "", parent)
        self.setWindowTitle(self.tr("Backups"))
        self._store = store
        self._is_administrator = store.user.role == "administrator"
        self._folder = folder
        self._place = make_label()
        self._stages = {"files": self.tr("Files are being copied and checked ...")}
        self.table = BackupTable()
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self.strip.busy_changed.connect(self._refresh)
        self.table.itemSelectionChanged.connect(self._refresh)
        self.look_in(folder)

    def look_in(self, folder: Path | None) -> None:
        """List the backups in a folder."""
        self._folder = folder
        if folder is None:
            self._place.setText(
                self.tr("No backup folder is chosen. Choose one here or in the settings.")
            )
            self._refresh()
            return
        self._place.setText(self.tr("Backups in {0}").format(folder))
        self._list("")

    def make(self) -> None:
        """Make a backup now."""
        store, folder = self._store, self._folder
        if folder is None:
            return

        def done(backup: Backup) -> None:
            if backup.missing:
                count = len(backup.missing)
                text = self.tr(
                    "The backup was made, but %n image(s) or report(s) are missing in the store.",
                    "",
                    count,
                )
                self._list(text, error=True)
            else:
                self._list(self.tr("✓ The backup is complete and was checked."))

        self.strip.start(
            self.tr("The backup is being made ..."),
            lambda step: make_backup(
                store.session, folder, progress=lambda count, total: step("files", count, total)
            ),
            done,
            words=self._stages,
        )

    def verify(self, backup: FoundBackup, secret: Secret) -> None:
        """Check a backup whole: every file is decrypted."""
        store = self._store

        def work(step: Step) -> None:
            verify_backup(backup.folder, secret, lambda count, total: step("files", count, total))
            note_check(store, backup, rehearsed=False)

        text = self.tr("✓ The backup of {0} is whole: {1}")
        self.strip.start(
            self.tr("The backup is being checked ..."),
            work,
            lambda result: self._list(text.format(format_time(backup.time), list_counts(backup))),
            words=self._stages,
        )

    def rehearse(self, backup: FoundBackup, secret: Secret) -> None:
        """Restore a backup beside the store, open it, and remove it again."""
        store = self._store

        def work(step: Step) -> None:
            rehearse_restore(
                backup.folder,
                store.folder.parent,
                secret,
                lambda count, total: step("files", count, total),
            )
            note_check(store, backup, rehearsed=True)

        text = self.tr("✓ The backup of {0} was restored on trial, opened, and removed again: {1}")
        self.strip.start(
            self.tr("The backup is being restored on trial ..."),
            work,
            lambda result: self._list(text.format(format_time(backup.time), list_counts(backup))),
            words=self._stages,
        )

    def renew_recovery_key(self) -> None:
        """Make a new recovery key and show its sheet."""
        store = self._store

        def done(key: str) -> None:
            self.strip.say(self.tr("The new recovery key is in force; the old one is worthless."))
            dialog = RecoveryKeyDialog(key, store.folder, self)
            dialog.accepted.connect(lambda: store.audit.note("verify", "recovery-key"))
            dialog.setWindowModality(Qt.WindowModality.WindowModal)
            dialog.open()

        self.strip.start(
            self.tr("The new recovery key is being made ..."),
            lambda step: store.users.renew_recovery_key(),
            done,
        )

    def reject(self) -> None:
        """Close; a sheet that is open because the store was locked meanwhile closes, too."""
        if self._store.is_locked:
            for sheet in self.findChildren(RecoveryKeyDialog):
                sheet.abandon()
        super().reject()

    def _list(self, text: str, *, error: bool = False) -> None:
        store, folder = self._store, self._folder
        if folder is None or store.is_locked:
            return

        newest = store.audit.list(subject="recovery-key", limit=1)
        is_unproved = bool(newest) and newest[0].event == "change"

        def done(found: tuple[FoundBackup, ...]) -> None:
            self.table.show_backups(found)
            if text:
                self.strip.say(text, error=error)
            elif not folder.is_dir():
                self.strip.say(
                    self.tr("{0} is not there; plug it in or choose another one.").format(folder),
                    error=True,
                )
            elif is_unproved:
                self.strip.say(
                    self.tr(
                        "the last sheet with a new recovery key was never completed; make a new "
                        "key and print it."
                    ),
                    error=True,
                )
            elif not found:
                self.strip.say(self.tr("There is no backup of this store here yet."))
            self._refresh()

        self.strip.start(
            text or self.tr("Looking for backups ..."),
            lambda step: find_backups(folder, store),
            done,
        )

    def _refresh(self) -> None:
        free, chosen = not self.strip.is_busy, self.table.selected is not None
        enabled = {
            "make": free and self._folder is not None,
            "verify": free and chosen,
            "rehearse": free and chosen,
            "look": free,
            "renew": free and self._is_administrator,
        }
        for name, button in self.buttons.items():
            button.setEnabled(enabled[name])
        if not self._is_administrator:
            self.buttons["renew"].setToolTip(self.tr("Only an administrator can do this."))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Look for backups in"))
        if name:
            self.look_in(Path(name))

    def _ask_and_verify(self) -> None:
        self._ask_for(self.tr("Check the backup"), self.verify)

    def _ask_and_rehearse(self) -> None:
        self._ask_for(self.tr("Rehearse the restore"), self.rehearse)

    def _ask_for(self, title: str, go_on: Callable[[FoundBackup, Secret], None]) -> None:
        backup = self.table.selected
        if backup is None:
            return
        dialog = SecretDialog(title, self._store.user.login, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            go_on(backup, dialog.form.secret)
            dialog.form.clear()

    def _ask_and_renew(self) -> None:
        question = self.tr(
            "Make a new recovery key? The sheet with the old key is worthless for this store "
            "afterwards; backups made until now still open with the old key. You have to print "
            "or write down the new one at once."
        )
        answer = QMessageBox.question(self, self.tr("New recovery key"), question)
        if answer == QMessageBox.StandardButton.Yes:
            self.renew_recovery_key()

    def _build(self) -> None:
        grid = QGridLayout()
        for place, (name, text, tip, handler) in enumerate(
            (
                (
                    "make",
                    self.tr("&Make a backup now"),
                    self.tr("Copies what is new, and reads the copy back."),
                    self.make,
                ),
                (
                    "verify",
                    self.tr("&Check it whole ..."),
                    self.tr("Decrypts every file of the selected backup."),
                    self._ask_and_verify,
                ),
                (
                    "rehearse",
                    self.tr("&Rehearse a restore ..."),
                    self.tr("Restores it beside the store, opens it, and removes it again."),
                    self._ask_and_rehearse,
                ),
                ("look", self.tr("&Look in another folder ..."), "", self._choose_folder),
                (
                    "renew",
                    self.tr("&New recovery key ..."),
                    self.tr("Makes the printed key worthless and gives another one."),
                    self._ask_and_renew,
                ),
            )
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(handler)
            self.buttons[name] = button
            grid.addWidget(button, place // 3, place % 3)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._place)
        layout.addWidget(self.table, 1)
        layout.addLayout(grid)
        layout.addWidget(
            make_label(
                self.tr("Backups are encrypted like the store. Keep one of them outside this room.")
            )
        )
        layout.addWidget(self.strip)
        layout.addWidget(close)
        self.resize(760, 520)


class SecretDialog(QDialog):
    """Asks for what opens a backup."""

    def __init__(self, title: str, user: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = SecretForm(user)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.form.changed.connect(self._follow)
        row = QHBoxLayout()
        row.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(buttons)
        self._follow()
        self.form.password.setFocus()

    def _follow(self) -> None:
        self._ok.setEnabled(self.form.is_filled)
