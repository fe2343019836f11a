"""The page of patients: moving, thumbnails, erasing, exporting."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from miniatures.patient_clinic import Clinic, desk_of, names
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.search import Query
from skinvl.desktop.ui import lesion_thumbnails
from skinvl.desktop.ui.case_export import CaseExport, export_found
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.lesion_move import LesionMove, PhotographForm
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.patient_erase import PatientErase
from skinvl.desktop.ui.patient_page import PatientPage


def test_moving_names_both_patients(
    page: PatientPage, clinic: Clinic, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = LesionMove(clinic.store, clinic.photographs[0])
    qtbot.addWidget(dialog)
    assert dialog.patient is not None and dialog.patient.id == clinic.jane.id
    dialog.choose_patient(clinic.kim)
    dialog.lesion.setCurrentIndex(dialog.lesion.findData(clinic.kims.id))
    asked: list[str] = []
    replies = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]

    def reply(parent: Any, title: str, text: str, *rest: Any) -> QMessageBox.StandardButton:
        asked.append(text)
        return replies.pop(0)

    monkeypatch.setattr(QMessageBox, "question", reply)
    dialog.accept()
    assert clinic.store.images.get(clinic.photographs[0].id).patient_id == clinic.jane.id
    dialog.accept()
    for words in (
        "Doe, Jane (born 1958-03-27, no. 4711), L1",
        "Müller, Kim (born 1971-01-02, no. 4712)",
    ):
        assert words in asked[0]
    assert "ANOTHER PATIENT" in asked[0]
    moved = clinic.store.images.get(clinic.photographs[0].id)
    assert (moved.patient_id, moved.lesion_id) == (clinic.kim.id, clinic.kims.id)


def test_moving_within_a_patient_names_the_lesion(qtbot: Any, clinic: Clinic) -> None:
    dialog = LesionMove(clinic.store, clinic.photographs[3])
    qtbot.addWidget(dialog)
    dialog.lesion.setCurrentIndex(dialog.lesion.findData(clinic.hand.id))
    assert "ANOTHER PATIENT" not in dialog.question()
    assert "L2" in dialog.question() and "no. 4711" in dialog.question()
    offered = {dialog.lesion.itemData(i) for i in range(dialog.lesion.count())}
    assert offered == {None, clinic.back.id, clinic.hand.id}


def test_day_and_kind_can_be_corrected(qtbot: Any, clinic: Clinic) -> None:
    form = PhotographForm(clinic.store, clinic.photographs[3])
    qtbot.addWidget(form)
    for text in ("yesterday", "2999-01-01"):
        form.day.setText(text)
        form.accept()
        assert form.saved is None and form.problem.startswith(text)
    form.day.setText("2026-02-03")
    form.kind.setCurrentIndex(form.kind.findData("dermoscopy"))
    form.accept()
    stored = clinic.store.images.get(clinic.photographs[3].id)
    assert (stored.taken_on, stored.modality) == (date(2026, 2, 3), "dermoscopy")


def test_thumbnails_are_bounded_and_gone_after_locking(
    page: PatientPage, clinic: Clinic, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose_patient(clinic.jane)
    thumbnails = page.thumbnails
    qtbot.waitUntil(lambda: thumbnails.count == 4, timeout=20_000)
    assert thumbnails.picture(clinic.photographs[0]) is not None
    monkeypatch.setattr(lesion_thumbnails, "MOST_KEPT", 2)
    thumbnails.picture(clinic.kims_photograph)
    qtbot.waitUntil(lambda: thumbnails.count == 2, timeout=20_000)
    desk_of(page).lock()
    assert thumbnails.count == 0
    assert page.lesions.model.rowCount() == 0
    assert page.list.model.rowCount() == page.list.recent.count() == 0
    assert "Doe" not in page._name.text()


def test_thumbnail_that_comes_after_locking_is_thrown_away(
    page: PatientPage, clinic: Clinic, qtbot: Any
) -> None:
    thumbnails = page.thumbnails
    thumbnails.picture(clinic.photographs[0])
    desk_of(page).lock()
    qtbot.waitUntil(lambda: not thumbnails._working, timeout=20_000)
    assert thumbnails.count == 0


def test_missing_photograph_says_so_in_its_place(
    page: PatientPage, clinic: Clinic, qtbot: Any
) -> None:
    vault = clinic.store.session.unlocked.images
    vault.remove(clinic.photographs[0].image_sha256)
    with qtbot.waitSignal(page.thumbnails.arrived, timeout=20_000):
        page.thumbnails.picture(clinic.photographs[0])
    assert page.thumbnails.fault(clinic.photographs[0])


def test_a_dialog_closes_when_the_store_is_locked(
    page: PatientPage, clinic: Clinic, qtbot: Any
) -> None:
    page.choose_patient(clinic.jane)
    QTimer.singleShot(0, desk_of(page).lock)
    page.change_patient()
    assert QApplication.activeModalWidget() is None
    assert desk_of(page).is_locked


def test_erasing_needs_the_number(
    page: PatientPage, clinic: Clinic, operations: Operations, qtbot: Any
) -> None:
    page.choose_patient(clinic.jane)
    assert page.buttons["erase"].isVisible()
    dialog = PatientErase(clinic.store, clinic.jane, operations)
    qtbot.addWidget(dialog)
    for text in ("", "471", "Doe"):
        dialog.number.setText(text)
        assert not dialog.erase_button.isEnabled()
        dialog.erase()
    assert clinic.store.patients.find_by_number("4711") is not None
    dialog.erased.connect(lambda erasure: page._note_erasure(clinic.jane, erasure))
    dialog.number.setText("4711")
    with qtbot.waitSignal(page.noted, timeout=20_000) as told:
        dialog.erase_button.click()
    assert clinic.store.patients.find_by_number("4711") is None
    assert "no. 4711" in told.args[0] and "4 photographs" in told.args[0]
    assert desk_of(page).patient is None
    assert names(page) == ["Müller, Kim"]


def test_erasing_and_exporting_are_not_offered_to_a_reader(
    page: PatientPage, clinic: Clinic, qtbot: Any
) -> None:
    clinic.store.users.add("bob", "Bob", "reader", "another horse battery")
    desk = desk_of(page)
    desk.lock()
    clinic.store.unlock("bob", "another horse battery")
    desk.note_unlocked()
    page.choose_patient(clinic.jane)
    assert not page.buttons["erase"].isVisible()
    assert not page.buttons["export"].isVisible()


def test_export_tells_how_many_were_written(
    clinic: Clinic, operations: Operations, qtbot: Any, tmp_path: Path
) -> None:
    ids = [photograph.id for photograph in clinic.photographs]
    dialog = CaseExport(Desk(), clinic.store, [("all", lambda: ids)], operations)
    qtbot.addWidget(dialog)
    dialog.folder.setText(str(tmp_path / "export"))
    assert not dialog.start.isEnabled()
    dialog.export()
    assert not (tmp_path / "export").exists()
    dialog.checked.setChecked(True)
    with qtbot.waitSignal(dialog.exported, timeout=20_000):
        dialog.start.click()
    assert dialog.outcome.startswith("4 of 4 photographs were written to ")
    text = (tmp_path / "export" / "metadata.csv").read_text(encoding="utf-8")
    assert "4711" not in text and "Doe" not in text
    dialog.export()
    qtbot.waitUntil(lambda: "exists already" in dialog.outcome, timeout=20_000)


def test_stopped_export_leaves_nothing(
    clinic: Clinic, operations: Operations, qtbot: Any, tmp_path: Path
) -> None:
    ids = [photograph.id for photograph in clinic.photographs]
    dialog = CaseExport(Desk(), clinic.store, [("all", lambda: ids)], operations)
    qtbot.addWidget(dialog)
    dialog.folder.setText(str(tmp_path / "export"))
    dialog.checked.setChecked(True)
    dialog.export()
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.is_working, timeout=20_000)
    assert "stopped" in dialog.outcome
    assert not any(item.name.endswith("export") for item in tmp_path.iterdir())


def test_a_grid_of_thousands_reads_only_what_is_seen(
    page: PatientPage, clinic: Clinic, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = "patient_id, lesion_id, file_name, width, height, image_sha256"
    with clinic.store.session.writing() as change:
        for _ in range(3000):
            change.execute(
                f"INSERT INTO photograph ({columns}, imported_at, imported_by, state) "
                f"SELECT {columns}, imported_at, imported_by, state FROM photograph WHERE id = ?",
                (clinic.photographs[2].id,),
            )
        change.record("change", "photograph", clinic.photographs[2].id)
    read: list[int] = []

    def note(store: Store, photograph: Photograph) -> QImage:
        read.append(photograph.id)
        return QImage(8, 8, QImage.Format.Format_RGB32)

    monkeypatch.setattr(
        lesion_thumbnails,
        "make_thumbnail",
        note,
    )
    page.choose_patient(clinic.jane)
    grid = page.lesions.photographs
    assert page.lesions.model.rowCount() == 3004
    for _ in range(5):
        grid.verticalScrollBar().setValue(grid.verticalScrollBar().value() + 100_000)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: not page.thumbnails._waiting and not page.thumbnails._working)
    cell = grid.gridSize()
    seen = (grid.width() // cell.width() + 1) * (grid.height() // cell.height() + 2)
    assert 0 < len(read) <= 6 * seen


def test_export_stops_and_closes_when_the_store_is_locked(
    clinic: Clinic, operations: Operations, qtbot: Any, tmp_path: Path
) -> None:
    desk = Desk()
    desk.set_store(clinic.store)
    ids = [photograph.id for photograph in clinic.photographs]
    dialog = CaseExport(desk, clinic.store, [("all", lambda: ids)], operations)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.folder.setText(str(tmp_path / "export"))
    dialog.checked.setChecked(True)
    dialog.export()
    desk.store_changed.emit()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.is_working, timeout=20_000)
    assert not (tmp_path / "export").exists()


def test_what_was_found_is_exported(
    page: PatientPage, clinic: Clinic, operations: Operations, qtbot: Any, tmp_path: Path
) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CaseExport)
        assert dialog.what.currentText() == "the 1 photographs that were found"
        dialog.folder.setText(str(tmp_path / "export"))
        dialog.checked.setChecked(True)
        dialog.exported.connect(dialog.reject)
        dialog.export()

    QTimer.singleShot(0, fill)
    export_found(desk_of(page), operations, Query(text="4712"), page)
    assert len(list((tmp_path / "export").iterdir())) == 2
