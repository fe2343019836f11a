"""The pages of the restore wizard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWizard,
    QWizardPage,
)

from skinvl.desktop.core.backup_list import FoundBackup, find_backups
from skinvl.desktop.core.models import Step
from skinvl.desktop.core.store import has_store
from skinvl.desktop.core.store.manifest import Manifest
from skinvl.desktop.core.store.restore import Restored, restore_backup, verify_backup
from skinvl.desktop.ui.backup_views import BackupTable, SecretForm, format_time, list_counts
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.task_strip import TaskStrip

if TYPE_CHECKING:
    from skinvl.desktop.ui.restore_wizard import Restoration


class IntroductionPage(QWizardPage):
    """What is going to happen."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("What happens"))
        self.setSubTitle(self.tr("Nothing is changed before the last but one step."))
        layout = QVBoxLayout(self)
        for text in (
            self.tr("1. You choose a backup. Nothing is changed by looking."),
            self.tr("2. It is checked whole with the password or the recovery key of then."),
            self.tr(
                "3. It is copied beside your data folder and opened once. Only then do the "
                "present data move aside, into a folder beside it. They are never deleted."
            ),
            self.tr("4. You log in, with the password of when the backup was made."),
            self.tr(
                "What was entered after the backup was made is not in it; it stays in the folder "
                "that was moved aside."
            ),
        ):
            layout.addWidget(make_label(text))
        layout.addStretch(1)


class ChoicePage(QWizardPage):
    """Where the backups lie, and which one."""

    def __init__(self, restoration: Restoration, folder: Path | None) -> None:
        super().__init__()
        self._restoration = restoration
        self._folder = folder
        self.setTitle(self.tr("The backup"))
        self.setSubTitle(self.tr("Choose the folder or the stick, then the backup."))
        self._line = QLineEdit(str(folder) if folder is not None else "")
        self._line.setReadOnly(True)
        self._line.setAccessibleName(self.tr("Folder of the backups"))
        browse = QPushButton(self.tr("&Browse ..."))
        browse.clicked.connect(self._browse)
        self.table = BackupTable()
        self.table.itemSelectionChanged.connect(self.completeChanged)
        self.strip = TaskStrip(restoration.operations)
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        row.addWidget(browse)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.strip)

    def initializePage(self) -> None:
        """Look for backups where they usually are."""
        if self._folder is not None:
            self.look_in(self._folder)

    def isComplete(self) -> bool:
        """Whether a backup is chosen."""
        return self.table.selected is not None and not self.strip.is_busy

    def validatePage(self) -> bool:
        """Take the choice over."""
        self._restoration.backup = self.table.selected
        return self._restoration.backup is not None

    def look_in(self, folder: Path) -> None:
        """List the backups of a folder."""
        self._folder = folder
        self._line.setText(str(folder))

        def done(found: tuple[FoundBackup, ...]) -> None:
            self.table.show_backups(found)
            if not found:
                self.strip.say(self.tr("There is no backup in this folder; choose another one."))
            self.completeChanged.emit()

        self.strip.start(
            self.tr("Looking for backups ..."), lambda step: find_backups(folder), done
        )

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of the backups"))
        if name:
            self.look_in(Path(name))


class VerifyPage(QWizardPage):
    """The backup is checked whole before anything is touched."""

    def __init__(self, restoration: Restoration) -> None:
        super().__init__()
        self._restoration = restoration
        self._checked: FoundBackup | None = None
        self.setTitle(self.tr("The check"))
        self.setSubTitle(
            self.tr("Every file of the backup is decrypted and compared. Nothing is changed.")
        )
        self._about = make_label()
        self.form = SecretForm()
        self.form.changed.connect(self._follow)
        self.button = QPushButton(self.tr("&Check the backup"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.run)
        self.strip = TaskStrip(restoration.operations)
        self.strip.busy_changed.connect(self._follow)
        layout = QVBoxLayout(self)
        for widget in (self._about, self.form, self.button):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.strip)

    def initializePage(self) -> None:
        """Say which backup is meant; a check of another one does not count."""
        backup = self._restoration.backup
        if backup is not None:
            self._about.setText(
                self.tr("Backup of {0}: {1}").format(format_time(backup.time), list_counts(backup))
            )
        if self._checked is not backup:
            self._checked = None
            self.strip.say("")
        self._follow()

    def isComplete(self) -> bool:
        """Whether the chosen backup was found whole."""
        return self._checked is not None and self._checked is self._restoration.backup

    def run(self) -> None:
        """Check the backup."""
        backup, secret = self._restoration.backup, self.form.secret
        if backup is None:
            return
        self._checked = None

        def work(step: Step) -> Manifest:
            return verify_backup(
                backup.folder, secret, lambda count, total: step("files", count, total)
            )

        def done(manifest: Manifest) -> None:
            self._checked = backup
            self._restoration.secret = secret
            text = self.tr("✓ The backup is whole.")
            if manifest.missing:
                count = len(manifest.missing)
                text += " " + self.tr(
                    "%n image(s) or report(s) were missing already when it was made.", "", count
                )
            self.strip.say(text)
            self.completeChanged.emit()

        words = {"files": self.tr("The backup is being checked ...")}
        self.strip.start(words["files"], work, done, words=words)

    def _follow(self) -> None:
        self.button.setEnabled(self.form.is_filled and not self.strip.is_busy)
        self.form.setEnabled(not self.strip.is_busy)
        self.completeChanged.emit()


