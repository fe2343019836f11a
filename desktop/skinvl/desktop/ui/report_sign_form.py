"""The form in which a named person signs a report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.ui.labels import make_label


class SignForm(QDialog):
    """Says who signs for whom, and asks for the password again.

    Args:
        person: name of the user who is logged in.
        subject: patient with identifiers.
        amends: whether a signed report is replaced, which needs a reason.
        warning: what the person has to know before, None for nothing.
    """

    def __init__(
        self,
        person: str,
        subject: str,
        *,
        amends: bool,
        warning: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign the report"))
        words = QLabel(
            self.tr(
                "{person} signs the report about {subject}. A signed report is never changed; "
                "a later one takes its place and says why."
            ).format(person=person, subject=subject)
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.tr("Your password"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason of the amendment"))
        form = QFormLayout()
        if amends:
            form.addRow(self.tr("&Reason of the amendment"), self.reason)
        form.addRow(self.tr("Your &password"), self.password)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sign_button = QPushButton(self.tr("&Sign"))
        buttons.addButton(self.sign_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._amends = amends
        for field in (self.password, self.reason):
            field.textChanged.connect(self._refresh)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        self.warning = make_label(warning or "")
        self.warning.setVisible(warning is not None)
        layout.addWidget(self.warning)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setMinimumWidth(460)
        self._refresh()

    def _refresh(self) -> None:
        given = bool(self.password.text()) and (
            not self._amends or bool(self.reason.text().strip())
        )
        self.sign_button.setEnabled(given)
