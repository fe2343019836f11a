"""The dialogs that the menus open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QLineEdit, QWidget, QWizard

from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import (
    Configured,
    machine_file,
    read_configuration,
    save_preferences,
)
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store.errors import StoreError
from skinvl.desktop.core.store.search import Query
from skinvl.desktop.ui.case_export import export_found
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.help_dialog import TextDialog, write_about
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.preferences_dialog import PreferencesDialog
from skinvl.desktop.ui.reading_page import ReadingPage
from skinvl.desktop.ui.report_entry import open_export, open_report
from skinvl.desktop.ui.theme import apply_theme
from skinvl.desktop.ui.users_dialog import UsersDialog


def close_dialogs(window: QWidget) -> None:
    """Close what lies over the window; a wizard that locked the store itself goes on."""
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible() and not isinstance(dialog, QWizard):
            dialog.reject()


class Dialogs(QObject):
    """Opens dialogs over the main window.

    Args:
        desk: the store they work on.
        operations: does the slow parts elsewhere.
        configured: settings in force.
        preferences: file of the user's settings.
        reading_page: whose image a report may show.
    """

    configured = Signal(object)
    """Other settings are in force (`Configured`)."""
    noted = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        operations: Operations,
        configured: Configured,
        preferences: Path,
        reading_page: ReadingPage,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._reading_page = reading_page
        self._desk = desk
        self._operations = operations
        self._configured = configured
        self._preferences = preferences
        self.model: messages.Ready | None = None

    def configure(self, configured: Configured) -> None:
        """Take other settings."""
        self._configured = configured

    def show_about(self) -> None:
        """Open the About page."""
        TextDialog(self.tr("About SkinVL"), write_about(self.model), self._parent).show()

    def show_case_report(self) -> None:
        """Open the report of the stored photograph in view."""
        reading = self._reading_page.reading
        image = reading.image if reading is not None else None
        try:
            open_report(
                self._desk,
                self._operations,
                self.model,
                self._configured.values,
                image,
                self._parent,
            )
        except StoreError as error:
            self.failed.emit(str(error))

    def show_export(self) -> None:
        """Open the export of the stored photograph in view."""
        photograph = self._desk.photograph
        if photograph is None:
            self.failed.emit(self.tr("Open the photograph that is to be exported first."))
            return
        try:
            open_export(self._desk, self._operations, self.model, [photograph.id], self._parent)
        except StoreError as error:
            self.failed.emit(str(error))

    def export_found(self, query: Query) -> None:
        """Export what a search of the cases found."""
        export_found(self._desk, self._operations, query, self._parent)

    def show_users(self) -> None:
        """Open the list of users."""
        if self._desk.store is not None:
            UsersDialog(self._desk.store, self._operations, self._parent).exec()

    def show_preferences(self) -> None:
        """Open the settings."""
        dialog = PreferencesDialog(self._configured, self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.change_preferences(dialog.changes())

    def change_preferences(self, changes: dict[str, object]) -> None:
        """Save settings and put them into force."""
        if not changes:
            return
        try:
            save_preferences(changes, self._configured, self._preferences)
        except (OSError, ValueError) as error:
            self.failed.emit(self.tr("The settings were not saved: {0}").format(error))
            return
        provider = self._configured.values.provider
        self._configured = read_configuration(machine_file(), self._preferences)
        values = self._configured.values
        if values.provider != provider:
            choice = EngineChoice(None, values.provider)
            self._operations.run(
                lambda: self._operations.restart(choice),
                lambda result: None,
                lambda error: self.failed.emit(str(error)),
            )
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, values.theme, values.text_percent)
        self.configured.emit(self._configured)
        self.noted.emit(self.tr("The settings were saved."))

    def change_password(self) -> None:
        """Ask for the old and a new password of the user who is logged in."""
        store = self._desk.store
        if store is None:
            return
        answers = []
        for question in (
            self.tr("Your password until now"),
            self.tr("New password, ten characters or more"),
            self.tr("New password again"),
        ):
            text, given = QInputDialog.getText(
                self._parent, self.tr("Password"), question, QLineEdit.EchoMode.Password
            )
            if not given:
                return
            answers.append(text)
        old, new, again = answers
        if new != again:
            self.failed.emit(self.tr("The two new passwords differ; nothing was changed."))
            return
        self._operations.run(
            lambda: store.users.change_password(old, new),
            lambda result: self.noted.emit(self.tr("The password was changed.")),
            lambda error: self.failed.emit(str(error)),
        )
