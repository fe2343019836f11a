"""The page of patients: finding, entering, adding images."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from miniatures.patient_clinic import Clinic, answer, desk_of, names, picture, shown
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from skinvl.desktop.ui.patient_banner import PatientBanner
from skinvl.desktop.ui.patient_form import PatientForm
from skinvl.desktop.ui.patient_page import PatientPage
from skinvl.desktop.ui.patient_table import PAGE


def test_typing_finds_by_name_number_and_birth_date(page: PatientPage, qtbot: Any) -> None:
    assert names(page) == ["Doe, Jane", "Müller, Kim"]
    for text, expected in (
        ("muller", ["Müller, Kim"]),
        ("4711", ["Doe, Jane"]),
        ("1971-01", ["Müller, Kim"]),
    ):
        page.list.search.clear()
        qtbot.keyClicks(page.list.search, text)
        qtbot.waitUntil(lambda expected=expected: names(page) == expected)
    assert page.list.count == "1 patient(s)"


def test_enter_takes_the_only_patient_that_fits(page: PatientPage, qtbot: Any) -> None:
    qtbot.keyClicks(page.list.search, "kim")
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    patient = desk_of(page).patient
    assert patient is not None and patient.number == "4712"


def test_arrow_keys_in_the_list_choose_nobody(page: PatientPage, qtbot: Any) -> None:
    page.list.table.setFocus()
    page.list.table.selectRow(0)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Down)
    assert page.list.table.currentIndex().row() == 1
    assert desk_of(page).patient is None
    page.list.table.activated.emit(page.list.table.currentIndex())
    patient = desk_of(page).patient
    assert patient is not None and patient.number == "4712"


def test_ten_thousand_patients_are_read_a_page_at_a_time(page: PatientPage, clinic: Clinic) -> None:
    with clinic.store.session.writing() as change:
        template = "SELECT ?, family_name, given_name, sort_name, search_text, note"
        columns = "number, family_name, given_name, sort_name, search_text, note"
        for number in range(10_000):
            change.execute(
                f"INSERT INTO patient ({columns}, created_at, created_by) {template}, created_at, "
                "created_by FROM patient WHERE id = ?",
                (f"x{number}", clinic.jane.id),
            )
        change.record("change", "patient", clinic.jane.id)
    page.list.refresh()
    model = page.list.model
    assert model.rowCount() == PAGE
    assert page.list.count == "10002 patient(s)"
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * PAGE
    numbers = [model.patient(row).number for row in range(model.rowCount())]
    assert len(set(numbers)) == 2 * PAGE


def test_patient_is_shown_with_two_identifiers_lesions_and_photographs(
    page: PatientPage, clinic: Clinic
) -> None:
    page.choose_patient(clinic.jane)
    assert page._name.text() == "Doe, Jane"
    assert "born 1958-03-27" in page._facts.text() and "no. 4711" in page._facts.text()
    table = page.lesions.table
    cells = [
        [table.item(row, column).text() for column in range(5)] for row in range(table.rowCount())
    ]
    today = clinic.photographs[3].imported_at.date().isoformat()
    assert cells == [
        ["all", "", "", "4", today],
        ["L1", "upper back", "patient's left", "2", "2026-02-06"],
        ["L2", "hand", "patient's left", "1", "2026-03-07"],
        ["no lesion yet", "", "", "1", today],
    ]
    assert shown(page) == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]
    table.setCurrentCell(1, 0)
    assert shown(page) == ["0.jpg", "1.jpg"]
    assert desk_of(page).lesion == clinic.back


def test_last_decision_of_a_person_is_shown(page: PatientPage, clinic: Clinic) -> None:
    clinic.store.decisions.override(clinic.photographs[1].id, None, "melanoma")
    page.choose_patient(clinic.jane)
    assert page.lesions.table.item(1, 5).text().startswith("overridden: ")
    assert page.lesions.table.item(2, 5).text() == ""


def test_opening_a_photograph_and_the_recent_list(
    page: PatientPage, clinic: Clinic, qtbot: Any
) -> None:
    page.choose_patient(clinic.jane)
    with qtbot.waitSignal(page.chosen):
        page.open_photograph(clinic.photographs[2])
    desk = desk_of(page)
    assert (desk.photograph, desk.lesion) == (clinic.photographs[2], clinic.hand)
    assert page.list.recent.count() == 1
    assert "Doe, Jane (no. 4711)" in page.list.recent.item(0).text()
    page.choose_patient(clinic.kim)
    assert desk.photograph is None
    with qtbot.waitSignal(page.chosen):
        page.list.recent.itemActivated.emit(page.list.recent.item(0))
    assert desk.patient is not None and desk.patient.id == clinic.jane.id


def test_choosing_another_lesion_puts_the_photograph_away(
    page: PatientPage, clinic: Clinic
) -> None:
    page.open_photograph(clinic.photographs[0])
    page.lesions.table.setCurrentCell(2, 0)
    desk = desk_of(page)
    assert desk.lesion == clinic.hand
    assert desk.photograph is None


def test_form_of_a_patient_says_what_the_store_refuses(qtbot: Any, clinic: Clinic) -> None:
    form = PatientForm(clinic.store.patients.add)
    qtbot.addWidget(form)
    form.accept()
    assert "needs a patient number" in form.problem
    form.number.setText("4711")
    form.family.setText("Roe")
    form.accept()
    assert form.saved is None and form.problem
    form.number.setText("4713")
    for text in ("27.3.58", "2999-01-01", "1750-01-01"):
        form.born.setText(text)
        form.accept()
        assert form.saved is None and form.problem.startswith(text)
    form.born.setText("1958-03-27")
    form.sex.setCurrentIndex(form.sex.findData("female"))
    form.accept()
    assert form.saved is not None
    stored = clinic.store.patients.get(form.saved.id)
    assert (stored.number, stored.birth_date, stored.sex) == ("4713", date(1958, 3, 27), "female")


def test_correcting_details_changes_the_banner(
    page: PatientPage, clinic: Clinic, qtbot: Any
) -> None:
    banner = PatientBanner(desk_of(page))
    qtbot.addWidget(banner)
    page.choose_patient(clinic.jane)

    def fill() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, PatientForm)
        assert form.number.text() == "4711"
        form.given.setText("Joan")
        form.accept()

    QTimer.singleShot(0, fill)
    page.change_patient()
    assert "Doe, Joan" in banner.text and "4711" in banner.text
    assert names(page)[0] == "Doe, Joan"


def test_images_are_added_to_the_named_patient_and_lesion(
    page: PatientPage, clinic: Clinic, qtbot: Any, tmp_path: Path
) -> None:
    files = []
    for seed, day in ((20, "2024:05:06 10:00:00"), (21, None)):
        files.append(tmp_path / f"new{seed}.jpg")
        files[-1].write_bytes(picture(seed, day))
    (tmp_path / "broken.jpg").write_bytes(picture(22)[:300])
    files.append(tmp_path / "broken.jpg")
    page.choose_patient(clinic.jane)
    page.lesions.table.setCurrentCell(1, 0)
    seen: list[str] = []
    QTimer.singleShot(0, answer(QMessageBox.StandardButton.Yes, seen))
    with qtbot.waitSignal(page.failed, timeout=20_000) as told:
        page.intake.add(files)
    assert seen == ["Add 3 image file(s) to Doe, Jane (born 1958-03-27, no. 4711), lesion L1?"]
    assert told.args[0].startswith("2 of 3 images were added to Doe, Jane (born 1958-03-27")
    assert "broken.jpg" in told.args[0]
    added = [p for p in clinic.store.images.list(lesion_id=clinic.back.id) if "new" in p.file_name]
    assert {(p.file_name, p.taken_on, p.width) for p in added} == {
        ("new20.jpg", date(2024, 5, 6), 60),
        ("new21.jpg", None, 60),
    }
    assert "new20.jpg" in shown(page)


def test_saying_no_adds_nothing(
    page: PatientPage, clinic: Clinic, qtbot: Any, tmp_path: Path
) -> None:
    file = tmp_path / "new.jpg"
    file.write_bytes(picture(30))
    page.choose_patient(clinic.jane)
    seen: list[str] = []
    QTimer.singleShot(0, answer(QMessageBox.StandardButton.No, seen))
    page.intake.add([file])
    assert len(seen) == 1 and not page.intake.is_working
    assert len(clinic.store.images.list(patient_id=clinic.jane.id)) == 4


def test_drop_asks_and_refuses_without_a_patient(
    page: PatientPage, clinic: Clinic, qtbot: Any, tmp_path: Path
) -> None:
    file = tmp_path / "new.jpg"
    file.write_bytes(picture(31))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    with qtbot.waitSignal(page.failed) as told:
        page.dropEvent(event)
    assert "Choose a patient first" in told.args[0]
    page.choose_patient(clinic.kim)
    seen: list[str] = []
    QTimer.singleShot(0, answer(QMessageBox.StandardButton.Yes, seen))
    with qtbot.waitSignal(page.noted, timeout=20_000):
        page.dropEvent(event)
    assert seen == ["Add 1 image file(s) to Müller, Kim (born 1971-01-02, no. 4712)?"]
    assert "new.jpg" in {p.file_name for p in clinic.store.images.list(patient_id=clinic.kim.id)}


def test_an_image_of_another_patient_is_refused_by_name(
    page: PatientPage, clinic: Clinic, qtbot: Any, tmp_path: Path
) -> None:
    file = tmp_path / "kims.jpg"
    file.write_bytes(picture(4))
    page.choose_patient(clinic.jane)
    QTimer.singleShot(0, answer(QMessageBox.StandardButton.Yes, []))
    with qtbot.waitSignal(page.failed, timeout=20_000) as told:
        page.intake.add([file])
    assert "Müller, Kim (no. 4712)" in told.args[0]
    assert len(clinic.store.images.list(patient_id=clinic.jane.id)) == 4


def test_a_finishing_import_changes_nothing_that_is_chosen(
    page: PatientPage, clinic: Clinic, qtbot: Any, tmp_path: Path
) -> None:
    banner = PatientBanner(desk_of(page))
    qtbot.addWidget(banner)
    file = tmp_path / "new.jpg"
    file.write_bytes(picture(32))
    page.choose_patient(clinic.jane)
    QTimer.singleShot(0, answer(QMessageBox.StandardButton.Yes, []))
    with qtbot.waitSignal(page.noted, timeout=20_000) as told:
        page.intake.add([file])
        page.open_photograph(clinic.kims_photograph)
        page.list.search.setText("m")
        page.list.refresh()
        before = (banner.text, names(page), page.lesions.table.currentRow())
    desk = desk_of(page)
    assert "Doe, Jane" in told.args[0]
    assert desk.patient is not None and desk.patient.id == clinic.kim.id
    assert desk.photograph == clinic.kims_photograph
    assert (banner.text, names(page), page.lesions.table.currentRow()) == before
    assert "Müller, Kim" in banner.text
    filed = [
        p for p in clinic.store.images.list(patient_id=clinic.jane.id) if p.file_name == "new.jpg"
    ]
    assert len(filed) == 1


def test_a_finishing_reading_leaves_the_grid_where_it_was(
    page: PatientPage, clinic: Clinic
) -> None:
    page.choose_patient(clinic.jane)
    page.lesions.table.setCurrentCell(1, 0)
    page.lesions.photographs.setCurrentIndex(page.lesions.model.index(1))
    clinic.store.decisions.flag(clinic.photographs[0].id)
    page.lesions.refresh()
    current = page.lesions.photographs.current()
    assert current is not None and current.id == clinic.photographs[1].id
    line = page.lesions.table.line
    assert line is not None and line.lesion == clinic.back
