"""A folder read, counted, ended and taken up, exported; with a store and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.search import Query
from skinvl.desktop.ui.review_setup import SetupBar

Bench = Any
WAIT_MS = 60_000


def test_everything_found_is_accounted_for(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    assert bench.page.balance.text.startswith(
        "10 found = 0 reviewed + 1 failed + 0 skipped + 9 waiting"
    )
    bench.show("all")
    assert len(bench.paths) == 10
    bench.show("state", "failed")
    assert bench.paths == ["broken.jpg"]
    assert "broken.jpg" in bench.page.single.text
    assert bench.errors == []


def test_counts_of_the_filters_add_up(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.page.filter.order.setCurrentIndex(bench.page.filter.order.findData("file"))
    bench.show("state", "open")
    for key in (Qt.Key.Key_F, Qt.Key.Key_S, Qt.Key.Key_Q):
        bench.see()
        bench.press(key)
    bench.settle()
    states = bench.page.filter.states
    listed = 0
    for row in range(states.count()):
        kind, value = states.itemData(row)
        if kind == "state":
            bench.show(kind, value)
            told = int(states.itemText(row).rpartition("(")[2].rstrip(")"))
            assert told == len(bench.paths)
            listed += told
    assert listed == 10


def test_results_are_only_in_the_store(bench: Bench, folder: Path, tmp_path: Path) -> None:
    before = {file for file in tmp_path.rglob("*") if file.is_file()}
    bench.read(folder)
    store = bench.desk.store
    assert store is not None
    written = {file for file in tmp_path.rglob("*") if file.is_file()} - before
    assert written
    assert all(file.is_relative_to(store.folder) for file in written)
    assert not any(b"image 3.jpg" in file.read_bytes() for file in written)
    photographs = store.search.find(Query())
    assert len(photographs) == 8


def test_ended_review_is_taken_up_where_it_was(bench: Bench, tmp_path: Path) -> None:
    place = tmp_path / "many"
    for number in range(60):
        bench.draw(place / f"{number:02d}.jpg", 500 + number)
    page = bench.page
    page.setup.folder.setText(str(place))
    done: list[int] = []
    page.session.progressed.connect(lambda progress: done.append(progress.done))
    page.start()
    bench.wait(lambda: bool(done) and done[-1] > 0)
    page.session.pause()
    page.session.cancel()
    store = bench.desk.store
    assert store is not None
    (batch,) = store.batches.list()
    before = store.batches.counts(batch.id)["done"]
    assert before > 0
    page.start()
    bench.settle()
    assert store.batches.counts(batch.id) == {"done": 60}
    assert store.search.count(Query()) == 60
    readings = [store.readings.list(hit.id) for hit in store.search.find(Query())]
    assert {len(found) for found in readings} == {1}


def test_table_of_patients_files_images_and_the_banner_follows(
    bench: Bench, folder: Path, tmp_path: Path
) -> None:
    store = bench.desk.store
    assert store is not None
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    table = tmp_path / "patients.csv"
    table.write_text(
        "file,patient,lesion,date\nimage 1.jpg,4711,L1,2026-03-01\nimage 2.jpg,4711,L1,2026-04-01\n"
        "image 3.jpg,9999,L1,2026-04-01\n",
        encoding="utf-8",
    )
    bench.page.setup.sidecar.setText(str(table))
    bench.read(folder)
    (lesion,) = store.lesions.list(patient.id)
    assert len(store.images.list(lesion_id=lesion.id)) == 2
    assert any("have no row" in note for note in bench.notes)
    bench.page.filter.order.setCurrentIndex(bench.page.filter.order.findData("patient"))
    bench.show("state", "open")
    assert bench.paths[:3] == ["image 1.jpg", "image 2.jpg", "image 3.jpg"]
    assert bench.desk.patient == patient
    assert "Doe, Jane" in bench.page.single.text
    bench.see()
    bench.press(Qt.Key.Key_C)
    bench.wait(lambda: bench.page.single.is_comparing)
    panes = bench.page.single.panes
    assert panes.left.has_image and panes.right.has_image
    assert panes.titles[1].text() == "image 2.jpg"
    bench.press(Qt.Key.Key_Plus)
    assert panes.left.region.closeness > 1
    assert panes.right.region == panes.left.region
    bench.press(Qt.Key.Key_0)
    assert panes.right.region.closeness == 1
    bench.press(Qt.Key.Key_Right)
    bench.press(Qt.Key.Key_Right)
    assert bench.desk.patient is None
    assert "9999" in bench.page.single.text
    bench.page.hide()
    assert bench.desk.patient is None


def test_who_goes_on_while_the_other_image_is_fetched_sees_no_picture_of_before(
    bench: Bench, folder: Path, tmp_path: Path
) -> None:
    store, page = bench.desk.store, bench.page
    store.patients.add(PatientData("4711", "Doe", "Jane"))
    table = tmp_path / "patients.csv"
    rows = "".join(f"image {number}.jpg,4711,L1\n" for number in (1, 2, 3))
    table.write_text(f"file,patient,lesion\n{rows}", encoding="utf-8")
    page.setup.sidecar.setText(str(table))
    bench.read(folder)
    page.filter.order.setCurrentIndex(page.filter.order.findData("patient"))
    bench.show("state", "open")
    bench.see()
    fetched: list[object] = []
    page.walk._pictures.image_ready.connect(lambda key, _: fetched.append(key))
    page.walk.compare()
    bench.press(Qt.Key.Key_Right)
    assert page.item.path == "image 2.jpg"
    bench.wait(lambda: any(isinstance(key, tuple) for key in fetched))
    bench.see()
    assert not page.single.is_comparing
    # Nor is there one to be compared where the picture cannot be shown.
    page.single.show_problem("damaged")
    page.walk.compare()
    bench.settle()
    assert not page.single.is_comparing
    assert not page.single.panes.left.has_image


def test_other_pages_get_their_patient_back(bench: Bench, folder: Path) -> None:
    store = bench.desk.store
    assert store is not None
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    bench.read(folder)
    bench.page.hide()
    bench.desk.choose_patient(patient)
    bench.page.show()
    assert bench.desk.patient is None
    bench.page.hide()
    assert bench.desk.patient == patient


def test_lock_stops_the_run_and_clears_the_page(bench: Bench, folder: Path) -> None:
    bench.page.setup.folder.setText(str(folder))
    bench.page.start()
    bench.wait(lambda: bench.page.model.rowCount() > 0)
    bench.desk.lock()
    assert not bench.page.session.is_running
    assert bench.page.model.rowCount() == 0
    assert bench.page.item is None
    bench.wait(lambda: bench.page.is_settled)


def test_export_is_a_chosen_one_and_noted(bench: Bench, folder: Path, tmp_path: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    bench.press(Qt.Key.Key_F)
    out = tmp_path / "export"
    out.mkdir()
    with bench.qtbot.waitSignal(bench.page.noted, timeout=WAIT_MS):
        bench.page.export_to(out)
    assert sorted(file.name for file in out.iterdir()) == [
        "report.html",
        "report.pdf",
        "results.csv",
        "results.jsonl",
    ]
    assert ",flagged," in (out / "results.csv").read_text(encoding="utf-8-sig")
    store = bench.desk.store
    assert store is not None
    (entry,) = store.audit.list(event="export")
    assert entry.subject == "batch"


def test_without_a_store_decisions_lie_beside_the_results(
    open_page: Callable[..., Bench], folder: Path
) -> None:
    bench = open_page(None)
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    first = bench.page.item
    bench.press(Qt.Key.Key_Q)
    bench.see()
    bench.press(Qt.Key.Key_1)
    bench.press(Qt.Key.Key_U)
    bench.settle()
    bench.page.session.close()
    bench.page.look()
    bench.settle()
    bench.show("state", "bad-image")
    assert first is not None and first.path in bench.paths
    assert bench.errors == []


def test_file_that_was_changed_after_it_was_read_cannot_be_decided(
    open_page: Callable[..., Bench], folder: Path
) -> None:
    bench = open_page(None)
    bench.read(folder)
    bench.page.session.close()
    for number in range(8):
        bench.draw(folder / f"image {number}.jpg", 900 + number)
    bench.draw(folder / "copy of 0.jpg", 950)
    bench.page.look()
    bench.settle()
    bench.show("state", "open")
    bench.wait(lambda: "was changed after it was read" in bench.page.single.text)
    bench.press(Qt.Key.Key_F)
    bench.settle()
    assert " 0 reviewed" in bench.page.balance.text


def test_watched_folder_takes_in_what_comes(bench: Bench, folder: Path) -> None:
    bench.page.setup.watch.setChecked(True)
    bench.page.setup.folder.setText(str(folder))
    bench.page.start()
    bench.wait(lambda: "9 waiting" in bench.page.balance.text and bench.page.is_settled)
    bench.wait(lambda: "not read by the model" not in bench.page.balance.text)
    bench.draw(folder / "new.jpg", 77)
    bench.wait(lambda: "11 found" in bench.page.balance.text)
    assert bench.page.session.is_running
    bench.page.session.cancel()
    bench.settle()


def test_long_sentence_about_the_run_leaves_the_window_its_width(qtbot: Any) -> None:
    bar = SetupBar()
    qtbot.addWidget(bar)
    bar.say("short")
    narrow = bar.minimumSizeHint().width()
    bar.say("16 of 62 files done, 14.1 images per second, 3 s left. " * 10)
    assert bar.minimumSizeHint().width() == narrow
    assert bar.state in bar._state.toolTip()
