"""Tiles in rows: where each lies, where the keys lead, and that a change paints one tile."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, QSize, QStringListModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from skinvl.desktop.ui.review_tiles import TileView

COUNT = 100_000


class Recorder(QStyledItemDelegate):
    """Knows which tiles were painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.painted: list[int] = []

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(100, 80)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        self.painted.append(index.row())


class Shelf:
    """A view of tiles over a long list."""

    def __init__(self, qtbot: Any) -> None:
        self.qtbot = qtbot
        self.model = QStringListModel([str(number) for number in range(COUNT)])
        self.view = TileView()
        qtbot.addWidget(self.view)
        self.recorder = Recorder(self.view)
        self.view.setItemDelegate(self.recorder)
        self.view.setModel(self.model)
        self.view.resize(460, 400)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.setCurrentIndex(self.model.index(0))

    def press(self, *keys: Qt.Key) -> int:
        for key in keys:
            self.qtbot.keyClick(self.view, key)
        return int(self.view.currentIndex().row())

    def paint(self) -> list[int]:
        """What is painted when everything that is due is done."""
        self.qtbot.wait(50)
        painted, self.recorder.painted = self.recorder.painted, []
        return painted


@pytest.fixture
def shelf(qtbot: Any) -> Shelf:
    return Shelf(qtbot)


def test_tile_and_place_belong_together(shelf: Shelf) -> None:
    columns = shelf.view.columns
    assert columns == shelf.view.viewport().width() // 100
    for row in (0, 1, columns, 3 * columns + 1, COUNT - 1):
        shelf.view.scrollTo(shelf.model.index(row))
        place = shelf.view.visualRect(shelf.model.index(row))
        assert shelf.view.viewport().rect().contains(place)
        assert shelf.view.indexAt(place.center()).row() == row
    beside = QPoint(columns * 100 + 2, 10)
    assert not shelf.view.indexAt(beside).isValid()


def test_keys_lead_through_the_rows(shelf: Shelf) -> None:
    columns = shelf.view.columns
    key = Qt.Key
    assert shelf.press(key.Key_Right, key.Key_Right) == 2
    assert shelf.press(key.Key_Down) == 2 + columns
    assert shelf.press(key.Key_Up, key.Key_Up) == 2
    assert shelf.press(key.Key_Left) == 1
    assert shelf.press(key.Key_End) == COUNT - 1
    assert shelf.press(key.Key_Down, key.Key_Right) == COUNT - 1
    assert shelf.press(key.Key_PageUp) < COUNT - columns
    assert shelf.press(key.Key_Home) == 0
    assert shelf.press(key.Key_Left) == 0
    assert shelf.view.selectionModel().selectedIndexes() == [shelf.model.index(0)]


def test_a_click_chooses_the_tile(shelf: Shelf) -> None:
    place = shelf.view.visualRect(shelf.model.index(5)).center()
    shelf.qtbot.mouseClick(shelf.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shelf.view.currentIndex().row() == 5


def test_what_changes_is_painted_and_nothing_is_laid_out(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[int] = []
    monkeypatch.setattr(TileView, "doItemsLayout", lambda view: laid_out.append(1))
    shelf.paint()
    shelf.model.dataChanged.emit(shelf.model.index(2), shelf.model.index(2))
    assert set(shelf.paint()) <= set(range(4))
    shelf.model.dataChanged.emit(shelf.model.index(COUNT - 2), shelf.model.index(COUNT - 2))
    assert shelf.paint() == []
    assert laid_out == []


def test_only_tiles_in_view_are_painted(shelf: Shelf) -> None:
    shelf.paint()
    shelf.view.scrollTo(shelf.model.index(COUNT // 2))
    shelf.view.viewport().update()
    painted = shelf.paint()
    assert painted
    assert len(set(painted)) < 40


def test_another_width_keeps_the_first_tile_in_view(shelf: Shelf) -> None:
    shelf.view.scrollTo(shelf.model.index(COUNT // 2), TileView.ScrollHint.PositionAtTop)
    first = shelf.view.indexAt(QPoint(0, 0)).row()
    shelf.view.resize(760, 400)
    shelf.qtbot.wait(50)
    assert shelf.view.columns > 4
    seen = shelf.view.visualRect(shelf.model.index(first))
    assert shelf.view.viewport().rect().intersects(seen)


def test_an_emptied_list_has_no_tile(shelf: Shelf) -> None:
    shelf.model.setStringList([])
    assert not shelf.view.indexAt(QPoint(5, 5)).isValid()
    assert shelf.press(Qt.Key.Key_Right) == -1
    shelf.paint()
    assert shelf.view.verticalScrollBar().maximum() == 0


def test_assistants_are_told_of_a_list(shelf: Shelf) -> None:
    from PySide6.QtGui import QAccessible

    interface = QAccessible.queryAccessibleInterface(shelf.view)
    assert interface.role() == QAccessible.Role.List
