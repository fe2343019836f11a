"""The pages of the window, and the bar with an action for each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QToolBar,
    QWidget,
)


class PageStack(QStackedWidget):
    """Pages by name; the first one that is added is shown at the start.

    With large letters a page may need more room than the screen has; it can be scrolled then,
    where otherwise the window would reach beyond the screen.

    Args:
        window: gets the shortcuts.
        title: of the bar.
    """

    def __init__(self, window: QMainWindow, title: str) -> None:
        super().__init__()
        self._window = window
        self._named: dict[str, QWidget] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._group = QActionGroup(self)
        self.actions_by_name: dict[str, QAction] = {}
        self.bar = QToolBar(title)
        self.bar.setObjectName("pages")
        self.bar.setMovable(False)

    def add_page(self, name: str, title: str, shortcut: str, page: QWidget) -> QAction:
        """Add a page and the action that shows it.

        Args:
            name: of the page and its action.
            title: what the action is called.
            shortcut: that shows the page.
            page: the page.
        """
        action = QAction(title, self._window, checkable=True)
        action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(f"{title} ({shortcut})")
        action.triggered.connect(lambda checked=False: self.show_page(name))
        action.setChecked(not self._named)
        self._group.addAction(action)
        self.bar.addAction(action)
        self.actions_by_name[name] = action
        self._named[name] = page
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(_Place(page))
        self._areas[name] = area
        self.addWidget(area)
        return action

    @property
    def current_name(self) -> str:
        """The name of the page in view."""
        current = self.currentWidget()
        return next(name for name, area in self._areas.items() if area is current)

    @property
    def current_page(self) -> QWidget:
        """The page in view."""
        return self._named[self.current_name]

    def list_pages(self) -> list[QWidget]:
        """All pages."""
        return list(self._named.values())

    def show_page(self, name: str) -> None:
        """Show a page by its name."""
        self.setCurrentWidget(self._areas[name])
        self.actions_by_name[name].setChecked(True)


class _Place(QWidget):
    """Gives a page the room there is, and at least what it needs.

    A scroll area gives a page with texts that wrap the height that it would like to have, and
    scrolls although parts of the page could give way.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        page.setParent(self)
        page.show()
        page.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        return self._page.minimumSizeHint().expandedTo(self._page.minimumSize())

    def sizeHint(self) -> QSize:
        return self._page.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._page.resize(self.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
