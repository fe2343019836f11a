"""A table as Qt sees it that is read from the store a page at a time, as somebody scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE = 200
Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


class PagedTable(QAbstractTableModel, Generic[Row]):
    """Rows in the order of the store; what has been read stays until `begin_again`.

    Args:
        titles: of the columns.
    """

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._rows: list[Row] = []
        self._is_whole = True

    def read_page(self, last: Row | None) -> Sequence[Row]:
        """The next rows, `PAGE` of them while there are as many.

        Args:
            last: the last row of the page before, None for the first page.
        """
        raise NotImplementedError

    def begin_again(self) -> None:
        """Forget what was read and read the first page."""
        self.beginResetModel()
        self._rows = list(self.read_page(None))
        self._is_whole = len(self._rows) < PAGE
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows have been read."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the store may have more."""
        return not parent.isValid() and not self._is_whole

    def fetchMore(self, parent: Index) -> None:
        """Read the next page."""
        if self._is_whole:
            return
        page = self.read_page(self._rows[-1] if self._rows else None)
        self._is_whole = len(page) < PAGE
        if page:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
            self._rows.extend(page)
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None
