"""The model's layers over an image: heat map and outline of the lesion; off until asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QTransform

from skinvl.desktop.core.messages import Explained

_MOST_OPAQUE = 0.85
# Equally spaced colours of matplotlib's "plasma" (CC0): lightness grows steadily, so that the map
# reads in grey and with any colour vision.
_HEAT = np.array(
    [(13, 8, 135), (126, 3, 168), (204, 71, 120), (248, 149, 64), (240, 249, 33)], dtype=np.float32
)
_OUTLINE = QColor("#00e6ff")


class Overlays(QObject):
    """What the model says about places; shows itself only where it was switched on."""

    changed = Signal()
    switched = Signal()
    """A layer was switched on or off."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heat: QImage | None = None
        self._outline: tuple[tuple[float, float], ...] = ()
        self._opacity = 0.6
        self._shows_heat = False
        self._shows_outline = False

    @property
    def has_heat(self) -> bool:
        """Whether there is a heat map of the image."""
        return self._heat is not None

    @property
    def shows_heat(self) -> bool:
        """Whether the heat map is switched on."""
        return self._shows_heat

    @property
    def shows_outline(self) -> bool:
        """Whether the outline is switched on."""
        return self._shows_outline

    @property
    def opacity(self) -> float:
        """Of the heat map, 0..1."""
        return self._opacity

    def take(self, explained: Explained) -> None:
        """Take a heat map and an outline; an outline that is not reliable is never drawn."""
        shape = (explained.map_height, explained.map_width)
        values = np.frombuffer(explained.map, np.uint8).reshape(shape)
        self._heat = colour_map(values)
        self._outline = explained.outline if explained.reliable else ()
        self.changed.emit()

    def clear(self) -> None:
        """Forget both and switch them off."""
        self._heat, self._outline = None, ()
        self._shows_heat = self._shows_outline = False
        self.changed.emit()

    def show_heat(self, on: bool) -> None:
        """Switch the heat map on or off."""
        self._shows_heat = on
        self.changed.emit()
        self.switched.emit()

    def show_outline(self, on: bool) -> None:
        """Switch the outline on or off."""
        self._shows_outline = on
        self.changed.emit()
        self.switched.emit()

    def set_opacity(self, opacity: float) -> None:
        """Of the heat map, 0..1."""
        self._opacity = min(max(opacity, 0.0), 1.0)
        self.changed.emit()

    def paint(self, painter: QPainter, transform: QTransform, size: QSize) -> None:
        """Draw what is switched on over an image of some size."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shows_heat and self._heat is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setTransform(transform)
            painter.setOpacity(self._opacity)
            whole = QRectF(0, 0, size.width(), size.height())
            painter.drawImage(whole, self._heat, QRectF(self._heat.rect()))
            painter.resetTransform()
            painter.setOpacity(1.0)
        if self._shows_outline and len(self._outline) > 2:
            points = [transform.map(QPointF(x, y)) for x, y in self._outline]
            line = QPolygonF([*points, points[0]])
            for colour, width in ((QColor("#000000"), 4.0), (_OUTLINE, 2.0)):
                painter.setPen(QPen(colour, width))
                painter.drawPolyline(line)
        painter.restore()


def colour_map(values: NDArray[np.uint8]) -> QImage:
    """A heat map uint8 [H, W] as colours whose opacity grows with the value."""
    share = np.arange(256, dtype=np.float32) / 255
    places = np.linspace(0, 1, len(_HEAT))
    table = np.stack([np.interp(share, places, _HEAT[:, k]) for k in range(3)], axis=-1)
    alpha = _MOST_OPAQUE * np.sqrt(share) * 255
    rgba = np.concatenate([table, alpha[:, None]], axis=1).round().astype(np.uint8)
    pixels = np.ascontiguousarray(rgba[values])
    height, width = values.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
