"""The page of patients: who they are, their lesions and photographs, what is added to them.

Only a person chooses here. Work in the background holds on to the patient it was started for, and
when it ends the page reads its lists anew without choosing anything.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.body_map import Place
from skinvl.desktop.core.store.erase import Erasure
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.ui.body_map import as_lesion
from skinvl.desktop.ui.case_export import CaseExport
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.labels import enlarge, make_label
from skinvl.desktop.ui.lesion_form import LesionForm, suggest_label
from skinvl.desktop.ui.lesion_move import LesionMove, PhotographForm
from skinvl.desktop.ui.lesion_table import LesionLine
from skinvl.desktop.ui.lesion_thumbnails import Thumbnails
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.patient_erase import PatientErase
from skinvl.desktop.ui.patient_form import PatientForm
from skinvl.desktop.ui.patient_intake import PatientIntake, local_files
from skinvl.desktop.ui.patient_lesions import PatientLesions
from skinvl.desktop.ui.patient_list import PatientList
from skinvl.desktop.ui.patient_words import name_sexes, tell_patient


class PatientPage(QWidget):
    """`chosen` is emitted when a photograph is to be shown; the desk holds it then."""

    chosen = Signal()
    compare_asked = Signal()
    failed = Signal(str)
    noted = Signal(str)

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._operations = desk, operations
        self.thumbnails = Thumbnails(desk, operations, self)
        self.list = PatientList(desk)
        self.lesions = PatientLesions(desk, self.thumbnails)
        self.buttons: dict[str, QPushButton] = {}
        self._name, self._facts = make_label(), make_label()
        self.intake = PatientIntake(desk, operations)
        self._build()
        desk.store_changed.connect(self._change_store)
        desk.patient_changed.connect(self.refresh)
        desk.photograph_changed.connect(self._refresh_when_seen)

    def refresh(self) -> None:
        """Read the patient in view anew."""
        patient = self._desk.patient
        self._name.setText(patient.name if patient else self.tr("No patient is chosen"))
        self._facts.setText(self._tell_facts(patient) if patient else "")
        for name in ("change", "add_images", "export", "erase"):
            self.buttons[name].setEnabled(patient is not None)
        store = self._desk.store
        may_erase = store is not None and store.user.role == "administrator"
        may_export = store is not None and store.user.role != "reader"
        self.buttons["erase"].setVisible(may_erase)
        self.buttons["export"].setVisible(may_export)
        self.lesions.refresh()

    def choose_patient(self, patient: Patient) -> None:
        """Put a patient on the desk."""
        store = self._desk.store
        if store is None:
            return
        try:
            fresh = store.patients.get(patient.id)
            store.patients.note_view(fresh.id)
        except SkinVLError as error:
            self.failed.emit(str(error))
            self.list.refresh()
            return
        self._desk.choose_patient(fresh)

    def open_photograph(self, photograph: Photograph | PhotographId) -> None:
        """Put a photograph on the desk and ask for the page that shows it."""
        store = self._desk.store
        if store is None:
            return
        number = photograph.id if isinstance(photograph, Photograph) else photograph
        try:
            store.images.note_view(number)
            self._desk.choose_photograph(store.images.get(number))
        except SkinVLError as error:
            self.failed.emit(str(error))
            return
        self.list.refresh_recent()
        self.chosen.emit()

    def add_patient(self) -> None:
        """Ask for a new patient and put them on the desk."""
        store = self._desk.store
        if store is None:
            return
        form = PatientForm(store.patients.add, None, self)
        if self._ask(form) and form.saved is not None:
            self._desk.choose_patient(form.saved)
            self.list.refresh()

    def change_patient(self) -> None:
        """Ask for corrected details of the patient in view."""
        store, patient = self._desk.store, self._desk.patient
        if store is None or patient is None:
            return
        form = PatientForm(lambda data: store.patients.change(patient.id, data), patient, self)
        if self._ask(form) and form.saved is not None:
            self._desk.choose_patient(form.saved, self._desk.lesion)
            self.list.refresh()

    def add_lesion(self, place: Place | None = None) -> None:
        """Ask for a new lesion of the patient in view, at a place of the body map if given."""
        store, patient = self._desk.store, self._desk.patient
        if store is None or patient is None:
            return
        label = suggest_label(store.lesions.list(patient.id))
        start = LesionData(label=label) if place is None else as_lesion(label, place)
        form = LesionForm(patient, start, lambda data: store.lesions.add(patient.id, data), self)
        if self._ask(form) and form.saved is not None:
            self._put_away_other(form.saved.id)
            self._desk.choose_patient(patient, form.saved)

    def change_lesion(self) -> None:
        """Ask for a corrected label, site or side of the lesion in view."""
        store, patient, lesion = self._desk.store, self._desk.patient, self._desk.lesion
        if store is None or patient is None or lesion is None:
            return
        form = LesionForm(patient, lesion, lambda data: store.lesions.change(lesion.id, data), self)
        if self._ask(form) and form.saved is not None:
            self._desk.choose_patient(patient, form.saved)

    def move_photograph(self, photograph: Photograph) -> None:
        """Ask where a photograph belongs; the one in view stays in view with its new patient."""
        store = self._desk.store
        if store is None:
            return
        dialog = LesionMove(store, photograph, self)
        if self._ask(dialog) and dialog.moved is not None:
            held = self._desk.photograph
            if held is not None and held.id == dialog.moved.id:
                self._desk.choose_photograph(dialog.moved)
            self.refresh()

    def change_facts(self, photograph: Photograph) -> None:
        """Ask for the day and the kind of a photograph."""
        store = self._desk.store
        if store is None:
            return
        if self._ask(PhotographForm(store, photograph, self)):
            self._desk.refresh_photograph()
            self.lesions.refresh()

    def erase_patient(self) -> None:
        """Ask for the confirmation that erases the patient in view."""
        store, patient = self._desk.store, self._desk.patient
        if store is None or patient is None:
            return
        dialog = PatientErase(store, patient, self._operations, self)
        dialog.erased.connect(lambda erasure: self._note_erasure(patient, erasure))
        self._ask(dialog)

    def export(self) -> None:
        """Ask what of the patient in view is exported without names."""
        store, patient = self._desk.store, self._desk.patient
        line = self.lesions.table.line
        if store is None or patient is None:
            return
        every = tuple(item.id for item in store.images.list(patient_id=patient.id))
        choices = [
            (
                self.tr("all {count} photographs of {patient}").format(
                    count=len(every), patient=tell_patient(self, patient)
                ),
                lambda: every,
            )
        ]
        if line is not None and line.lesion is not None:
            ids = tuple(item.id for item in line.photographs)
            words = self.tr("the {count} photographs of lesion {label}")
            text = words.format(count=len(ids), label=line.lesion.label)
            choices.insert(0, (text, lambda: ids))
        self._ask(CaseExport(self._desk, store, choices, self._operations, self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._desk.patient is not None and local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.intake.add(files)

    def showEvent(self, event: object) -> None:
        """The lists are as new as their last look."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.list.refresh()
        self.refresh()

    def _ask(self, dialog: QDialog) -> bool:
        """Show a dialog; it is gone with everything it shows when it closes."""
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        # One that still works is asked for its end later, and goes with the page.
        if not getattr(dialog, "is_working", False):
            dialog.deleteLater()
        return accepted

    def _take_line(self, line: LesionLine) -> None:
        patient = self._desk.patient
        if patient is not None and line.lesion != self._desk.lesion:
            self._put_away_other(None if line.lesion is None else line.lesion.id)
            self._desk.choose_patient(patient, line.lesion)

    def _put_away_other(self, lesion_id: int | None) -> None:
        """No photograph of one lesion stays in view under the name of another."""
        held = self._desk.photograph
        if held is not None and lesion_id is not None and held.lesion_id != lesion_id:
            self._desk.choose_photograph(None)

    def _note_erasure(self, patient: Patient, erasure: Erasure) -> None:
        held = self._desk.patient
        if held is not None and held.id == patient.id:
            self._desk.clear()
        self.thumbnails.drop()
        self.list.refresh()
        text = self.tr("{patient} was erased: {count} photographs, {files} files.")
        count = erasure.counts.get("photograph", 0)
        whom = tell_patient(self, patient)
        self.noted.emit(text.format(patient=whom, count=count, files=erasure.files))

    def _change_store(self) -> None:
        if self._desk.store is None:
            self.list.search.clear()
            for dialog in self.findChildren(QDialog):
                dialog.done(QDialog.DialogCode.Rejected)
        self.list.refresh()
        self.refresh()

    def _refresh_when_seen(self) -> None:
        if self.isVisible():
            self.lesions.refresh()

    def _tell_facts(self, patient: Patient) -> str:
        parts = [tell_patient(self, patient).removeprefix(patient.name).strip(" ()")]
        if patient.sex is not None:
            parts.append(name_sexes(self)[patient.sex])
        return "  |  ".join([*parts, patient.note] if patient.note else parts)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        enlarge(self._name, 1.2, bold=True)
        head, row = QVBoxLayout(), QHBoxLayout()
        head.addWidget(self._name)
        head.addWidget(self._facts)
        for name, text, handler in (
            ("change", self.tr("Chan&ge details ..."), self.change_patient),
            ("add_images", self.tr("Add &images ..."), self.intake.choose),
            ("export", self.tr("E&xport without names ..."), self.export),
            ("erase", self.tr("&Erase ..."), self.erase_patient),
        ):
            button = QPushButton(text)
            button.clicked.connect(handler)
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.intake)
        self.intake.failed.connect(self.failed)
        self.intake.noted.connect(self.noted)
        self.intake.ended.connect(self.lesions.refresh)
        self.list.patient_chosen.connect(self.choose_patient)
        self.list.photograph_chosen.connect(self.open_photograph)
        self.list.new_asked.connect(self.add_patient)
        self.lesions.line_chosen.connect(self._take_line)
        self.lesions.photograph_opened.connect(self.open_photograph)
        self.lesions.place_chosen.connect(self.add_lesion)
        self.lesions.lesion_added.connect(self.add_lesion)
        self.lesions.lesion_changed.connect(self.change_lesion)
        self.lesions.compare_asked.connect(self.compare_asked)
        self.lesions.move_asked.connect(self.move_photograph)
        self.lesions.facts_asked.connect(self.change_facts)
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self.lesions, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(side)
        split.setStretchFactor(1, 1)
        chars = self.fontMetrics().averageCharWidth()
        split.setSizes([chars * 48, chars * 120])
        split.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.addWidget(split)
        self.refresh()
