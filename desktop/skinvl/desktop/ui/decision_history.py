"""Everything that was decided about the image, newest first; what was undone is struck out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from skinvl.desktop.core.deciding import History
from skinvl.desktop.core.store.session import UserId
from skinvl.desktop.ui.labels import make_heading, make_label, paint_secondary


class DecisionHistory(QWidget):
    """The list that only grows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: History | None = None
        self._heading: QLabel = make_heading(self.tr("What was decided"))
        self._note = make_label()
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("History of decisions"))
        self._list.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._heading)
        layout.addWidget(self._note)
        layout.addWidget(self._list, 1)
        self.show_history(History(), lambda user: "")

    @property
    def texts(self) -> list[str]:
        """The rows as they are shown."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def show_history(self, history: History, name_user: Callable[[UserId], str]) -> None:
        """Show a history.

        Args:
            history: of the image.
            name_user: gives the name of the person who decided.
        """
        if history == self._shown:
            return
        self._shown = history
        self._list.clear()
        locale = QLocale()
        for line in history.lines:
            moment = QDateTime.fromSecsSinceEpoch(int(line.decision.created_at.timestamp()))
            when = locale.toString(moment, QLocale.FormatType.ShortFormat)
            who = name_user(line.decision.created_by)
            text = f"{when}  {who}\n{line.text}" if who else f"{when}\n{line.text}"
            if not line.holds:
                text += self.tr(" (undone)")
            item = QListWidgetItem(text)
            font = item.font()
            font.setStrikeOut(not line.holds)
            item.setFont(font)
            self._list.addItem(item)
        self._note.setText(
            self.tr("Nothing is ever removed from this list; undo adds a row.")
            if history.rows
            else self.tr("Nothing was decided yet.")
        )
        paint_secondary(self._note)
