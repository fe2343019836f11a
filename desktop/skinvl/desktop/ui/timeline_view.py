"""The photographs of one lesion in a line, earliest first, to choose two of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from skinvl.desktop.core.comparison import find_day, order_by_day
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.ui.lesion_photographs import LesionPhotographs, PhotographList
from skinvl.desktop.ui.lesion_thumbnails import Thumbnails


class TimelineView(QWidget):
    """Enter or a double click compares a photograph with the one on the left."""

    left_chosen = Signal(object)
    right_chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LesionPhotographs(thumbnails, self)
        self.list = PhotographList(self.model, in_a_row=True)
        self.list.setAccessibleName(self.tr("Photographs of this lesion over time"))
        self._words = QLabel()
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        for name, text, signal in (
            ("left", self.tr("Show on the &left"), self.left_chosen),
            ("right", self.tr("Show on the &right"), self.right_chosen),
            ("open", self.tr("&Open"), self.opened),
        ):
            button = QPushButton(text)
            button.clicked.connect(lambda checked=False, signal=signal: self._choose(signal))
            self.buttons[name] = button
            row.addWidget(button)
        self.list.activated.connect(lambda index: self._choose(self.right_chosen))
        self.list.selectionModel().currentChanged.connect(lambda *changed: self._enable())
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addLayout(row)
        self.show_photographs(())

    @property
    def words(self) -> str:
        """How many there are, and over which time."""
        return self._words.text()

    def show_photographs(self, photographs: Sequence[Photograph]) -> None:
        """Show these, earliest first; the one that was chosen stays chosen."""
        current = self.list.current()
        ordered = order_by_day(photographs)
        self.model.show(ordered)
        row = None if current is None else self.model.find_row(current.id)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
        count = self.tr("%n photograph(s)", "", len(ordered))
        if len(ordered) > 1:
            first, last = find_day(ordered[0]), find_day(ordered[-1])
            days = (last - first).days
            span = self.tr("{count} from {first} to {last}, {days} days")
            count = span.format(count=count, first=first, last=last, days=days)
        self._words.setText(count if ordered else "")
        self._enable()

    def _choose(self, signal: SignalInstance) -> None:
        photograph = self.list.current()
        if photograph is not None:
            signal.emit(photograph)

    def _enable(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(self.list.current() is not None)
