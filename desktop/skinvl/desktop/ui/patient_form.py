"""Entering and correcting a patient's details."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.days import read_day
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store.patients import Patient, PatientData
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.patient_words import name_sexes

_OLDEST = 130


class PatientForm(QDialog):
    """Asks for a patient's details and saves them; stays open while they are refused.

    Args:
        save: keeps what was entered; what it raises is shown in the form.
        patient: whose details are corrected, None for a new one.
        draft: what stands in the form of a new one at first.
    """

    def __init__(
        self,
        save: Callable[[PatientData], Patient],
        patient: Patient | None = None,
        parent: QWidget | None = None,
        *,
        draft: PatientData | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self.saved: Patient | None = None
        new = patient is None
        self.setWindowTitle(self.tr("New patient") if new else self.tr("Change the patient"))
        self.number, self.family, self.given = QLineEdit(), QLineEdit(), QLineEdit()
        self.born = QLineEdit()
        self.born.setPlaceholderText(self.tr("YYYY-MM-DD"))
        self.sex = QComboBox()
        self.sex.addItem(self.tr("not stated"), None)
        for sex, name in name_sexes(self).items():
            self.sex.addItem(name, sex)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(self.fontMetrics().height() * 5)
        self._problem: QLabel = make_label()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Patient &number"), self.number)
        form.addRow(self.tr("&Family name"), self.family)
        form.addRow(self.tr("&Given name"), self.given)
        form.addRow(self.tr("&Birth date"), self.born)
        form.addRow(self.tr("&Sex"), self.sex)
        form.addRow(self.tr("N&ote"), self.note)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        start = patient or draft
        if start is not None:
            self._fill(start)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    @property
    def problem(self) -> str:
        """Why the details were refused."""
        return self._problem.text()

    def accept(self) -> None:
        """Save; close only when it is saved."""
        try:
            self.saved = self._save(self._read())
        except (SkinVLError, ValueError) as error:
            self._problem.setText(say(error))
            return
        super().accept()

    def _read(self) -> PatientData:
        return PatientData(
            number=self.number.text(),
            family_name=self.family.text(),
            given_name=self.given.text(),
            birth_date=self._read_day(),
            sex=self.sex.currentData(),
            note=self.note.toPlainText().strip(),
        )

    def _read_day(self) -> date | None:
        text = self.born.text().strip()
        if not text:
            return None
        try:
            day = read_day(text)
        except ValueError:
            message = self.tr("{text}: not a day; write it as year-month-day, like 1958-03-27")
            raise ValueError(message.format(text=text)) from None
        today = date.today()
        if day > today or day.year < today.year - _OLDEST:
            message = self.tr("{text}: nobody alive was born on that day; correct the birth date")
            raise ValueError(message.format(text=text))
        return day

    def _fill(self, patient: PatientData) -> None:
        self.number.setText(patient.number)
        self.family.setText(patient.family_name)
        self.given.setText(patient.given_name)
        self.born.setText(patient.birth_date.isoformat() if patient.birth_date else "")
        self.sex.setCurrentIndex(max(0, self.sex.findData(patient.sex)))
        self.note.setPlainText(patient.note)
