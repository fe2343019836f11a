"""The only bridge from the widgets to the core; everything slow goes through it.

Events of the engine arrive as the signal ``happened`` on the thread of the widgets, in the order
in which the engine sent them. Images come with their reduced copies already made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

from skinvl.contract.image import OpenedImage
from skinvl.desktop.core import messages
from skinvl.desktop.core.decoding import DECODER
from skinvl.desktop.core.engine import DEFAULT_PATIENCE, Engine, Patience
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.report import Report
from skinvl.desktop.ui.image_view import build_levels
from skinvl.desktop.ui.report_pdf import write_report

T = TypeVar("T")


class _Task(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


class Operations(QObject):
    """Starts and stops work; one engine and one pool of threads."""

    happened = Signal(object, object)
    """An event of the engine, and the reduced copies of its image (a list) or None."""
    report_written = Signal(str)
    report_failed = Signal(str, str)
    _finished = Signal(object)

    def __init__(
        self,
        choice: EngineChoice,
        patience: Patience = DEFAULT_PATIENCE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = Engine(choice, self._receive, patience)
        self._pool = QThreadPool(self)
        self._closed = threading.Event()
        self._finished.connect(self._conclude)

    @property
    def engine_process_id(self) -> int | None:
        """Process id of the engine process, None while there is none."""
        return self._engine.process_id

    def start(self) -> None:
        """Start the engine, or start it again after it gave up."""
        self._engine.start()

    def restart(self, choice: EngineChoice) -> None:
        """Go on with another bundle or provider; what was asked and not answered has failed."""
        self._engine.change(choice)

    def open(self, name: str, data: bytes | None = None, *, look_only: bool = False) -> int:
        """Open and analyse an image; see `Engine.open`."""
        return self._engine.open(name, data, look_only=look_only)

    def ask(self, image: OpenedImage, question: str) -> int:
        """Ask a question; see `Engine.ask`."""
        return self._engine.ask(image, question)

    def explain(self, image: OpenedImage, code: str | None = None) -> int:
        """Ask for a heat map and an outline; see `Engine.explain`."""
        return self._engine.explain(image, code)

    def cancel(self, request: int) -> None:
        """Give up a request."""
        self._engine.cancel(request)

    def write_report(self, report: Report, file: Path) -> None:
        """Write a report; ``report_written`` or ``report_failed`` tells the outcome."""

        def work() -> None:
            try:
                write_report(report, file)
            except OSError as error:
                self.report_failed.emit(str(file), error.strerror or str(error))
            else:
                self.report_written.emit(str(file))

        self._pool.start(_Task(work))

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do something slow in another thread.

        Args:
            work: what is done; it touches no widget.
            done: called with its result, on the thread of the widgets.
            failed: called with what it raised, on the thread of the widgets.
        """

        def carry_out() -> None:
            try:
                result = work()
            except Exception as error:
                outcome: Callable[[], None] = partial(failed, error)
            else:
                outcome = partial(done, result)
            if not self._closed.is_set():
                self._finished.emit(outcome)

        self._pool.start(_Task(carry_out))

    def close(self) -> None:
        """End the engine; wait for a report that is being written. Nothing is emitted after."""
        self._closed.set()
        self._engine.close()
        DECODER.close()
        self._pool.waitForDone()

    def _conclude(self, outcome: Callable[[], None]) -> None:
        outcome()

    def _receive(self, event: messages.Event) -> None:
        levels: list[QImage] | None = None
        if isinstance(event, messages.Opened):
            levels = build_levels(event.image.rgb)
        if not self._closed.is_set():
            self.happened.emit(event, levels)
