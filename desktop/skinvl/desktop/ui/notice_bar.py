"""The research-use notice that has to be confirmed: inline, so that it never stops the work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.configuration import NoticeHabit
from skinvl.desktop.core.notice import NoticeBook
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.theme import current_theme


class NoticeBar(QFrame):
    """Shown while the notice is due for whoever is there; one click confirms it.

    Args:
        desk: whose store says who is there.
        book: who confirmed it, and when.
        habit: how often it has to be confirmed.
        clock: gives local time.
    """

    failed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        book: NoticeBook,
        habit: NoticeHabit,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = book
        self._habit = habit
        self._clock = clock
        self._label = QLabel(
            self.tr(
                "This is research software and not a medical device. It is not for diagnosis or "
                "treatment decisions, and it cannot rule out skin cancer. You decide, with "
                "everything you know of the patient."
            )
        )
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self.button = QPushButton(self.tr("I have &understood this"))
        self.button.clicked.connect(self.confirm)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.button)
        self.setAccessibleName(self.tr("Research notice"))
        desk.store_changed.connect(self.look)
        self.restyle()
        self.look()

    def configure(self, habit: NoticeHabit) -> None:
        """Take another habit."""
        self._habit = habit
        self.look()

    def look(self) -> None:
        """Show the notice where it is due; nothing is asked of nobody."""
        due = not self._desk.is_locked
        if due:
            due = self._book.is_due(self._habit, self._desk.store, self._clock())
        self.setVisible(due)

    def confirm(self) -> None:
        """Keep that the notice was understood."""
        try:
            self._book.confirm(self._desk.store, self._clock())
        except (OSError, SkinVLError) as error:
            self.failed.emit(self.tr("The confirmation was not kept: {0}").format(error))
        self.hide()

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        theme = current_theme()
        self.setStyleSheet(
            f"NoticeBar {{ background: {theme.notice_background}; }} "
            f"QLabel {{ color: {theme.notice_text}; }}"
        )
