"""The notice is confirmed inline, once for each person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from skinvl.desktop.core.notice import NoticeBook
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.notice_bar import NoticeBar

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


def test_notice_is_confirmed_with_one_click(qtbot: Any, store: Store, tmp_path: Path) -> None:
    desk = Desk()
    book = NoticeBook(tmp_path / "notice.json")
    bar = NoticeBar(desk, book, "daily", lambda: NOW)
    qtbot.addWidget(bar)
    assert not bar.isHidden()
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    desk.set_store(store)
    assert not bar.isHidden()
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert store.preferences.of_user()["notice.confirmed_at"] == NOW.isoformat()
    desk.lock()
    assert bar.isHidden()
    store.unlock("anna", "correct horse battery")
    desk.note_unlocked()
    assert bar.isHidden()


def test_confirmation_that_cannot_be_kept_is_told(qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    bar = NoticeBar(Desk(), NoticeBook(tmp_path / "file" / "notice.json"), "once", lambda: NOW)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.failed) as told:
        bar.confirm()
    assert "not kept" in told.args[0]
    assert bar.isHidden()
