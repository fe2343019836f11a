"""What a person says on the page of one image: by keys, undone, before the result, in lists."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from miniatures.reading_room import Room, kept
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from skinvl.contract.ontology import ontology
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.deciding import find_diagnoses
from skinvl.desktop.core.marks import Mark
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.reading_page import ReadingPage


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


def test_escape_closes_the_opinion(clinic: Room, images: dict[str, Path], qtbot: Any) -> None:
    page = clinic.page
    clinic.read(images["melanoma"])
    for part in (page.opinion.search.line, page.opinion.buttons["yes"], page.opinion.confidence):
        clinic.press(Qt.Key.Key_I)
        assert page.opinion.isVisible()
        part.setFocus()
        qtbot.keyClick(part, Qt.Key.Key_Escape)
        assert not page.opinion.isVisible()
        assert not page.actions_by_name["opinion"].isChecked()


def test_escape_does_not_show_a_result_that_is_hidden(
    clinic: Room, images: dict[str, Path], qtbot: Any
) -> None:
    clinic.page.configure(Configuration(opinion_first=True))
    clinic.read(images["melanoma"])
    for part in (clinic.page.opinion.search.line, clinic.page.opinion.buttons["yes"]):
        qtbot.keyClick(part, Qt.Key.Key_Escape)
        assert clinic.page.is_hidden
        assert clinic.page.opinion.isVisible()


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


def test_decision_on_an_earlier_result_is_told(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    clinic.press(Qt.Key.Key_A)
    first = store.readings.current(kept(clinic).id)
    clinic.page.set_model(replace(clinic.models[0], bundle_sha256="f" * 64))
    clinic.page.analyse_again()
    clinic.wait(lambda: clinic.page.reading.state != "complete")
    clinic.settle()
    clinic.page.set_model(clinic.models[0])
    assert store.readings.current(kept(clinic).id).id != first.id
    assert "Decided on an earlier result" in clinic.page.decisions.standing
    clinic.press(Qt.Key.Key_A)
    assert "earlier" not in clinic.page.decisions.standing
    assert store.decisions.current(kept(clinic).id).reading_id != first.id


def test_opinion_can_be_entered_after_the_result_as_well(
    clinic: Room, store: Store, images: dict[str, Path], qtbot: Any
) -> None:
    clinic.read(images["melanoma"])
    page = clinic.page
    assert not page.opinion.isVisible()
    clinic.press(Qt.Key.Key_I)
    assert page.opinion.isVisible()
    assert page.opinion.submit.text() == "Keep my opinion"
    qtbot.keyClicks(page.opinion.search.line, "melanocytic nev")
    qtbot.keyClick(page.opinion.search.line, Qt.Key.Key_Return)
    page.opinion.buttons["no"].click()
    page.opinion.submit.click()
    clinic.wait(lambda: store.opinions.own(kept(clinic).id) is not None)
    own = store.opinions.own(kept(clinic).id)
    assert (own.code, own.suspicion, own.before_ai) == ("melanocytic-nevus", "no", False)
    clinic.wait(lambda: not page.opinion.isVisible())
    assert "Your opinion: " in page.decisions.standing
    clinic.press(Qt.Key.Key_I)
    assert not page.opinion.is_complete
    clinic.press(Qt.Key.Key_I)
    assert not page.opinion.isVisible()
