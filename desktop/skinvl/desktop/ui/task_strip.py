"""A long action in a dialog: what is being done, how far it is, the time left, and Cancel."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from skinvl.desktop.core.language import say
from skinvl.desktop.core.models import GivenUp, Step
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.theme import current_theme

T = TypeVar("T")

_TELL_SECONDS = 0.1
# What is left cannot be told from the first moments.
_JUDGE_SECONDS = 2.0


class TaskStrip(QWidget):
    """One action at a time; hidden parts keep their place so that nothing jumps.

    Args:
        operations: does the work elsewhere.
    """

    busy_changed = Signal(bool)
    _told = Signal(str, int, int)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._cancelled = threading.Event()
        self._words: Mapping[str, str] = {}
        self._started = 0.0
        self._stage = ""
        self.is_busy = False
        self._is_error = False
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._label.setAccessibleName(self.tr("State"))
        self._bar = QProgressBar()
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(self.tr("&Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self.cancel_button)
        for widget in (self._bar, self.cancel_button):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        self._told.connect(self._show)
        self._set_busy(False)

    @property
    def text(self) -> str:
        """What the strip says."""
        return self._label.text()

    @property
    def is_error(self) -> bool:
        """Whether it says that something went wrong."""
        return self._is_error

    def start(
        self,
        what: str,
        work: Callable[[Step], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        words: Mapping[str, str] | None = None,
    ) -> bool:
        """Begin an action; False where another one is running.

        Args:
            what: is said until the work tells more.
            work: what is done in another thread; it is given what tells the progress.
            done: called with the result.
            failed: called with what was raised, after it was shown.
            words: what is said for each stage that the work tells.
        """
        if self.is_busy:
            return False
        self._cancelled = cancelled = threading.Event()
        self._words = words or {}
        self._stage = ""
        self._started = time.monotonic()
        told_at, told_stage = 0.0, ""

        def step(stage: str, count: int, total: int) -> None:
            nonlocal told_at, told_stage
            if cancelled.is_set():
                raise GivenUp("given up")
            now = time.monotonic()
            if stage != told_stage or now - told_at > _TELL_SECONDS:
                told_at, told_stage = now, stage
                self._told.emit(stage, count, total)

        def finish(result: T) -> None:
            self._set_busy(False)
            self.say("")
            done(result)

        def refuse(error: Exception) -> None:
            self._set_busy(False)
            if isinstance(error, GivenUp):
                self.say(self.tr("It was given up; nothing was changed."))
            else:
                self.say(str(error), error=True)
            if failed is not None:
                failed(error)

        self.say(what)
        self._bar.setRange(0, 0)
        self._set_busy(True)
        self._operations.run(lambda: work(step), finish, refuse)
        return True

    def cancel(self) -> None:
        """Give up what is running, at the next point where that is possible."""
        if self.is_busy:
            self._cancelled.set()
            self.cancel_button.setEnabled(False)
            self.say(self.tr("It is being stopped ..."))

    def say(self, text: str, *, error: bool = False) -> None:
        """Say one line; an error is marked by colour and by a sign."""
        self._is_error = error
        text = say(text)
        self._label.setText(f"✗ {text}" if error else text)
        colour = current_theme().error_text if error else ""
        background = current_theme().error_background if error else ""
        self._label.setStyleSheet(
            f"color: {colour}; background: {background}; padding: 4px" if error else ""
        )
        if text:
            spoken = self.tr("Error: {0}").format(text) if error else text
            self._label.setAccessibleName(spoken)
            QAccessible.updateAccessibility(
                QAccessibleEvent(self._label, QAccessible.Event.NameChanged)
            )

    def _show(self, stage: str, count: int, total: int) -> None:
        if not self.is_busy or self._cancelled.is_set():
            return
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._started = stage, now
        # Qt counts in 32 bits, bundles are larger.
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            self._bar.setValue(round(1000 * count / total))
        words = self._words.get(stage, stage)
        elapsed = now - self._started
        if total and count and elapsed > _JUDGE_SECONDS:
            seconds = round(elapsed * (total - count) / count)
            words = self.tr("{0} About {1} s left.").format(words, seconds)
        self._label.setText(words)

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self._bar.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.cancel_button.setEnabled(busy)
        self.busy_changed.emit(busy)


class TaskDialog(QDialog):
    """A dialog with one strip: closing it while something runs stops that first."""

    def __init__(self, operations: Operations, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.strip = TaskStrip(operations)
        self._is_closing = False
        self.strip.busy_changed.connect(self._follow)
        self.finished.connect(self._dispose)

    def close_with(self, desk: Desk) -> None:
        """Close as soon as the store is locked or changed: nobody may read on after that."""
        desk.store_changed.connect(self._leave)

    def reject(self) -> None:
        """Close, or stop what is running and close then."""
        if self.strip.is_busy:
            self._is_closing = True
            self.strip.cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.strip.is_busy:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _dispose(self) -> None:
        # The window would keep every dialog that it ever opened.
        if self.parent() is not None:
            self.deleteLater()

    def _leave(self) -> None:
        self.hide()
        self.reject()

    def _follow(self, busy: bool) -> None:
        if not busy and self._is_closing:
            self._is_closing = False
            super().reject()
