"""The main window: one image, its result, questions about it."""

from __future__ import annotations

import base64
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QMimeData, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core import messages, wording
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.report import build_report
from skinvl.desktop.core.sample_image import find_sample
from skinvl.desktop.core.settings import Settings, save_settings
from skinvl.desktop.ui.actions import build_actions
from skinvl.desktop.ui.errors import ErrorPresenter
from skinvl.desktop.ui.help_dialog import TextDialog, write_about, write_help
from skinvl.desktop.ui.image_view import ImageView
from skinvl.desktop.ui.incoming import has_image, read_incoming
from skinvl.desktop.ui.message_bar import MessageBar
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.progress_strip import ProgressStrip
from skinvl.desktop.ui.question_panel import QuestionPanel
from skinvl.desktop.ui.result_panel import ResultPanel
from skinvl.desktop.ui.start_page import StartPage
from skinvl.desktop.ui.theme import current_theme

IMAGE_FILTER = "Images (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp);;All files (*)"
RESTART = "Start again"
_WORK = {
    "opening": "Opening {name} ...",
    "analysing": "Analysing {name} ...",
    "describing": "Writing the description ...",
}


class MainWindow(QMainWindow):
    """Shows one reading at a time; what is shown always belongs to the image on the screen."""

    def __init__(
        self,
        operations: Operations,
        presenter: ErrorPresenter,
        settings: Settings,
        settings_file: Path,
    ) -> None:
        super().__init__()
        self._operations = operations
        self._settings = settings
        self._settings_file = settings_file
        self._model: messages.Ready | None = None
        self._reading: Reading | None = None
        self._started = 0.0
        self.view = ImageView()
        self.result = ResultPanel()
        self.questions = QuestionPanel()
        self.message_bar = MessageBar()
        self.progress = ProgressStrip()
        self._start = StartPage()
        self._place = QStackedWidget()
        self._notice = QLabel(wording.NOTICE)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._duration = QLabel()
        self._model_label = QLabel("Loading the model ...")
        self.actions_by_name = build_actions(
            self,
            {
                "open": self.choose_file,
                "paste": self.paste,
                "sample": self.open_sample,
                "report": self.choose_report,
                "quit": self.close,
                "fit": self.view.fit,
                "actual": self.view.show_actual_size,
                "closer": self.view.zoom_in,
                "back": self.view.zoom_out,
                "question": self.questions.focus_line,
                "stop": self.stop,
                "restart": self.restart_engine,
                "help": self.show_help,
                "about": self.show_about,
            },
        )
        self._build()
        self._connect(presenter)
        self._refresh()

    @property
    def reading(self) -> Reading | None:
        """The reading on the screen."""
        return self._reading

    @property
    def model(self) -> messages.Ready | None:
        """The model that is loaded, None before it is or if it cannot be."""
        return self._model

    def open_file(self, path: Path) -> None:
        """Open and analyse an image file."""
        path = path.absolute()
        self._settings = replace(self._settings, image_folder=str(path.parent))
        self._open(str(path), path.name, None)

    def open_sample(self) -> None:
        """Open the sample image."""
        sample = find_sample()
        self._open(str(sample), "SkinVL sample (drawn)", None)

    def open_mime(self, mime: QMimeData) -> None:
        """Open what was dropped or pasted."""
        incoming = read_incoming(mime)
        if incoming is None:
            self.message_bar.show_error(
                "There is no image file of this computer in it. Save the image to a file first."
            )
            return
        if incoming.data is None:
            self.open_file(Path(incoming.name))
        else:
            self._open(incoming.name, incoming.name, incoming.data)
        if incoming.left_out:
            self.message_bar.show_note(
                f"One image at a time: {Path(incoming.name).name} was opened, "
                f"{incoming.left_out} more were not."
            )

    def paste(self) -> None:
        """Open the image on the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime is None or not has_image(mime):
            self.message_bar.show_error("The clipboard holds no image. Copy one, then paste again.")
        else:
            self.open_mime(mime)

    def choose_file(self) -> None:
        """Ask for an image file and open it."""
        folder = self._settings.image_folder or str(Path.home())
        name, _ = QFileDialog.getOpenFileName(self, "Open an image", folder, IMAGE_FILTER)
        if name:
            self.open_file(Path(name))

    def choose_report(self) -> None:
        """Ask where the report goes and write it."""
        if self._reading is None or not self._reading.can_report:
            return
        stem = Path(self._reading.name).stem
        folder = self._settings.report_folder or self._settings.image_folder or str(Path.home())
        suggestion = str(Path(folder) / f"{stem}-skinvl.pdf")
        name, _ = QFileDialog.getSaveFileName(self, "Save the report", suggestion, "PDF (*.pdf)")
        if name:
            self.save_report(Path(name))

    def save_report(self, file: Path) -> None:
        """Write the report of the reading on the screen."""
        if self._reading is not None and self._model is not None:
            self._settings = replace(self._settings, report_folder=str(file.parent))
            report = build_report(self._reading, self._model.conformal_level)
            self._operations.write_report(report, file)

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

    def restart_engine(self) -> None:
        """Start the analysis process after it gave up."""
        self.message_bar.hide()
        self._operations.start()

    def show_help(self) -> None:
        """Open the help page."""
        TextDialog("Help", write_help(), self).show()

    def show_about(self) -> None:
        """Open the About page."""
        TextDialog("About SkinVL", write_about(self._model), self).show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_image(event.mimeData()) or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_mime(event.mimeData())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._restyle()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._operations.close()
        settings = replace(
            self._settings,
            window=_encode(self.saveGeometry()),
            splitter=_encode(self._split.saveState()),
        )
        # The layout is a convenience; a profile that cannot be written must not stop closing.
        with suppress(OSError):
            save_settings(settings, self._settings_file)
        super().closeEvent(event)

    def _open(self, request_name: str, shown_name: str, data: bytes | None) -> None:
        self.message_bar.hide()
        self.view.clear()
        self.questions.clear()
        self._duration.clear()
        self._reading = Reading(self._operations.open(request_name, data), shown_name)
        self._refresh()

    def _take(self, event: messages.Event, levels: list[QImage] | None) -> None:
        reading = self._reading
        if isinstance(event, messages.Ready):
            self._take_model(event)
        elif isinstance(event, messages.Unavailable):
            self._model_label.setText("No model")
            self.message_bar.show_error(f"No analysis is possible: {event.reason}")
        taken = reading is not None and reading.take(event)
        if isinstance(event, messages.Stopped):
            self._explain_stop(event)
        if reading is None or not taken:
            return
        if isinstance(event, messages.Opened) and levels is not None:
            self._started = time.monotonic()
            self.view.show_levels(levels, reading.name)
        elif isinstance(event, messages.Found):
            seconds = time.monotonic() - self._started
            duration = f"{seconds:.1f} s" if seconds >= 0.05 else "under 0.1 s"
            self._duration.setText(f"analysed in {duration}  |")
        elif isinstance(event, messages.Failed) and reading.state == "failed":
            self.message_bar.show_error(event.reason)
        self._refresh()

    def _take_model(self, event: messages.Ready) -> None:
        self._model = event
        self._model_label.setText(
            f"{event.name} {event.version}  |  {event.provider.upper()}, {event.precision}"
        )
        if event.provider_reason is not None:
            self.message_bar.show_note(f"Computing on {event.provider}: {event.provider_reason}")

    def _explain_stop(self, event: messages.Stopped) -> None:
        if event.restarting:
            self.message_bar.show_error(
                f"{event.reason}. It was started again; open the image again or try another one."
            )
        else:
            self._model_label.setText("No model")
            self.message_bar.show_error(f"{event.reason}. It was not started again.", RESTART)

    def _refresh(self) -> None:
        reading = self._reading
        level = self._model.conformal_level if self._model is not None else 0.0
        if reading is None:
            self.result.clear()
        else:
            self.result.show_reading(reading, level)
            self.questions.show_reading(reading)
        has_image = self.view.has_image
        opening = reading is not None and reading.state == "opening"
        self._place.setCurrentWidget(self.view if has_image or opening else self._start)
        running = reading is not None and reading.is_running
        answering = reading is not None and reading.answering is not None
        for name in ("fit", "actual", "closer", "back"):
            self.actions_by_name[name].setEnabled(has_image)
        self.actions_by_name["report"].setEnabled(reading is not None and reading.can_report)
        self.actions_by_name["question"].setEnabled(reading is not None and reading.can_ask)
        self.actions_by_name["stop"].setEnabled(running or answering)
        self.setWindowTitle(f"{reading.name} - SkinVL" if reading is not None else "SkinVL")
        self._show_facts()

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

    def _connect(self, presenter: ErrorPresenter) -> None:
        self._operations.happened.connect(self._take)
        self._operations.report_written.connect(
            lambda file: self.message_bar.show_note(f"Report saved: {file}")
        )
        self._operations.report_failed.connect(
            lambda file, reason: self.message_bar.show_error(
                f"{file}: the report was not saved ({reason}); choose another folder"
            )
        )
        presenter.presented.connect(self.message_bar.show_error)
        self.questions.asked.connect(self.ask)
        self.questions.stopped.connect(self.stop)
        self.progress.cancelled.connect(self.stop)
        self.view.zoom_changed.connect(self._show_facts)
        self._start.open_chosen.connect(self.choose_file)
        self._start.sample_chosen.connect(self.open_sample)
        self.message_bar.action_chosen.connect(self.restart_engine)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self._notice.setWordWrap(True)
        self._notice.setContentsMargins(12, 4, 12, 4)
        self._place.addWidget(self._start)
        self._place.addWidget(self.view)
        image_side = _stack_up(self._place, self.progress)
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
        self.setCentralWidget(_stack_up(self._notice, self.message_bar, self._split))
        self.statusBar().addPermanentWidget(self._duration)
        self.statusBar().addPermanentWidget(self._model_label)
        self.resize(1240, 820)
        if self._settings.window is not None:
            self.restoreGeometry(_decode(self._settings.window))
        if self._settings.splitter is not None:
            self._split.restoreState(_decode(self._settings.splitter))
        self._restyle()

    def _restyle(self) -> None:
        theme = current_theme()
        self._notice.setStyleSheet(
            f"background: {theme.notice_background}; color: {theme.notice_text};"
        )
        self.message_bar.restyle()
        self.result.restyle()
        self.questions.restyle()


def _stack_up(*widgets: QWidget) -> QWidget:
    """One above the other, without gaps; the last but one or the only big one takes the room."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        grows = isinstance(widget, QSplitter | QStackedWidget)
        layout.addWidget(widget, 1 if grows else 0)
    return holder


def _encode(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode("ascii")


def _decode(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode()))
