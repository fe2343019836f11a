"""Finding a patient: a list that is searched as one types, and what was looked at last."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.comparison import find_day
from skinvl.desktop.core.language import tell_day
from skinvl.desktop.core.store.patients import Patient, PatientId
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.labels import make_heading
from skinvl.desktop.ui.patient_table import WHOLE, PatientTable

_TYPING_MILLISECONDS = 150
RECENT = 20


class PatientList(QWidget):
    """Only a click or Enter chooses; moving through the list with the arrow keys does not."""

    patient_chosen = Signal(object)
    photograph_chosen = Signal(object)
    new_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = PatientTable(self)
        self.table = QTableView()
        self.search = QLineEdit()
        self.recent = QListWidget()
        self._count = QLabel()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.refresh)
        self._build()

    @property
    def count(self) -> str:
        """How many patients fit, in words."""
        return self._count.text()

    def refresh(self) -> None:
        """Search anew; the patient on the desk keeps the mark."""
        self._typing.stop()
        store, text = self._desk.store, self.search.text()
        self.model.search(store, text)
        total = store.patients.count(text) if store is not None else 0
        self._count.setText("" if store is None else self.tr("%n patient(s)", "", total))
        self.mark_patient()
        self.refresh_recent()

    def mark_patient(self) -> None:
        """Mark the patient on the desk in the list."""
        patient = self._desk.patient
        row = None if patient is None else self.model.find_row(patient.id)
        if row is None:
            self.table.clearSelection()
        else:
            self.table.selectRow(row)

    def refresh_recent(self) -> None:
        """Read anew what was looked at last."""
        self.recent.clear()
        store = self._desk.store
        if store is None:
            return
        names: dict[PatientId, str] = {}
        for photograph in store.search.list_recent(RECENT):
            holder = photograph.patient_id
            if holder is None:
                name = self.tr("nobody yet")
            else:
                if holder not in names:
                    patient = store.patients.get(holder)
                    number = self.tr("no. {number}").format(number=patient.number)
                    names[holder] = f"{patient.name} ({number})"
                name = names[holder]
            day = tell_day(find_day(photograph))
            item = QListWidgetItem(f"{name}\n{day}, {photograph.file_name}")
            item.setData(Qt.ItemDataRole.UserRole, photograph.id)
            self.recent.addItem(item)

    def _choose(self, index: QModelIndex) -> None:
        patient: Patient = self.model.patient(index.row())
        self.patient_chosen.emit(patient)

    def _choose_first(self) -> None:
        """Enter in the search line: the only one that fits, or else into the list."""
        self.refresh()
        if self.model.rowCount() == 1:
            self.patient_chosen.emit(self.model.patient(0))
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rowCount():
            self.table.selectRow(0)

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Name, number or birth date"))
        self.search.setAccessibleName(self.tr("Search patients"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda text: self._typing.start())
        self.search.returnPressed.connect(self._choose_first)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Patients"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 10)
        # Name, birth date and number stay together, however narrow the list is.
        for column in range(WHOLE):
            self.table.setColumnHidden(column, True)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setWordWrap(False)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self.recent.setAccessibleName(self.tr("Photographs looked at last"))
        self.recent.itemActivated.connect(self._open_recent)
        self.recent.itemClicked.connect(self._open_recent)
        add = QPushButton(self.tr("Ne&w patient ..."))
        add.clicked.connect(self.new_asked)
        above, below = QWidget(), QWidget()
        first, second = QVBoxLayout(above), QVBoxLayout(below)
        for layout in (first, second):
            layout.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.search)
        first.addWidget(self._count)
        first.addWidget(self.table, 1)
        first.addWidget(add)
        second.addWidget(make_heading(self.tr("Looked at last")))
        second.addWidget(self.recent, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(below)
        split.setSizes([480, 200])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self._desk.patient_changed.connect(self.mark_patient)

    def _open_recent(self, item: QListWidgetItem) -> None:
        self.photograph_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
