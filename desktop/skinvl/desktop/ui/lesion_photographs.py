"""The photographs of a patient or a lesion as small pictures with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from skinvl.desktop.core.comparison import find_day
from skinvl.desktop.core.language import tell_day
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.ui.case_table import state_names
from skinvl.desktop.ui.lesion_thumbnails import SIDE, Thumbnails
from skinvl.desktop.ui.theme import SURROUND

Index = QModelIndex | QPersistentModelIndex


class LesionPhotographs(QAbstractListModel):
    """Rows are `Photograph`s; their pictures come from the bounded cache as they are seen."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._photographs: tuple[Photograph, ...] = ()
        thumbnails.arrived.connect(self._update)

    def show(self, photographs: Sequence[Photograph]) -> None:
        """Show these."""
        self.beginResetModel()
        self._photographs = tuple(photographs)
        self.endResetModel()

    def photograph(self, row: int) -> Photograph:
        """The photograph of a row."""
        return self._photographs[row]

    def find_row(self, photograph_id: PhotographId) -> int | None:
        """The row of a photograph."""
        rows = (i for i, item in enumerate(self._photographs) if item.id == photograph_id)
        return next(rows, None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self._photographs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words and the picture of one."""
        if not index.isValid():
            return None
        photograph = self._photographs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self._tell_day(photograph)}\n{state_names(self)[photograph.state]}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._draw(photograph)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._thumbnails.fault(photograph) or photograph.file_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (photograph.file_name, self._tell_day(photograph))
            return ", ".join((*parts, state_names(self)[photograph.state]))
        return None

    def _tell_day(self, photograph: Photograph) -> str:
        day = tell_day(find_day(photograph))
        return day if photograph.taken_on else self.tr("imported {day}").format(day=day)

    def _draw(self, photograph: Photograph) -> QPixmap:
        """The picture on its neutral ground, always of one size."""
        canvas = QPixmap(SIDE, SIDE)
        canvas.fill(QColor(SURROUND))
        picture = self._thumbnails.picture(photograph)
        painter = QPainter(canvas)
        if picture is not None:
            corner = ((SIDE - picture.width()) // 2, (SIDE - picture.height()) // 2)
            painter.drawImage(*corner, picture)
        else:
            damaged = self._thumbnails.fault(photograph) is not None
            painter.setPen(QColor("#ffffff"))
            text = self.tr("cannot be shown") if damaged else "..."
            painter.drawText(canvas.rect(), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return canvas

    def _update(self, photograph_id: PhotographId) -> None:
        row = self.find_row(photograph_id)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index)


class PhotographList(QListView):
    """A grid of them, or with ``in_a_row`` one line that scrolls sideways."""

    def __init__(
        self, model: LesionPhotographs, parent: QWidget | None = None, *, in_a_row: bool = False
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        self.setSpacing(6)
        self.setAccessibleName(self.tr("Photographs"))
        self._fit_cells()
        if in_a_row:
            self.setWrapping(False)
            self.setMinimumHeight(self.gridSize().height() + 24)

    def current(self) -> Photograph | None:
        """The photograph that the keyboard is on."""
        model, index = self.model(), self.currentIndex()
        if not isinstance(model, LesionPhotographs) or not index.isValid():
            return None
        return model.photograph(index.row())

    def _fit_cells(self) -> None:
        words = self.fontMetrics()
        longest = self.tr("imported {day}").format(day="2026-00-00")
        wide = max(SIDE + 16, words.horizontalAdvance(longest) + 12)
        self.setGridSize(QSize(wide, SIDE + 2 * words.lineSpacing() + 20))
