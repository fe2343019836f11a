"""Locking when nobody is there: after minutes without a key or the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Emits ``idle`` once when nothing was touched for so many minutes."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)

    def watch(self, minutes: float) -> None:
        """Begin to watch; 0 minutes never locks."""
        application = QApplication.instance()
        self._timer.stop()
        if application is None:
            return
        application.removeEventFilter(self)
        if minutes > 0:
            application.installEventFilter(self)
            self._timer.start(round(minutes * 60_000))

    def stop(self) -> None:
        """Watch no longer."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or move of the mouse begins the time anew."""
        if event.type() in _ACTIVITY and self._timer.isActive():
            self._timer.start()
        return False
