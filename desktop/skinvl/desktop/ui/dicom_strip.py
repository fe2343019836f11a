"""What a DICOM file says of its image, and buttons that take it over; nothing happens by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.dicom_facts import DicomFacts, describe_mismatch
from skinvl.desktop.core.dicom_offers import draft_patient, find_patient, find_place, list_offers
from skinvl.desktop.core.language import name_site, say, tell_day, tell_number
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.ui.body_map_words import name_sides
from skinvl.desktop.ui.image_filing import Filing
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.lesion_form import LesionForm, suggest_label
from skinvl.desktop.ui.patient_form import PatientForm
from skinvl.desktop.ui.theme import current_theme


class DicomStrip(QFrame):
    """Hidden for every other kind of file.

    Args:
        filing: between the image on the page and the desk.
    """

    failed = Signal(str)

    def __init__(self, filing: Filing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filing = filing
        self._warns = False
        self._text = make_label()
        self.patient_button = QPushButton()
        self.day_button = QPushButton()
        self.place_button = QPushButton(self.tr("Take the place over ..."))
        self.patient_button.clicked.connect(self._take_patient)
        self.day_button.clicked.connect(self._take_day)
        self.place_button.clicked.connect(self._take_place)
        self.setObjectName("dicom")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self._text, 1)
        for button in (self.patient_button, self.day_button, self.place_button):
            layout.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it says nothing."""
        return "" if self.isHidden() else self._text.text()

    def refresh(self) -> None:
        """Follow the image on the page and the patient in view."""
        facts = self._facts
        if facts is None:
            self.hide()
            return
        store, patient, photograph = self._store, self._filing.desk.patient, self._photograph
        other = patient is not None and describe_mismatch(facts, patient) is not None
        self._warns = other
        parts = [self._tell_person(facts), *self._tell_image(facts)]
        text = self.tr("The DICOM file says: {facts}.").format(facts="  |  ".join(parts))
        if other:
            text += " " + self.tr("That is not the patient in view.")
        if facts.burned_in:
            text += " " + self.tr("Writing is burned into the picture, perhaps a name.")
        self._text.setText(text)
        self.setAccessibleName(text)
        offers = list_offers(facts, patient, photograph) if store is not None else ()
        self.patient_button.setText(
            self.tr("Choose this patient")
            if store is not None and facts.number and store.patients.find_by_number(facts.number)
            else self.tr("New patient ...")
        )
        self.patient_button.setVisible("patient" in offers)
        if facts.taken_on is not None:
            day = tell_day(facts.taken_on)
            self.day_button.setText(self.tr("Take the day over: {day}").format(day=day))
        self.day_button.setVisible("day" in offers)
        self.place_button.setVisible("place" in offers)
        self.restyle()
        self.show()

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        self.setStyleSheet(current_theme().style_strip("dicom", warns=self._warns))

    @property
    def _facts(self) -> DicomFacts | None:
        keeping = self._filing.keeping
        return None if keeping is None else keeping.reading.facts

    @property
    def _store(self) -> Store | None:
        return self._filing.desk.store

    @property
    def _photograph(self) -> Photograph | None:
        keeping = self._filing.keeping
        return None if keeping is None else keeping.photograph

    def _tell_person(self, facts: DicomFacts) -> str:
        parts = [facts.name] if facts.name else []
        if facts.number:
            parts.append(self.tr("no. {number}").format(number=facts.number))
        if facts.birth_date is not None:
            parts.append(self.tr("born {day}").format(day=tell_day(facts.birth_date)))
        return ", ".join(parts) or self.tr("no patient")

    def _tell_image(self, facts: DicomFacts) -> list[str]:
        parts = [
            self.tr("taken on {day}").format(day=tell_day(facts.taken_on))
            if facts.taken_on is not None
            else self.tr("no day")
        ]
        place = find_place(facts)
        sides = name_sides(self)
        if place is not None:
            named = name_site(place.finer or place.general)
            parts.append(named if place.side is None else f"{named}, {sides[place.side]}")
        else:
            parts.append(name_site(facts.site) or self.tr("no body site"))
        if facts.mm_per_px is not None:
            scale = tell_number(facts.mm_per_px, 4)
            parts.append(self.tr("{scale} mm per pixel").format(scale=scale))
        else:
            parts.append(self.tr("no scale"))
        return parts

    def _take_patient(self) -> None:
        """File the image with the patient whom the file names."""
        facts, store, desk = self._facts, self._store, self._filing.desk
        if facts is None or store is None:
            return
        try:
            patient: Patient | None = find_patient(store, facts)
        except SkinVLError as error:
            self.failed.emit(say(error))
            return
        if patient is None:
            form = PatientForm(store.patients.add, draft=draft_patient(facts), parent=self.window())
            form.exec()
            patient = form.saved
            form.deleteLater()
        if patient is not None and self._store is store and self._facts is facts:
            desk.choose_patient(patient)
            self._filing.file_here()

    def _take_day(self) -> None:
        keeping, facts, photograph = self._filing.keeping, self._facts, self._photograph
        if keeping is not None and facts is not None and photograph is not None:
            day = facts.taken_on
            keeping.put(
                lambda store, it: store.images.describe(
                    it.id, taken_on=day, modality=store.images.get(it.id).modality
                )
            )

    def _take_place(self) -> None:
        """Make a lesion there, which the person confirms, and file the image with it."""
        facts, store, desk = self._facts, self._store, self._filing.desk
        patient, photograph = desk.patient, self._photograph
        place = find_place(facts) if facts is not None else None
        if store is None or patient is None or photograph is None or place is None:
            return
        if photograph.patient_id != patient.id:
            return
        label = suggest_label(store.lesions.list(patient.id))
        start = LesionData(label, site_general=place.general, site=place.finer, side=place.side)
        form = LesionForm(
            patient, start, lambda data: store.lesions.add(patient.id, data), self.window()
        )
        form.exec()
        lesion = form.saved
        form.deleteLater()
        if lesion is None or self._store is not store:
            return
        try:
            moved = store.images.file(photograph.id, patient.id, lesion.id)
            if self._photograph is not None and self._photograph.id == moved.id:
                desk.choose_photograph(moved)
        except SkinVLError as error:
            self.failed.emit(say(error))
