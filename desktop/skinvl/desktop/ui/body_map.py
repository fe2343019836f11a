"""The body map: lesions of a patient on drawn figures, placed with the mouse or the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QTabBar, QToolTip, QVBoxLayout, QWidget

from skinvl.desktop.core.body_map import Place, describe_place, outline_body, outline_lines
from skinvl.desktop.core.body_pictures import PICTURES
from skinvl.desktop.core.store.anatomy import BODY_VIEWS, BodyView
from skinvl.desktop.core.store.lesions import Lesion, LesionData
from skinvl.desktop.ui.body_map_words import name_captions, name_views, tell_place
from skinvl.desktop.ui.labels import make_label

_STEP = 0.02
_FINE_STEP = 0.004
_MARKER = 7.0
_REACH = 12.0
_MARGIN = 8.0


class BodyPicture(QWidget):
    """One picture with its lesions and a cursor.

    Arrow keys move the cursor, with Shift in small steps; Enter or a click chooses the lesion
    there, or else the place.
    """

    placed = Signal(object)
    """A `Place` where no lesion is was chosen."""
    lesion_chosen = Signal(object)
    pointed = Signal(str)
    """What lies under the cursor, in words."""
    view_asked = Signal(int)
    """The picture so many further on was asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: BodyView = "front"
        self._lesions: tuple[Lesion, ...] = ()
        self._chosen: Lesion | None = None
        self.cursor_place = (0.5, 0.3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Body map"))

    @property
    def view(self) -> BodyView:
        """The picture that is shown."""
        return self._view

    def sizeHint(self) -> QSize:
        """Enough to point at a finger."""
        return QSize(320, 460)

    def show_view(self, view: BodyView) -> None:
        """Show another picture; the cursor goes to its middle."""
        self._view = view
        self.cursor_place = (0.5, 0.3)
        self._tell()

    def show_lesions(self, lesions: Sequence[Lesion], chosen: Lesion | None) -> None:
        """Mark lesions; `chosen` stands out."""
        self._lesions, self._chosen = tuple(lesions), chosen
        self._tell()

    def widget_point(self, x: float, y: float) -> QPointF:
        """Where a point of the picture (0..1) lies on this widget."""
        frame = self._frame()
        return QPointF(frame.x() + x * frame.width(), frame.y() + y * frame.height())

    def lesion_at(self, position: QPointF) -> Lesion | None:
        """The nearest marked lesion within reach of a position of this widget."""
        near: list[tuple[float, Lesion]] = []
        for lesion, x, y in self._marked():
            offset = self.widget_point(x, y) - position
            distance = (offset.x() ** 2 + offset.y() ** 2) ** 0.5
            if distance <= _REACH:
                near.append((distance, lesion))
        return min(near, key=lambda item: item[0])[1] if near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            frame = self._frame()
            x = (event.position().x() - frame.x()) / frame.width()
            y = (event.position().y() - frame.y()) / frame.height()
            if 0 <= x <= 1 and 0 <= y <= 1:
                self._move_cursor(x, y)
                self._choose(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        lesion = self.lesion_at(event.position())
        text = "" if lesion is None else f"{lesion.label}: {tell_place(self, lesion)}"
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = _FINE_STEP if fine else _STEP
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        key = Qt.Key(event.key())
        if key in moves:
            x, y = self.cursor_place
            dx, dy = moves[key]
            self._move_cursor(min(max(x + dx, 0.0), 1.0), min(max(y + dy, 0.0), 1.0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.widget_point(*self.cursor_place))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.view_asked.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        ground, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        painter.fillRect(self.rect(), ground)
        for curve in outline_body(self._view):
            part = QPainterPath()
            part.addPolygon(QPolygonF([self._scale(point) for point in curve]))
            part.closeSubpath()
            painter.setPen(QPen(_mix(ground, ink, 0.6), 1.2))
            painter.setBrush(_mix(ground, ink, 0.1))
            painter.drawPath(part)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_mix(ground, ink, 0.4), 1.0))
        for line in outline_lines(self._view):
            painter.drawPolyline(QPolygonF([self._scale(point) for point in line]))
        painter.setPen(ink)
        for caption, middle in PICTURES[self._view].captions:
            self._draw_text(painter, name_captions(self)[caption], self._scale(middle))
        for lesion, x, y in self._marked():
            self._draw_marker(painter, lesion, self.widget_point(x, y))
        if self.hasFocus():
            self._draw_cursor(painter)

    def _draw_text(self, painter: QPainter, text: str, middle: QPointF) -> None:
        """Draw a caption around a point, but never across the middle of the picture."""
        picture, frame = PICTURES[self._view], self._frame()
        bounds = painter.fontMetrics().boundingRect(text)
        half = bounds.width() / 2
        clear = picture.clear * frame.width() / picture.width
        offset = middle.x() - frame.center().x()
        x = middle.x()
        if abs(offset) > 1 and abs(offset) - half < clear:
            x = frame.center().x() + (half + clear) * (1 if offset > 0 else -1)
        x = min(max(x, half + 2), self.width() - half - 2)
        y = max(middle.y(), bounds.height() / 2 + 2)
        painter.drawText(QPointF(x - half, y + bounds.height() / 3), text)

    def _draw_marker(self, painter: QPainter, lesion: Lesion, point: QPointF) -> None:
        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.Text)
        ground = palette.color(QPalette.ColorRole.Base)
        chosen = self._chosen is not None and lesion.id == self._chosen.id
        painter.setPen(QPen(ground, 5.0))
        painter.drawEllipse(point, _MARKER, _MARKER)
        fill = palette.color(QPalette.ColorRole.Highlight) if chosen else ground
        painter.setBrush(fill)
        painter.setPen(QPen(ink, 2.0))
        painter.drawEllipse(point, _MARKER, _MARKER)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if chosen:
            painter.drawEllipse(point, _MARKER + 4, _MARKER + 4)
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(lesion.label), metrics.height()
        x = point.x() + _MARKER + 7
        if x + width > self.width():
            x = point.x() - _MARKER - 7 - width
        box = QRectF(x - 3, point.y() - height / 2, width + 6, height)
        painter.fillRect(box, ground)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, lesion.label)

    def _draw_cursor(self, painter: QPainter) -> None:
        palette = self.palette()
        point = self.widget_point(*self.cursor_place)
        for width, role in ((4.0, QPalette.ColorRole.Base), (1.6, QPalette.ColorRole.Text)):
            painter.setPen(QPen(palette.color(role), width))
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                near, far = QPointF(dx, dy) * 4, QPointF(dx, dy) * 14
                painter.drawLine(point + near, point + far)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2.0))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _choose(self, position: QPointF) -> None:
        lesion = self.lesion_at(position)
        if lesion is not None:
            self.lesion_chosen.emit(lesion)
            return
        place = describe_place(self._view, *self.cursor_place)
        if place is not None:
            self.placed.emit(place)

    def _move_cursor(self, x: float, y: float) -> None:
        self.cursor_place = (x, y)
        self._tell()

    def _tell(self) -> None:
        place = describe_place(self._view, *self.cursor_place)
        lesion = self.lesion_at(self.widget_point(*self.cursor_place))
        if lesion is not None:
            text = f"{lesion.label}: {tell_place(self, lesion)}"
        elif place is None:
            text = self.tr("Beside the body")
        else:
            text = tell_place(self, as_lesion("", place))
        count = self.tr("%n lesion(s) in this picture", "", len(self._marked()))
        self.setAccessibleDescription(f"{name_views(self)[self._view]}. {count}. {text}")
        self.pointed.emit(text)
        self.update()

    def _marked(self) -> list[tuple[Lesion, float, float]]:
        return [
            (lesion, lesion.x, lesion.y)
            for lesion in self._lesions
            if lesion.body_view == self._view and lesion.x is not None and lesion.y is not None
        ]

    def _scale(self, point: tuple[float, float]) -> QPointF:
        picture = PICTURES[self._view]
        return self.widget_point(point[0] / picture.width, point[1] / picture.height)

    def _frame(self) -> QRectF:
        """Where the picture lies on this widget, in its own proportions."""
        picture = PICTURES[self._view]
        wide, high = max(1.0, self.width() - 2 * _MARGIN), max(1.0, self.height() - 2 * _MARGIN)
        scale = min(wide / picture.width, high / picture.height)
        size = (picture.width * scale, picture.height * scale)
        return QRectF((self.width() - size[0]) / 2, (self.height() - size[1]) / 2, size[0], size[1])


