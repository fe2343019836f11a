"""Between the page of one image and the store: with whom, how often, and what is shown again."""

from __future__ import annotations

from pathlib import Path

from miniatures.reading_room import Room, kept
from PySide6.QtCore import Qt

from skinvl.desktop.core import messages
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.patients import Patient, PatientData


def test_opened_image_is_filed_with_the_patient_in_view(
    clinic: Room, store: Store, jane: Patient, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    (photograph,) = store.images.list(patient_id=jane.id)
    assert store.images.read(photograph) == images["melanoma"].read_bytes()
    finding = store.readings.finding(photograph.reading_id)
    assert finding == clinic.page.reading.finding
    assert finding.stamp.bundle_sha256 == clinic.models[0].bundle_sha256
    assert clinic.desk.photograph.id == photograph.id
    assert "Kept with Doe, Jane (no. 4711)" in clinic.page.strip.text


def test_nothing_is_kept_without_a_patient_until_a_person_says_so(
    room: Room, store: Store, jane: Patient, images: dict[str, Path]
) -> None:
    room.desk.set_store(store)
    room.read(images["melanoma"])
    room.press(Qt.Key.Key_A)
    assert store.images.find_copies(room.page.reading.image.sha256) == ()
    assert "no patient was chosen" in room.page.strip.text
    room.desk.choose_patient(jane)
    assert store.images.list(patient_id=jane.id) == ()
    assert "Doe" in room.page.strip.file_button.text()
    room.page.strip.file_button.click()
    room.settle()
    (photograph,) = store.images.list(patient_id=jane.id)
    assert photograph.state == "accepted"
    assert photograph.diagnosis == "melanoma"


def test_same_file_is_kept_once_for_a_patient(
    clinic: Room, store: Store, jane: Patient, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    clinic.read(images["eczema"])
    clinic.read(images["melanoma"])
    assert len(store.images.list(patient_id=jane.id)) == 2


def test_file_of_another_patient_is_asked_about(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    other = store.patients.add(PatientData("4712", "Roe", "Richard"))
    clinic.desk.choose_patient(other)
    clinic.read(images["melanoma"])
    assert "already filed under Doe, Jane" in clinic.page.strip.text.replace(
        "Jane Doe", "Doe, Jane"
    )
    assert store.images.list(patient_id=other.id) == ()
    clinic.page.strip.leave_button.click()
    assert store.images.list(patient_id=other.id) == ()
    clinic.page.strip.file_button.click()
    clinic.wait(lambda: clinic.page.keeping.place == "conflict")
    clinic.page.strip.file_button.click()
    clinic.settle()
    assert len(store.images.list(patient_id=other.id)) == 1


def test_image_leaves_the_screen_with_its_patient(
    clinic: Room, store: Store, jane: Patient, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    other = store.patients.add(PatientData("4712", "Roe", "Richard"))
    clinic.desk.choose_patient(other)
    assert clinic.page.reading is None
    assert not clinic.page.view.has_image
    assert clinic.page.result.differential.row_names == []
    assert len(store.images.list(patient_id=jane.id)) == 1


def test_work_in_the_background_goes_to_the_patient_it_was_opened_for(
    clinic: Room, store: Store, jane: Patient, images: dict[str, Path]
) -> None:
    other = store.patients.add(PatientData("4712", "Roe", "Richard"))
    page = clinic.page
    page.open(str(images["melanoma"]), "melanoma.png")
    clinic.wait(lambda: page.keeping is not None and page.keeping.place in ("filing", "filed"))
    clinic.desk.choose_patient(other)
    assert clinic.page.reading is None
    clinic.wait(lambda: page.filing.is_idle)
    assert store.images.list(patient_id=other.id) == ()
    assert len(store.images.list(patient_id=jane.id)) == 1
    assert clinic.desk.patient == other
    assert clinic.desk.photograph is None


def test_changed_file_is_never_filed_under_the_old_result(
    room: Room, store: Store, jane: Patient, images: dict[str, Path], tmp_path: Path
) -> None:
    room.desk.set_store(store)
    file = tmp_path / "image.png"
    file.write_bytes(images["melanoma"].read_bytes())
    room.read(file)
    file.write_bytes(images["eczema"].read_bytes())
    room.desk.choose_patient(jane)
    room.page.strip.file_button.click()
    room.wait(lambda: bool(room.problems))
    assert "changed after it was read" in room.problems[0]
    assert store.images.list(patient_id=jane.id) == ()
    assert room.page.result.differential.row_names


def test_stored_photograph_is_shown_without_running_the_model(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    photograph = kept(clinic)
    finding = clinic.page.reading.finding
    clinic.desk.choose_photograph(None)
    assert clinic.page.reading is None
    seen: list[messages.Event] = []
    clinic.operations.happened.connect(lambda event, levels: seen.append(event))
    clinic.desk.choose_photograph(photograph)
    clinic.wait(lambda: clinic.page.reading is not None and clinic.page.reading.finding is not None)
    assert clinic.page.reading.finding == finding
    assert clinic.page.result.differential.row_names[0].startswith("1. Melanoma")
    assert not any(isinstance(event, messages.Found) for event in seen)
    assert clinic.page.reading.image.sha256 == photograph.image_sha256
    assert len(store.readings.list(photograph.id)) == 1


def test_damaged_stored_image_is_told_and_not_shown(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    photograph = kept(clinic)
    clinic.desk.choose_photograph(None)
    file = store.session.unlocked.images.path_of(photograph.image_sha256)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    clinic.desk.choose_photograph(photograph)
    clinic.wait(lambda: bool(clinic.problems))
    assert not clinic.page.view.has_image
    assert clinic.page.reading is None


def test_questions_are_kept_with_the_case(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    clinic.page.ask("Is the border irregular?")
    clinic.settle()
    photograph = kept(clinic)
    (exchange,) = store.exchanges.list(photograph.id)
    assert (exchange.question, exchange.state) == ("Is the border irregular?", "complete")
    assert exchange.answer == clinic.page.reading.exchanges[0].answer
    clinic.desk.choose_photograph(None)
    clinic.desk.choose_photograph(photograph)
    clinic.wait(lambda: clinic.page.reading is not None and clinic.page.view.has_image)
    assert clinic.page.questions.answers == [exchange.answer or "The model gave no answer."]
    clinic.page.ask("Which colours?")
    clinic.settle()
    assert [item.state for item in store.exchanges.list(photograph.id)] == ["complete"] * 2


def test_what_waits_is_written_before_the_page_is_finished(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    for kind in ("flag", "skip", "flag"):
        clinic.page.decide(kind)
    clinic.page.finish()
    assert clinic.page.filing.is_idle
    assert len(store.decisions.list(kept(clinic).id)) == 3


def test_failure_to_keep_is_told_and_keeps_the_screen(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    draft = clinic.page.result.draft
    draft.edit_button.click()
    draft.editor.setPlainText("My text")
    store.lock()
    draft.keep_button.click()
    clinic.wait(lambda: bool(clinic.problems))
    assert clinic.problems[0].startswith("Not kept: ")
    assert draft.is_editing
    assert draft.editor.toPlainText() == "My text"
