"""Labels for texts of any origin, and the few sizes and colours that text has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from skinvl.desktop.ui.text_size import enlarge
from skinvl.desktop.ui.theme import current_theme

__all__ = ["enlarge", "make_heading", "make_label", "paint_secondary"]


def make_label(text: str = "") -> QLabel:
    """A label that wraps, can be selected, and never takes its text for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def make_heading(text: str) -> QLabel:
    """A label for the heading of a section."""
    label = make_label(text)
    enlarge(label, 1.1, bold=True)
    return label


def paint_secondary(*labels: QLabel) -> None:
    """Give labels the colour of secondary text."""
    for label in labels:
        label.setStyleSheet(f"color: {current_theme().secondary_text}")
