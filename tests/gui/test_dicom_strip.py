"""What a DICOM file says is shown with its image; a person takes it over or confirms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from miniatures.dicom_photograph import write_dicom
from miniatures.reading_room import Room, kept
from pydicom import dcmread
from PySide6.QtCore import QPointF

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.patients import Patient, PatientData
from skinvl.desktop.ui.lesion_form import LesionForm
from skinvl.desktop.ui.patient_form import PatientForm

MakeFile = Callable[..., Path]


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    def make(number: str, name: str = "Doe^Jane", seed: int = 9) -> Path:
        file = tmp_path / f"{number}.dcm"
        write_dicom(file, number, name, seed)
        data = dcmread(file)
        data.PixelSpacing = [0.05, 0.05]
        data.BodyPartExamined, data.ImageLaterality = "LOWER LEG", "L"
        data.PatientBirthDate = "19580327"
        data.save_as(file)
        return file

    return make


def test_facts_are_shown_and_the_ruler_says_whose_scale_it_has(
    clinic: Room, make_file: MakeFile
) -> None:
    clinic.read(make_file("4711"))
    text = clinic.page.dicom.text
    for part in ("Doe, Jane", "4711", "1958-03-27", "2024-07-08", "0.0500 mm"):
        assert part in text
    assert "lower leg, patient's left" in text
    assert "not the patient in view" not in text
    tools = clinic.page.view.tools
    tools.choose("ruler")
    tools.press(QPointF(0, 0))
    tools.release(QPointF(40, 0))
    assert "2.0 mm" in clinic.page.bar._length.text()
    assert "scale of the DICOM file" in clinic.page.bar._length.text()
    assert kept(clinic).mm_per_px == pytest.approx(0.05)
    clinic.page.bar.scale_chosen.emit(20.0)
    assert "scale measured by a person" in clinic.page.bar._length.text()
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert kept(clinic).mm_per_px == pytest.approx(0.5)


def test_other_files_say_nothing(clinic: Room, images: dict[str, Path]) -> None:
    clinic.read(images["melanoma"])
    assert clinic.page.dicom.text == ""


def test_file_of_somebody_else_is_not_filed_without_a_word(
    clinic: Room, store: Store, make_file: MakeFile
) -> None:
    richard = store.patients.add(PatientData("9999", "Roe", "Richard"))
    clinic.read(make_file("9999", "Roe^Richard"))
    page = clinic.page
    assert page.keeping.place == "conflict"
    assert "That is not the patient in view." in page.dicom.text
    assert page.dicom.patient_button.text() == "Choose this patient"
    page.dicom.patient_button.click()
    clinic.wait(lambda: page.keeping is not None and page.keeping.is_filed)
    assert kept(clinic).patient_id == richard.id
    assert clinic.desk.patient is not None and clinic.desk.patient.id == richard.id
    assert page.dicom.patient_button.isHidden()
    clinic.settle()


def test_unknown_patient_is_entered_from_the_file(
    clinic: Room, store: Store, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.desk.choose_patient(None)
    clinic.read(make_file("8150", "Muster^Erika"))
    assert clinic.page.keeping.place == "nobody"
    monkeypatch.setattr(PatientForm, "exec", lambda form: form.accept())
    clinic.page.dicom.patient_button.click()
    clinic.wait(lambda: clinic.page.keeping.is_filed)
    erika = store.patients.find_by_number("8150")
    assert erika is not None
    assert (erika.name, erika.birth_date) == ("Muster, Erika", date(1958, 3, 27))
    assert kept(clinic).patient_id == erika.id
    clinic.settle()


def test_number_of_one_and_name_of_another_is_refused(
    clinic: Room, store: Store, make_file: MakeFile
) -> None:
    clinic.desk.choose_patient(None)
    clinic.read(make_file("4711", "Other^Person"))
    clinic.page.dicom.patient_button.click()
    assert "names another patient" in clinic.problems[0]
    assert clinic.desk.patient is None
    assert not clinic.page.keeping.is_filed


def test_day_and_place_are_taken_over(
    clinic: Room,
    store: Store,
    jane: Patient,
    make_file: MakeFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clinic.read(make_file("4711"))
    photograph = kept(clinic)
    assert photograph.taken_on == date(2024, 7, 8)
    assert clinic.page.dicom.day_button.isHidden()
    store.images.describe(photograph.id, taken_on=None, modality=photograph.modality)
    clinic.desk.refresh_photograph()
    assert "2024-07-08" in clinic.page.dicom.day_button.text()
    clinic.page.dicom.day_button.click()
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert kept(clinic).taken_on == date(2024, 7, 8)
    monkeypatch.setattr(LesionForm, "exec", lambda form: form.accept())
    clinic.page.dicom.place_button.click()
    (lesion,) = store.lesions.list(jane.id)
    assert (lesion.label, lesion.site_general, lesion.site, lesion.side) == (
        "L1", "lower extremity", "lower leg", "left",
    )  # fmt: skip
    assert kept(clinic).lesion_id == lesion.id
    assert clinic.page.dicom.place_button.isHidden()


def test_scale_that_was_dropped_stays_dropped(
    clinic: Room, jane: Patient, make_file: MakeFile
) -> None:
    clinic.desk.choose_patient(None)
    clinic.read(make_file("4711"))
    clinic.page.bar.scale_dropped.emit()
    clinic.desk.choose_patient(jane)
    clinic.page.filing.file_here()
    clinic.wait(lambda: clinic.page.keeping.is_filed and clinic.page.filing.is_idle)
    assert kept(clinic).mm_per_px is None
    assert clinic.page.view.tools.mm_per_px is None


def test_pixels_are_those_of_the_file(clinic: Room, make_file: MakeFile) -> None:
    file = make_file("4711")
    clinic.read(file)
    expected: Any = dcmread(file).pixel_array
    assert np.array_equal(clinic.page.reading.image.rgb, expected)
