"""What the image's place shows while there is no image."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from skinvl.desktop.ui.labels import enlarge
from skinvl.desktop.ui.theme import SURROUND


class StartPage(QWidget):
    """Says how to open an image."""

    open_chosen = Signal()
    sample_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"QWidget#start {{ background: {SURROUND}; }} QLabel {{ color: #ffffff; }}"
        )
        heading = QLabel(self.tr("Drop an image of the skin here"))
        enlarge(heading, 1.5)
        formats = QLabel(self.tr("Dermoscopic or clinical: JPEG, PNG, TIFF, BMP, WebP, DICOM"))
        open_button = QPushButton(self.tr("Open an image ..."))
        open_button.clicked.connect(self.open_chosen)
        sample_button = QPushButton(self.tr("Try the drawn sample"))
        sample_button.clicked.connect(self.sample_chosen)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(1)
        for widget in (heading, formats, open_button, sample_button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
