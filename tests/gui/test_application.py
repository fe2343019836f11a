"""What the application shows of itself to a desktop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from skinvl.desktop.ui.application import find_icon

ICONS = Path(__file__).resolve().parents[2] / "installer" / "icons"


def test_the_icon_of_the_window_is_that_of_the_packages(qtbot: Any) -> None:
    icon = find_icon()
    (size,) = icon.availableSizes()
    shown = icon.pixmap(size).toImage()
    packed = QImage(str(ICONS / f"skinvl-{size.width()}.png"))
    assert not packed.isNull()
    assert shown.convertToFormat(packed.format()) == packed
