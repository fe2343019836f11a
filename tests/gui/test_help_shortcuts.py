"""The sheet of keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from skinvl.desktop.ui.help_shortcuts import (
    ShortcutSheet,
    collect_shortcuts,
    list_window_shortcuts,
)


def test_sheet_holds_the_keys_of_window_and_page(qtbot: Any) -> None:
    window, page, other = QMainWindow(), QWidget(), QWidget()
    qtbot.addWidget(window)
    holder = QWidget()
    window.setCentralWidget(holder)
    for number, (owner, keys, text) in enumerate(
        ((window, "Ctrl+O", "&Open ..."), (page, "A", "Agree"), (other, "B", "Other page"))
    ):
        action = QAction(text, owner)
        action.setShortcuts([QKeySequence(keys), QKeySequence(f"F{number + 2}")])
        owner.addAction(action)
    page.setParent(holder)
    other.setParent(holder)
    of_window = list_window_shortcuts(window, [page, other])
    assert of_window == [("Ctrl+O, F2", "Open")]
    sheet = ShortcutSheet([("Window", of_window), ("Page", collect_shortcuts(page))])
    qtbot.addWidget(sheet)
    assert sheet.rows == [("Ctrl+O, F2", "Open"), ("A, F3", "Agree")]
    sheet.search.setText("agree")
    assert sheet.rows == [("A, F3", "Agree")]


def test_keys_of_the_real_window(start_workplace: Callable[..., Any], qtbot: Any) -> None:
    window = start_workplace().window
    rows = list_window_shortcuts(window, [window.reading_page, window.page_set.cases])
    assert any(keys.startswith("Ctrl+O") for keys, _ in rows)
    assert ("C", "Compare photographs") in rows
    assert all(text for _, text in rows)
