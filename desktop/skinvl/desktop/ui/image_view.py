"""The analysed pixels on the screen: zoom, pan, turning, a magnifier and layers over them.

Nothing here changes a pixel of the image: what is turned or drawn is on the screen alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from skinvl.desktop.ui.image_drawing import Drawing, paint_marks, paint_ruler
from skinvl.desktop.ui.image_levels import build_levels, keep_inside, to_image, turn_vector
from skinvl.desktop.ui.image_overlays import Overlays
from skinvl.desktop.ui.image_tools import Tools
from skinvl.desktop.ui.theme import SURROUND

__all__ = ["LARGEST_ZOOM", "ZOOM_STEP", "ImageView", "build_levels", "to_image"]

ZOOM_STEP = 1.25
LARGEST_ZOOM = 32.0
_PIXELATED_FROM = 4.0
_PAN_STEP = 64
_WHEEL_NOTCH = 120.0
_LOUPE_RADIUS = 110
_LOUPE_FACTOR = 3.0


class ImageView(QWidget):
    """Shows one image. Wheel: zoom at the cursor; drag: move; double click: fit or 100 %.

    The zoom is in screen pixels per image pixel: 1.0 shows each pixel of the image as one pixel of
    the screen, whatever the display's scaling. While Space is held every layer is hidden.
    """

    zoom_changed = Signal(float)
    focus_changed = Signal(bool)
    """For the frame around it, which shows the focus where no pixel of the image is covered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: list[QImage] = []
        self._zoom = 1.0
        self._centre = QPointF()
        self._quarters = 0
        self._fitted = True
        self._grabbed: QPointF | None = None
        self._loupe = False
        self._pointer: QPointF | None = None
        self._bare = False
        self.drawing = Drawing(self)
        self.tools = Tools(self)
        self.overlays = Overlays(self)
        self.drawing.changed.connect(self.update)
        self.tools.changed.connect(self._show_tool)
        self.overlays.changed.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(self.tr("Image"))
        self.setAccessibleDescription(self.tr("No image"))

    @property
    def zoom(self) -> float:
        """Screen pixels per image pixel."""
        return self._zoom

    @property
    def has_image(self) -> bool:
        return bool(self._levels)

    @property
    def quarters(self) -> int:
        """Quarter turns clockwise by which the image is shown turned, 0..3."""
        return self._quarters

    @property
    def has_loupe(self) -> bool:
        """Whether the magnifier is on."""
        return self._loupe

    @property
    def hides_layers(self) -> bool:
        """Whether the layers are hidden for as long as Space is held."""
        return self._bare

    def show_levels(self, levels: Sequence[QImage], name: str) -> None:
        """Show an image given as `build_levels` makes it, upright and fitted to the view."""
        self._levels = list(levels)
        self._quarters = 0
        self._clear_layers()
        size = self.tr("{name}, {width} by {height} pixels. The arrow keys move the image.")
        self.setAccessibleDescription(
            size.format(name=name, width=levels[0].width(), height=levels[0].height())
        )
        self.fit()

    def clear(self) -> None:
        """Show nothing."""
        self._levels = []
        self._grabbed = None
        self._clear_layers()
        self.setAccessibleDescription(self.tr("No image"))
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

    def turn(self, quarters: int) -> None:
        """Turn what is shown by quarter turns clockwise; what is analysed stays as it is."""
        if self._levels:
            self._quarters = (self._quarters + quarters) % 4
            if self._fitted:
                self.fit()
            else:
                self._set_zoom(max(self._zoom, self._fitting_zoom()))

    def set_loupe(self, on: bool) -> None:
        """Switch the magnifier on or off."""
        self._loupe = on
        self.setMouseTracking(on)
        self.update()

    def image_point(self, position: QPointF) -> QPointF:
        """The point of the image, in its pixels, that lies at a position of this widget."""
        offset = (position - self._middle()) * (self.devicePixelRatioF() / self._zoom)
        return self._centre + turn_vector(offset, -self._quarters)

    def widget_transform(self) -> QTransform:
        """From pixels of the image to positions of this widget."""
        scale = self._zoom / self.devicePixelRatioF()
        transform = self._transform_at(self._middle(), self._centre, scale)
        if scale != 1.0:
            return transform
        # On whole pixels, or 100 % would be resampled and no longer be 100 %.
        return QTransform(
            transform.m11(),
            transform.m12(),
            transform.m21(),
            transform.m22(),
            round(transform.dx()),
            round(transform.dy()),
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y()
        if delta and self._levels:
            self._zoom_at(self._zoom * ZOOM_STEP ** (delta / _WHEEL_NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._levels:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.tools.draws:
            self.tools.press(self._inside(event.position()))
        elif left or event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._loupe:
            self._pointer = event.position()
            self.update()
        if self._grabbed is not None:
            self._move(self._grabbed - event.position())
            self._grabbed = event.position()
        elif self.tools.is_drawing:
            self.tools.move(self._inside(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._grabbed = None
            self._show_grip()
        elif self.tools.is_drawing:
            mark = self.tools.release(self._inside(event.position()))
            if mark is not None:
                self.drawing.add(mark)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._levels or self.tools.draws:
            return
        if self._fitted:
            self._zoom_at(1.0, event.position())
        else:
            self.fit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._pointer = event.position()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: QPoint(-_PAN_STEP, 0),
            Qt.Key.Key_Right: QPoint(_PAN_STEP, 0),
            Qt.Key.Key_Up: QPoint(0, -_PAN_STEP),
            Qt.Key.Key_Down: QPoint(0, _PAN_STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self._hide_layers(True)
        elif step is None or not self._levels:
            super().keyPressEvent(event)
        else:
            self._move(QPointF(step))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hide_layers(False)
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hide_layers(False)
        self.focus_changed.emit(False)

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
        if self._levels:
            transform = self.widget_transform()
            self._paint_image(painter, transform, self._zoom)
            if not self._bare:
                self._paint_layers(painter, transform)
            if self._loupe and self._pointer is not None:
                self._paint_loupe(painter, self._pointer)

    def _paint_image(self, painter: QPainter, transform: QTransform, zoom: float) -> None:
        full, image = self._levels[0], self._levels[self._level(zoom)]
        painter.save()
        # At 100 % pixels fall on pixels: smoothing could only change them.
        smooth = zoom < _PIXELATED_FROM and zoom != 1.0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.setTransform(transform)
        painter.drawImage(QRectF(full.rect()), image, QRectF(image.rect()))
        painter.restore()

    def _paint_layers(self, painter: QPainter, transform: QTransform) -> None:
        self.overlays.paint(painter, transform, self._levels[0].size())
        paint_marks(painter, transform, [*self.drawing.marks, *self.tools.sketch], self.font())
        if self.tools.ruler is not None:
            paint_ruler(painter, transform, *self.tools.ruler, self.tools.ruler_text, self.font())

    def _paint_loupe(self, painter: QPainter, position: QPointF) -> None:
        zoom = max(self._zoom * _LOUPE_FACTOR, 2.0)
        circle = QPainterPath()
        circle.addEllipse(position, _LOUPE_RADIUS, _LOUPE_RADIUS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(circle)
        painter.fillPath(circle, QColor(SURROUND))
        scale = zoom / self.devicePixelRatioF()
        point = self.image_point(position)
        self._paint_image(painter, self._transform_at(position, point, scale), zoom)
        painter.setClipping(False)
        painter.setPen(QPen(QColor("#ffffff"), 3))
        painter.drawPath(circle)
        painter.restore()

    def _transform_at(self, position: QPointF, point: QPointF, scale: float) -> QTransform:
        """Turned and scaled so that a point of the image lies at a position of the widget."""
        transform = QTransform()
        transform.translate(position.x(), position.y())
        transform.rotate(90.0 * self._quarters)
        transform.scale(scale, scale)
        transform.translate(-point.x(), -point.y())
        return transform

    def _level(self, zoom: float) -> int:
        """The smallest copy that still has at least one pixel per pixel of the screen."""
        level = 0
        while level + 1 < len(self._levels) and zoom * 2 ** (level + 1) <= 1.0:
            level += 1
        return level

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _inside(self, position: QPointF) -> QPointF:
        """The nearest point of the image to a position of the widget."""
        point, full = self.image_point(position), self._levels[0]
        return QPointF(
            min(max(point.x(), 0.0), float(full.width())),
            min(max(point.y(), 0.0), float(full.height())),
        )

    def _visible(self) -> QSize:
        """Size of the widget along the sides of the image."""
        return self.size().transposed() if self._quarters % 2 else self.size()

    def _fitting_zoom(self) -> float:
        ratio = self.devicePixelRatioF()
        full, seen = self._levels[0], self._visible()
        return min(seen.width() * ratio / full.width(), seen.height() * ratio / full.height(), 1.0)

    def _zoom_at(self, zoom: float, position: QPointF) -> None:
        if not self._levels:
            return
        zoom = min(max(zoom, min(self._fitting_zoom(), 1.0)), LARGEST_ZOOM)
        point = self.image_point(position)
        self._fitted = zoom <= self._fitting_zoom()
        offset = (position - self._middle()) * (self.devicePixelRatioF() / zoom)
        self._centre = point - turn_vector(offset, -self._quarters)
        self._set_zoom(zoom)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._move(QPointF())
        self._show_grip()
        self.zoom_changed.emit(zoom)

    def _move(self, offset: QPointF) -> None:
        """Move by an offset in widget pixels, keeping the image in the view."""
        scale = self.devicePixelRatioF() / self._zoom
        full, seen = self._levels[0], self._visible()
        moved = self._centre + turn_vector(offset, -self._quarters) * scale
        self._centre = QPointF(
            keep_inside(moved.x(), seen.width() * scale, full.width()),
            keep_inside(moved.y(), seen.height() * scale, full.height()),
        )
        self.update()

    def _clear_layers(self) -> None:
        self.drawing.load(())
        self.tools.clear()
        self.overlays.clear()
        self._bare = False

    def _hide_layers(self, hidden: bool) -> None:
        self._bare = hidden
        self.update()

    def _show_tool(self) -> None:
        self._show_grip()
        self.update()

    def _show_grip(self) -> None:
        if self._levels and self.tools.draws:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif self._levels and not self._fitted:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()
