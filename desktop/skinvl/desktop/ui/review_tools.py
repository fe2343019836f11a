"""The line over the images: filter, order, own opinion first, second read, export, keys."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from skinvl.desktop.ui.review_counts import FilterBar


class ReviewTools(QWidget):
    """What changes how the queue is gone through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = FilterBar()
        self.opinion_first = QCheckBox(self.tr("My op&inion first"))
        self.opinion_first.setToolTip(
            self.tr("Hide each result until your own opinion on the image is entered")
        )
        self.second = QPushButton(self.tr("Se&cond read ..."))
        self.second.setToolTip(self.tr("Read what others have decided, without seeing it"))
        self.export = QPushButton(self.tr("E&xport ..."))
        self.sheet = QPushButton(self.tr("Keys (?)"))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 2)
        line.addWidget(self.filter)
        line.addWidget(self.opinion_first)
        line.addStretch(1)
        for button in (self.second, self.export, self.sheet):
            line.addWidget(button)
