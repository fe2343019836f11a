"""A queue gone through by keyboard alone: decided, undone, searched, commented, compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from skinvl.desktop.core.configuration import Configuration

Bench = Any
WAIT_MS = 60_000


def test_fifty_images_by_keyboard_alone(bench: Bench, tmp_path: Path) -> None:
    place = tmp_path / "fifty"
    for number in range(50):
        bench.draw(place / f"{number:02d}.jpg", 100 + number)
    bench.read(place)
    bench.show("state", "open")
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_F, Qt.Key.Key_S, Qt.Key.Key_Q)
    expected: dict[str, str] = {}
    states = ("overridden", "overridden", "flagged", "skipped", "bad-image")
    for number in range(50):
        bench.see()
        item = bench.page.item
        assert item is not None and item.path not in expected
        expected[item.path] = states[number % 5]
        bench.press(keys[number % 5])
    bench.settle()
    assert "Every image of this list is decided." in bench.notes
    bench.show("all")
    found = {}
    for row in range(50):
        item = bench.page.model.item(row)
        assert item is not None
        found[item.path] = item.state
    assert found == expected
    assert bench.page.balance.text.startswith(
        "50 found = 40 reviewed + 0 failed + 10 skipped + 0 waiting"
    )


def test_arrows_decide_nothing(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    first = bench.page.item
    bench.press(Qt.Key.Key_Right)
    second = bench.page.item
    assert first is not None and second is not None and first.id != second.id
    bench.press(Qt.Key.Key_Left)
    assert bench.page.item is not None and bench.page.item.id == first.id
    bench.settle()
    assert " 0 reviewed" in bench.page.balance.text


def test_undo_goes_back_as_far_as_there_is_something(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    seen = []
    for _ in range(4):
        bench.see()
        assert bench.page.item is not None
        seen.append(bench.page.item.id)
        bench.press(Qt.Key.Key_F)
    for number in reversed(seen):
        bench.press(Qt.Key.Key_U)
        assert bench.page.item is not None and bench.page.item.id == number
        assert bench.page.item.state == "open"
    bench.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.notes[-1] == "There is nothing to undo."
    bench.settle()
    assert " 0 reviewed" in bench.page.balance.text
    store = bench.desk.store
    assert store is not None and store.audit.verify().is_whole


def test_search_keeps_an_own_diagnosis(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    item = bench.page.item
    assert item is not None
    bench.press(Qt.Key.Key_O)
    bench.qtbot.keyClicks(QApplication.focusWidget(), "melanoma in situ")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    store = bench.desk.store
    assert store is not None and item.photograph_id is not None
    decision = store.decisions.current(item.photograph_id)
    assert decision is not None and decision.kind == "override"
    assert decision.code is not None and "in-situ" in decision.code


def test_letters_and_enter_in_a_comment_decide_nothing(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    item = bench.page.item
    bench.press(Qt.Key.Key_N)
    bench.qtbot.keyClicks(QApplication.focusWidget(), "as fqu 1")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert item is not None and bench.page.item is not None
    assert bench.page.item.id == item.id
    assert bench.page.item.state == "open"
    queue = bench.page.session.queue
    assert queue is not None
    assert queue.history(item) == [("comment", None, "as fqu 1")]


def test_own_opinion_comes_before_the_result(bench: Bench, folder: Path) -> None:
    bench.page.configure(Configuration(opinion_first=True))
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    assert bench.page.filter.order.findData("urgency") == -1
    assert bench.page.single.is_hidden
    assert bench.page.single.differential == []
    bench.press(Qt.Key.Key_A)
    assert bench.notes[-1] == "Enter your own opinion first (O)."
    item = bench.page.item
    form = bench.page.single.opinion
    bench.press(Qt.Key.Key_O)
    bench.qtbot.keyClicks(QApplication.focusWidget(), "melanoma")
    bench.press(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_Space)
    form.give()
    assert not bench.page.single.is_hidden
    assert bench.page.single.differential
    store = bench.desk.store
    assert store is not None and item is not None and item.photograph_id is not None
    own = store.opinions.own(item.photograph_id)
    assert own is not None and own.before_ai


def test_keys_can_be_changed_but_not_clash(bench: Bench, folder: Path) -> None:
    from skinvl.desktop.ui.review_keys import KeySheet, default_keys, read_keys

    sheet = KeySheet(default_keys(), bench.page)
    sheet.change("flag", "S")
    assert "S" in sheet.clash
    sheet.accept()
    assert sheet.result() != KeySheet.DialogCode.Accepted
    sheet.change("flag", "X")
    assert sheet.clash == ""
    bench.page.change_keys(sheet.keys)
    assert read_keys(bench.desk.store, None)["flag"] == ("X",)
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    bench.press(Qt.Key.Key_F)
    bench.settle()
    assert " 0 reviewed" in bench.page.balance.text
    bench.press(Qt.Key.Key_X)
    bench.settle()
    assert " 1 reviewed" in bench.page.balance.text or " 2 reviewed" in bench.page.balance.text


def test_enter_on_a_button_decides_nothing(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    item = bench.page.item
    bench.page.tools.export.setFocus(Qt.FocusReason.TabFocusReason)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert bench.page.item == item
    assert " 0 reviewed" in bench.page.balance.text


def test_choosing_an_order_with_arrows_decides_nothing(bench: Bench, folder: Path) -> None:
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    order = bench.page.filter.order
    order.setFocus()
    for _ in range(2):
        bench.press(Qt.Key.Key_Down)
        bench.settle()
    assert order.hasFocus()
    assert order.currentData() == "file"
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert bench.page.walk.touched is False
    assert bench.notes == [note for note in bench.notes if "cannot say" not in note]
    assert " 0 reviewed " in bench.page.balance.text
