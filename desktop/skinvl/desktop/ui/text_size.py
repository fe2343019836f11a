"""Text larger than the rest, also after the size of all text was changed."""

from __future__ import annotations

from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QWidget

_PROPERTY = "skinvl_enlarged"


def enlarge(widget: QWidget, factor: float, *, bold: bool = False) -> None:
    """Scale the font of a widget relative to the application's."""
    widget.setProperty(_PROPERTY, (factor, bold))
    font = QFont(widget.font())
    font.setPointSizeF(QGuiApplication.font().pointSizeF() * factor)
    font.setBold(bold)
    widget.setFont(font)


def enlarge_again(widget: QWidget) -> None:
    """Scale a widget that was enlarged to the application's font as it is now."""
    found = widget.property(_PROPERTY)
    if found is not None:
        factor, bold = found
        enlarge(widget, float(factor), bold=bool(bold))
