"""Pages by name; one that needs more room than the screen has is scrolled."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QMainWindow, QWidget

from skinvl.desktop.ui.page_stack import PageStack


def test_page_wider_than_the_screen_leaves_the_window_its_width(qtbot: Any) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    pages = PageStack(window, "Pages")
    window.setCentralWidget(pages)
    wide, small = QWidget(), QWidget()
    wide.setMinimumWidth(3000)
    pages.add_page("wide", "Wide", "Alt+1", wide)
    pages.add_page("small", "Small", "Alt+2", small)
    window.resize(1000, 600)
    window.show()
    assert pages.current_name == "wide" and pages.current_page is wide
    assert wide.width() == 3000
    assert window.width() == 1000
    pages.actions_by_name["small"].trigger()
    assert pages.current_page is small and small.isVisible() and not wide.isVisible()
    assert small.width() == 1000
