"""The keys of the review at work: live while the page is seen and no words are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from skinvl.desktop.ui.review_keys import KEYS, explain

_TYPING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QKeySequenceEdit)


class ReviewActions(QObject):
    """One action for each of `KEYS`.

    Args:
        page: gets the actions.
        verbs: what each does, by its name.
    """

    def __init__(self, page: QWidget, verbs: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(page)
        self.by_name: dict[str, QAction] = {}
        for key in KEYS:
            action = QAction(explain(key), page)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            # A key that is held down decides one image, not all that follow.
            action.setAutoRepeat(key.name in ("next", "previous", "closer", "back"))
            verb = verbs[key.name]
            action.triggered.connect(lambda checked=False, verb=verb: verb())
            page.addAction(action)
            self.by_name[key.name] = action
        QApplication.instance().focusChanged.connect(self._allow)  # type: ignore[union-attr]

    def set_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Use these keys."""
        for name, action in self.by_name.items():
            action.setShortcuts([QKeySequence(part) for part in keys[name]])

    def close(self) -> None:
        """Listen no more to where the focus is."""
        QApplication.instance().focusChanged.disconnect(self._allow)  # type: ignore[union-attr]

    def _allow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """While words are typed, no letter and no Enter decides anything."""
        typing = isinstance(now, _TYPING)
        for name, action in self.by_name.items():
            # Enter on a button or a list is meant for that, never for the image.
            elsewhere = name == "accept" and isinstance(now, QAbstractButton | QComboBox)
            action.setEnabled(not typing and not elsewhere)
