"""The ranked differential: a line and a bar per diagnosis, the number beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.report import ReportRow
from skinvl.desktop.ui.labels import enlarge, make_label, paint_secondary
from skinvl.desktop.ui.theme import current_theme

SHOWN_AT_FIRST = 6
_BAR_HEIGHT = 8


class ProbabilityBar(QWidget):
    """A horizontal bar, 0..1 of its width filled."""

    def __init__(self, probability: float, *, warning: bool, muted: bool) -> None:
        super().__init__()
        self._probability = probability
        self._warning = warning
        self._muted = muted
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, _BAR_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        colour = theme.bar_warning if self._warning else theme.bar
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        painter.setBrush(QColor(theme.track))
        painter.drawRoundedRect(area, 2, 2)
        # A hair's breadth even at 0, so that a row without a visible bar is not mistaken for none.
        area.setWidth(max(2.0, area.width() * self._probability))
        painter.setBrush(QColor(theme.bar_muted if self._muted else colour))
        painter.drawRoundedRect(area, 2, 2)


class DifferentialRow(QWidget):
    """One diagnosis: rank, name, group, number, bar."""

    def __init__(self, row: ReportRow, *, muted: bool) -> None:
        super().__init__()
        name = make_label(f"{row.rank}  {row.name}")
        group = QLabel(row.group.upper() if row.warning else row.group)
        percent = QLabel(row.percent)
        percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        percent.setMinimumWidth(percent.fontMetrics().horizontalAdvance(">99.9 % "))
        if row.warning:
            self._paint_badge(group, muted=muted)
        else:
            paint_secondary(group)
        if row.rank == 1 and not muted:
            enlarge(name, 1.0, bold=True)
            enlarge(percent, 1.0, bold=True)
        if muted:
            paint_secondary(name, percent)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(name, 1)
        line.addWidget(group, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(percent, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(ProbabilityBar(row.probability, warning=row.warning, muted=muted))
        # Where room is short the panel scrolls; a label that may wrap would let its letters be cut.
        tallest = max(name.fontMetrics().lineSpacing(), group.sizeHint().height())
        name.setMinimumHeight(tallest)
        self.setMinimumHeight(tallest + _BAR_HEIGHT + 6)
        self.setAccessibleName(f"{row.rank}. {row.name}, {row.group}, {row.percent}")

    @staticmethod
    def _paint_badge(label: QLabel, *, muted: bool) -> None:
        theme = current_theme()
        enlarge(label, 0.8, bold=True)
        if muted:
            colours = f"color: {theme.secondary_text}; border: 1px solid {theme.bar_muted};"
        else:
            colours = f"background: {theme.badge_warning}; color: {theme.badge_text};"
        label.setStyleSheet(f"{colours} border-radius: 3px; padding: 1px 5px;")


class DifferentialView(QWidget):
    """All rows, the first few at first and the rest on request."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._rest: list[DifferentialRow] = []
        self._more = QPushButton()
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_rest)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._rows)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(self.tr("Differential diagnosis"))
        self._more.hide()

    @property
    def row_names(self) -> list[str]:
        """What a screen reader says of each row, in order."""
        return [
            widget.accessibleName()
            for index in range(self._rows.count())
            if (widget := self._widget_at(index)) is not None
        ]

    def show_rows(self, rows: Sequence[ReportRow], *, muted: bool) -> None:
        """Show a differential; `muted` takes it back to something for information."""
        self.clear()
        for row in rows:
            widget = DifferentialRow(row, muted=muted)
            self._rows.addWidget(widget)
            if row.rank > SHOWN_AT_FIRST:
                widget.hide()
                self._rest.append(widget)
        self._more.setVisible(bool(self._rest))
        self._name_button()

    def clear(self) -> None:
        """Show nothing."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rest = []
        self._more.setChecked(False)
        self._more.hide()

    def _widget_at(self, index: int) -> QWidget | None:
        item = self._rows.itemAt(index)
        return item.widget() if item is not None else None

    def _show_rest(self, shown: bool) -> None:
        for widget in self._rest:
            widget.setVisible(shown)
        self._name_button()

    def _name_button(self) -> None:
        total = self._rows.count()
        all_shown = self._more.isChecked()
        words = self.tr("Show fewer") if all_shown else self.tr("Show all {total}")
        self._more.setText(words.format(total=total))
