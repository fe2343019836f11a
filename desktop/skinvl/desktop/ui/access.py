"""Who may see what is on the desk: first run, logging in, locking, the recovery key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import (
    Configured,
    machine_file,
    read_configuration,
    save_preferences,
)
from skinvl.desktop.core.store import Store, has_store, open_store, recover_store
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.idle import IdleWatch
from skinvl.desktop.ui.login_page import LoginPage
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.session_watch import SessionWatch

if TYPE_CHECKING:
    from skinvl.desktop.ui.setup_wizard import SetupWizard


class Access(QObject):
    """Opens, locks and unlocks the store of the desk.

    Args:
        desk: gets the store.
        operations: does the slow parts elsewhere.
        configured: where the store is and when to lock.
        preferences: file that takes what the first run chooses.
        cost: of the password function, for tests.
    """

    failed = Signal(str)
    configured = Signal(object)
    """Other settings are in force (`Configured`)."""
    locking = Signal()
    """The store is about to be locked: what is still to be written has to be written now."""

    def __init__(
        self,
        desk: Desk,
        operations: Operations,
        configured: Configured,
        preferences: Path,
        parent: QWidget,
        cost: Cost | None = None,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._desk = desk
        self._operations = operations
        self._configured = configured
        self._preferences = preferences
        self._cost = cost
        self._last_user = ""
        self.login_page = LoginPage(operations, self._log_in)
        self.login_page.entered.connect(self._enter)
        self.login_page.recovery_chosen.connect(self.recover)
        self._opened: Store | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
        self._session = SessionWatch(self)
        self._session.left.connect(self.lock)

    @property
    def folder(self) -> Path | None:
        """The data folder, None before the first run."""
        chosen = self._configured.values.data_folder
        return Path(chosen) if chosen is not None else None

    @property
    def has_store(self) -> bool:
        """Whether there is a store to log in to."""
        return self.folder is not None and has_store(self.folder)

    @property
    def must_log_in(self) -> bool:
        """Whether the login page covers the window."""
        return self.has_store and self._desk.store is None

    def configure(self, configured: Configured) -> None:
        """Take other settings; the time until locking counts anew."""
        self._configured = configured
        self._watch()

    def run_setup(self, model: messages.Ready | None) -> bool:
        """The first run; whether a store was made and is open."""
        documents = QStandardPaths.StandardLocation.AppLocalDataLocation
        suggested = Path(QStandardPaths.writableLocation(documents)) / "data"
        if has_store(suggested):
            # Made earlier, by a first run that was not finished or by another installation.
            self._adopt({"data_folder": str(suggested)})
            return False
        # Both are needed once in the life of a workstation, and every start would load them.
        from skinvl.desktop.ui.setup_account import Setup
        from skinvl.desktop.ui.setup_wizard import SetupWizard

        setup = Setup(self._operations, self._configured, suggested, self._cost)
        wizard = SetupWizard(setup, model, self._parent)
        wizard.exec()
        return self.finish_setup(wizard)

    def finish_setup(self, wizard: SetupWizard) -> bool:
        """Take over what a wizard has made; whether a store is open.

        A store that was made before the wizard was given up is there to log in to.
        """
        if wizard.made is None:
            return False
        store = wizard.store
        if store is not None:
            self._desk.set_store(store)
        self._adopt(wizard.choices())
        self._watch()
        return store is not None

    def _adopt(self, choices: Mapping[str, object]) -> None:
        """Put settings into force; the data folder among them decides what is covered."""
        try:
            save_preferences(choices, self._configured, self._preferences)
            values = read_configuration(machine_file(), self._preferences)
        except (OSError, ValueError) as error:
            self.failed.emit(self.tr("The settings were not saved: {0}").format(error))
            changed = replace(self._configured.values, data_folder=str(choices["data_folder"]))
            values = replace(self._configured, values=changed)
        self.configured.emit(values)
        self._desk.store_changed.emit()

    def lock(self) -> None:
        """Lock now; what is on the desk is put away."""
        if self._desk.store is not None:
            self.locking.emit()
            self._last_user = self._desk.store.user.login
            self._idle.stop()
            self._desk.lock()
            self.login_page.begin(self._last_user)

    def recover(self) -> None:
        """Ask for the recovery key and a new password."""
        asked = (
            (self.tr("Recovery key of the sheet"), QLineEdit.EchoMode.Normal),
            (self.tr("User name"), QLineEdit.EchoMode.Normal),
            (self.tr("New password, ten characters or more"), QLineEdit.EchoMode.Password),
        )
        answers = []
        for question, echo in asked:
            text, given = QInputDialog.getText(self._parent, self.tr("Recovery"), question, echo)
            if not given or not text.strip():
                return
            answers.append(text)
        key, user, password = answers
        folder, held = self.folder, self._desk.held_store
        if folder is None:
            return
        if held is not None:
            # The folder is reserved by the store that is locked.
            held.close()
            self._desk.set_store(None)
        self._operations.run(
            lambda: recover_store(folder, key, user, password, cost=self._cost),
            self._take,
            lambda error: self.failed.emit(str(error)),
        )

    def close(self) -> None:
        """Log out; the store is closed."""
        self._idle.stop()
        self._session.stop()
        store = self._desk.held_store
        if store is not None:
            store.close()

    def _log_in(self, user: str, password: str) -> None:
        held = self._desk.held_store
        if held is not None:
            held.unlock(user, password)
            self._opened = held
        elif self.folder is not None:
            self._opened = open_store(
                self.folder, user, password, cost=self._cost, tell=self.login_page.tell_upgrade
            )

    def _enter(self) -> None:
        if self._opened is not None:
            store, self._opened = self._opened, None
            self._take(store)

    def _take(self, store: Store) -> None:
        self._desk.set_store(store)
        self._watch()

    def _watch(self) -> None:
        if self._desk.store is not None:
            self._idle.watch(self._configured.values.idle_minutes)
            self._session.watch()
