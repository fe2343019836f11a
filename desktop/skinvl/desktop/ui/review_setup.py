"""What is reviewed: folder, table of patients, place of the results; start, pause, end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from skinvl.desktop.core.language import tell_number
from skinvl.desktop.core.review.control import Progress
from skinvl.desktop.ui.labels import make_label


class SetupBar(QWidget):
    """Lines for the folder and what belongs to it, the buttons of the run, its progress."""

    start_chosen = Signal()
    open_chosen = Signal()
    pause_chosen = Signal()
    cancel_chosen = Signal()
    retry_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = QLineEdit()
        self.sidecar = QLineEdit()
        self.out = QLineEdit()
        self.watch = QCheckBox(self.tr("&Watch the folder for new images"))
        self.start = QPushButton(self.tr("St&art"))
        self.open = QPushButton(self.tr("L&ook at results"))
        self.open.setToolTip(self.tr("Review what was read before, without reading anything new"))
        self.pause = QPushButton(self.tr("&Pause"))
        self.cancel = QPushButton(self.tr("&End"))
        self.retry = QPushButton(self.tr("Retr&y failed"))
        self.bar = QProgressBar()
        self._state = make_label()
        self._out_label = QLabel(self.tr("Res&ults in"))
        self._out_browse = QPushButton(self.tr("Choose ..."))
        self._running = False
        self._has_failed = False
        self._build()
        self.show_running(False)

    @property
    def state(self) -> str:
        """What is said of the run."""
        return self._state.text()

    def set_store(self, has_store: bool) -> None:
        """With a store the results are kept in it, encrypted; else in a folder."""
        for widget in (self._out_label, self.out, self._out_browse):
            widget.setVisible(not has_store)
        self._check()

    def show_running(self, running: bool, paused: bool = False) -> None:
        """Which buttons can be pressed."""
        self._running = running
        self.bar.setVisible(running)
        self.pause.setEnabled(running)
        self.pause.setText(self.tr("&Go on") if paused else self.tr("&Pause"))
        self.cancel.setEnabled(running)
        for widget in (self.folder, self.sidecar, self.out, self.watch):
            widget.setEnabled(not running)
        self._check()

    def show_failed(self, count: int) -> None:
        """Whether there is something to retry."""
        self._has_failed = count > 0
        self._check()

    def say(self, text: str) -> None:
        """One line about the run."""
        self._state.setText(text)
        self._state.setToolTip(text)
        self._state.setVisible(bool(text))

    def show_progress(self, progress: Progress, paused: bool) -> None:
        """How far the run is."""
        settled = progress.done + progress.failed
        self.bar.setRange(0, max(1, progress.found))
        self.bar.setValue(settled)
        parts = [
            self.tr("{settled} of {found} files done").format(settled=settled, found=progress.found)
        ]
        if progress.failed:
            parts.append(self.tr("{count} failed").format(count=progress.failed))
        if paused:
            parts.append(self.tr("paused"))
        elif progress.scanning:
            parts.append(self.tr("still looking for files"))
        if progress.rate and not paused:
            parts.append(
                self.tr("{rate} images per second").format(rate=tell_number(progress.rate, 1))
            )
        if progress.seconds_left is not None and not paused:
            left = format_time(progress.seconds_left)
            parts.append(self.tr("{time} left").format(time=left))
        self.say(", ".join(parts))

    def _check(self) -> None:
        idle = not self._running
        ready = bool(self.folder.text().strip())
        if not self.out.isHidden():
            ready = ready and bool(self.out.text().strip())
        self.start.setEnabled(idle and ready)
        self.open.setEnabled(idle and ready)
        self.retry.setEnabled(idle and ready and self._has_failed)

    def _browse(self, line: QLineEdit, title: str, table: bool) -> None:
        start = line.text() or self.folder.text() or str(Path.home())
        if table:
            kinds = self.tr("Tables (*.csv *.tsv);;All files (*)")
            name, _ = QFileDialog.getOpenFileName(self, title, start, kinds)
        else:
            name = QFileDialog.getExistingDirectory(self, title, start)
        if name:
            line.setText(name)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 12, 2)
        grid.setVerticalSpacing(4)
        rows = (
            (self.folder, QLabel(self.tr("Folder of ima&ges")), self.tr("Folder of images")),
            (self.sidecar, QLabel(self.tr("Ta&ble of patients")), self.tr("Table of patients")),
            (self.out, self._out_label, self.tr("Folder for the results")),
        )
        self.sidecar.setPlaceholderText(
            self.tr("if there is one: CSV with the columns file, patient, lesion, date")
        )
        for row, (line, label, title) in enumerate(rows):
            label.setBuddy(line)
            line.setAccessibleName(title)
            line.setAcceptDrops(False)
            line.textChanged.connect(lambda _: self._check())
            browse = self._out_browse if line is self.out else QPushButton(self.tr("Choose ..."))
            browse.setAccessibleName(f"{browse.text()} {title}")
            browse.clicked.connect(
                lambda checked=False, line=line, title=title: self._browse(
                    line, title, line is self.sidecar
                )
            )
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
            grid.addWidget(browse, row, 2)
        buttons = QHBoxLayout()
        for button, signal in (
            (self.start, self.start_chosen),
            (self.open, self.open_chosen),
            (self.pause, self.pause_chosen),
            (self.cancel, self.cancel_chosen),
            (self.retry, self.retry_chosen),
        ):
            button.clicked.connect(lambda checked=False, signal=signal: signal.emit())
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._state.setWordWrap(False)
        # A sentence that is longer than the row must not make the window wider than the screen.
        self._state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._state.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(12)
        self.bar.setAccessibleName(self.tr("Progress of the review"))
        below = QHBoxLayout()
        below.addWidget(self.watch)
        below.addSpacing(16)
        below.addWidget(self.bar, 1)
        below.addWidget(self._state, 2)
        grid.addLayout(buttons, len(rows), 0, 1, 3)
        grid.addLayout(below, len(rows) + 1, 0, 1, 3)


def format_time(seconds: float) -> str:
    """A time that is left, as rough as it is known."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
