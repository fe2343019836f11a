"""The page of one image over a real store, a real engine process and real keys."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QMainWindow

from skinvl.contract.ontology import ontology
from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.deciding import find_diagnoses
from skinvl.desktop.core.marks import Mark
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.patients import Patient, PatientData
from skinvl.desktop.core.store.session import Session
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.reading_page import ReadingPage

TIMEOUT_MS = 20_000


class Room:
    """A window with nothing but the page, its desk and its engine."""

    def __init__(self, qtbot: Any, bundle: Path) -> None:
        self._qtbot = qtbot
        self.operations = Operations(EngineChoice(bundle, "cpu"))
        self.desk = Desk()
        self.page = ReadingPage(self.operations, self.desk)
        self.problems: list[str] = []
        self.models: list[messages.Ready] = []
        self.page.failed.connect(self.problems.append)
        self.operations.happened.connect(self._take)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.page)
        self.window.resize(1300, 900)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.operations.start()

    def _take(self, event: messages.Event, levels: Any) -> None:
        if isinstance(event, messages.Ready):
            self.models.append(event)
            self.page.set_model(event)
        self.page.take(event, levels)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=TIMEOUT_MS)

    def settle(self) -> None:
        """Until everything is read and written."""
        self.wait(
            lambda: (
                self.page.reading is not None
                and not self.page.reading.is_running
                and self.page.reading.answering is None
                and self.page.filing.is_idle
            )
        )

    def read(self, file: Path) -> None:
        self.page.open(str(file), file.name)
        self.settle()
        assert self.page.reading is not None
        assert self.page.reading.state == "complete"

    def press(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self.page.view.setFocus()
        self._qtbot.keyClick(self.page.view, key, modifier)
        self.wait(lambda: self.page.filing.is_idle)


@pytest.fixture
def room(qtbot: Any, tiny: Path) -> Iterator[Room]:
    room = Room(qtbot, tiny)
    yield room
    room.page.finish()
    room.operations.close()
    room.window.close()
    room.window.deleteLater()


@pytest.fixture
def patient(store: Store) -> Patient:
    return store.patients.add(PatientData("4711", "Doe", "Jane"))


@pytest.fixture
def clinic(room: Room, store: Store, patient: Patient) -> Room:
    """A room with a store and a patient in view."""
    room.desk.set_store(store)
    room.desk.choose_patient(patient)
    return room


def kept(room: Room) -> Any:
    photograph = room.page.keeping.photograph
    assert photograph is not None
    return room.desk.store.images.get(photograph.id)


def test_opened_image_is_filed_with_the_patient_in_view(
    clinic: Room, store: Store, patient: Patient, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    (photograph,) = store.images.list(patient_id=patient.id)
    assert store.images.read(photograph) == images["melanoma"].read_bytes()
    finding = store.readings.finding(photograph.reading_id)
    assert finding == clinic.page.reading.finding
    assert finding.stamp.bundle_sha256 == clinic.models[0].bundle_sha256
    assert clinic.desk.photograph.id == photograph.id
    assert "Kept with Doe, Jane (no. 4711)" in clinic.page.strip.text


def test_nothing_is_kept_without_a_patient_until_a_person_says_so(
    room: Room, store: Store, patient: Patient, images: dict[str, Path]
) -> None:
    room.desk.set_store(store)
    room.read(images["melanoma"])
    room.press(Qt.Key.Key_A)
    assert store.images.find_copies(room.page.reading.image.sha256) == ()
    assert "no patient was chosen" in room.page.strip.text
    room.desk.choose_patient(patient)
    assert store.images.list(patient_id=patient.id) == ()
    assert "Doe" in room.page.strip.file_button.text()
    room.page.strip.file_button.click()
    room.settle()
    (photograph,) = store.images.list(patient_id=patient.id)
    assert photograph.state == "accepted"
    assert photograph.diagnosis == "melanoma"


def test_same_file_is_kept_once_for_a_patient(
    clinic: Room, store: Store, patient: Patient, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    clinic.read(images["eczema"])
    clinic.read(images["melanoma"])
    assert len(store.images.list(patient_id=patient.id)) == 2


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
    clinic: Room, store: Store, patient: Patient, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    other = store.patients.add(PatientData("4712", "Roe", "Richard"))
    clinic.desk.choose_patient(other)
    assert clinic.page.reading is None
    assert not clinic.page.view.has_image
    assert clinic.page.result.differential.row_names == []
    assert len(store.images.list(patient_id=patient.id)) == 1


def test_work_in_the_background_goes_to_the_patient_it_was_opened_for(
    clinic: Room, store: Store, patient: Patient, images: dict[str, Path]
) -> None:
    other = store.patients.add(PatientData("4712", "Roe", "Richard"))
    page = clinic.page
    page.open(str(images["melanoma"]), "melanoma.png")
    clinic.wait(lambda: page.keeping is not None and page.keeping.place in ("filing", "filed"))
    clinic.desk.choose_patient(other)
    assert clinic.page.reading is None
    clinic.wait(lambda: page.filing.is_idle)
    assert store.images.list(patient_id=other.id) == ()
    assert len(store.images.list(patient_id=patient.id)) == 1
    assert clinic.desk.patient == other
    assert clinic.desk.photograph is None


def test_changed_file_is_never_filed_under_the_old_result(
    room: Room, store: Store, patient: Patient, images: dict[str, Path], tmp_path: Path
) -> None:
    room.desk.set_store(store)
    file = tmp_path / "image.png"
    file.write_bytes(images["melanoma"].read_bytes())
    room.read(file)
    file.write_bytes(images["eczema"].read_bytes())
    room.desk.choose_patient(patient)
    room.page.strip.file_button.click()
    room.wait(lambda: bool(room.problems))
    assert "changed after it was read" in room.problems[0]
    assert store.images.list(patient_id=patient.id) == ()
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


def test_decisions_are_kept_by_one_key_and_undone(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    clinic.press(Qt.Key.Key_A)
    assert kept(clinic).state == "accepted"
    assert "Accepted: Melanoma (as the model)" in clinic.page.decisions.standing
    clinic.press(Qt.Key.Key_2)
    second = clinic.page.reading.finding.differential[1]
    assert (kept(clinic).state, kept(clinic).diagnosis) == ("overridden", second.code)
    assert "not as the model" in clinic.page.decisions.standing
    clinic.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept(clinic).state == "accepted"
    clinic.press(Qt.Key.Key_U)
    assert kept(clinic).state == "read"
    clinic.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert kept(clinic).state == "accepted"
    for key, state in (
        (Qt.Key.Key_F, "flagged"),
        (Qt.Key.Key_S, "skipped"),
        (Qt.Key.Key_Q, "bad-image"),
    ):
        clinic.press(key)
        assert kept(clinic).state == state
    assert len(clinic.page.history.texts) == 8
    assert any("(undone)" in text for text in clinic.page.history.texts)
    assert "Dr. Anna Berg" in clinic.page.history.texts[0]


def test_override_by_search_and_comment(clinic: Room, images: dict[str, Path], qtbot: Any) -> None:
    clinic.read(images["melanoma"])
    clinic.press(Qt.Key.Key_O)
    bar = clinic.page.decisions
    assert bar.search.isVisible()
    qtbot.keyClicks(bar.search.line, "basal cell")
    qtbot.keyClick(bar.search.line, Qt.Key.Key_Return)
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert kept(clinic).diagnosis == "basal-cell-carcinoma"
    clinic.press(Qt.Key.Key_N)
    qtbot.keyClicks(bar.comment, "ask Dr. Q")
    qtbot.keyClick(bar.comment, Qt.Key.Key_Return)
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert any("Comment: ask Dr. Q" in text for text in clinic.page.history.texts)
    assert kept(clinic).state == "overridden"


def test_letters_typed_into_a_field_decide_nothing(
    clinic: Room, images: dict[str, Path], qtbot: Any
) -> None:
    clinic.read(images["melanoma"])
    line = clinic.page.questions.line
    clinic.page.questions.focus_line()
    qtbot.keyClicks(line, "as f1u")
    assert line.text() == "as f1u"
    assert clinic.page.history.texts == []
    assert isinstance(line, QLineEdit)


def test_no_key_is_used_twice() -> None:
    keys = [key for key, _ in ReadingPage.list_shortcuts()]
    assert len(set(keys)) == len(keys)


def test_opinion_comes_first(
    clinic: Room, store: Store, images: dict[str, Path], qtbot: Any
) -> None:
    page = clinic.page
    page.configure(Configuration(opinion_first=True))
    clinic.read(images["melanoma"])
    assert page.is_hidden
    assert page.opinion.isVisible()
    assert page.result.differential.row_names == []
    assert page.result.description == ""
    assert page.build_report() is None
    assert not page.actions_by_name["accept"].isEnabled()
    assert not page.actions_by_name["heat"].isEnabled()
    clinic.press(Qt.Key.Key_R)
    assert page.is_hidden
    qtbot.keyClicks(page.opinion.search.line, "melanocytic nev")
    qtbot.keyClick(page.opinion.search.line, Qt.Key.Key_Return)
    page.opinion.buttons["no"].click()
    page.opinion.confidence.setValue(80)
    clinic.press(Qt.Key.Key_R)
    clinic.wait(lambda: not page.is_hidden)
    clinic.settle()
    own = store.opinions.own(kept(clinic).id)
    assert own.before_ai
    assert (own.code, own.suspicion, own.confidence) == ("melanocytic-nevus", "no", 0.8)
    assert store.opinions.is_revealed(kept(clinic).id)
    assert page.result.differential.row_names[0].startswith("1. Melanoma")
    assert "Your opinion before the result" in page.decisions.standing


def test_opinion_without_a_store_lives_as_long_as_the_reading(
    room: Room, images: dict[str, Path], qtbot: Any
) -> None:
    room.page.configure(Configuration(opinion_first=True))
    room.read(images["melanoma"])
    qtbot.keyClicks(room.page.opinion.search.line, "melanoma")
    qtbot.keyClick(room.page.opinion.search.line, Qt.Key.Key_Return)
    room.page.opinion.buttons["yes"].click()
    room.page.opinion.submit.click()
    assert not room.page.is_hidden
    room.read(images["eczema"])
    assert room.page.is_hidden
    assert room.page.keeping.opinion is None


def test_result_that_was_seen_is_not_hidden_again(clinic: Room, images: dict[str, Path]) -> None:
    clinic.read(images["melanoma"])
    photograph = kept(clinic)
    clinic.page.configure(Configuration(opinion_first=True))
    clinic.desk.choose_photograph(None)
    clinic.desk.choose_photograph(photograph)
    clinic.wait(lambda: clinic.page.reading is not None and clinic.page.reading.finding is not None)
    assert not clinic.page.is_hidden


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


def test_edited_description_is_kept_beside_the_draft(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    draft = clinic.page.result.draft
    original = draft.text
    draft.edit_button.click()
    assert draft.editor.toPlainText() == original
    draft.editor.setPlainText("Irregular pigmented lesion.")
    draft.keep_button.click()
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert draft.text == "Irregular pigmented lesion."
    assert "Edited by a person" in draft.mark
    stored = store.readings.current(kept(clinic).id)
    assert store.descriptions.current(stored.id).text == "Irregular pigmented lesion."
    assert store.readings.finding(stored.id).description == original
    draft.original_button.click()
    assert draft.text == original
    assert draft.mark == "Draft, written by the language model"


def test_stale_result_says_so_and_can_be_made_again(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    page = clinic.page
    assert page.staleness is None
    assert page.build_report() is not None
    page.set_model(replace(clinic.models[0], version="9.9.9", bundle_sha256="f" * 64))
    assert "Stale" in page.result.staleness
    assert "9.9.9" in page.result.staleness
    assert page.build_report() is None
    assert not page.actions_by_name["accept"].isEnabled()
    page.set_model(replace(clinic.models[0], precision="int8"))
    assert "int8" in page.result.staleness
    page.result.again_button.click()
    clinic.wait(lambda: page.reading.state != "complete")
    clinic.settle()
    assert len(store.readings.list(kept(clinic).id)) == 2
    page.set_model(clinic.models[0])
    assert page.result.staleness == ""


def test_checklists_are_kept(clinic: Room, store: Store, images: dict[str, Path]) -> None:
    clinic.read(images["melanoma"])
    page = clinic.page.checklists.pages["dermoscopic-7-point"]
    page.rows["veil"].buttons[True].click()
    page.rows["dots"].buttons[True].click()
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert "melanoma is suspected" in page.score
    saved = store.checklists.current(kept(clinic).id, "dermoscopic-7-point")
    assert saved.score == 3
    assert saved.items["veil"] is True
    assert saved.items["network"] is None
    photograph = kept(clinic)
    clinic.desk.choose_photograph(None)
    assert page.rows["veil"].answer is None
    clinic.desk.choose_photograph(photograph)
    clinic.wait(lambda: clinic.page.view.has_image)
    assert page.rows["veil"].answer is True


def test_drawings_and_scale_are_kept_and_the_image_is_not_touched(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    view = clinic.page.view
    before = hashlib.sha256(clinic.page.reading.image.rgb.tobytes()).hexdigest()
    view.drawing.add(Mark("arrow", ((1.0, 1.0), (20.0, 20.0))))
    view.drawing.add(Mark("text", ((5.0, 5.0),), "here"))
    view.drawing.stack.undo()
    clinic.wait(lambda: clinic.page.filing.is_idle)
    photograph = kept(clinic)
    assert len(store.annotations.current(photograph.id).overlay["marks"]) == 1
    clinic.page.bar.scale_chosen.emit(5.0)
    assert "two points" in clinic.problems[-1]
    clinic.page._keep_scale(0.05)
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert store.images.get(photograph.id).mm_per_px == 0.05
    assert hashlib.sha256(clinic.page.reading.image.rgb.tobytes()).hexdigest() == before
    assert store.images.read(photograph) == images["melanoma"].read_bytes()
    clinic.desk.choose_photograph(None)
    assert view.drawing.marks == ()
    clinic.desk.choose_photograph(photograph)
    clinic.wait(lambda: view.has_image)
    assert [mark.kind for mark in view.drawing.marks] == ["arrow"]
    assert view.tools.mm_per_px == 0.05


def test_heat_map_is_off_until_asked_for_and_goes_with_its_image(
    clinic: Room, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    page = clinic.page
    assert not page.view.overlays.shows_heat
    assert page.reading.explained is None
    assert page.bar.caption == ""
    clinic.press(Qt.Key.Key_H)
    assert page.view.overlays.shows_heat
    clinic.wait(lambda: page.view.overlays.has_heat)
    assert "Where, not why" in page.bar.caption
    assert page.reading.explained.sha256 == page.reading.image.sha256
    stale = page.reading.explained
    clinic.read(images["eczema"])
    assert not page.view.overlays.has_heat
    assert not page.view.overlays.shows_heat
    clinic.operations.happened.emit(stale, None)
    assert not page.view.overlays.has_heat


def test_suggestions_need_a_reliable_outline(clinic: Room, images: dict[str, Path]) -> None:
    clinic.read(images["melanoma"])
    clinic.page.checklists.suggest_button.click()
    clinic.wait(lambda: clinic.page.reading.explained is not None)
    explained = clinic.page.reading.explained
    if not explained.reliable:
        assert "No suggestions" in clinic.page.checklists.note


def test_stated_modality_that_does_not_fit_is_told(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    clinic.page.result.modality_stated.emit("clinical")
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert "Stated: clinical photograph" in clinic.page.result.concerns
    assert kept(clinic).modality == "clinical"


def test_result_says_how_it_was_made(clinic: Room, images: dict[str, Path]) -> None:
    clinic.read(images["melanoma"])
    stamp = clinic.page.result.stamp
    joined = stamp.replace(" ", "")
    model = clinic.models[0]
    for part in (
        model.bundle_sha256,
        model.precision,
        model.provider,
        clinic.page.reading.image.sha256,
        "Time of analysis",
        "prediction sets",
    ):
        assert part in stamp or part in joined


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


def test_every_diagnosis_can_be_found() -> None:
    for item in ontology():
        assert item.code in dict(find_diagnoses(item.name))


def test_drawing_is_undone_before_a_decision_while_a_tool_is_in_hand(
    room: Room, images: dict[str, Path]
) -> None:
    room.read(images["melanoma"])
    room.press(Qt.Key.Key_F)
    room.page.view.tools.choose("arrow")
    room.page.view.drawing.add(Mark("arrow", ((1.0, 1.0), (20.0, 20.0))))
    room.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.page.view.drawing.marks == ()
    assert "Flagged" in room.page.decisions.standing
    room.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Not decided" in room.page.decisions.standing


def test_full_screen_shows_the_image_alone_and_goes_back(
    room: Room, images: dict[str, Path]
) -> None:
    room.read(images["melanoma"])
    room.press(Qt.Key.Key_F11)
    assert room.window.isFullScreen()
    assert not room.page.result.isVisible()
    room.press(Qt.Key.Key_F11)
    assert not room.window.isFullScreen()
    assert room.page.result.isVisible()


def test_turning_changes_the_screen_alone(room: Room, images: dict[str, Path]) -> None:
    room.read(images["melanoma"])
    before = room.page.reading.image.rgb.tobytes()
    room.press(Qt.Key.Key_T)
    assert room.page.view.quarters == 1
    assert room.page.reading.image.rgb.tobytes() == before
    room.press(Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    assert room.page.view.quarters == 0


class Heartbeat:
    """The longest stretch of work on the thread of the widgets between two turns of its loop.

    Processor time of the thread, in seconds: another program on the machine does not count, and
    waiting is what the other half of the test finds.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self._last: float | None = None
        self.timer = QTimer()
        self.timer.timeout.connect(self._beat)
        self.timer.start(0)

    def _beat(self) -> None:
        now = time.thread_time()
        if self._last is not None:
            self.longest = max(self.longest, now - self._last)
        self._last = now


