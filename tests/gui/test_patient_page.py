"""The page of patients on a real store: finding, entering, adding, moving, erasing, exporting."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMessageBox

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import Lesion, LesionData
from skinvl.desktop.core.store.patients import Patient, PatientData
from skinvl.desktop.core.store.search import Query
from skinvl.desktop.ui import lesion_thumbnails
from skinvl.desktop.ui.case_export import CaseExport, export_found
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.lesion_move import LesionMove, PhotographForm
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.patient_banner import PatientBanner
from skinvl.desktop.ui.patient_erase import PatientErase
from skinvl.desktop.ui.patient_form import PatientForm
from skinvl.desktop.ui.patient_page import PatientPage
from skinvl.desktop.ui.patient_table import PAGE


def picture(seed: int, exif_day: str | None = None) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (40, 60, 3), dtype=np.uint8)
    exif = Image.Exif()
    if exif_day is not None:
        exif[0x0132] = exif_day
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


class Clinic:
    """Two patients; Jane has two lesions with photographs and one photograph of no lesion."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.jane = store.patients.add(PatientData("4711", "Doe", "Jane", date(1958, 3, 27)))
        self.kim = store.patients.add(PatientData("4712", "Müller", "Kim", date(1971, 1, 2)))
        self.back = self._lesion(self.jane, "L1", "posterior torso", "upper back")
        self.hand = self._lesion(self.jane, "L2", "upper extremity", "hand")
        self.kims = self._lesion(self.kim, "L1", "head/neck", "nose")
        self.photographs = [
            self.add(0, self.jane, self.back, date(2025, 1, 5)),
            self.add(1, self.jane, self.back, date(2026, 2, 6)),
            self.add(2, self.jane, self.hand, date(2026, 3, 7)),
            self.add(3, self.jane, None, None),
        ]
        self.kims_photograph = self.add(4, self.kim, self.kims, date(2026, 4, 8))

    def _lesion(self, patient: Patient, label: str, general: str, site: str) -> Lesion:
        return self.store.lesions.add(patient.id, LesionData(label, general, site, "left"))

    def add(
        self, seed: int, patient: Patient, lesion: Lesion | None, day: date | None
    ) -> Photograph:
        data = PhotographData(
            f"{seed}.jpg", 60, 40, patient.id, None if lesion is None else lesion.id, day
        )
        return self.store.images.add(picture(seed), data)


@pytest.fixture
def clinic(store: Store) -> Clinic:
    return Clinic(store)


@pytest.fixture
def operations() -> Iterator[Operations]:
    operations = Operations(EngineChoice(None, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def page(qtbot: Any, clinic: Clinic, operations: Operations) -> Iterator[PatientPage]:
    desk = Desk()
    page = PatientPage(desk, operations)
    qtbot.addWidget(page)
    desk.set_store(clinic.store)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.list._typing.stop()


def desk_of(page: PatientPage) -> Desk:
    return page._desk


def names(page: PatientPage) -> list[str]:
    model = page.list.model
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def shown(page: PatientPage) -> list[str]:
    model = page.lesions.model
    return [model.photograph(row).file_name for row in range(model.rowCount())]


def answer(button: QMessageBox.StandardButton, seen: list[str]) -> Callable[[], None]:
    """Answers the question that is on the screen, once it is."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(box.text())
        box.button(button).click()

    return press


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
    for text in ("27.3.1958", "2999-01-01", "1750-01-01"):
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
