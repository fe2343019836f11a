"""The pages of the first run that make the store: administrator and recovery sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWizard,
    QWizardPage,
)

from skinvl.desktop.core.configuration import Configured
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store import Created, create_store
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.ui.labels import enlarge
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.recovery_sheet import RecoverySheetButtons


@dataclass
class Setup:
    """What the pages of the wizard share; ``cost`` is of the password function, for tests."""

    operations: Operations
    configured: Configured
    folder: Path
    cost: Cost | None = None
    created: Created | None = None
    abandoned: bool = False


class AdministratorPage(QWizardPage):
    """The first user; making the store takes a moment and is done elsewhere."""

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        # Behind the next page there is no way back: the store is made.
        self.setCommitPage(True)
        self.setButtonText(QWizard.WizardButton.CommitButton, self.tr("&Next >"))
        self.setTitle(self.tr("The administrator"))
        self.setSubTitle(
            self.tr(
                "The administrator adds further users. A password of ten characters or more, "
                "several words for example, protects the data."
            )
        )
        self.name = QLineEdit()
        self.login = QLineEdit()
        self.password = QLineEdit()
        self.again = QLineEdit()
        labels = (
            (self.tr("Name of the p&erson"), self.name),
            (self.tr("&User name"), self.login),
            (self.tr("&Password"), self.password),
            (self.tr("Password &again"), self.again),
        )
        form = QFormLayout()
        for label, line in labels:
            line.setAccessibleName(label.replace("&", ""))
            line.textChanged.connect(self._change)
            form.addRow(label, line)
        for line in (self.password, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.make = QPushButton(self.tr("&Make the store"))
        self.make.clicked.connect(self._make)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        self._state = QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setWordWrap(True)
        self._state.setAccessibleName(self.tr("State"))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        for widget in (self.make, self._busy, self._state):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._change()

    @property
    def state(self) -> str:
        """What the page says about the store."""
        return self._state.text()

    @property
    def is_busy(self) -> bool:
        """Whether the store is being made."""
        return not self._busy.isHidden()

    def isComplete(self) -> bool:
        """Whether the store was made."""
        return self._setup.created is not None

    def _change(self) -> None:
        filled = all((self.name.text().strip(), self.login.text().strip(), self.password.text()))
        same = self.password.text() == self.again.text()
        self.make.setEnabled(filled and same and not self.isComplete())
        if filled and self.again.text() and not same:
            self._state.setText(self.tr("The two passwords differ."))
        elif not self.isComplete():
            self._state.clear()

    def _make(self) -> None:
        folder, login, name = self._setup.folder, self.login.text(), self.name.text()
        password, cost = self.password.text(), self._setup.cost
        self._show_busy(True)
        self._setup.operations.run(
            lambda: create_store(folder, login, name, password, cost=cost),
            self._finish,
            self._refuse,
        )

    def _finish(self, created: Created) -> None:
        self._show_busy(False)
        if self._setup.abandoned:
            created.store.close()
            return
        self._setup.created = created
        self.password.clear()
        self.again.clear()
        for widget in (self.name, self.login, self.password, self.again, self.make):
            widget.setEnabled(False)
        self._state.setText(self.tr("The store was made. Go on to the recovery sheet."))
        self.completeChanged.emit()
        # At once, so that nobody can leave before the recovery key was shown.
        self.wizard().next()

    def _refuse(self, error: Exception) -> None:
        self._show_busy(False)
        self._state.setText(say(error))
        # The button of the wizard that has the focus now would lead back.
        self.password.setFocus()
        self.password.selectAll()

    def _show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        for widget in (self.name, self.login, self.password, self.again, self.make):
            widget.setEnabled(not busy)


class RecoveryPage(QWizardPage):
    """The recovery key: printed or written down now, or lost for ever."""

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.setTitle(self.tr("The recovery sheet"))
        self.setSubTitle(
            self.tr(
                "If all passwords are lost, this key alone opens the data. It is shown once and "
                "kept nowhere. Print it and lock it away, not beside this computer."
            )
        )
        self._key = QLabel()
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._key.setTextFormat(Qt.TextFormat.PlainText)
        self._key.setAccessibleName(self.tr("Recovery key"))
        self._key.setWordWrap(True)
        enlarge(self._key, 1.3)
        self.sheet = RecoverySheetButtons(lambda: (self._recovery_key(), setup.folder))
        self._typed = QLineEdit()
        self._typed.setAccessibleName(self.tr("Last group of the recovery key"))
        self._typed.textChanged.connect(self.completeChanged)
        form = QFormLayout()
        form.addRow(self.tr("Type the &last group of the sheet"), self._typed)
        layout = QVBoxLayout(self)
        layout.addWidget(self._key)
        layout.addWidget(self.sheet)
        layout.addLayout(form)
        layout.addStretch(1)

    def initializePage(self) -> None:
        """Show the key of the store that was just made."""
        self._key.setText(self._recovery_key())

    def insist(self) -> None:
        """Say why the wizard cannot be left yet."""
        self.sheet.say(
            self.tr(
                "Not yet: without this key nobody can open the data when the passwords are lost. "
                "Print or save it, and type its last group."
            )
        )

    def isComplete(self) -> bool:
        """Whether the end of the key was copied from the sheet."""
        last = self._recovery_key().rpartition("-")[2]
        return bool(last) and self._typed.text().strip().upper() == last

    def _recovery_key(self) -> str:
        created = self._setup.created
        return created.recovery_key if created is not None else ""
