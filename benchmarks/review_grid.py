"""How long any step of the review blocks its window, with 100,000 images.

    QT_QPA_PLATFORM=offscreen python benchmarks/review_grid.py [--count 100000] [--json FILE]

A journal of so many results is written, without image files; the page of the review is opened on
it, and a person's steps are done one after the other. A timer that is due every 5 ms tells for
each step the longest time that the window did not answer: by the clock, and by the processor time
of its thread, which other programs on the computer do not lengthen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.review.journal import open_journal
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.review_page import ReviewPage

BEAT_MS = 5
SHORT = 0.3
FINDING = {
    "status": "ok", "modality": "dermoscopy", "quality": {"verdict": "good", "reasons": []},
    "abstain": {"value": False, "reason": None},
}  # fmt: skip


def write_journal(out: Path, folder: Path, count: int) -> None:
    """A journal in which everything was read; one image in a hundred has failed."""
    chance = random.Random(5)
    journal = open_journal(out, {"folder": str(folder), "model": "m 0", "computed": "c on cpu"})
    files, results = [], []
    for number in range(count):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        path = f"{number // 1000:03d}/{number:06d}.jpg"
        failed = number % 100 == 7
        state = "failed" if failed else "done"
        reason = "the JPEG ends early" if failed else None
        patient = f"P{number // 3}"
        files.append((os.fsencode(path), 1, 1, 1, state, sha256, reason, patient, "L1"))
        if not failed:
            results.append((sha256, json.dumps(FINDING), chance.random(), number % 50 == 0))
    with journal.writing() as connection:
        connection.executemany(
            "INSERT INTO files (path, size, modified_ns, scan, state, sha256, reason, patient, "
            "lesion) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            files,
        )
        connection.executemany(
            "INSERT INTO results (sha256, finding, malignant, abstained) VALUES (?, ?, ?, ?)",
            results,
        )
    journal.close()


class Heart:
    """Beats in the thread of the window; knows the longest pauses since it was last asked."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.reset()
        self._timer.start()

    def reset(self) -> None:
        """Begin anew."""
        self.wall = self.busy = 0.0
        self._wall, self._busy = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        wall, busy = time.perf_counter(), time.thread_time()
        self.wall = max(self.wall, wall - self._wall - BEAT_MS / 1000)
        self.busy = max(self.busy, busy - self._busy)
        self._wall, self._busy = wall, busy


def watch(
    app: QApplication, heart: Heart, action: Callable[[], object], settled: Callable[[], bool]
) -> tuple[float, float, float]:
    """Do something and wait until it is shown; seconds in all, longest pause, longest work."""
    app.processEvents()
    heart.reset()
    started = time.perf_counter()
    action()
    quiet = time.perf_counter()
    while time.perf_counter() - quiet < SHORT:
        app.processEvents()
        time.sleep(0.001)
        if not settled():
            quiet = time.perf_counter()
    return time.perf_counter() - started - SHORT, heart.wall, heart.busy


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key on a widget."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def roll(widget: QWidget, notches: int) -> None:
    """Turn the wheel over a widget."""
    middle = QPointF(widget.rect().center())
    for _ in range(abs(notches)):
        delta = QPoint(0, -120 if notches > 0 else 120)
        event = QWheelEvent(
            middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), delta,
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
            False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "images").mkdir()
        write_journal(place / "out", place / "images", args.count)
        figures = measure(app, place)
    tell(figures, args.json)


def tell(figures: Mapping[str, Sequence[float]], file: Path | None) -> None:
    """Print the table, and write the figures into a file where one is named."""
    print("| step | s | longest pause, ms | of the thread, ms |\n|---|--:|--:|--:|")
    for step, (seconds, wall, busy) in figures.items():
        print(f"| {step} | {seconds:.2f} | {1000 * wall:.0f} | {1000 * busy:.0f} |")
    if file is not None:
        file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(app: QApplication, place: Path) -> dict[str, tuple[float, float, float]]:
    """Go through a person's steps."""
    choice = EngineChoice(None, "cpu")
    operations = Operations(choice)
    page = ReviewPage(Desk(), operations, choice, place / "keys.json")
    page.resize(1280, 860)
    page.show()
    page.setup.folder.setText(str(place / "images"))
    page.setup.out.setText(str(place / "out"))
    heart = Heart()
    view = page.grid.viewport()

    def order(name: str) -> None:
        page.filter.order.setCurrentIndex(page.filter.order.findData(name))
        page.filter.changed.emit()

    def decide() -> None:
        queue, item = page.session.queue, page.item
        assert queue is not None and item is not None
        queue.decide(item, "skip")
        page.walk.decided.emit()

    steps: dict[str, Callable[[], object]] = {
        "open the review": page.look,
        "one tile on": lambda: press(page.grid, Qt.Key.Key_Right),
        "a page down": lambda: press(page.grid, Qt.Key.Key_PageDown),
        "ten turns of the wheel": lambda: roll(view, 10),
        "to the end": lambda: press(page.grid, Qt.Key.Key_End),
        "to the start": lambda: press(page.grid, Qt.Key.Key_Home),
        "drag the bar to the middle": lambda: page.grid.verticalScrollBar().setValue(
            page.grid.verticalScrollBar().maximum() // 2
        ),
        "order by patient": lambda: order("patient"),
        "order by file": lambda: order("file"),
        "order by urgency": lambda: order("urgency"),
        "filter: not reviewed": lambda: page.filter.choose("state", "open"),
        "filter: all": lambda: page.filter.choose("all"),
        "decide": decide,
        "undo": page.walk.undo,
        "another size of the window": lambda: page.resize(1000, 700),
        "refresh": page.refresh,
    }
    figures = {
        name: watch(app, heart, action, lambda: page.is_settled) for name, action in steps.items()
    }
    page.finish()
    operations.close()
    page.close()
    return figures


if __name__ == "__main__":
    main()
