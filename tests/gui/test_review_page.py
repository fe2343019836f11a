"""A folder read, reviewed by keyboard alone, ended and taken up; on a real store and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.review_page import ReviewPage

WAIT_MS = 60_000


def draw(path: Path, seed: int) -> None:
    """A photograph of its own for every seed."""
    generator = np.random.default_rng(seed)
    pixels = np.full((48, 64, 3), (224, 172, 150), np.float64)
    rows, columns = np.mgrid[:48, :64]
    inside = np.hypot(rows - 24, columns - 32) < generator.uniform(6, 18)
    pixels[inside] = generator.uniform(40, 120, 3)
    pixels += generator.normal(0, 6, pixels.shape)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path, quality=92)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight photographs, one that is damaged and one twice."""
    place = tmp_path / "photographs"
    for number in range(8):
        draw(place / f"image {number}.jpg", number)
    (place / "broken.jpg").write_bytes(b"\xff\xd8\xff no image")
    (place / "copy of 0.jpg").write_bytes((place / "image 0.jpg").read_bytes())
    return place


class Bench:
    """A page with what it needs, and words for what a test does with it."""

    def __init__(self, qtbot: Any, page: ReviewPage, desk: Desk) -> None:
        self.qtbot = qtbot
        self.page = page
        self.desk = desk
        self.notes: list[str] = []
        self.errors: list[str] = []
        page.noted.connect(self.notes.append)
        page.failed.connect(self.errors.append)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def settle(self) -> None:
        """Wait for the end of the run, and until everything is shown."""
        self.wait(lambda: not self.page.session.is_running and self.page.is_settled)

    def read(self, folder: Path) -> None:
        self.page.setup.folder.setText(str(folder))
        self.page.start()
        self.settle()

    def show(self, kind: str, value: str | None = None) -> None:
        self.page.filter.choose(kind, value)
        self.settle()

    def see(self) -> None:
        """Wait until the image under review can be decided on."""
        self.wait(lambda: self.page.single.is_ready)

    def press(self, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    @property
    def paths(self) -> list[str]:
        items = [self.page.model.item(row) for row in range(self.page.model.rowCount())]
        return [item.path for item in items if item is not None]


@pytest.fixture
def open_page(qtbot: Any, tiny: Path, tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    """Opens pages, with a store or without; nothing of them may go on running."""
    opened: list[tuple[ReviewPage, Operations]] = []

    def open_with(store: Store | None) -> Bench:
        desk = Desk()
        operations = Operations(EngineChoice(tiny, "cpu"))
        keys = tmp_path / "keys.json"
        page = ReviewPage(desk, operations, EngineChoice(tiny, "cpu"), keys)
        page.session.workers = 1
        page.session.watch_seconds = 0.2
        opened.append((page, operations))
        qtbot.addWidget(page)
        page.resize(1200, 760)
        desk.set_store(store)
        page.setup.out.setText(str(tmp_path / "results"))
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow, timeout=WAIT_MS)
        return Bench(qtbot, page, desk)

    yield open_with
    for page, operations in opened:
        page.finish()
        operations.close()


@pytest.fixture
def bench(open_page: Callable[..., Bench], store: Store) -> Bench:
    return open_page(store)


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
    photographs = store.search.find(store_query())
    assert len(photographs) == 8


def store_query() -> Any:
    from skinvl.desktop.core.store.search import Query

    return Query()


def test_fifty_images_by_keyboard_alone(bench: Bench, tmp_path: Path) -> None:
    place = tmp_path / "fifty"
    for number in range(50):
        draw(place / f"{number:02d}.jpg", 100 + number)
    bench.read(place)
    bench.show("state", "open")
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_F, Qt.Key.Key_S, Qt.Key.Key_Q)
    expected: dict[str, str] = {}
    states = ("overridden", "overridden", "flagged", "skipped", "bad-image")
    for number in range(50):
        bench.see()
        item = bench.page.item
        assert item is not None and item.path not in expected
        expected[item.path] = states[number % 5]
        bench.press(keys[number % 5])
    bench.settle()
    assert "Every image of this list is decided." in bench.notes
    bench.show("all")
    found = {}
    for row in range(50):
        item = bench.page.model.item(row)
        assert item is not None
        found[item.path] = item.state
    assert found == expected
    assert bench.page.balance.text.startswith(
        "50 found = 40 reviewed + 0 failed + 10 skipped + 0 waiting"
    )


