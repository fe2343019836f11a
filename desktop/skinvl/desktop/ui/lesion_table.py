"""The lesions of a patient in a table: where, how often photographed, when and what last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from skinvl.desktop.core.comparison import find_day, order_by_day
from skinvl.desktop.core.language import name_diagnosis, name_site, tell_day
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.lesions import Lesion
from skinvl.desktop.ui.body_map_words import name_sides
from skinvl.desktop.ui.case_table import state_names

_DECIDED = ("accepted", "overridden", "flagged", "skipped", "bad-image")


@dataclass(frozen=True)
class LesionLine:
    """``kind`` says whose photographs these are: of a lesion, of all, or of no lesion yet."""

    kind: Literal["all", "lesion", "loose"]
    lesion: Lesion | None
    photographs: tuple[Photograph, ...]

    @property
    def last_decided(self) -> Photograph | None:
        """The newest photograph about which a person decided."""
        decided = [item for item in self.photographs if item.state in _DECIDED]
        return decided[-1] if decided else None


def sort_photographs(
    lesions: Sequence[Lesion], photographs: Sequence[Photograph]
) -> tuple[LesionLine, ...]:
    """A line for all, one for every lesion, and one for what has no lesion yet, if there is any."""
    ordered = order_by_day(photographs)
    lines = [LesionLine("all", None, ordered)]
    lines += [
        LesionLine("lesion", lesion, tuple(item for item in ordered if item.lesion_id == lesion.id))
        for lesion in lesions
    ]
    loose = tuple(item for item in ordered if item.lesion_id is None)
    return (*lines, LesionLine("loose", None, loose)) if loose else tuple(lines)


class LesionTable(QTableWidget):
    """One line per lesion; `line_chosen` tells when a person moves to another one."""

    line_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 6, parent)
        self._lines: tuple[LesionLine, ...] = ()
        self._filling = False
        self.setHorizontalHeaderLabels(
            [
                self.tr("Lesion"),
                self.tr("Site"),
                self.tr("Side"),
                self.tr("Photographs"),
                self.tr("Last"),
                self.tr("Last decision"),
            ]
        )
        self.setAccessibleName(self.tr("Lesions"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 10)
        self.setShowGrid(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.currentCellChanged.connect(self._tell)

    @property
    def line(self) -> LesionLine | None:
        """The line that is chosen."""
        row = self.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def show_lines(self, lines: Sequence[LesionLine], chosen: Lesion | None) -> None:
        """Fill the table; the line of `chosen`, or else the same kind of line, is then chosen."""
        self._filling = True
        kind = self.line.kind if self.line is not None else "all"
        self._lines = tuple(lines)
        self.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            for column, text in enumerate(self._cells(line)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        self.setCurrentCell(self._find_row(kind, chosen), 0)
        self._filling = False

    def choose(self, lesion: Lesion) -> None:
        """Go to the line of a lesion."""
        self.setCurrentCell(self._find_row("lesion", lesion), 0)

    def _find_row(self, kind: str, lesion: Lesion | None) -> int:
        for row, line in enumerate(self._lines):
            if lesion is None:
                if line.kind == kind:
                    return row
            elif line.lesion is not None and line.lesion.id == lesion.id:
                return row
        return 0 if self._lines else -1

    def _tell(self) -> None:
        if not self._filling and self.line is not None:
            self.line_chosen.emit(self.line)

    def _cells(self, line: LesionLine) -> tuple[str, ...]:
        lesion, photographs = line.lesion, line.photographs
        last, decided = photographs[-1] if photographs else None, line.last_decided
        decision = ""
        if decided is not None:
            words = (state_names(self)[decided.state], name_diagnosis(decided.diagnosis))
            shown = words if decided.state in ("accepted", "overridden") else words[:1]
            decision = ": ".join(part for part in shown if part)
        if lesion is None:
            rest = {"all": self.tr("all"), "loose": self.tr("no lesion yet")}
            places = (rest[line.kind], "", "")
        else:
            side = name_sides(self)[lesion.side] if lesion.side is not None else ""
            places = (lesion.label, name_site(lesion.site or lesion.site_general or ""), side)
        return (
            *places,
            str(len(photographs)),
            tell_day(find_day(last)) if last is not None else "",
            decision,
        )
