"""The images of a queue as tiles: a hundred thousand rows, of which only the visible are read."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from skinvl.desktop.core.language import say
from skinvl.desktop.core.review.queue import Item, ReviewQueue, ReviewState
from skinvl.desktop.ui.review_pictures import THUMBNAIL, Pictures
from skinvl.desktop.ui.review_tiles import TileView
from skinvl.desktop.ui.theme import SURROUND, current_theme

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole
PICTURE = Qt.ItemDataRole.UserRole + 1
_PAGE = 60
_PAGES_KEPT = 40
_MARGIN = 6


class QueueModel(QAbstractListModel):
    """Rows are ids; what is known of an image is read when its tile is painted."""

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._queue: ReviewQueue | None = None
        self._ids: list[int] = []
        self._rows: dict[int, int] = {}
        self._pages: OrderedDict[int, dict[int, Item]] = OrderedDict()
        pictures.thumbnail_ready.connect(self._show_picture)

    def show_ids(self, queue: ReviewQueue | None, ids: list[int]) -> None:
        """Show these images of `queue`."""
        self.beginResetModel()
        self._queue, self._ids = queue, ids
        self._rows = {number: row for row, number in enumerate(ids)}
        self._pages.clear()
        self.endResetModel()

    @property
    def ids(self) -> list[int]:
        """The ids in order."""
        return self._ids

    def row_of(self, item: int) -> int | None:
        """The row of an image, None where it is not listed."""
        return self._rows.get(item)

    def item(self, row: int) -> Item | None:
        """The image of a row."""
        if self._queue is None or not 0 <= row < len(self._ids):
            return None
        page = row // _PAGE
        if page not in self._pages:
            ids = self._ids[page * _PAGE : (page + 1) * _PAGE]
            self._pages[page] = {item.id: item for item in self._queue.items(ids)}
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self._ids[row])

    def forget(self) -> None:
        """Read every image anew when it is painted next."""
        self._pages.clear()

    def refresh(self, row: int) -> None:
        """Read an image anew: it was decided, or images with the same bytes were."""
        self._pages.clear()
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many images are listed."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The `Item` (ITEM), its thumbnail (PICTURE), or one line about it."""
        item = self.item(index.row())
        if item is None:
            return None
        if role == ITEM:
            return item
        if role == PICTURE:
            return self._picture(item)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{item.path}, {name_state(item.state, self)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.path if item.reason is None else f"{item.path}\n{say(item.reason)}"
        return None

    def _picture(self, item: Item) -> QImage | None:
        queue = self._queue
        if queue is None or not item.is_read:
            return None
        return self._pictures.thumbnail(item.sha256, lambda: queue.content(item))

    def _show_picture(self, key: object) -> None:
        for page, items in self._pages.items():
            for item in items.values():
                if item.sha256 == key:
                    row = self._rows.get(item.id, page * _PAGE)
                    self.dataChanged.emit(self.index(row), self.index(row), [PICTURE])


class TilePainter(QStyledItemDelegate):
    """A thumbnail, the name, and the state in words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All tiles are of one size."""
        line = option.fontMetrics.lineSpacing()
        return QSize(THUMBNAIL[0] + 2 * _MARGIN, THUMBNAIL[1] + 2 * line + 3 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a tile."""
        item = index.data(ITEM)
        if item is None:
            return
        rect: QRect = option.rect
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, palette.highlight())
        frame = QRect(rect.left() + _MARGIN, rect.top() + _MARGIN, *THUMBNAIL)
        painter.fillRect(frame, QColor(SURROUND))
        picture = index.data(PICTURE)
        if isinstance(picture, QImage):
            place = picture.rect()
            place.moveCenter(frame.center())
            painter.drawImage(place.topLeft(), picture)
        else:
            painter.setPen(QColor("#ffffff"))
            text = self.tr("failed") if item.state == "failed" else self.tr("...")
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        metrics = painter.fontMetrics()
        line = metrics.lineSpacing()
        words = QRect(frame.left(), frame.bottom() + 3, frame.width(), line)
        name = metrics.elidedText(item.path, Qt.TextElideMode.ElideLeft, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, name)
        words.translate(0, line)
        told = describe_tile(item, self)
        if not chosen and item.state == "open":
            painter.setPen(QColor(current_theme().secondary_text))
        painter.drawText(
            words,
            Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(told, Qt.TextElideMode.ElideRight, words.width()),
        )
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(role), 2, Qt.PenStyle.DotLine))
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        painter.restore()


class QueueGrid(TileView):
    """Tiles in rows; arrows move, nothing is decided here."""

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = model
        self.setModel(model)
        self.setItemDelegate(TilePainter(self))
        self.setMinimumWidth(THUMBNAIL[0] + 48)
        self.setAccessibleName(self.tr("Images of the review"))


def name_state(state: ReviewState, speaker: QObject) -> str:
    """A state in words."""
    return {
        "unread": speaker.tr("waits for the model"),
        "failed": speaker.tr("failed"),
        "open": speaker.tr("not reviewed"),
        "accepted": speaker.tr("accepted"),
        "overridden": speaker.tr("overridden"),
        "flagged": speaker.tr("flagged"),
        "skipped": speaker.tr("skipped"),
        "bad-image": speaker.tr("bad image"),
    }[state]


def describe_tile(item: Item, speaker: QObject) -> str:
    """The line under a tile. It says nothing of the model: whoever has not looked at an image
    shall be able to give an opinion that owes nothing to it."""
    told = name_state(item.state, speaker)
    if item.state == "failed" and item.reason:
        return f"{told}: {say(item.reason)}"
    if item.state == "open" and item.low_quality:
        low = speaker.tr("low quality")
        return f"{told}, {low}"
    return told
