"""The page on which one image is read: the image, its result, questions about it."""

from __future__ import annotations

import base64
import time

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from skinvl.desktop.core import messages
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.report import Report, build_report
from skinvl.desktop.ui.image_view import ImageView
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.progress_strip import ProgressStrip
from skinvl.desktop.ui.question_panel import QuestionPanel
from skinvl.desktop.ui.result_panel import ResultPanel
from skinvl.desktop.ui.start_page import StartPage

_WORK = {
    "opening": "Opening {name} ...",
    "analysing": "Analysing {name} ...",
    "describing": "Writing the description ...",
}


class ReadingPage(QWidget):
    """Shows one reading at a time; what is shown always belongs to the image on the screen."""

    changed = Signal()
    """The reading took something in; actions may have to be enabled or disabled."""
    failed = Signal(str)
    """Something went wrong, in one line for the message area."""
    analysed = Signal(str)
    """A result has come; how long it took, in words."""
    open_chosen = Signal()
    sample_chosen = Signal()

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._model: messages.Ready | None = None
        self._reading: Reading | None = None
        self._started = 0.0
        self.view = ImageView()
        self.result = ResultPanel()
        self.questions = QuestionPanel()
        self.progress = ProgressStrip()
        self._start = StartPage()
        self._place = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self.questions.asked.connect(self.ask)
        self.questions.stopped.connect(self.stop)
        self.progress.cancelled.connect(self.stop)
        self.view.zoom_changed.connect(self._show_facts)
        self._start.open_chosen.connect(self.open_chosen)
        self._start.sample_chosen.connect(self.sample_chosen)
        self._refresh()

    @property
    def reading(self) -> Reading | None:
        """The reading on the screen."""
        return self._reading

    def open(self, request_name: str, shown_name: str, data: bytes | None = None) -> None:
        """Open and analyse an image; the one before is gone at once.

        Args:
            request_name: path of the file, or what to call a pasted image.
            shown_name: how the window calls it.
            data: bytes of a pasted image file.
        """
        self.view.clear()
        self.questions.clear()
        self._reading = Reading(self._operations.open(request_name, data), shown_name)
        self._refresh()

    def close_image(self) -> None:
        """Put the image and everything about it away; work on it is given up."""
        self.stop()
        self.view.clear()
        self.questions.clear()
        self._reading = None
        self._refresh()

    def ask(self, question: str) -> None:
        """Ask a question about the image on the screen."""
        reading = self._reading
        if reading is not None and reading.image is not None and reading.can_ask:
            reading.ask(self._operations.ask(reading.image, question), question)
            self._refresh()

    def stop(self) -> None:
        """Stop the answer that is being written, or else the analysis."""
        reading = self._reading
        if reading is None:
            return
        exchange = reading.answering
        if exchange is not None:
            self._operations.cancel(exchange.request)
        elif reading.is_running:
            self._operations.cancel(reading.request)
        reading.stop()
        self._refresh()

    def set_model(self, model: messages.Ready) -> None:
        """The model that reads from now on."""
        self._model = model
        self._refresh()

    def take(self, event: messages.Event, levels: list[QImage] | None) -> None:
        """Take in an event of the engine; one about anything else changes nothing."""
        reading = self._reading
        if reading is None or not reading.take(event):
            return
        if isinstance(event, messages.Opened) and levels is not None:
            self._started = time.monotonic()
            self.view.show_levels(levels, reading.name)
        elif isinstance(event, messages.Found):
            seconds = time.monotonic() - self._started
            self.analysed.emit(f"{seconds:.1f} s" if seconds >= 0.05 else "under 0.1 s")
        elif isinstance(event, messages.Failed) and reading.state == "failed":
            self.failed.emit(event.reason)
        self._refresh()

    def build_report(self) -> Report | None:
        """The report of the reading on the screen; None where there is none to report."""
        if self._reading is None or self._model is None or not self._reading.can_report:
            return None
        return build_report(self._reading, self._model.conformal_level)

    def save_layout(self) -> str:
        """The place of the divider, for `restore_layout`."""
        return base64.b64encode(self._split.saveState().data()).decode("ascii")

    def restore_layout(self, state: str) -> None:
        """Put the divider where it was."""
        self._split.restoreState(QByteArray.fromBase64(QByteArray(state.encode())))

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        self.result.restyle()
        self.questions.restyle()

    def _refresh(self) -> None:
        reading = self._reading
        level = self._model.conformal_level if self._model is not None else 0.0
        if reading is None:
            self.result.clear()
        else:
            self.result.show_reading(reading, level)
            self.questions.show_reading(reading)
        opening = reading is not None and reading.state == "opening"
        shows_image = self.view.has_image or opening
        self._place.setCurrentWidget(self.view if shows_image else self._start)
        self._show_facts()
        self.changed.emit()

    def _show_facts(self) -> None:
        reading = self._reading
        if reading is not None and reading.is_running:
            self.progress.show_work(_WORK[reading.state].format(name=reading.name))
        elif reading is not None and reading.image is not None and self.view.has_image:
            height, width = reading.image.rgb.shape[:2]
            facts = f"{reading.name}  |  {width} x {height} px  |  {self.view.zoom * 100:.0f} %"
            self.progress.show_facts(facts)
        else:
            self.progress.show_facts("")

    def _build(self) -> None:
        self._place.addWidget(self._start)
        self._place.addWidget(self.view)
        image_side = QWidget()
        below = QVBoxLayout(image_side)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._place, 1)
        below.addWidget(self.progress)
        answers = QSplitter(Qt.Orientation.Vertical)
        answers.addWidget(self.result)
        answers.addWidget(self.questions)
        answers.setSizes([520, 260])
        answers.setChildrenCollapsible(False)
        answers.setMinimumWidth(400)
        self._split.addWidget(image_side)
        self._split.addWidget(answers)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([800, 440])
        self._split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
