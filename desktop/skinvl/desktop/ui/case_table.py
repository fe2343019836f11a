"""The list of photographs as Qt sees it: read from the store a page at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from skinvl.desktop.core.language import name_diagnosis, name_site, tell_day, tell_percent
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import State
from skinvl.desktop.core.store.search import Hit, Query

PAGE = 200
DECIDED: tuple[State, ...] = ("accepted", "overridden")
"""States in which a person has named a diagnosis."""
Index = QModelIndex | QPersistentModelIndex


class CaseTable(QAbstractTableModel):
    """Rows are `Hit`s; further ones are fetched when the list is scrolled to its end.

    With ``hides_results`` the model's own result is shown only where a person has decided.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._query = Query()
        self._hits: list[Hit] = []
        self._complete = True
        self.hides_results = False
        self._titles = (
            self.tr("Patient"),
            self.tr("Born"),
            self.tr("Number"),
            self.tr("Lesion"),
            self.tr("Site"),
            self.tr("Taken"),
            self.tr("State"),
            self.tr("Diagnosis"),
            self.tr("Malignant"),
        )

    def search(self, store: Store | None, query: Query) -> None:
        """Show the photographs of `store` that fit; none without a store."""
        self.beginResetModel()
        self._store, self._query = store, query
        self._hits, self._complete = [], store is None
        if store is not None:
            self._hits = list(store.search.find(query, limit=PAGE))
            self._complete = len(self._hits) < PAGE
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        """The photograph of a row."""
        return self._hits[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows have been read."""
        return 0 if parent.isValid() else len(self._hits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the store may have more."""
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index) -> None:
        """Read the next page."""
        if self._store is None or self._complete:
            return
        last = self._hits[-1].id if self._hits else None
        more = self._store.search.find(self._query, before=last, limit=PAGE)
        self._complete = len(more) < PAGE
        if more:
            start = len(self._hits)
            self.beginInsertRows(QModelIndex(), start, start + len(more) - 1)
            self._hits.extend(more)
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells(hit)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 8:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _cells(self, hit: Hit) -> tuple[str, ...]:
        name = ", ".join(part for part in (hit.family_name, hit.given_name) if part)
        hidden = self.hides_results and hit.state not in DECIDED
        if hidden and hit.state == "read":
            diagnosis = self.tr("after your own opinion")
        elif hidden:
            diagnosis = ""
        elif hit.abstained and hit.state == "read":
            diagnosis = self.tr("cannot say")
        else:
            diagnosis = name_diagnosis(hit.diagnosis) if hit.diagnosis else ""
        return (
            name or self.tr("nobody yet"),
            tell_day(hit.birth_date) if hit.birth_date is not None else "",
            hit.number or "",
            hit.lesion_label or "",
            name_site(hit.site or hit.site_general or ""),
            tell_day(hit.taken_on) if hit.taken_on is not None else "",
            state_names(self)[hit.state],
            diagnosis,
            tell_percent(hit.malignant) if hit.malignant is not None and not hidden else "",
        )


def state_names(speaker: QObject) -> dict[State, str]:
    """States of a photograph in words."""
    return {
        "new": speaker.tr("not read yet"),
        "read": speaker.tr("not reviewed"),
        "failed": speaker.tr("failed"),
        "accepted": speaker.tr("accepted"),
        "overridden": speaker.tr("overridden"),
        "flagged": speaker.tr("flagged"),
        "skipped": speaker.tr("skipped"),
        "bad-image": speaker.tr("bad image"),
    }
