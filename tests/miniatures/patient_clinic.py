"""Two patients with lesions and photographs in a real store, and what their page shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QApplication, QMessageBox

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import Lesion, LesionData
from skinvl.desktop.core.store.patients import Patient, PatientData
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.patient_page import PatientPage


def picture(seed: int, exif_day: str | None = None) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (40, 60, 3), dtype=np.uint8)
    exif = Image.Exif()
    if exif_day is not None:
        exif[0x0132] = exif_day
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


class Clinic:
    """Two patients; Jane has two lesions with photographs and one photograph of no lesion."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.jane = store.patients.add(PatientData("4711", "Doe", "Jane", date(1958, 3, 27)))
        self.kim = store.patients.add(PatientData("4712", "Müller", "Kim", date(1971, 1, 2)))
        self.back = self._lesion(self.jane, "L1", "posterior torso", "upper back")
        self.hand = self._lesion(self.jane, "L2", "upper extremity", "hand")
        self.kims = self._lesion(self.kim, "L1", "head/neck", "nose")
        self.photographs = [
            self.add(0, self.jane, self.back, date(2025, 1, 5)),
            self.add(1, self.jane, self.back, date(2026, 2, 6)),
            self.add(2, self.jane, self.hand, date(2026, 3, 7)),
            self.add(3, self.jane, None, None),
        ]
        self.kims_photograph = self.add(4, self.kim, self.kims, date(2026, 4, 8))

    def _lesion(self, patient: Patient, label: str, general: str, site: str) -> Lesion:
        return self.store.lesions.add(patient.id, LesionData(label, general, site, "left"))

    def add(
        self, seed: int, patient: Patient, lesion: Lesion | None, day: date | None
    ) -> Photograph:
        data = PhotographData(
            f"{seed}.jpg", 60, 40, patient.id, None if lesion is None else lesion.id, day
        )
        return self.store.images.add(picture(seed), data)


def desk_of(page: PatientPage) -> Desk:
    return page._desk


def names(page: PatientPage) -> list[str]:
    model = page.list.model
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def shown(page: PatientPage) -> list[str]:
    model = page.lesions.model
    return [model.photograph(row).file_name for row in range(model.rowCount())]


def answer(button: QMessageBox.StandardButton, seen: list[str]) -> Callable[[], None]:
    """Answers the question that is on the screen, once it is."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(box.text())
        box.button(button).click()

    return press
