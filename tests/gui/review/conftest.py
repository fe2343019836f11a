"""A review page over a real folder, the miniature bundle and a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
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

    draw = staticmethod(draw)

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
