"""Patients, photographs and comparison in the real window with a real engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData


def draw(file: Path, seed: int) -> bytes:
    image = Image.new("RGB", (320, 240), (205, 160, 140))
    radius = 40 + 10 * seed
    ImageDraw.Draw(image).ellipse(
        (160 - radius, 120 - radius, 160 + radius, 120 + radius), fill=(96, 60, 42)
    )
    noise = np.random.default_rng(seed).integers(-6, 7, (240, 320, 3))
    pixels = np.clip(np.asarray(image).astype(int) + noise, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(file)
    return file.read_bytes()


def agree() -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    box.button(QMessageBox.StandardButton.Yes).click()


@pytest.fixture
def window(workplace: Any, store: Store) -> Any:
    workplace.window.desk.set_store(store)
    return workplace.window


def test_from_the_patient_to_the_comparison(
    window: Any, workplace: Any, store: Store, tmp_path: Path
) -> None:
    jane = store.patients.add(PatientData("4711", "Doe", "Jane", date(1958, 3, 27)))
    lesion = store.lesions.add(jane.id, LesionData("L1", "anterior torso", "chest", "left"))
    files = [tmp_path / f"{seed}.png" for seed in range(2)]
    for seed, file in enumerate(files):
        draw(file, seed)
    window.pages.show_page("patient")
    page = window.page_set.patient
    page.choose_patient(jane)
    page.lesions.table.setCurrentCell(1, 0)
    QTimer.singleShot(0, agree)
    page.intake.add(files)
    workplace.wait(lambda: page.lesions.model.rowCount() == 2)
    for photograph, day in zip(
        store.images.list(lesion_id=lesion.id), (date(2025, 1, 1), date(2026, 1, 1)), strict=True
    ):
        store.images.describe(photograph.id, taken_on=day, modality="dermoscopy")
    window.pages.show_page("compare")
    compare = window.page_set.compare
    workplace.wait(compare.measure.isEnabled)
    assert compare.between.text().startswith("365 days between them.")
    compare.measure.click()
    workplace.wait(lambda: not compare.measuring.is_running)
    compare.timeline.list.setCurrentIndex(compare.timeline.model.index(0))
    compare.timeline.buttons["open"].click()
    assert window.desk.photograph is not None
    workplace.wait(lambda: window.reading is not None and window.reading.image is not None)
    assert window.reading.image.sha256 == window.desk.photograph.image_sha256


def test_a_reading_that_ends_chooses_nothing(
    window: Any, workplace: Any, store: Store, tmp_path: Path
) -> None:
    patients = [
        store.patients.add(PatientData(number, "Doe", name))
        for number, name in (("4711", "Jane"), ("4712", "John"))
    ]
    draw(tmp_path / "a.png", 3)
    window.open_file(tmp_path / "a.png")
    window.pages.show_page("patient")
    window.page_set.patient.choose_patient(patients[1])
    lesion = store.lesions.add(patients[1].id, LesionData("L1"))
    window.desk.choose_patient(patients[1], lesion)
    before = (window.desk.patient, window.desk.lesion, window.desk.photograph)
    workplace.wait_for_state("complete")
    assert (window.desk.patient, window.desk.lesion, window.desk.photograph) == before
    assert window.page_set.patient.isVisible()
    assert "4712" in window._banner.text and "L1" in window._banner.text


def test_locking_hides_every_patient(window: Any, store: Store, tmp_path: Path) -> None:
    jane = store.patients.add(PatientData("4711", "Doe", "Jane"))
    content = draw(tmp_path / "a.png", 1)
    store.images.add(content, PhotographData("a.png", 320, 240, jane.id))
    window.pages.show_page("patient")
    window.page_set.patient.choose_patient(jane)
    window.access.lock()
    page = window.page_set.patient
    assert page.list.model.rowCount() == page.lesions.model.rowCount() == 0
    assert page.thumbnails.count == 0
    assert window.desk.patient is None
