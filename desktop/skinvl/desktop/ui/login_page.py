"""The page that covers everything until somebody has logged in."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core import wording
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store.errors import LoginDelayed
from skinvl.desktop.ui.labels import enlarge
from skinvl.desktop.ui.operations import Operations

_TICK_MILLISECONDS = 500


class LoginPage(QWidget):
    """Asks for user name and password; nothing of a patient can be seen behind it.

    Args:
        operations: does the slow part elsewhere.
        log_in: takes user name and password and raises where they are refused.
    """

    entered = Signal()
    recovery_chosen = Signal()
    _told = Signal(str, int, int)

    def __init__(
        self,
        operations: Operations,
        log_in: Callable[[str, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._log_in = log_in
        self._wait = 0.0
        self._delay = QTimer(self)
        self._delay.setInterval(_TICK_MILLISECONDS)
        self._delay.timeout.connect(self._count_down)
        heading = QLabel(self.tr("Log in to SkinVL"))
        enlarge(heading, 1.6)
        self.user = QLineEdit()
        self.user.setAccessibleName(self.tr("User name"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.tr("Password"))
        self.button = QPushButton(self.tr("&Log in"))
        self.button.setDefault(True)
        self._recover = QPushButton(self.tr("Password lost: use the &recovery key ..."))
        self._recover.setFlat(True)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("Logging in"))
        self._problem = QLabel()
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.setAccessibleName(self.tr("What went wrong"))
        self._upgrade = QLabel()
        self._upgrade.setTextFormat(Qt.TextFormat.PlainText)
        self._upgrade.setWordWrap(True)
        self._upgrade.setAccessibleName(self.tr("What is being done"))
        self._told.connect(self._show_upgrade)
        notice = QLabel(wording.tell(wording.NOTICE))
        notice.setWordWrap(True)
        form = QFormLayout()
        form.addRow(self.tr("&User name"), self.user)
        form.addRow(self.tr("&Password"), self.password)
        box = QWidget()
        box.setMinimumWidth(460)
        inner = QVBoxLayout(box)
        inner.addWidget(heading)
        inner.addLayout(form)
        for widget in (
            self._problem,
            self._upgrade,
            self._busy,
            self.button,
            self._recover,
            notice,
        ):
            inner.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        # Beside stretches, not by an alignment, which would cut large letters off below.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)
        self.button.clicked.connect(self._try)
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._try)
        self._recover.clicked.connect(self.recovery_chosen)
        self._show_busy(False)

    @property
    def problem(self) -> str:
        """What the page says went wrong, if anything."""
        return self._problem.text()

    @property
    def upgrade(self) -> str:
        """What the page says about a store that is brought to the form of this version."""
        return self._upgrade.text()

    def tell_upgrade(self, stage: str, done: int, total: int) -> None:
        """Say what is done to a store of an older version; may be called from any thread."""
        self._told.emit(stage, done, total)

    def begin(self, user: str = "") -> None:
        """Make the page ready for the next person."""
        self.user.setText(user)
        self.password.clear()
        self._problem.clear()
        (self.password if user else self.user).setFocus()

    def _try(self) -> None:
        user, password = self.user.text(), self.password.text()
        if not self.button.isEnabled() or not user.strip() or not password:
            return
        self._problem.clear()
        self._show_busy(True)
        self._operations.run(lambda: self._log_in(user, password), self._enter, self._refuse)

    def _enter(self, result: object) -> None:
        self._show_busy(False)
        self.password.clear()
        self.entered.emit()

    def _refuse(self, error: Exception) -> None:
        self._show_busy(False)
        self.password.clear()
        self.password.setFocus()
        if isinstance(error, LoginDelayed):
            self._wait = error.seconds
            self._delay.start()
            self._count_down()
        elif isinstance(error, SkinVLError):
            self._problem.setText(say(error))
        else:
            self._problem.setText(say(error))
            raise error

    def _count_down(self) -> None:
        if self._wait <= 0:
            self._delay.stop()
            self._problem.clear()
            self.button.setEnabled(True)
            return
        self.button.setEnabled(False)
        seconds = math.ceil(self._wait)
        self._problem.setText(
            self.tr("Too many wrong tries. The next one is possible in %n second(s).", "", seconds)
        )
        self._wait -= _TICK_MILLISECONDS / 1000

    def _show_upgrade(self, stage: str, done: int, total: int) -> None:
        text = self.tr(
            "The store comes from an older version of SkinVL and is brought to the form of this "
            "one. That can take minutes; leave the computer on."
        )
        if stage == "copy":
            step = self.tr("First a copy of it is made and checked, which can be put back.")
        else:
            step = self.tr("The copy is made. The records are being converted ...")
        self._upgrade.setText(f"{text} {step}")
        self._busy.setRange(0, total)
        self._busy.setValue(done)

    def _show_busy(self, busy: bool) -> None:
        self._upgrade.clear()
        self._busy.setRange(0, 0)
        self._busy.setVisible(busy)
        for widget in (self.user, self.password, self.button, self._recover):
            widget.setEnabled(not busy)