class RestorePage(QWizardPage):
    """Into which folder, and what happens to the data that lie there."""

    def __init__(self, restoration: Restoration) -> None:
        super().__init__()
        self._restoration = restoration
        self.setTitle(self.tr("The restore"))
        self.setSubTitle(self.tr("The folder into which the data of the backup are put."))
        self._line = QLineEdit()
        self._line.setReadOnly(True)
        self._line.setAccessibleName(self.tr("Data folder"))
        self._browse_button = QPushButton(self.tr("&Other folder ..."))
        self._browse_button.clicked.connect(self._browse)
        self._what = make_label()
        self.button = QPushButton(self.tr("&Restore now"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.run)
        self.strip = TaskStrip(restoration.operations)
        self.strip.busy_changed.connect(self._follow)
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        row.addWidget(self._browse_button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self._what)
        layout.addWidget(self.button)
        layout.addStretch(1)
        layout.addWidget(self.strip)

    @property
    def text(self) -> str:
        """What the page says will happen."""
        return self._what.text()

    def initializePage(self) -> None:
        """Say what will happen to the folder."""
        self.use_folder(self._restoration.folder)

    def isComplete(self) -> bool:
        """Whether the store was restored."""
        return self._restoration.restored is not None

    def use_folder(self, folder: Path | None) -> None:
        """Restore into this folder."""
        self._restoration.folder = folder
        self._line.setText(str(folder) if folder is not None else "")
        if folder is None:
            self._what.setText(self.tr("Choose a folder for the data."))
        elif has_store(folder):
            self._what.setText(
                self.tr(
                    "There are data in this folder. They are closed and moved into a folder "
                    "named {0}-before-restore-... beside it. Nothing is deleted."
                ).format(folder.name)
            )
        else:
            self._what.setText(self.tr("This folder holds no data; nothing has to be moved."))
        self._follow()

    def run(self) -> None:
        """Restore the backup."""
        restoration = self._restoration
        backup, secret, folder = restoration.backup, restoration.secret, restoration.folder
        if backup is None or secret is None or folder is None or self.isComplete():
            return
        restoration.release(folder)

        def work(step: Step) -> Restored:
            return restore_backup(
                backup.folder,
                folder,
                secret,
                progress=lambda count, total: step("files", count, total),
            )

        def done(restored: Restored) -> None:
            restoration.restored = restored
            restoration.secret = None
            self.strip.say(self.tr("✓ The backup was restored."))
            self._follow()
            wizard = self.wizard()
            if wizard is not None:
                # Going back would offer to restore a second time.
                wizard.button(QWizard.WizardButton.BackButton).setEnabled(False)

        words = {"files": self.tr("The backup is being copied and checked ...")}
        self.strip.start(words["files"], work, done, words=words)

    def _follow(self) -> None:
        ready = self._restoration.folder is not None and not self.isComplete()
        self.button.setEnabled(ready and not self.strip.is_busy)
        self._browse_button.setEnabled(ready and not self.strip.is_busy)
        self.completeChanged.emit()

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Data folder"))
        if name:
            self.use_folder(Path(name))


class DonePage(QWizardPage):
    """Where everything is now."""

    def __init__(self, restoration: Restoration) -> None:
        super().__init__()
        self._restoration = restoration
        self.setTitle(self.tr("Done"))
        self.setSubTitle(self.tr("Where everything is now."))
        self._text = make_label()
        layout = QVBoxLayout(self)
        layout.addWidget(self._text)
        layout.addStretch(1)

    def initializePage(self) -> None:
        """Say where the data are, and what was moved aside."""
        restored = self._restoration.restored
        if restored is None:
            return
        lines = [self.tr("The data are in {0}.").format(restored.folder)]
        if restored.moved_aside is not None:
            lines.append(
                self.tr(
                    "The data that were there before lie in {0}. Keep that folder until you are "
                    "sure that nothing in it is needed."
                ).format(restored.moved_aside)
            )
        if restored.missing:
            count = len(restored.missing)
            lines.append(self.tr("%n image(s) or report(s) were missing in the backup.", "", count))
        lines.append(self.tr("Log in with the password of when the backup was made."))
        self._text.setText("\n\n".join(lines))
