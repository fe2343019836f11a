"""The list of photographs as Qt sees it: read from the store a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from skinvl.desktop.core.language import name_diagnosis, name_site, tell_day, tell_percent
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import State
from skinvl.desktop.core.store.search import Hit, Query
from skinvl.desktop.ui.paged_table import PAGE, Index, PagedTable

DECIDED: tuple[State, ...] = ("accepted", "overridden")
"""States in which a person has named a diagnosis."""


class CaseTable(PagedTable[Hit]):
    """Rows are `Hit`s; further ones are fetched when the list is scrolled to its end.

    With ``hides_results`` the model's own result is shown only where a person has decided.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
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
        self._store: Store | None = None
        self._query = Query()
        self.hides_results = False

    def search(self, store: Store | None, query: Query) -> None:
        """Show the photographs of `store` that fit; none without a store."""
        self._store, self._query = store, query
        self.begin_again()

    def read_page(self, last: Hit | None) -> Sequence[Hit]:
        """The next photographs, newest first."""
        if self._store is None:
            return ()
        before = None if last is None else last.id
        return self._store.search.find(self._query, before=before, limit=PAGE)

    def hit(self, row: int) -> Hit:
        """The photograph of a row."""
        return self._rows[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        hit = self._rows[index.row()]
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
