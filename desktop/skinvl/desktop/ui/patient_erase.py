"""Erasing a patient: an administrator types the number of the patient to confirm."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.erase import Erasure, erase_patient
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.patient_words import tell_patient


class PatientErase(QDialog):
    """Names the patient and what goes with it; erases only after the number was typed."""

    erased = Signal(object)
    """An `Erasure`: the patient is gone."""

    def __init__(
        self, store: Store, patient: Patient, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Erase a patient"))
        self._store, self._patient, self._operations = store, patient, operations
        self.is_working = False
        photographs = store.images.list(patient_id=patient.id)
        lesions = store.lesions.list(patient.id)
        message = self.tr(
            "This erases {patient} with {lesions} lesion(s), {photographs} photograph(s) and all "
            "results, decisions and reports about them. It cannot be undone. Backups that were "
            "made before keep the patient until they are rotated away. The audit log keeps that "
            "it was done, and by whom."
        ).format(
            patient=tell_patient(self, patient),
            lesions=len(lesions),
            photographs=len(photographs),
        )
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("Number of the patient"))
        self._problem: QLabel = make_label()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.erase_button: QPushButton = buttons.addButton(
            self.tr("&Erase for ever"), QDialogButtonBox.ButtonRole.DestructiveRole
        )
        self.erase_button.setAutoDefault(False)
        self.erase_button.setEnabled(False)
        self.erase_button.clicked.connect(self.erase)
        buttons.rejected.connect(self.reject)
        self.number.textChanged.connect(self._check)
        layout = QVBoxLayout(self)
        layout.addWidget(make_label(message))
        ask = QLabel(self.tr("To confirm, type the &number of this patient:"))
        ask.setBuddy(self.number)
        layout.addWidget(ask)
        layout.addWidget(self.number)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def problem(self) -> str:
        """Why it was refused."""
        return self._problem.text()

    def erase(self) -> None:
        """Erase, where the number was typed."""
        if not self._agrees() or self.is_working:
            return
        self.is_working = True
        self.erase_button.setEnabled(False)
        session, number = self._store.session, self._patient.id
        self._operations.run(lambda: erase_patient(session, number), self._finish, self._fail)

    def reject(self) -> None:
        """Close, unless it is being erased."""
        if not self.is_working:
            super().reject()

    def _agrees(self) -> bool:
        return self.number.text().strip() == self._patient.number

    def _check(self) -> None:
        self.erase_button.setEnabled(self._agrees() and not self.is_working)

    def _finish(self, erasure: Erasure) -> None:
        self.is_working = False
        self.erased.emit(erasure)
        self.accept()

    def _fail(self, error: Exception) -> None:
        self.is_working = False
        self._problem.setText(say(error))
        self._check()
        if not isinstance(error, SkinVLError):
            raise error
