"""Putting image files with a patient, on a real store: added, known, refused or left."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, VLPhotographicImageStorage, generate_uid

from skinvl.desktop.core.day_taken import find_day_taken
from skinvl.desktop.core.filing import Case
from skinvl.desktop.core.intake import take_in
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.errors import StoreLocked
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData


def picture(seed: int, day: str | None = None) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (20, 30, 3), dtype=np.uint8)
    exif = Image.Exif()
    if day is not None:
        exif.get_ifd(0x8769)[0x9003] = day
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    cost = Cost(iterations=1, lanes=1, memory_kib=64)
    created = create_store(tmp_path / "data", "anna", "Dr. Anna Berg", "correct horse", cost=cost)
    yield created.store
    created.store.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{seed}.jpg" for seed in range(3)]
    for seed, file in enumerate(made):
        file.write_bytes(picture(seed, "2024:05:06 10:11:12" if seed == 0 else None))
    return made


def test_counts_make_up_all_files(store: Store, files: list[Path], tmp_path: Path) -> None:
    jane = Case(store.patients.add(PatientData("4711", "Doe", "Jane")))
    john = Case(store.patients.add(PatientData("4712", "Doe", "John")))
    take_in(store, john, files[2:])
    (tmp_path / "text.jpg").write_text("no image")
    steps: list[tuple[int, int]] = []
    wanted = [*files, files[0], tmp_path / "text.jpg", tmp_path / "gone.jpg"]
    intake = take_in(store, jane, wanted, lambda done, total: steps.append((done, total)))
    assert [item.file_name for item in intake.added] == ["0.jpg", "1.jpg"]
    assert [item.taken_on for item in intake.added] == [date(2024, 5, 6), None]
    assert intake.known == 1 and intake.left == 0
    assert [name for name, _ in intake.refused] == ["2.jpg", "text.jpg", "gone.jpg"]
    assert "Doe, John (no. 4712)" in intake.refused[0][1]
    assert steps == [(done, 6) for done in range(1, 7)]
    assert len(store.images.list(patient_id=jane.patient.id)) == 2
    assert len(store.images.list(patient_id=john.patient.id)) == 1


def test_bytes_in_the_store_are_those_of_the_file(store: Store, files: list[Path]) -> None:
    jane = store.patients.add(PatientData("4711", "Doe", "Jane"))
    lesion = store.lesions.add(jane.id, LesionData("L1"))
    intake = take_in(store, Case(jane, lesion), files[:1])
    photograph = intake.added[0]
    assert (photograph.patient_id, photograph.lesion_id) == (jane.id, lesion.id)
    assert (photograph.width, photograph.height) == (30, 20)
    assert store.images.read(photograph) == files[0].read_bytes()


def test_a_photograph_without_a_lesion_is_moved_and_not_doubled(
    store: Store, files: list[Path]
) -> None:
    jane = store.patients.add(PatientData("4711", "Doe", "Jane"))
    lesion = store.lesions.add(jane.id, LesionData("L1"))
    take_in(store, Case(jane), files[:1])
    intake = take_in(store, Case(jane, lesion), files[:1])
    assert len(intake.added) == 1 and intake.known == 0
    assert [item.lesion_id for item in store.images.list(patient_id=jane.id)] == [lesion.id]


def test_stopping_keeps_what_was_added(store: Store, files: list[Path]) -> None:
    jane = store.patients.add(PatientData("4711", "Doe", "Jane"))
    answers = iter([False, True])
    intake = take_in(store, Case(jane), files, stopped=lambda: next(answers))
    assert (len(intake.added), intake.left) == (1, 2)
    assert len(store.images.list(patient_id=jane.id)) == 1


def test_a_locked_store_ends_it(store: Store, files: list[Path]) -> None:
    jane = store.patients.add(PatientData("4711", "Doe", "Jane"))
    with pytest.raises(StoreLocked):
        take_in(store, Case(jane), files, lambda done, total: store.lock())


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "2999:01:01 00:00:00", "yesterday"])
def test_a_day_that_cannot_be_is_no_day(text: str) -> None:
    assert find_day_taken(picture(1, text)) is None
    assert find_day_taken(b"no image") is None


def make_dicom(file: Path, number: str) -> None:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = VLPhotographicImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID, data.SOPInstanceUID = (
        meta.MediaStorageSOPClassUID,
        meta.MediaStorageSOPInstanceUID,
    )
    data.PatientID, data.PatientName, data.StudyDate = number, "Doe^Jane", "20240708"
    data.Modality, data.PixelSpacing = "DMS", [0.05, 0.05]
    data.Rows, data.Columns, data.SamplesPerPixel = 20, 30, 3
    data.PhotometricInterpretation, data.PlanarConfiguration = "RGB", 0
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    data.PixelData = np.random.default_rng(9).integers(0, 255, 1800, dtype=np.uint8).tobytes()
    data.save_as(file, enforce_file_format=True)


def test_dicom_of_another_patient_is_refused(store: Store, tmp_path: Path) -> None:
    jane = store.patients.add(PatientData("4711", "Doe", "Jane"))
    make_dicom(tmp_path / "other.dcm", "9999")
    make_dicom(tmp_path / "hers.dcm", "4711")
    intake = take_in(store, Case(jane), [tmp_path / "other.dcm", tmp_path / "hers.dcm"])
    assert [name for name, _ in intake.refused] == ["other.dcm"]
    assert "number 9999, not 4711" in intake.refused[0][1]
    photograph = intake.added[0]
    assert (photograph.taken_on, photograph.modality) == (date(2024, 7, 8), "dermoscopy")
    assert photograph.mm_per_px == pytest.approx(0.05)