class BodyMap(QWidget):
    """All pictures, one at a time, with a line that says what lies under the cursor."""

    placed = Signal(object)
    lesion_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views = QTabBar()
        self.picture = BodyPicture()
        self._words: QLabel = make_label()
        self.views.setAccessibleName(self.tr("Views of the body"))
        self.views.setExpanding(False)
        names = name_views(self)
        for view in BODY_VIEWS:
            self.views.addTab(names[view])
        hint = make_label(
            self.tr("Click, or use the arrow keys and Enter, to choose or place a lesion.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.views)
        layout.addWidget(self.picture, 1)
        layout.addWidget(self._words)
        layout.addWidget(hint)
        self.views.currentChanged.connect(self._change_view)
        self.picture.pointed.connect(self._words.setText)
        self.picture.view_asked.connect(self._turn)
        self.picture.placed.connect(self.placed)
        self.picture.lesion_chosen.connect(self.lesion_chosen)

    @property
    def words(self) -> str:
        """What lies under the cursor."""
        return self._words.text()

    def show_view(self, view: BodyView) -> None:
        """Show a picture."""
        self.views.setCurrentIndex(BODY_VIEWS.index(view))

    def show_lesions(self, lesions: Sequence[Lesion], chosen: Lesion | None) -> None:
        """Mark lesions; the picture with the chosen one is shown when another one was chosen."""
        self.picture.show_lesions(lesions, chosen)
        if chosen is not None and chosen.body_view is not None:
            self.show_view(chosen.body_view)

    def _change_view(self, index: int) -> None:
        self.picture.show_view(BODY_VIEWS[index])

    def _turn(self, step: int) -> None:
        self.views.setCurrentIndex((self.views.currentIndex() + step) % len(BODY_VIEWS))


def as_lesion(label: str, place: Place) -> LesionData:
    """What a lesion at a place is entered with."""
    return LesionData(
        label=label,
        site_general=place.site_general,
        site=place.site,
        side=place.side,
        body_view=place.view,
        x=place.x,
        y=place.y,
    )


def _mix(ground: QColor, ink: QColor, share: float) -> QColor:
    """A colour between two, `share` of the way to the second."""
    return QColor.fromRgbF(
        ground.redF() + (ink.redF() - ground.redF()) * share,
        ground.greenF() + (ink.greenF() - ground.greenF()) * share,
        ground.blueF() + (ink.blueF() - ground.blueF()) * share,
    )
