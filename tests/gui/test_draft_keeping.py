"""A description that is being edited: there after another image and after locking, or asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from miniatures.reading_room import Room
from PySide6.QtWidgets import QMessageBox

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.patients import PatientData

MINE = "Irregular pigmented lesion, begun."


def type_text(room: Room, text: str = MINE) -> None:
    draft = room.page.result.draft
    draft.edit_button.click()
    draft.editor.setPlainText(text)


def test_text_of_a_filed_image_is_there_when_it_is_opened_again(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    photograph = clinic.page.keeping.photograph
    type_text(clinic)
    clinic.read(images["eczema"])
    draft = clinic.page.result.draft
    assert not draft.is_editing
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert store.drafts.current(photograph.id) == MINE
    clinic.desk.choose_photograph(store.images.get(photograph.id))
    clinic.wait(lambda: draft.is_editing)
    assert draft.editor.toPlainText() == MINE
    assert draft.mark == "You had begun this text; it is not kept yet."
    draft.keep_button.click()
    clinic.wait(lambda: not draft.is_editing and clinic.page.filing.is_idle)
    assert draft.text == MINE
    assert store.drafts.current(photograph.id) is None


def test_text_of_one_patient_is_not_offered_with_the_same_file_of_another(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    photograph = clinic.page.keeping.photograph
    other = store.patients.add(PatientData("other", "Roe", "Rick"))
    content = store.images.read(photograph)
    again = store.images.add(content, PhotographData("b.jpg", 8, 8, patient_id=other.id))
    found = store.readings.finding(store.readings.current(photograph.id).id)
    store.readings.add(again.id, found)
    type_text(clinic)
    clinic.desk.choose_photograph(again)
    clinic.wait(lambda: clinic.page.keeping and clinic.page.keeping.photograph.id == again.id)
    clinic.wait(lambda: clinic.page.result.draft.can_begin and clinic.page.filing.is_idle)
    assert not clinic.page.result.draft.is_editing
    clinic.desk.choose_photograph(store.images.get(photograph.id))
    clinic.wait(lambda: clinic.page.result.draft.is_editing)
    assert clinic.page.result.draft.editor.toPlainText() == MINE


def test_keeping_one_text_leaves_the_one_begun_on_the_next_image_alone(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["eczema"])
    second = clinic.page.keeping.photograph
    clinic.read(images["melanoma"])
    first = clinic.page.keeping
    type_text(clinic)
    clinic.desk.choose_photograph(store.images.get(second.id))
    clinic.wait(lambda: clinic.page.keeping and clinic.page.keeping.photograph.id == second.id)
    clinic.wait(lambda: clinic.page.result.draft.can_begin and clinic.page.filing.is_idle)
    type_text(clinic, "Another text.")
    # The first text comes to be written only now.
    first.keep_description(MINE, lambda: clinic.page._end_description(first))
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert clinic.page.result.draft.typed == "Another text."
    assert store.drafts.current(first.photograph.id) is None


def test_text_survives_locking(clinic: Room, store: Store, images: dict[str, Path]) -> None:
    clinic.read(images["melanoma"])
    photograph = clinic.page.keeping.photograph
    type_text(clinic)
    clinic.page.finish()
    assert store.drafts.current(photograph.id) == MINE
    clinic.desk.lock()
    assert clinic.problems == []
    store.unlock("anna", "correct horse battery")
    clinic.desk.note_unlocked()
    clinic.desk.choose_photograph(store.images.get(photograph.id))
    clinic.wait(lambda: clinic.page.result.draft.is_editing)
    assert clinic.page.result.draft.editor.toPlainText() == MINE


def test_a_text_that_was_given_up_does_not_come_back(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    photograph = clinic.page.keeping.photograph
    type_text(clinic)
    clinic.read(images["eczema"])
    clinic.desk.choose_photograph(store.images.get(photograph.id))
    draft = clinic.page.result.draft
    clinic.wait(lambda: draft.is_editing)
    draft.cancel_button.click()
    clinic.wait(lambda: clinic.page.filing.is_idle)
    assert not draft.is_editing
    assert store.drafts.current(photograph.id) is None
    assert draft.mark != "You had begun this text; it is not kept yet."


def test_text_of_an_unfiled_image_is_remembered_and_asked_about(
    room: Room, images: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    room.read(images["melanoma"])
    assert room.page.drafts.agree_to_lose()
    type_text(room)
    room.read(images["eczema"])
    asked: list[str] = []

    def answer(box: Any) -> Any:
        asked.append(box.text())
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert not room.page.drafts.agree_to_lose()
    assert images["melanoma"].name in asked[0]
    room.read(images["melanoma"])
    assert room.page.result.draft.editor.toPlainText() == MINE
    assert room.page.result.draft.is_editing
    room.page.result.draft.cancel_button.click()
    assert room.page.drafts.agree_to_lose()
    assert len(asked) == 1


def test_a_field_that_was_opened_and_not_changed_is_no_draft(
    clinic: Room, store: Store, images: dict[str, Path]
) -> None:
    clinic.read(images["melanoma"])
    photograph = clinic.page.keeping.photograph
    clinic.page.result.draft.edit_button.click()
    clinic.read(images["eczema"])
    assert store.drafts.current(photograph.id) is None


def test_the_window_stays_open_for_a_text_that_would_be_lost(
    start_workplace: Any, images: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace = start_workplace()
    workplace.read(images["melanoma"])
    workplace.window.reading_page.result.draft.edit_button.click()
    workplace.window.reading_page.result.draft.editor.setPlainText(MINE)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.No)
    assert not workplace.window.close()
    assert workplace.window.isVisible()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Yes)
    assert workplace.window.close()
