"""From a backup back to work: every step says what happens, and nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget, QWizard

from skinvl.desktop.core.backup_list import FoundBackup
from skinvl.desktop.core.store.restore import Restored, Secret
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.restore_pages import (
    ChoicePage,
    DonePage,
    IntroductionPage,
    RestorePage,
    VerifyPage,
)


@dataclass
class Restoration:
    """What the pages share."""

    operations: Operations
    release: Callable[[Path], None]
    backup: FoundBackup | None = None
    secret: Secret | None = None
    folder: Path | None = None
    restored: Restored | None = None


class RestoreWizard(QWizard):
    """Choose, check, restore, log in.

    Args:
        operations: does the slow parts elsewhere.
        desk: has the store that may have to be closed for it.
        folder: the data folder, None before the first run.
        backup_folder: where backups are looked for first.
    """

    restored = Signal(object)
    """A store was restored into this folder (`Path`); somebody has to log in to it."""

    def __init__(
        self,
        operations: Operations,
        desk: Desk,
        folder: Path | None,
        backup_folder: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Restore a backup"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnLastPage)
        self.setOption(QWizard.WizardOption.NoCancelButtonOnLastPage)
        self._desk = desk
        self.restoration = Restoration(operations, self._release, folder=folder)
        self.choice = ChoicePage(self.restoration, backup_folder)
        self.check = VerifyPage(self.restoration)
        self.restore = RestorePage(self.restoration)
        for page in (
            IntroductionPage(),
            self.choice,
            self.check,
            self.restore,
            DonePage(self.restoration),
        ):
            self.addPage(page)
        self.resize(680, 480)

    def accept(self) -> None:
        """Close; the login page comes next."""
        self._tell()
        super().accept()

    def reject(self) -> None:
        """Close, unless something is running; a restore that is done stays done."""
        strips = [page.strip for page in (self.choice, self.check, self.restore)]
        running = [strip for strip in strips if strip.is_busy]
        for strip in running:
            strip.cancel()
        if not running:
            self._tell()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if any(page.strip.is_busy for page in (self.choice, self.check, self.restore)):
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _tell(self) -> None:
        done = self.restoration.restored
        if done is not None:
            self.restoration.restored = None
            self.restored.emit(done.folder)

    def _release(self, folder: Path) -> None:
        """Close the store that lies in a folder; without it the folder could not be moved."""
        held = self._desk.held_store
        if held is not None and held.folder.resolve() == folder.resolve():
            held.close()
            self._desk.set_store(None)
