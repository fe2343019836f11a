"""Drawings over an image: the marks with their undo stack, and how marks and the ruler look."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QTransform,
    QUndoCommand,
    QUndoStack,
)

from skinvl.desktop.core.marks import Mark

_INK = QColor("#ffffff")
_HALO = QColor("#000000")
_WIDTH, _HALO_WIDTH = 2.0, 5.0
_HEAD = 14.0
_TICK = 7.0
_TEXT_MARGIN = 4.0


class _Change(QUndoCommand):
    def __init__(
        self,
        text: str,
        before: tuple[Mark, ...],
        after: tuple[Mark, ...],
        show: Callable[[tuple[Mark, ...]], None],
    ) -> None:
        super().__init__(text)
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)


class Drawing(QObject):
    """The marks over one image; every change can be undone."""

    changed = Signal()
    """What is drawn is another than before."""
    edited = Signal()
    """A person changed what is drawn; it has to be kept."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self.stack = QUndoStack(self)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn, oldest first."""
        return self._marks

    def load(self, marks: Sequence[Mark]) -> None:
        """Show what was kept; there is nothing to undo then."""
        self.stack.clear()
        self._marks = tuple(marks)
        self.changed.emit()

    def add(self, mark: Mark) -> None:
        """Draw one more mark."""
        self._change(self.tr("Draw"), (*self._marks, mark))

    def remove_all(self) -> None:
        """Wipe everything off."""
        if self._marks:
            self._change(self.tr("Remove all drawings"), ())

    def _change(self, text: str, marks: tuple[Mark, ...]) -> None:
        self.stack.push(_Change(text, self._marks, marks, self._show))

    def _show(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        self.changed.emit()
        self.edited.emit()


def paint_marks(
    painter: QPainter, transform: QTransform, marks: Sequence[Mark], font: QFont
) -> None:
    """Draw marks whose points are pixels of the image, white with a black rim."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        points = [transform.map(QPointF(x, y)) for x, y in mark.points]
        if mark.kind == "arrow":
            _paint_arrow(painter, points[0], points[1])
        elif mark.kind == "outline":
            _stroke(painter, QPolygonF([*points, points[0]]))
        else:
            _paint_text(painter, points[0], mark.text, font)
    painter.restore()


def paint_ruler(
    painter: QPainter,
    transform: QTransform,
    start: QPointF,
    end: QPointF,
    text: str,
    font: QFont,
) -> None:
    """Draw a ruler between two points of the image, with its length beside it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    first, last = transform.map(start), transform.map(end)
    along = _direction(first, last)
    across = QPointF(-along.y(), along.x()) * _TICK
    for line in ([first, last], [first - across, first + across], [last - across, last + across]):
        _stroke(painter, QPolygonF(line))
    _paint_text(painter, last + QPointF(8, -8), text, font)
    painter.restore()


def _paint_arrow(painter: QPainter, tail: QPointF, tip: QPointF) -> None:
    along = _direction(tail, tip)
    across = QPointF(-along.y(), along.x())
    back = tip - along * _HEAD
    _stroke(painter, QPolygonF([tail, tip]))
    _stroke(painter, QPolygonF([back + across * _HEAD / 2, tip, back - across * _HEAD / 2]))


def _direction(start: QPointF, end: QPointF) -> QPointF:
    offset = end - start
    length = math.hypot(offset.x(), offset.y())
    return offset / length if length > 0 else QPointF(1, 0)


def _stroke(painter: QPainter, line: QPolygonF) -> None:
    for colour, width in ((_HALO, _HALO_WIDTH), (_INK, _WIDTH)):
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(line)


def _paint_text(painter: QPainter, place: QPointF, text: str, font: QFont) -> None:
    metrics = QFontMetricsF(font)
    box = QRectF(
        place.x(),
        place.y() - metrics.height(),
        metrics.horizontalAdvance(text) + 2 * _TEXT_MARGIN,
        metrics.height() + _TEXT_MARGIN,
    )
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 190))
    painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_INK)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
