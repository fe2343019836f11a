"""Moving a photograph to another lesion or another patient, and correcting its day and kind."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.days import read_day
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.ui.body_map_words import tell_place
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.patient_table import WHOLE, PatientTable
from skinvl.desktop.ui.patient_words import tell_patient


class LesionMove(QDialog):
    """Chooses a patient and a lesion; names both patients before anything is moved."""

    def __init__(self, store: Store, photograph: Photograph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Move the photograph"))
        self._store, self._photograph = store, photograph
        self.moved: Photograph | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Name, number or birth date"))
        self.search.setAccessibleName(self.tr("Search patients"))
        self.model = PatientTable(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Patients"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setColumnWidth(0, 220)
        self.table.setColumnHidden(WHOLE, True)
        self.lesion = QComboBox()
        self._from: QLabel = make_label()
        self._problem: QLabel = make_label()
        form = QFormLayout()
        form.addRow(self.tr("Photograph"), make_label(photograph.file_name))
        form.addRow(self.tr("Now with"), self._from)
        form.addRow(self.tr("&Patient"), self.search)
        form.addRow(self.table)
        form.addRow(self.tr("&Lesion"), self.lesion)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        move = buttons.addButton(self.tr("&Move ..."), QDialogButtonBox.ButtonRole.AcceptRole)
        move.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.search.textChanged.connect(self._search)
        self.table.selectionModel().currentRowChanged.connect(self._offer_lesions)
        self.resize(560, 520)
        self._from.setText(self._tell_present())
        self._search()

    @property
    def problem(self) -> str:
        """Why it was not moved."""
        return self._problem.text()

    @property
    def patient(self) -> Patient | None:
        """The patient that is chosen."""
        index = self.table.selectionModel().currentIndex()
        return self.model.patient(index.row()) if index.isValid() else None

    def choose_patient(self, patient: Patient) -> None:
        """Go to a patient."""
        self.search.setText(patient.number)
        row = self.model.find_row(patient.id)
        if row is not None:
            self.table.selectRow(row)

    def question(self) -> str:
        """What is asked before it is moved; both patients with two identifiers."""
        patient = self.patient
        if patient is None:
            return ""
        if patient.id == self._photograph.patient_id:
            text = self.tr("Move {photograph} of {patient} to {lesion}?")
            return text.format(
                photograph=self._photograph.file_name,
                patient=tell_patient(self, patient),
                lesion=self.lesion.currentText(),
            )
        text = self.tr(
            "Move {photograph} to ANOTHER PATIENT?\n\nFrom: {present}\nTo: {patient}, {lesion}\n\n"
            "Its results, decisions and drawings go with it."
        )
        return text.format(
            photograph=self._photograph.file_name,
            present=self._tell_present(),
            patient=tell_patient(self, patient),
            lesion=self.lesion.currentText(),
        )

    def accept(self) -> None:
        """Ask, then move."""
        patient = self.patient
        if patient is None:
            self._problem.setText(self.tr("Choose a patient first."))
            return
        answer = QMessageBox.question(
            self,
            self.windowTitle(),
            self.question(),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        if answer != QMessageBox.StandardButton.Yes:
            return
        try:
            self.moved = self._store.images.file(
                self._photograph.id, patient.id, self.lesion.currentData()
            )
        except SkinVLError as error:
            self._problem.setText(say(error))
            return
        super().accept()

    def _tell_present(self) -> str:
        held = self._photograph
        if held.patient_id is None:
            return self.tr("nobody")
        text = tell_patient(self, self._store.patients.get(held.patient_id))
        if held.lesion_id is not None:
            text += f", {self._store.lesions.get(held.lesion_id).label}"
        return text

    def _search(self) -> None:
        self.model.search(self._store, self.search.text())
        present = self._photograph.patient_id
        row = None if present is None else self.model.find_row(present)
        if row is not None:
            self.table.selectRow(row)
        elif self.model.rowCount() == 1:
            self.table.selectRow(0)
        self._offer_lesions()

    def _offer_lesions(self, *changed: QModelIndex) -> None:
        self.lesion.clear()
        self.lesion.addItem(self.tr("no lesion yet"), None)
        patient = self.patient
        for lesion in self._store.lesions.list(patient.id) if patient is not None else ():
            self.lesion.addItem(f"{lesion.label}: {tell_place(self, lesion)}", lesion.id)


class PhotographForm(QDialog):
    """Corrects the day on which a photograph was taken and what kind of image it is."""

    def __init__(self, store: Store, photograph: Photograph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Day and kind of the photograph"))
        self._store, self._photograph = store, photograph
        self.saved: Photograph | None = None
        self.day = QLineEdit(photograph.taken_on.isoformat() if photograph.taken_on else "")
        self.day.setPlaceholderText(self.tr("YYYY-MM-DD"))
        self.kind = QComboBox()
        for kind, name in (
            (None, self.tr("not stated")),
            ("dermoscopy", self.tr("dermoscopy")),
            ("clinical", self.tr("clinical photograph")),
        ):
            self.kind.addItem(name, kind)
        if photograph.modality is not None and self.kind.findData(photograph.modality) < 0:
            self.kind.addItem(photograph.modality, photograph.modality)
        self.kind.setCurrentIndex(max(0, self.kind.findData(photograph.modality)))
        self._problem: QLabel = make_label()
        form = QFormLayout()
        form.addRow(self.tr("Photograph"), make_label(photograph.file_name))
        form.addRow(self.tr("&Taken on"), self.day)
        form.addRow(self.tr("&Kind of image"), self.kind)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def problem(self) -> str:
        """Why it was refused."""
        return self._problem.text()

    def accept(self) -> None:
        """Save; close only when it is saved."""
        text = self.day.text().strip()
        try:
            day = read_day(text) if text else None
        except ValueError:
            message = self.tr("{text}: not a day; write it as year-month-day, like 2026-03-27")
            self._problem.setText(message.format(text=text))
            return
        if day is not None and day > date.today():
            self._problem.setText(self.tr("{text}: lies in the future").format(text=text))
            return
        try:
            self.saved = self._store.images.describe(
                self._photograph.id, taken_on=day, modality=self.kind.currentData()
            )
        except SkinVLError as error:
            self._problem.setText(say(error))
            return
        super().accept()
