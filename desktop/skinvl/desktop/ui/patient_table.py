"""The list of patients as Qt sees it: read from the store a page at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from skinvl.desktop.core.language import tell_day
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.patients import Patient, PatientId

PAGE = 200
WHOLE = 3
"""The column with name, birth date and number in one cell."""
Index = QModelIndex | QPersistentModelIndex


class PatientTable(QAbstractTableModel):
    """Rows are `Patient`s by name; further ones are fetched when the list is scrolled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._text = ""
        self._patients: list[Patient] = []
        self._complete = True
        self._titles = (
            self.tr("Patient"), self.tr("Born"), self.tr("Number"), self.tr("Patient"),
        )  # fmt: skip

    def search(self, store: Store | None, text: str) -> None:
        """Show the patients of `store` that fit; none without a store."""
        self.beginResetModel()
        self._store, self._text = store, text
        self._patients, self._complete = [], store is None
        if store is not None:
            self._patients = list(store.patients.list(text, limit=PAGE))
            self._complete = len(self._patients) < PAGE
        self.endResetModel()

    def patient(self, row: int) -> Patient:
        """The patient of a row."""
        return self._patients[row]

    def find_row(self, patient_id: PatientId) -> int | None:
        """The row of a patient among those that were read."""
        return next((i for i, item in enumerate(self._patients) if item.id == patient_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows have been read."""
        return 0 if parent.isValid() else len(self._patients)

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
        last = self._patients[-1] if self._patients else None
        more = self._store.patients.list(self._text, after=last, limit=PAGE)
        self._complete = len(more) < PAGE
        if more:
            start = len(self._patients)
            self.beginInsertRows(QModelIndex(), start, start + len(more) - 1)
            self._patients.extend(more)
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
        patient = self._patients[index.row()]
        born = tell_day(patient.birth_date) if patient.birth_date is not None else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            # The number first: it alone is nobody else's, and a narrow list cuts off the end.
            number = self.tr("no. {number}").format(number=patient.number)
            birth = self.tr("born {day}").format(day=born) if born else ""
            whole = "\n".join((patient.name, ", ".join(filter(None, (number, birth)))))
            return (patient.name, born, patient.number, whole)[index.column()]
        return None
