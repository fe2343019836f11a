"""Filing an image: once, with the right person, and never under another image's result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.image import open_image
from skinvl.desktop.core.dicom_facts import DicomFacts
from skinvl.desktop.core.filing import (
    Case,
    file_finding,
    file_image,
    find_doubt,
    find_elsewhere,
    name_state,
    read_content,
    recall,
)
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import Patient, PatientData

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = tmp_path / "data"
    created = create_store(folder, "anna", "Dr. Anna Berg", "correct horse battery", cost=CHEAP)
    yield created.store
    created.store.close()


@pytest.fixture
def patient(store: Store) -> Patient:
    return store.patients.add(PatientData("4711", "Doe", "Jane"))


@pytest.fixture
def reading(images: dict[str, Path], tmp_path: Path) -> Reading:
    file = tmp_path / "a.png"
    file.write_bytes(images["melanoma"].read_bytes())
    return Reading(1, "a.png", str(file), image=open_image(file), state="complete")


def test_image_is_kept_once_for_a_patient_and_a_lesion(
    store: Store, patient: Patient, reading: Reading
) -> None:
    first = file_image(store, reading, Case(patient))
    assert file_image(store, reading, Case(patient)) == first
    lesion = store.lesions.add(patient.id, LesionData("L1"))
    moved = file_image(store, reading, Case(patient, lesion))
    assert (moved.id, moved.lesion_id) == (first.id, lesion.id)
    second = store.lesions.add(patient.id, LesionData("L2"))
    other = file_image(store, reading, Case(patient, second))
    assert other.id != first.id
    assert file_image(store, reading, Case(patient, lesion)).id == first.id


def test_file_that_is_gone_or_changed_is_refused(
    store: Store, patient: Patient, reading: Reading
) -> None:
    file = Path(str(reading.source))
    file.write_bytes(b"other")
    with pytest.raises(RecordConflict, match="changed after it was read"):
        file_image(store, reading, Case(patient))
    file.unlink()
    with pytest.raises(RecordConflict, match="file is gone"):
        read_content(reading)
    assert store.images.list(patient_id=patient.id) == ()


def test_other_patients_with_the_same_file_are_named(
    store: Store, patient: Patient, reading: Reading
) -> None:
    assert reading.image is not None
    other = store.patients.add(PatientData("4712", "Roe", "Richard"))
    file_image(store, reading, Case(patient))
    assert find_elsewhere(store, reading.image.sha256, patient) is None
    assert "4711" in str(find_elsewhere(store, reading.image.sha256, other))
    assert "already filed" in str(find_doubt(store, reading, other))


def test_dicom_file_of_somebody_else_raises_a_doubt(
    store: Store, patient: Patient, reading: Reading
) -> None:
    reading.facts = DicomFacts(number="9999", name="Roe, Richard")
    assert "names another patient" in str(find_doubt(store, reading, patient))
    reading.facts = DicomFacts(number="4711", taken_on=date(2024, 5, 6), mm_per_px=0.02)
    reading.taken_on = reading.facts.taken_on
    assert find_doubt(store, reading, patient) is None
    photograph = file_image(store, reading, Case(patient))
    assert (photograph.taken_on, photograph.mm_per_px) == (date(2024, 5, 6), 0.02)


def test_finding_is_kept_once_and_recalled_whole(
    store: Store, patient: Patient, reading: Reading, bundle: Any
) -> None:
    finding = bundle.diagnose(reading.image)
    photograph = file_image(store, reading, Case(patient))
    assert recall(store, photograph).stored is None
    stored = file_finding(store, photograph, finding, "complete")
    assert file_finding(store, photograph, finding, "complete") == stored
    store.descriptions.save(photograph.id, stored.id, "Mine")
    asked = store.exchanges.ask(photograph.id, stored.id, "Why?")
    found = recall(store, photograph)
    assert found.content == read_content(reading)
    assert (found.finding, found.description) == (finding, "Mine")
    assert [(item.question, item.state) for item in found.exchanges] == [("Why?", "stopped")]
    store.exchanges.finish(asked.id, "So.")
    assert recall(store, photograph).exchanges[0].answer == "So."
    with pytest.raises(RecordConflict, match="another image"):
        other = replace(finding, stamp=replace(finding.stamp, image_sha256="0" * 64))
        file_finding(store, photograph, other, "complete")


def test_state_of_a_reading_as_it_is_stored(bundle: Any, reading: Reading) -> None:
    assert name_state(reading) == "failed"
    reading.finding = bundle.diagnose(reading.image)
    assert name_state(reading) == "complete"
    reading.state = "stopped"
    assert name_state(reading) == "stopped"