def test_no_action_blocks_the_window(
    clinic: Room, large_image: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    writers: list[bool] = []
    original = Session.writing

    def writing(session: Session) -> Any:
        writers.append(threading.current_thread() is threading.main_thread())
        return original(session)

    monkeypatch.setattr(Session, "writing", writing)
    page = clinic.page
    qtbot.wait(50)
    heart = Heartbeat()
    clinic.read(large_image)
    for key in (Qt.Key.Key_A, Qt.Key.Key_2, Qt.Key.Key_F, Qt.Key.Key_U, Qt.Key.Key_H, Qt.Key.Key_T):
        clinic.press(key)
    clinic.wait(lambda: page.view.overlays.has_heat)
    page.view.drawing.add(Mark("arrow", ((1.0, 1.0), (200.0, 200.0))))
    page.ask("Is the border irregular?")
    clinic.settle()
    for _ in range(12):
        page.view.zoom_in()
        qtbot.wait(5)
    page.tabs.setCurrentWidget(page.checklists)
    page.checklists.pages["abcde"].rows["border"].buttons[True].click()
    page.checklists.suggest_button.click()
    clinic.wait(lambda: page.filing.is_idle)
    photograph = kept(clinic)
    clinic.desk.choose_photograph(None)
    clinic.desk.choose_photograph(photograph)
    clinic.wait(lambda: page.view.has_image)
    heart.timer.stop()
    assert len(writers) > 8
    assert not any(writers)
    assert 0 < heart.longest < 0.1
