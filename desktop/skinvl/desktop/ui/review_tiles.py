"""A list shown as tiles of one size, in rows that are as long as the view is wide.

`QListView` lays out every tile whenever one changes: 150 ms with a hundred thousand. Where all
tiles are equal, their places follow from their numbers, and nothing has to be laid out.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
Action = QAbstractItemView.CursorAction
Hint = QAbstractItemView.ScrollHint


class TileView(QListView):
    """One tile can be chosen; arrows, page and end keys move. It stays a list to assistants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDragEnabled(False)
        self._columns_before = 1

    @property
    def columns(self) -> int:
        """Tiles in a row."""
        return max(1, self.viewport().width() // self._tile().width())

    def visualRect(self, index: Index) -> QRect:
        """Where a tile lies in the viewport."""
        if not index.isValid():
            return QRect()
        tile = self._tile()
        line, column = divmod(index.row(), self.columns)
        top = line * tile.height() - self.verticalOffset()
        return QRect(column * tile.width(), top, tile.width(), tile.height())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The tile at a point of the viewport."""
        tile = self._tile()
        column = point.x() // tile.width()
        row = (point.y() + self.verticalOffset()) // tile.height() * self.columns + column
        if 0 <= column < self.columns and 0 <= row < self._count():
            return self.model().index(row, 0)
        return QModelIndex()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a tile into view."""
        if not index.isValid():
            return
        self.executeDelayedItemsLayout()
        rect, height, bar = (
            self.visualRect(index),
            self.viewport().height(),
            self.verticalScrollBar(),
        )
        if hint == Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint == Hint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= height or hint == Hint.PositionAtBottom:
            bar.setValue(bar.value() + min(rect.top(), rect.bottom() - height + 1))

    def moveCursor(self, cursorAction: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The tile to which a key leads."""
        count = self._count()
        if not count:
            return QModelIndex()
        row = max(0, self.currentIndex().row())
        line = self.columns
        page = max(1, self.viewport().height() // self._tile().height()) * line
        steps = {
            Action.MoveLeft: -1,
            Action.MovePrevious: -1,
            Action.MoveRight: 1,
            Action.MoveNext: 1,
            Action.MoveUp: -line,
            Action.MoveDown: line,
            Action.MovePageUp: -page,
            Action.MovePageDown: page,
            Action.MoveHome: -count,
            Action.MoveEnd: count,
        }
        to = row + steps[cursorAction]
        if cursorAction in (Action.MoveUp, Action.MoveDown) and not 0 <= to < count:
            to = row
        return self.model().index(min(max(to, 0), count - 1), 0)

    def horizontalOffset(self) -> int:
        """Rows are never wider than the view."""
        return 0

    def verticalOffset(self) -> int:
        """Pixels above the viewport."""
        return self.verticalScrollBar().value()

    def setSelection(self, rect: QRect, command: object) -> None:
        """Choose the tile at a point; there is no selecting of many."""
        index = self.indexAt(rect.center())
        chosen = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(chosen, command)  # type: ignore[call-overload]

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What has to be painted anew."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def doItemsLayout(self) -> None:
        """Nothing is laid out but the bar at the side."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Tell the bar how much there is."""
        QAbstractItemView.updateGeometries(self)
        tile, height = self._tile(), self.viewport().height()
        lines = -(-self._count() // self.columns)
        bar = self.verticalScrollBar()
        bar.setSingleStep(tile.height() // 2)
        bar.setPageStep(height)
        bar.setRange(0, max(0, lines * tile.height() - height))

    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: object = ()) -> None:
        """Paint what changed, and no more."""
        for row in range(topLeft.row(), bottomRight.row() + 1):
            self.viewport().update(self.visualRect(self.model().index(row, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was at the top stays there when rows become longer or shorter."""
        first = self.verticalOffset() // self._tile().height() * self._columns_before
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()
        if self.columns != self._columns_before and first < self._count():
            self.scrollTo(self.model().index(first, 0), Hint.PositionAtTop)
        self._columns_before = self.columns

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles in view."""
        count = self._count()
        if not count:
            return
        tile, columns = self._tile(), self.columns
        painter = QPainter(self.viewport())
        top = (event.rect().top() + self.verticalOffset()) // tile.height() * columns
        bottom = (event.rect().bottom() + self.verticalOffset()) // tile.height() * columns
        current, chosen = self.currentIndex().row(), self.selectionModel()
        for row in range(top, min(count, bottom + columns)):
            index = self.model().index(row, 0)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = self.visualRect(index)
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0

    def _tile(self) -> QRect:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        size = self.itemDelegate().sizeHint(option, QModelIndex())
        return QRect(0, 0, max(1, size.width()), max(1, size.height()))
