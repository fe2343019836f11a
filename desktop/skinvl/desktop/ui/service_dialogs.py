"""The dialogs of the one who looks after the workstation, and help for everybody."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import Configured
from skinvl.desktop.core.troubles import Troubles
from skinvl.desktop.ui.access import Access
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.help_shortcuts import (
    ShortcutSheet,
    collect_shortcuts,
    list_window_shortcuts,
)
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.page_stack import PageStack

if TYPE_CHECKING:
    from skinvl.desktop.ui.help_window import HelpWindow
    from skinvl.desktop.ui.task_strip import TaskDialog


class ServiceDialogs(QObject):
    """Opens dialogs over the main window; each is loaded when it is first asked for.

    Args:
        window: the main window.
        pages: its pages, for help and shortcuts.
        desk: the store they work on.
        operations: does the slow parts elsewhere.
        access: knows where the store lies.
        configured: settings in force.
    """

    preference_chosen = Signal(dict)
    """A setting was chosen in one of the dialogs."""
    refused = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        pages: PageStack,
        desk: Desk,
        operations: Operations,
        access: Access,
        configured: Configured,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._desk = desk
        self._operations = operations
        self._access = access
        self._configured = configured
        self._help: HelpWindow | None = None
        self.model: messages.Ready | None = None
        self.troubles = Troubles()
        self._offered: Path | None = None
        desk.store_changed.connect(lambda: QTimer.singleShot(0, self._show_offered))

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions of these names do."""
        return {
            "models": lambda: self.show_models(),
            "update": self.show_update,
            "self-test": self.show_self_test,
            "audit": self.show_audit,
            "backups": self.show_backups,
            "restore": self.restore,
            "diagnostics": self.show_diagnostics,
            "help": self.show_help,
            "keys": self.show_keys,
        }

    def configure(self, configured: Configured) -> None:
        """Take other settings."""
        self._configured = configured

    def offer_model(self, file: Path) -> None:
        """Show the models with a bundle to install, once somebody has logged in."""
        self._offered = file
        # After the events that wait, so that a window which is being made is there first.
        QTimer.singleShot(0, self._show_offered)

    def _show_offered(self) -> None:
        if self._offered is not None and not self._access.must_log_in:
            file, self._offered = self._offered, None
            self.show_models(file)

    def show_models(self, offered: Path | None = None) -> None:
        """Install, activate, go back, measure, choose where to compute.

        Args:
            offered: a bundle that was opened like a file; it is installed after a question.
        """
        from skinvl.desktop.ui.models_dialog import ModelsDialog

        dialog = ModelsDialog(
            self._operations, self._desk.store, self._configured, self.model, self._window
        )
        dialog.provider_chosen.connect(
            lambda provider: self.preference_chosen.emit({"provider": provider})
        )
        if offered is not None:
            QTimer.singleShot(0, dialog, lambda: dialog.offer(offered))
        self._run(dialog)

    def show_update(self) -> None:
        """Another version of the program from a file; also back to the one before."""
        from skinvl.desktop.ui.update_dialog import UpdateDialog

        dialog = UpdateDialog(
            self._operations, self._desk.store, self._backup_folder(), parent=self._window
        )
        dialog.restart_chosen.connect(self._restart)
        self._run(dialog)

    def show_self_test(self) -> None:
        """Check model, store, printer and backup folder."""
        from skinvl.desktop.ui.self_test_dialog import SelfTestDialog

        self._run(
            SelfTestDialog(
                self._operations, self._desk.store, self._configured.values, parent=self._window
            )
        )

    def show_audit(self) -> None:
        """The log of who did what."""
        from skinvl.desktop.ui.audit_dialog import AuditDialog

        if self._desk.store is not None:
            self._run(AuditDialog(self._operations, self._desk.store, self._window))

    def show_backups(self) -> None:
        """Backups that there are; make one, check one."""
        from skinvl.desktop.ui.backup_dialog import BackupDialog

        if self._desk.store is not None:
            self._run(
                BackupDialog(
                    self._operations, self._desk.store, self._backup_folder(), self._window
                )
            )

    def restore(self) -> None:
        """Bring a backup back; with an open store this is for its administrator."""
        from skinvl.desktop.ui.restore_wizard import RestoreWizard

        store = self._desk.store
        if store is not None and store.user.role != "administrator":
            self.refused.emit(self.tr("Restoring a backup is for the administrator."))
            return
        wizard = RestoreWizard(
            self._operations, self._desk, self._access.folder, self._backup_folder(), self._window
        )
        wizard.restored.connect(self._note_restored)
        wizard.exec()

    def show_diagnostics(self) -> None:
        """What may be sent to somebody who helps: nothing of a patient."""
        from skinvl.desktop.ui.diagnostics_dialog import DiagnosticsDialog

        self._run(
            DiagnosticsDialog(
                self._operations,
                self._configured,
                self.model,
                self._desk.store,
                self.troubles,
                self._window,
            )
        )

    def show_help(self) -> None:
        """The guide, at the chapter of the page in view."""
        from skinvl.desktop.ui.help_window import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self._language(), self._window)
        self._help.open_at(self._pages.current_name)

    def show_keys(self) -> None:
        """All keys of the page in view."""
        rows = collect_shortcuts(self._pages.current_page)
        everywhere = list_window_shortcuts(self._window, self._pages.list_pages())
        ShortcutSheet(
            [
                (self.tr("Everywhere"), everywhere),
                (self._pages.actions_by_name[self._pages.current_name].text(), rows),
            ],
            self._window,
        ).show()

    def _run(self, dialog: TaskDialog) -> None:
        """Show a dialog until it is closed or the store is locked."""
        dialog.close_with(self._desk)
        dialog.exec()

    def _restart(self, following: Callable[[], None]) -> None:
        """Close the window, which gives the store free, and start what follows it.

        Nothing follows where the person keeps the window open, for a text that would be lost.
        """
        application = QCoreApplication.instance()
        if application is None:
            return
        start = partial(_start_quietly, following)
        application.aboutToQuit.connect(start)
        if not self._window.close():
            application.aboutToQuit.disconnect(start)

    def _backup_folder(self) -> Path | None:
        folder = self._configured.values.backup_folder
        return Path(folder) if folder else None

    def _language(self) -> str:
        chosen = self._configured.values.language
        return QLocale.system().name()[:2] if chosen == "system" else chosen

    def _note_restored(self, folder: Path) -> None:
        if folder != self._access.folder:
            self.preference_chosen.emit({"data_folder": str(folder)})
        self._desk.store_changed.emit()


def _start_quietly(following: Callable[[], None]) -> None:
    """Start what follows this process; there is no window left to say why it did not start."""
    try:
        following()
    except SkinVLError as error:
        print(f"skinvl: {error}", file=sys.stderr)
