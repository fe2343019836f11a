"""What the mouse does on an image: move it, measure, draw an arrow or an outline, place words."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QPointF, Signal

from skinvl.desktop.core.marks import Mark, calibrate, measure_length, tell_length

ToolName = Literal["move", "ruler", "arrow", "outline", "text"]
_SHORTEST = 2.0
_STEP = 1.5


class Tools(QObject):
    """The tool in hand, the stroke that is being drawn, the ruler and the scale.

    Points are pixels of the image. There is one ruler; it is never kept.
    """

    changed = Signal()
    """Another tool, stroke, ruler or scale."""
    words_missing = Signal()
    """The text tool was used before there were words to place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name: ToolName = "move"
        self._points: list[QPointF] = []
        self._ruler: tuple[QPointF, QPointF] | None = None
        self._mm_per_px: float | None = None
        self._origin = ""
        self._words = ""

    @property
    def name(self) -> ToolName:
        """The tool in hand."""
        return self._name

    @property
    def draws(self) -> bool:
        """Whether the left button draws rather than moves the image."""
        return self._name != "move"

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke has begun."""
        return bool(self._points)

    @property
    def ruler(self) -> tuple[QPointF, QPointF] | None:
        """The two ends of the ruler."""
        return self._ruler

    @property
    def ruler_px(self) -> float:
        """Length of the ruler in pixels of the image, 0 without one."""
        if self._ruler is None:
            return 0.0
        start, end = self._ruler
        return measure_length((start.x(), start.y()), (end.x(), end.y()))

    @property
    def ruler_text(self) -> str:
        """Length of the ruler in words: millimetres only where the scale is known."""
        return tell_length(self.ruler_px, self._mm_per_px)

    @property
    def mm_per_px(self) -> float | None:
        """The scale of the image, None where it is not known."""
        return self._mm_per_px

    @property
    def origin(self) -> str:
        """Where the scale comes from, in words; empty where there is none."""
        return self._origin

    @property
    def sketch(self) -> tuple[Mark, ...]:
        """The stroke that is being drawn, as a mark once it is one."""
        mark = self._make_mark()
        return () if mark is None else (mark,)

    def choose(self, name: ToolName) -> None:
        """Take another tool; a stroke that was begun is given up."""
        self._name = name
        self._points = []
        self.changed.emit()

    def set_words(self, words: str) -> None:
        """The words that the text tool places."""
        self._words = words.strip()

    def set_scale(self, mm_per_px: float | None, origin: str = "") -> None:
        """The scale of the image, and in words where it comes from."""
        self._mm_per_px, self._origin = mm_per_px, origin
        self.changed.emit()

    def scale_from_ruler(self, millimetres: float) -> float:
        """The scale that follows if the ends of the ruler are so far apart.

        Raises:
            ValueError: there is no ruler, or no length.
        """
        return calibrate(self.ruler_px, millimetres)

    def clear(self) -> None:
        """Forget everything about the image before; move is the tool."""
        self._ruler = self._mm_per_px = None
        self._origin = self._words = ""
        self.choose("move")

    def press(self, point: QPointF) -> None:
        """Begin a stroke."""
        if self._name == "text" and not self._words:
            self.words_missing.emit()
            return
        self._points = [point]
        if self._name == "ruler":
            self._ruler = None
        self.changed.emit()

    def move(self, point: QPointF) -> None:
        """Draw on."""
        last = self._points[-1]
        if self._name == "outline":
            if (point - last).manhattanLength() >= _STEP:
                self._points.append(point)
        else:
            self._points = [self._points[0], point]
        if self._name == "ruler":
            self._ruler = (self._points[0], point)
        self.changed.emit()

    def release(self, point: QPointF) -> Mark | None:
        """End the stroke; the mark that it made, None where it made none."""
        self.move(point)
        mark = self._make_mark()
        self._points = []
        if self._ruler is not None and self.ruler_px < _SHORTEST:
            self._ruler = None
        self.changed.emit()
        return mark

    def _make_mark(self) -> Mark | None:
        points = tuple((point.x(), point.y()) for point in self._points)
        if not points or self._name in ("move", "ruler"):
            return None
        if self._name == "text":
            return Mark("text", points[-1:], self._words)
        extent = max(measure_length(points[0], point) for point in points)
        if extent < _SHORTEST or len(points) < (3 if self._name == "outline" else 2):
            return None
        if self._name == "arrow":
            return Mark("arrow", (points[0], points[-1]))
        return Mark("outline", points)
