"""Says that work is going on, and offers to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget


class ProgressStrip(QWidget):
    """A busy bar with words and a Cancel button; hidden while nothing runs."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setMaximumWidth(200)
        bar.setAccessibleName("Work is going on")
        cancel = QPushButton("Cancel")
        cancel.setAccessibleName("Cancel the analysis")
        cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.addWidget(self._label, 1)
        layout.addWidget(bar)
        layout.addWidget(cancel)
        policy = self.sizePolicy()
        # Or the image would jump each time work starts and ends.
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_work(self, text: str) -> None:
        """Say what is being done; an empty text hides the strip."""
        self._label.setText(text)
        self.setVisible(bool(text))
