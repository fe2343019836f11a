"""The list of patients as Qt sees it: read from the store a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from skinvl.desktop.core.language import tell_day
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.patients import Patient, PatientId
from skinvl.desktop.ui.paged_table import PAGE, Index, PagedTable

WHOLE = 3
"""The column with name, birth date and number in one cell."""


class PatientTable(PagedTable[Patient]):
    """Rows are `Patient`s by name; further ones are fetched when the list is scrolled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._titles = (
            self.tr("Patient"), self.tr("Born"), self.tr("Number"), self.tr("Patient"),
        )  # fmt: skip
        self._store: Store | None = None
        self._text = ""

    def search(self, store: Store | None, text: str) -> None:
        """Show the patients of `store` that fit; none without a store."""
        self._store, self._text = store, text
        self.begin_again()

    def read_page(self, last: Patient | None) -> Sequence[Patient]:
        """The next patients by name."""
        if self._store is None:
            return ()
        return self._store.patients.list(self._text, after=last, limit=PAGE)

    def patient(self, row: int) -> Patient:
        """The patient of a row."""
        return self._rows[row]

    def find_row(self, patient_id: PatientId) -> int | None:
        """The row of a patient among those that were read."""
        return next((i for i, item in enumerate(self._rows) if item.id == patient_id), None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        patient = self._rows[index.row()]
        born = tell_day(patient.birth_date) if patient.birth_date is not None else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            # The number first: it alone is nobody else's, and a narrow list cuts off the end.
            number = self.tr("no. {number}").format(number=patient.number)
            birth = self.tr("born {day}").format(day=born) if born else ""
            whole = "\n".join((patient.name, ", ".join(filter(None, (number, birth)))))
            return (patient.name, born, patient.number, whole)[index.column()]
        return None
