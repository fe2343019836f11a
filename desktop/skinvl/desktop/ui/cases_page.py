"""All photographs of the store: searched, filtered, counted, opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.contract.ontology import ontology
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.language import name_diagnosis, name_site
from skinvl.desktop.core.store.anatomy import SITES
from skinvl.desktop.core.store.images import State
from skinvl.desktop.core.store.search import Query
from skinvl.desktop.ui.case_table import DECIDED, CaseTable, state_names
from skinvl.desktop.ui.desk import Desk

_TYPING_MILLISECONDS = 150
_SHOWN_CHARACTERS = 14
_COLUMN_CHARACTERS = (26, 14, 13, 10, 16, 14, 16, 26)
_STATE = 6
_MARGIN = 16
"""Pixels that a title needs beside its words."""
_ANY = None


class CasesPage(QWidget):
    """`chosen` is emitted when a photograph is to be shown; the desk holds it then."""

    chosen = Signal()
    failed = Signal(str)
    export_asked = Signal(object)
    """The `Query` whose photographs are to be exported without names."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = CaseTable(self)
        self.table = QTableView()
        self.search = QLineEdit()
        self.state = QComboBox()
        self.site = QComboBox()
        self.diagnosis = QComboBox()
        self.only_abstained = QCheckBox(self.tr("only where the model &cannot say"))
        self.without_patient = QCheckBox(self.tr("only without a &patient"))
        self.use_dates = QCheckBox(self.tr("&taken between"))
        self.since, self.until = QDateEdit(), QDateEdit()
        self.export = QPushButton(self.tr("E&xport these ..."))
        self.export.setToolTip(self.tr("Export what is found, without names"))
        self._counts = QLabel()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.refresh)
        self._build()
        desk.store_changed.connect(self.refresh)
        desk.photograph_changed.connect(self._refresh_when_seen)

    @property
    def counts(self) -> str:
        """How many photographs fit, by state, in words."""
        return self._counts.text()

    def configure(self, values: Configuration) -> None:
        """Take the settings: whether results stay hidden before an own opinion."""
        self.model.hides_results = values.opinion_first
        self.only_abstained.setEnabled(not values.opinion_first)
        if values.opinion_first:
            self.only_abstained.setChecked(False)
        self.refresh()

    def query(self) -> Query:
        """What is asked for."""
        between = self.use_dates.isChecked()
        state = self.state.currentData()
        states: tuple[State, ...] = () if state is _ANY else (state,)
        diagnosis = self.diagnosis.currentData() if self._may_ask_diagnosis() else None
        if self.model.hides_results and diagnosis is not None and not states:
            # What a search finds would tell the result that is not to be seen yet.
            states = DECIDED
        return Query(
            text=self.search.text(),
            states=states,
            site_general=self.site.currentData(),
            diagnosis=diagnosis,
            abstained=True if self.only_abstained.isChecked() else None,
            without_patient=self.without_patient.isChecked(),
            taken_from=_to_date(self.since.date()) if between else None,
            taken_to=_to_date(self.until.date()) if between else None,
        )

    def refresh(self) -> None:
        """Search anew."""
        self._typing.stop()
        store = self._desk.store
        query = self.query()
        for line in (self.since, self.until):
            line.setEnabled(self.use_dates.isChecked())
        self.diagnosis.setEnabled(self._may_ask_diagnosis())
        self.model.search(store, query)
        may_export = store is not None and store.user.role != "reader"
        self.export.setVisible(may_export)
        if store is None:
            self._counts.clear()
            return
        counts = store.search.count_states(query)
        names = state_names(self.model)
        parts = [f"{counts[state]} {name}" for state, name in names.items() if state in counts]
        self.export.setEnabled(bool(counts))
        total = self.tr("%n photograph(s)", "", sum(counts.values()))
        self._counts.setText(f"{total}: {', '.join(parts)}" if parts else total)

    def open_row(self, row: int) -> None:
        """Put the photograph of a row on the desk."""
        store = self._desk.store
        if store is None or not 0 <= row < self.model.rowCount():
            return
        try:
            photograph = store.images.get(self.model.hit(row).id)
            store.images.note_view(photograph.id)
            self._desk.choose_photograph(photograph)
        except SkinVLError as error:
            self.failed.emit(str(error))
            return
        self.chosen.emit()

    def _may_ask_diagnosis(self) -> bool:
        state = self.state.currentData()
        return not self.model.hides_results or state is _ANY or state in DECIDED

    def _refresh_when_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        """The list is as new as its last look."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def _open_index(self, index: QModelIndex) -> None:
        self.open_row(index.row())

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Name, number, birth date or lesion"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda text: self._typing.start())
        self.search.returnPressed.connect(self.table.setFocus)
        _fill(self.state, self.tr("any state"), state_names(self.model))
        _fill(self.site, self.tr("any site"), {site: name_site(site) for site in SITES})
        named = {str(item.code): name_diagnosis(item.code) for item in ontology()}
        names = dict(sorted(named.items(), key=lambda item: item[1].casefold()))
        _fill(self.diagnosis, self.tr("any diagnosis"), names)
        for box, name in (
            (self.state, self.tr("State")),
            (self.site, self.tr("Site")),
            (self.diagnosis, self.tr("Diagnosis")),
        ):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_SHOWN_CHARACTERS)
            box.currentIndexChanged.connect(lambda index: self.refresh())
        for tick in (self.only_abstained, self.without_patient, self.use_dates):
            tick.toggled.connect(lambda on: self.refresh())
        today = QDate.currentDate()
        for line, day, name in (
            (self.since, today.addYears(-1), self.tr("Taken from")),
            (self.until, today, self.tr("Taken to")),
        ):
            line.setDate(day)
            line.setCalendarPopup(True)
            line.setAccessibleName(name)
            line.dateChanged.connect(lambda day: self.refresh())
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Photographs"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        self._size_columns()
        self.table.activated.connect(self._open_index)
        self.export.clicked.connect(lambda: self.export_asked.emit(self.query()))
        clear = QPushButton(self.tr("Show &all"))
        clear.clicked.connect(self._clear)
        rows = [QHBoxLayout() for _ in range(4)]
        rows[0].addWidget(self.search, 1)
        for widget in (self.state, self.site):
            rows[0].addWidget(widget)
        parts: tuple[tuple[QWidget, ...], ...] = (
            (self.use_dates, self.since, self.until, self.diagnosis),
            (self.only_abstained, self.without_patient),
        )
        for row, widgets in zip(rows[1:3], parts, strict=True):
            for part in widgets:
                row.addWidget(part)
            row.addStretch(1)
        rows[3].addWidget(self._counts, 1)
        rows[3].addWidget(clear)
        rows[3].addWidget(self.export)
        layout = QVBoxLayout(self)
        for row in rows:
            layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.setTabOrder(self.search, self.table)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs wider columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_columns()

    def _size_columns(self) -> None:
        for column, characters in enumerate(_COLUMN_CHARACTERS):
            words = self.table.fontMetrics()
            title = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            # A language may have longer words than the cells below them.
            longest = [title, *(state_names(self.model).values() if column == _STATE else ())]
            widest = max(words.horizontalAdvance(text) for text in longest)
            width = max(words.averageCharWidth() * characters, widest + _MARGIN)
            self.table.setColumnWidth(column, width)

    def _clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        for box in (self.state, self.site, self.diagnosis):
            box.setCurrentIndex(0)
        for tick in (self.only_abstained, self.without_patient, self.use_dates):
            tick.setChecked(False)
        self.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)


def _fill(box: QComboBox, anything: str, names: Mapping[Any, str]) -> None:
    box.addItem(anything, _ANY)
    for code, name in names.items():
        box.addItem(name, code)


def _to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
