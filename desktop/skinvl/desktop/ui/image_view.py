"""The analysed pixels on the screen, with zoom and pan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from skinvl.desktop.ui.theme import SURROUND

ZOOM_STEP = 1.25
LARGEST_ZOOM = 32.0
_PIXELATED_FROM = 4.0
_SMALLEST_LEVEL = 256
_PAN_STEP = 64
_WHEEL_NOTCH = 120.0


def to_image(rgb: NDArray[np.uint8]) -> QImage:
    """A QImage with its own copy of the pixels uint8 [H, W, 3]."""
    height, width = rgb.shape[:2]
    pixels = np.ascontiguousarray(rgb)
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def build_levels(rgb: NDArray[np.uint8]) -> list[QImage]:
    """The image and copies of half, quarter ... its size, so that a small view does not alias."""
    levels = [to_image(rgb)]
    while max(levels[-1].width(), levels[-1].height()) > _SMALLEST_LEVEL:
        size = QSize(max(1, levels[-1].width() // 2), max(1, levels[-1].height() // 2))
        levels.append(
            levels[-1].scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return levels


class ImageView(QWidget):
    """Shows one image. Wheel: zoom at the cursor; drag: move; double click: fit or 100 %.

    The zoom is in screen pixels per image pixel: 1.0 shows each pixel of the image as one pixel of
    the screen, whatever the display's scaling.
    """

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: list[QImage] = []
        self._zoom = 1.0
        self._centre = QPointF()
        self._fitted = True
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setAccessibleName("Image")
        self.setAccessibleDescription(
            "No image. Plus and minus zoom, 0 fits, 1 shows 100 percent, the arrow keys move it."
        )

    @property
    def zoom(self) -> float:
        """Screen pixels per image pixel."""
        return self._zoom

    @property
    def has_image(self) -> bool:
        return bool(self._levels)

    def show_levels(self, levels: Sequence[QImage], name: str) -> None:
        """Show an image given as `build_levels` makes it, fitted to the view."""
        self._levels = list(levels)
        self.setAccessibleDescription(f"{name}, {levels[0].width()} by {levels[0].height()} pixels")
        self.fit()

    def clear(self) -> None:
        """Show nothing."""
        self._levels = []
        self._grabbed = None
        self.setAccessibleDescription("No image")
        self.unsetCursor()
        self.update()

    def shown_image(self) -> QImage | None:
        """The image in full size, None while there is none."""
        return self._levels[0] if self._levels else None

    def fit(self) -> None:
        """Show the whole image, never larger than 100 %."""
        if self._levels:
            self._centre = QPointF(self._levels[0].width() / 2, self._levels[0].height() / 2)
            self._fitted = True
            self._set_zoom(self._fitting_zoom())

    def show_actual_size(self) -> None:
        """One pixel of the image on one pixel of the screen."""
        self._zoom_at(1.0, self._middle())

    def zoom_in(self) -> None:
        """One step closer, around the middle of the view."""
        self._zoom_at(self._zoom * ZOOM_STEP, self._middle())

    def zoom_out(self) -> None:
        """One step back, around the middle of the view."""
        self._zoom_at(self._zoom / ZOOM_STEP, self._middle())

    def image_point(self, position: QPointF) -> QPointF:
        """The point of the image, in its pixels, that lies at a position of this widget."""
        return self._centre + (position - self._middle()) * (self.devicePixelRatioF() / self._zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y()
        if delta and self._levels:
            self._zoom_at(self._zoom * ZOOM_STEP ** (delta / _WHEEL_NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._levels:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._move(self._grabbed - event.position())
            self._grabbed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = None
            self._show_grip()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._levels:
            if self._fitted:
                self._zoom_at(1.0, event.position())
            else:
                self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: QPoint(-_PAN_STEP, 0),
            Qt.Key.Key_Right: QPoint(_PAN_STEP, 0),
            Qt.Key.Key_Up: QPoint(0, -_PAN_STEP),
            Qt.Key.Key_Down: QPoint(0, _PAN_STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._levels:
            super().keyPressEvent(event)
        else:
            self._move(QPointF(step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._levels:
            if self._fitted:
                self.fit()
            else:
                self._move(QPointF())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(SURROUND))
        if not self._levels:
            return
        level = self._level()
        image = self._levels[level]
        smooth = self._zoom < _PIXELATED_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(self._target(), image, QRectF(image.rect()))

    def _level(self) -> int:
        """The smallest copy that still has at least one pixel per pixel of the screen."""
        level = 0
        while level + 1 < len(self._levels) and self._zoom * 2 ** (level + 1) <= 1.0:
            level += 1
        return level

    def _target(self) -> QRectF:
        scale = self._zoom / self.devicePixelRatioF()
        corner = self._middle() - self._centre * scale
        if scale == 1.0:
            # On whole pixels, or 100 % would be resampled and no longer be 100 %.
            corner = QPointF(corner.toPoint())
        full = self._levels[0]
        return QRectF(corner.x(), corner.y(), full.width() * scale, full.height() * scale)

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _fitting_zoom(self) -> float:
        ratio = self.devicePixelRatioF()
        full = self._levels[0]
        return min(self.width() * ratio / full.width(), self.height() * ratio / full.height(), 1.0)

    def _zoom_at(self, zoom: float, position: QPointF) -> None:
        if not self._levels:
            return
        zoom = min(max(zoom, min(self._fitting_zoom(), 1.0)), LARGEST_ZOOM)
        point = self.image_point(position)
        self._fitted = zoom <= self._fitting_zoom()
        self._centre = point - (position - self._middle()) * (self.devicePixelRatioF() / zoom)
        self._set_zoom(zoom)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._move(QPointF())
        self._show_grip()
        self.zoom_changed.emit(zoom)

    def _move(self, offset: QPointF) -> None:
        """Move by an offset in widget pixels, keeping the image in the view."""
        scale = self.devicePixelRatioF() / self._zoom
        full = self._levels[0]
        moved = self._centre + offset * scale
        self._centre = QPointF(
            _clamp(moved.x(), self.width() * scale, full.width()),
            _clamp(moved.y(), self.height() * scale, full.height()),
        )
        self.update()

    def _show_grip(self) -> None:
        if self._levels and not self._fitted:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()


def _clamp(centre: float, visible: float, size: int) -> float:
    """The centre of the visible stretch, such that it stays inside or, if it is longer, centred."""
    if visible >= size:
        return size / 2
    return min(max(centre, visible / 2), size - visible / 2)
