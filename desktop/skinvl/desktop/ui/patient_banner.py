"""The line that says in every view whose images these are: name, birth date, number."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from skinvl.desktop.core.patient_line import tell_identifiers, tell_lesion
from skinvl.desktop.core.store.lesions import Lesion
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.labels import enlarge


class PatientBanner(QFrame):
    """Always shown while a store is open; two identifiers and the lesion."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        enlarge(self._name, 1.2)
        self._facts = QLabel()
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self._name)
        layout.addWidget(self._facts)
        layout.addStretch(1)
        desk.patient_changed.connect(self._refresh)
        desk.store_changed.connect(self._refresh)
        self._refresh()

    @property
    def text(self) -> str:
        """What the banner says."""
        return f"{self._name.text()}  {self._facts.text()}".strip()

    def _refresh(self) -> None:
        self.setVisible(self._desk.store is not None)
        patient = self._desk.patient
        nobody = self.tr("No patient is chosen: what is read now is not kept with anybody.")
        self._name.setText(nobody if patient is None else patient.name)
        self._facts.setText("" if patient is None else identify(patient, self._desk.lesion))
        self.setAccessibleName(self.tr("Patient: {text}").format(text=self.text))


def identify(patient: Patient, lesion: Lesion | None) -> str:
    """The identifiers beside the name, and the lesion in view."""
    parts = [tell_identifiers(patient)]
    if lesion is not None:
        told = QCoreApplication.translate("PatientBanner", "lesion {lesion}")
        parts.append(told.format(lesion=tell_lesion(lesion)))
    return "  |  ".join(parts)
