"""One of two photographs side by side, with a zoom and a place that the other can follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from skinvl.desktop.ui.theme import SURROUND

ZOOM_STEP = 1.25
CLOSEST = 32.0
_PAN = 0.1
_NOTCH = 120.0


@dataclass(frozen=True)
class Region:
    """What is looked at: ``closeness`` 1 shows all of it; ``x`` and ``y`` 0..1 are the middle."""

    closeness: float = 1.0
    x: float = 0.5
    y: float = 0.5

    def limited(self) -> Region:
        """Within what can be shown."""
        closeness = min(max(self.closeness, 1.0), CLOSEST)
        margin = 0.5 / closeness
        return Region(
            closeness,
            min(max(self.x, margin), 1 - margin),
            min(max(self.y, margin), 1 - margin),
        )


class ComparePane(QWidget):
    """Wheel: zoom; drag: move; plus, minus, 0 and the arrow keys do the same.

    Where both panes have a scale, both are drawn so that a millimetre is equally long in both.
    """

    region_changed = Signal(object)
    """A person looks at another `Region`."""
    flip_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: list[QImage] = []
        self._region = Region()
        self._grabbed: QPointF | None = None
        self.partner: ComparePane | None = None
        self.mm_per_px: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 140)
        self.setAccessibleName(name)
        self.clear()

    @property
    def has_image(self) -> bool:
        """Whether a photograph is shown."""
        return bool(self._levels)

    @property
    def region(self) -> Region:
        """What is looked at."""
        return self._region

    @property
    def has_common_scale(self) -> bool:
        """Whether a millimetre is as long here as in the other pane."""
        other = self.partner
        return (
            other is not None
            and self.has_image
            and other.has_image
            and self.mm_per_px is not None
            and other.mm_per_px is not None
        )

    def sizeHint(self) -> QSize:
        """Large enough to see something."""
        return QSize(420, 360)

    def show_levels(self, levels: Sequence[QImage], words: str, mm_per_px: float | None) -> None:
        """Show a photograph given as `build_levels` makes it; all of it at first."""
        self._levels, self.mm_per_px = list(levels), mm_per_px
        self._region = Region()
        self.setAccessibleDescription(words)
        self._update_both()

    def clear(self) -> None:
        """Show nothing."""
        self._levels, self.mm_per_px, self._grabbed = [], None, None
        self._region = Region()
        self.setAccessibleDescription(self.tr("No photograph"))
        self._update_both()

    def look_at(self, region: Region) -> None:
        """Look at a region without telling anybody."""
        self._region = region.limited()
        self.update()

    def scale(self) -> float:
        """Widget pixels per image pixel."""
        return self._base() * self._region.closeness

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y()
        if delta and self.has_image:
            self._zoom(ZOOM_STEP ** (delta / _NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.has_image:
            self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            offset = self._grabbed - event.position()
            self._grabbed = event.position()
            width, height = self._shown_size()
            self._move(offset.x() / width, offset.y() / height)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _PAN / self._region.closeness
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        key = Qt.Key(event.key())
        middle = QPointF(self.width() / 2, self.height() / 2)
        if key == Qt.Key.Key_Space:
            self.flip_asked.emit()
        elif not self.has_image:
            super().keyPressEvent(event)
        elif key in moves:
            self._move(*moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(ZOOM_STEP, middle)
        elif key == Qt.Key.Key_Minus:
            self._zoom(1 / ZOOM_STEP, middle)
        elif key == Qt.Key.Key_0:
            self._go(Region())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(SURROUND))
        if self.has_image:
            image = self._levels[self._level()]
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale() < 4)
            painter.drawImage(self._target(), image, QRectF(image.rect()))
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _fit(self) -> float:
        full = self._levels[0]
        return min(self.width() / full.width(), self.height() / full.height())

    def _base(self) -> float:
        """Widget pixels per image pixel at a closeness of 1."""
        other = self.partner
        if not self.has_common_scale or other is None:
            return self._fit()
        mine, theirs = self.mm_per_px or 1.0, other.mm_per_px or 1.0
        visible = other.isVisible() or not self.isVisible()
        other_fit = other._fit() if visible else self._fit_like(other)
        return min(self._fit() / mine, other_fit / theirs) * mine

    def _fit_like(self, other: ComparePane) -> float:
        """How the hidden photograph would fit into this pane."""
        full = other._levels[0]
        return min(self.width() / full.width(), self.height() / full.height())

    def _shown_size(self) -> tuple[float, float]:
        scale = self.scale()
        return self._levels[0].width() * scale, self._levels[0].height() * scale

    def _target(self) -> QRectF:
        width, height = self._shown_size()
        return QRectF(
            self.width() / 2 - self._region.x * width,
            self.height() / 2 - self._region.y * height,
            width,
            height,
        )

    def _level(self) -> int:
        scale, level = self.scale() * self.devicePixelRatioF(), 0
        while level + 1 < len(self._levels) and scale * 2 ** (level + 1) <= 1.0:
            level += 1
        return level

    def _zoom(self, factor: float, position: QPointF) -> None:
        """Come closer by a factor; the point at a position of this widget stays where it is."""
        old = self._region
        closeness = min(max(old.closeness * factor, 1.0), CLOSEST)
        width, height = self._shown_size()
        dx = (position.x() - self.width() / 2) / width
        dy = (position.y() - self.height() / 2) / height
        share = 1 - old.closeness / closeness
        self._go(Region(closeness, old.x + dx * share, old.y + dy * share))

    def _move(self, dx: float, dy: float) -> None:
        region = self._region
        self._go(Region(region.closeness, region.x + dx, region.y + dy))

    def _go(self, region: Region) -> None:
        self.look_at(region)
        self.region_changed.emit(self._region)

    def _update_both(self) -> None:
        self.update()
        if self.partner is not None:
            self.partner.update()
