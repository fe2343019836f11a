"""The users of the store, for its administrator; everybody may change the own password."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.language import name_role, say
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.roles import ROLES, Role
from skinvl.desktop.core.store.users import User
from skinvl.desktop.ui.operations import Operations


class UsersDialog(QDialog):
    """Lists users; adds them, disables them, gives a new password or another role."""

    def __init__(self, store: Store, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Users"))
        self._store = store
        self._operations = operations
        self._users: tuple[User, ...] = ()
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels(
            [self.tr("User name"), self.tr("Person"), self.tr("Role"), self.tr("State")]
        )
        self.table.setAccessibleName(self.tr("Users"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self._problem = QLabel()
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        for name, text, handler in (
            ("add", self.tr("&Add ..."), self._add),
            ("role", self.tr("Change &role ..."), self._change_role),
            ("password", self.tr("New &password ..."), self._reset),
            ("disable", self.tr("&Disable or enable"), self._toggle),
        ):
            button = QPushButton(text)
            button.clicked.connect(handler)
            self.buttons[name] = button
            row.addWidget(button)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addLayout(row)
        layout.addWidget(self._problem)
        layout.addWidget(close)
        self.resize(640, 400)
        self._refresh()

    @property
    def problem(self) -> str:
        """What went wrong last."""
        return self._problem.text()

    def add_user(self, login: str, name: str, role: Role, password: str) -> None:
        """Add a user; the person has to choose an own password first."""
        self._change(lambda: self._store.users.add(login, name, role, password))

    def _chosen(self) -> User | None:
        row = self.table.currentRow()
        return self._users[row] if 0 <= row < len(self._users) else None

    def _add(self) -> None:
        form = _UserForm(self.tr("Add a user"), self)
        if form.exec() == QDialog.DialogCode.Accepted:
            self.add_user(form.login.text(), form.name.text(), form.role, form.password.text())

    def _change_role(self) -> None:
        user = self._chosen()
        if user is None:
            return
        form = _UserForm(self.tr("Role of {0}").format(user.name), self, only_role=user.role)
        if form.exec() == QDialog.DialogCode.Accepted:
            self._change(lambda: self._store.users.set_role(user.id, form.role))

    def _reset(self) -> None:
        user = self._chosen()
        if user is None:
            return
        form = _UserForm(self.tr("New password for {0}").format(user.name), self, password=True)
        if form.exec() == QDialog.DialogCode.Accepted:
            text = form.password.text()
            self._change(lambda: self._store.users.reset_password(user.id, text))

    def _toggle(self) -> None:
        user = self._chosen()
        if user is None:
            return
        if user.disabled:
            form = _UserForm(self.tr("Let {0} log in again").format(user.name), self, password=True)
            if form.exec() == QDialog.DialogCode.Accepted:
                text = form.password.text()
                self._change(lambda: self._store.users.enable(user.id, text))
            return
        question = self.tr("Stop {0} logging in?").format(user.name)
        answer = QMessageBox.question(self, self.tr("Users"), question)
        if answer == QMessageBox.StandardButton.Yes:
            self._change(lambda: self._store.users.disable(user.id))

    def _change(self, work: Callable[[], object]) -> None:
        self._problem.clear()
        self.setEnabled(False)
        self._operations.run(work, lambda result: self._finish(None), self._finish)

    def _finish(self, error: Exception | None) -> None:
        self.setEnabled(True)
        if error is not None:
            self._problem.setText(say(error))
            if not isinstance(error, SkinVLError):
                raise error
        self._refresh()

    def _refresh(self) -> None:
        self._users = self._store.users.list()
        self.table.setRowCount(len(self._users))
        for row, user in enumerate(self._users):
            state = self.tr("disabled") if user.disabled else self.tr("active")
            for column, text in enumerate((user.login, user.name, name_role(user.role), state)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()


class _UserForm(QDialog):
    def __init__(
        self,
        title: str,
        parent: QWidget,
        *,
        only_role: Role | None = None,
        password: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.login = QLineEdit()
        self.name = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._role = QComboBox()
        self._role.addItems([name_role(role) for role in ROLES])
        if only_role is not None:
            self._role.setCurrentIndex(ROLES.index(only_role))
        form = QFormLayout()
        if only_role is None and not password:
            form.addRow(self.tr("&User name"), self.login)
            form.addRow(self.tr("&Person"), self.name)
        if not password:
            form.addRow(self.tr("&Role"), self._role)
        if only_role is None:
            form.addRow(self.tr("First &password"), self.password)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(buttons)

    @property
    def role(self) -> Role:
        """The role that was chosen."""
        return ROLES[self._role.currentIndex()]
