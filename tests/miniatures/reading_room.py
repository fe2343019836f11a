"""A window with nothing but the page of one image, its desk and its engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from skinvl.desktop.core import messages
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.patients import Patient, PatientData
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
def jane(store: Store) -> Patient:
    return store.patients.add(PatientData("4711", "Doe", "Jane"))


@pytest.fixture
def clinic(room: Room, store: Store, jane: Patient) -> Room:
    """A room with a store and a patient in view."""
    room.desk.set_store(store)
    room.desk.choose_patient(jane)
    return room


def kept(room: Room) -> Any:
    """The photograph on the page, as it is stored now."""
    photograph = room.page.keeping.photograph
    assert photograph is not None
    return room.desk.store.images.get(photograph.id)
