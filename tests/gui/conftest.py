"""The main window over a real engine process, and a guard against what it leaves behind."""

from __future__ import annotations

import gc
import importlib.util
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="the window needs PySide6", exc_type=ImportError)

from miniatures import german_room, reading_room
from PySide6.QtCore import QThread, QTimer
from shiboken6 import isValid

from skinvl.desktop.core.configuration import Configuration, Configured
from skinvl.desktop.core.engine import DEFAULT_PATIENCE, Patience
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.settings import Settings
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.ui.errors import ErrorPresenter
from skinvl.desktop.ui.main_window import MainWindow
from skinvl.desktop.ui.operations import Operations

TIMEOUT_MS = 60_000
CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)
PASSWORD = "correct horse battery"


def _load_desktop_fixtures() -> ModuleType:
    name = "skinvl_desktop_fixtures"
    if name not in sys.modules:
        file = Path(__file__).resolve().parents[1] / "desktop" / "conftest.py"
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


_desktop = _load_desktop_fixtures()
bundles = _desktop.bundles
tiny = _desktop.tiny
bundle = _desktop.bundle
images = _desktop.images
trusted = _desktop.trusted
large_image = _desktop.large_image
room = reading_room.room
jane = reading_room.jane
clinic = reading_room.clinic
german = german_room.german


class Workplace:
    """A window with its engine, and the presenter of its errors."""

    def __init__(
        self,
        qtbot: Any,
        folder: Path,
        settings_file: Path,
        patience: Patience,
        configuration: Configuration,
    ) -> None:
        self._qtbot = qtbot
        self.presenter = ErrorPresenter()
        self.operations = Operations(EngineChoice(folder, "cpu"), patience)
        configured = Configured(configuration, {}, frozenset(), ())
        self.window = MainWindow(
            self.operations, self.presenter, Settings(), settings_file, configured, CHEAP
        )
        self.window.show()
        self.operations.start()

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=TIMEOUT_MS)

    def wait_for_state(self, state: str) -> None:
        self.wait(lambda: self.window.reading is not None and self.window.reading.state == state)

    def read(self, path: Path) -> None:
        """Open a file and wait for the whole result."""
        self.window.open_file(path)
        self.wait_for_state("complete")


@pytest.fixture
def start_workplace(qtbot: Any, tiny: Path, tmp_path: Path) -> Iterator[Callable[..., Workplace]]:
    """Starts windows that are closed after the test; nothing of them may go on running."""
    workplaces: list[Workplace] = []
    threads = set(threading.enumerate())

    def start(
        folder: Path = tiny,
        patience: Patience = DEFAULT_PATIENCE,
        configuration: Configuration = Configuration(),  # noqa: B008 - frozen
    ) -> Workplace:
        file = tmp_path / "settings" / "desktop.json"
        workplace = Workplace(qtbot, folder, file, patience, configuration)
        workplaces.append(workplace)
        return workplace

    yield start
    for workplace in workplaces:
        workplace.window.close()
    left_over = [
        item
        for item in gc.get_objects()
        if issubclass(type(item), QTimer | QThread)
        and isValid(item)
        and (
            item.isActive()
            if isinstance(item, QTimer)
            else item.isRunning() and item is not QThread.currentThread()
        )
    ]
    assert left_over == []
    assert set(threading.enumerate()) <= threads
    for workplace in workplaces:
        assert workplace.operations.engine_process_id is None
        workplace.window.deleteLater()


@pytest.fixture
def workplace(start_workplace: Callable[..., Workplace]) -> Workplace:
    return start_workplace()


@pytest.fixture
def store_folder(tmp_path: Path) -> Path:
    """A data folder with a store; its administrator is "anna"."""
    folder = tmp_path / "data"
    create_store(folder, "anna", "Dr. Anna Berg", PASSWORD, cost=CHEAP).store.close()
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that is open, for widgets that need one without a window."""
    created = create_store(tmp_path / "data", "anna", "Dr. Anna Berg", PASSWORD, cost=CHEAP)
    yield created.store
    created.store.close()
