"""The line under the image: its facts, or that work is going on and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget


class ProgressStrip(QWidget):
    """Always there, so that the image does not jump when work starts and ends."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(self.tr("Work is going on"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel the analysis"))
        self._cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        self.setFixedHeight(self.sizeHint().height())
        self.show_facts("")

    @property
    def text(self) -> str:
        """What the line says."""
        return self._label.text()

    @property
    def is_busy(self) -> bool:
        """Whether it says that work is going on."""
        return not self._bar.isHidden()

    def show_work(self, text: str) -> None:
        """Say what is being done."""
        self._show(text, busy=True)

    def show_facts(self, text: str) -> None:
        """Say something about the image while nothing is being done."""
        self._show(text, busy=False)

    def _show(self, text: str, *, busy: bool) -> None:
        self._label.setText(text)
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy)