def test_arrows_decide_nothing(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    first = bench.page.item
    bench.press(Qt.Key.Key_Right)
    second = bench.page.item
    assert first is not None and second is not None and first.id != second.id
    bench.press(Qt.Key.Key_Left)
    assert bench.page.item is not None and bench.page.item.id == first.id
    bench.settle()
    assert " 0 reviewed" in bench.page.balance.text


def test_undo_goes_back_as_far_as_there_is_something(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    seen = []
    for _ in range(4):
        bench.see()
        assert bench.page.item is not None
        seen.append(bench.page.item.id)
        bench.press(Qt.Key.Key_F)
    for number in reversed(seen):
        bench.press(Qt.Key.Key_U)
        assert bench.page.item is not None and bench.page.item.id == number
        assert bench.page.item.state == "open"
    bench.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.notes[-1] == "There is nothing to undo."
    bench.settle()
    assert " 0 reviewed" in bench.page.balance.text
    store = bench.desk.store
    assert store is not None and store.audit.verify().is_whole


def test_search_keeps_an_own_diagnosis(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    item = bench.page.item
    assert item is not None
    bench.press(Qt.Key.Key_O)
    bench.qtbot.keyClicks(QApplication.focusWidget(), "melanoma in situ")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    store = bench.desk.store
    assert store is not None and item.photograph_id is not None
    decision = store.decisions.current(item.photograph_id)  # type: ignore[arg-type]
    assert decision is not None and decision.kind == "override"
    assert decision.code is not None and "in-situ" in decision.code


def test_letters_and_enter_in_a_comment_decide_nothing(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    item = bench.page.item
    bench.press(Qt.Key.Key_N)
    bench.qtbot.keyClicks(QApplication.focusWidget(), "as fqu 1")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert item is not None and bench.page.item is not None
    assert bench.page.item.id == item.id
    assert bench.page.item.state == "open"
    queue = bench.page.session.queue
    assert queue is not None
    assert queue.history(item) == [("comment", None, "as fqu 1")]


def test_ended_review_is_taken_up_where_it_was(bench: Bench, tmp_path: Path) -> None:
    place = tmp_path / "many"
    for number in range(60):
        draw(place / f"{number:02d}.jpg", 500 + number)
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
    assert store.search.count(store_query()) == 60
    readings = [store.readings.list(hit.id) for hit in store.search.find(store_query())]
    assert {len(found) for found in readings} == {1}


def test_own_opinion_comes_before_the_result(bench: Bench, folder: Path) -> None:
    bench.page.configure(Configuration(opinion_first=True))
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    assert bench.page.filter.order.findData("urgency") == -1
    assert bench.page.single.is_hidden
    assert bench.page.single.differential == []
    bench.press(Qt.Key.Key_A)
    assert bench.notes[-1] == "Enter your own opinion first (O)."
    item = bench.page.item
    form = bench.page.single.opinion
    bench.press(Qt.Key.Key_O)
    bench.qtbot.keyClicks(QApplication.focusWidget(), "melanoma")
    bench.press(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_Space)
    form.give()
    assert not bench.page.single.is_hidden
    assert bench.page.single.differential
    store = bench.desk.store
    assert store is not None and item is not None and item.photograph_id is not None
    own = store.opinions.own(item.photograph_id)
    assert own is not None and own.before_ai


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
    bench.press(Qt.Key.Key_Right)
    bench.press(Qt.Key.Key_Right)
    assert bench.desk.patient is None
    assert "9999" in bench.page.single.text
    bench.page.hide()
    assert bench.desk.patient is None


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


def test_keys_can_be_changed_but_not_clash(bench: Bench, folder: Path) -> None:
    from skinvl.desktop.ui.review_keys import KeySheet, default_keys, read_keys

    sheet = KeySheet(default_keys(), bench.page)
    sheet.change("flag", "S")
    assert "S" in sheet.clash
    sheet.accept()
    assert sheet.result() != KeySheet.DialogCode.Accepted
    sheet.change("flag", "X")
    assert sheet.clash == ""
    bench.page.change_keys(sheet.keys)
    assert read_keys(bench.desk.store, None)["flag"] == ("X",)
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    bench.press(Qt.Key.Key_F)
    bench.settle()
    assert " 0 reviewed" in bench.page.balance.text
    bench.press(Qt.Key.Key_X)
    bench.settle()
    assert " 1 reviewed" in bench.page.balance.text or " 2 reviewed" in bench.page.balance.text


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
        draw(folder / f"image {number}.jpg", 900 + number)
    draw(folder / "copy of 0.jpg", 950)
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
    draw(folder / "new.jpg", 77)
    bench.wait(lambda: "11 found" in bench.page.balance.text)
    assert bench.page.session.is_running
    bench.page.session.cancel()
    bench.settle()
