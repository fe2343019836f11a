"""The reconciliation: every image found is accounted for, and every filter says how many it has."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QWidget

from skinvl.desktop.core.review.queue import (
    REVIEW_STATES,
    Balance,
    Mark,
    Order,
    ReviewState,
    Wanted,
)
from skinvl.desktop.ui.labels import enlarge
from skinvl.desktop.ui.review_grid import name_state


class BalancePanel(QFrame):
    """Found = reviewed + failed + skipped + waiting; always on the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sum = QLabel()
        enlarge(self._sum, 1.05, bold=True)
        self._rest = QLabel()
        for label in (self._sum, self._rest):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 2)
        layout.addWidget(self._sum)
        layout.addSpacing(16)
        layout.addWidget(self._rest)
        layout.addStretch(1)
        self.setAccessibleName(self.tr("Reconciliation"))
        self.show_balance(Balance())

    @property
    def text(self) -> str:
        """What is said."""
        return f"{self._sum.text()} {self._rest.text()}".strip()

    def show_balance(self, balance: Balance) -> None:
        """Say how many images are where."""
        told = self.tr(
            "{found} found = {reviewed} reviewed + {failed} failed + {skipped} skipped + "
            "{waiting} waiting"
        ).format(
            found=balance.found,
            reviewed=balance.reviewed,
            failed=balance.failed,
            skipped=balance.skipped,
            waiting=balance.waiting,
        )
        if not balance.adds_up:
            told = self.tr("THE COUNTS DO NOT ADD UP: {told}").format(told=told)
        self._sum.setText(told)
        parts = []
        unread = balance.states.get("unread", 0)
        if unread:
            text = self.tr("Of the waiting, {count} are not read by the model yet.")
            parts.append(text.format(count=unread))
        if balance.left_out:
            parts.append(self.tr("{count} left out.").format(count=balance.left_out))
        if balance.gone:
            text = self.tr("{count} no longer in the folder.")
            parts.append(text.format(count=balance.gone))
        contradicted = balance.marks.get("contradicted", 0)
        if contradicted:
            text = self.tr("{count} name another patient than the table and are filed with nobody.")
            parts.append(text.format(count=contradicted))
        self._rest.setText(" ".join(parts))
        self.setAccessibleDescription(self.text)


class FilterBar(QWidget):
    """Which images are listed, and in which order; every filter tells its count."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.states = QComboBox()
        self.order = QComboBox()
        self._blind = False
        self.states.setAccessibleName(self.tr("Which images are shown"))
        self.order.setAccessibleName(self.tr("Order of the images"))
        self.states.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._orders: dict[Order, str] = {
            "urgency": self.tr("most urgent first"),
            "patient": self.tr("by patient and lesion"),
            "file": self.tr("by file"),
        }
        for order, text in self._orders.items():
            self.order.addItem(text, order)
        self.show_balance(Balance())
        self.states.setCurrentIndex(0)
        self.by_arrow = False
        """Whether the newest choice was made with an arrow, so that further ones may follow."""
        for box in (self.states, self.order):
            box.installEventFilter(self)
        self.states.activated.connect(lambda _: self.changed.emit())
        self.order.activated.connect(lambda _: self.changed.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for text, box in ((self.tr("&Show"), self.states), (self.tr("Or&der"), self.order)):
            label = QLabel(text)
            label.setBuddy(box)
            layout.addWidget(label)
            layout.addWidget(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note how a choice is made."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.by_arrow = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self.by_arrow = False
        return super().eventFilter(watched, event)

    @property
    def wanted(self) -> Wanted:
        """What was chosen."""
        kind, value = self.states.currentData() or ("all", None)
        order: Order = self.order.currentData() or "file"
        if kind == "state":
            return Wanted((cast(ReviewState, value),), None, order)
        mark: Mark | None = value if kind == "mark" else None
        return Wanted((), mark, order)

    def set_blind(self, blind: bool) -> None:
        """Without an order or a filter that would tell what the model found."""
        if blind == self._blind:
            return
        self._blind = blind
        self.order.clear()
        for order, text in self._orders.items():
            if not (blind and order == "urgency"):
                self.order.addItem(text, order)
        self.show_balance(self._balance)

    def choose(self, kind: str, value: str | None = None) -> None:
        """Choose a filter: "all", "state" or "mark" with its name."""
        for row in range(self.states.count()):
            if tuple(self.states.itemData(row)) == (kind, value):
                self.states.setCurrentIndex(row)
                self.changed.emit()
                return

    def show_balance(self, balance: Balance) -> None:
        """Put the counts beside the filters."""
        self._balance = balance
        entries: list[tuple[str, tuple[str, str | None]]] = [
            (self.tr("all ({count})").format(count=balance.found), ("all", None))
        ]
        for state in REVIEW_STATES:
            count = balance.states.get(state, 0)
            entries.append((f"{name_state(state, self)} ({count})", ("state", state)))
        low, abstained = (balance.marks.get(mark, 0) for mark in ("low-quality", "abstained"))
        text = self.tr("low quality ({count} of all)")
        entries.append((text.format(count=low), ("mark", "low-quality")))
        if not self._blind:
            text = self.tr("the model cannot say ({count} of all)")
            entries.append((text.format(count=abstained), ("mark", "abstained")))
        text = self.tr("another patient than the table says ({count} of all)")
        contradicted = balance.marks.get("contradicted", 0)
        entries.append((text.format(count=contradicted), ("mark", "contradicted")))
        chosen = self.states.currentData()
        self.states.blockSignals(True)
        if self.states.count() == len(entries):
            for row, (text, _) in enumerate(entries):
                self.states.setItemText(row, text)
        else:
            self.states.clear()
            for text, data in entries:
                self.states.addItem(text, data)
            for row, (_, data) in enumerate(entries):
                if chosen is not None and tuple(chosen) == data:
                    self.states.setCurrentIndex(row)
        self.states.blockSignals(False)
