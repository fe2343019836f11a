"""Two panes side by side or one above the other, the one following the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from skinvl.desktop.ui.compare_pane import ComparePane, Region
from skinvl.desktop.ui.labels import make_label


class ComparePanes(QWidget):
    """The earlier photograph is on the left; a title above each says which it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = ComparePane(self.tr("Earlier photograph"))
        self.right = ComparePane(self.tr("Later photograph"))
        self.left.partner, self.right.partner = self.right, self.left
        self.titles: tuple[QLabel, QLabel] = (make_label(), make_label())
        self.linked = QCheckBox(self.tr("Lin&k zoom and position"))
        self.linked.setChecked(True)
        self.stacked = QCheckBox(self.tr("One &above the other (Space flips)"))
        self.stacked.toggled.connect(self._stack)
        self.left.region_changed.connect(lambda region: self._follow(region, self.right))
        self.right.region_changed.connect(lambda region: self._follow(region, self.left))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (pane, title) in enumerate(zip(self.both, self.titles, strict=True)):
            pane.flip_asked.connect(self.flip)
            grid.addWidget(title, 0, column)
            grid.addWidget(pane, 1, column)
        grid.setRowStretch(1, 1)

    @property
    def both(self) -> tuple[ComparePane, ComparePane]:
        """Earlier and later."""
        return (self.left, self.right)

    def clear(self) -> None:
        """Show no photograph."""
        for pane in self.both:
            pane.clear()

    def show_titles(self, earlier: str, later: str) -> None:
        """Say which photographs these are."""
        self.titles[0].setText(earlier)
        self.titles[1].setText(later)

    def flip(self) -> None:
        """Show the other one of two that lie one above the other."""
        if self.stacked.isChecked():
            self._show_only(self.right if self.left.isVisible() else self.left)

    def _follow(self, region: Region, other: ComparePane) -> None:
        if self.linked.isChecked():
            other.look_at(region)

    def _stack(self, on: bool) -> None:
        if on:
            self._show_only(self.right)
        else:
            for part in (*self.both, *self.titles):
                part.setVisible(True)

    def _show_only(self, pane: ComparePane) -> None:
        for one, title in zip(self.both, self.titles, strict=True):
            one.setVisible(one is pane)
            title.setVisible(one is pane)
        pane.setFocus(Qt.FocusReason.OtherFocusReason)
