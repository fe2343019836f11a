"""The page of one image: results, layers, staleness, and that it never blocks."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from miniatures.reading_room import Room, kept
from PySide6.QtCore import Qt, QTimer

from skinvl.desktop.core.marks import Mark
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.session import Session
from skinvl.desktop.ui.differential_view import DifferentialRow


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
    assert "Stated: Clinical photograph" in clinic.page.result.concerns
    assert kept(clinic).modality == "clinical"


def test_rows_stay_as_they_are_while_something_beside_them_changes(
    clinic: Room, images: dict[str, Path], qtbot: Any
) -> None:
    clinic.read(images["melanoma"])
    panel = clinic.page.result
    before = panel.differential.row_names
    rows = panel.differential.findChildren(DifferentialRow)
    panel.modality_stated.emit("dermoscopy")
    assert panel.differential.findChildren(DifferentialRow) == rows
    assert panel.differential.row_names == before
    assert all(row.isVisible() for row in rows)


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
