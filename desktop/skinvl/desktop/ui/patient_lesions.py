"""The lesions of the patient in view: a table, their photographs, and the body map."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.ui.body_map import BodyMap
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.lesion_photographs import LesionPhotographs, PhotographList
from skinvl.desktop.ui.lesion_table import LesionLine, LesionTable, sort_photographs
from skinvl.desktop.ui.lesion_thumbnails import Thumbnails


class PatientLesions(QWidget):
    """Shows what the desk holds; says what a person asks for."""

    line_chosen = Signal(object)
    photograph_opened = Signal(object)
    place_chosen = Signal(object)
    lesion_added = Signal()
    lesion_changed = Signal()
    compare_asked = Signal()
    move_asked = Signal(object)
    facts_asked = Signal(object)

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.table = LesionTable()
        self.model = LesionPhotographs(thumbnails, self)
        self.photographs = PhotographList(self.model)
        self.body = BodyMap()
        self.tabs = QTabWidget()
        self.buttons: dict[str, QPushButton] = {}
        self._build()

    def refresh(self) -> None:
        """Read the patient's lesions and photographs anew; what is chosen stays chosen."""
        store, patient, lesion = self._desk.store, self._desk.patient, self._desk.lesion
        current = self.photographs.current()
        if store is None or patient is None:
            self.table.show_lines((), None)
            self.model.show(())
            self.body.show_lesions((), None)
        else:
            lesions = store.lesions.list(patient.id)
            photographs = store.images.list(patient_id=patient.id)
            self.table.show_lines(sort_photographs(lesions, photographs), lesion)
            self.body.show_lesions(lesions, lesion)
            self._show_photographs()
        row = None if current is None else self.model.find_row(current.id)
        if row is not None:
            self.photographs.setCurrentIndex(self.model.index(row))
        self._enable()

    def _show_photographs(self) -> None:
        line = self.table.line
        self.model.show(line.photographs if line is not None else ())

    def _take_line(self, line: LesionLine) -> None:
        self._show_photographs()
        self._enable()
        self.line_chosen.emit(line)

    def _enable(self) -> None:
        has_patient = self._desk.patient is not None
        line = self.table.line
        has_photograph = self.photographs.current() is not None
        self.buttons["add"].setEnabled(has_patient)
        self.buttons["change"].setEnabled(line is not None and line.kind == "lesion")
        several = line is not None and line.kind == "lesion" and len(line.photographs) > 1
        self.buttons["compare"].setEnabled(several)
        for name in ("open", "move", "facts"):
            self.buttons[name].setEnabled(has_photograph)
        self.body.setEnabled(has_patient)

    def _open(self, index: QModelIndex) -> None:
        self.photograph_opened.emit(self.model.photograph(index.row()))

    def _with_current(self, signal: str) -> None:
        photograph: Photograph | None = self.photographs.current()
        if photograph is not None:
            getattr(self, signal).emit(photograph)

    def _build(self) -> None:
        lesions, pictures = QHBoxLayout(), QHBoxLayout()
        for row, name, text, handler in (
            (lesions, "add", self.tr("&Add a lesion ..."), self.lesion_added.emit),
            (lesions, "change", self.tr("&Change it ..."), self.lesion_changed.emit),
            (lesions, "compare", self.tr("Com&pare over time"), self.compare_asked.emit),
            (pictures, "open", self.tr("&Open"), lambda: self._with_current("photograph_opened")),
            (pictures, "facts", self.tr("&Day and kind ..."),
             lambda: self._with_current("facts_asked")),
            (pictures, "move", self.tr("&Move ..."), lambda: self._with_current("move_asked")),
        ):  # fmt: skip
            button = QPushButton(text)
            button.clicked.connect(handler)
            self.buttons[name] = button
            row.addWidget(button)
        lesions.addStretch(1)
        pictures.addStretch(1)
        self.table.line_chosen.connect(self._take_line)
        self.photographs.activated.connect(self._open)
        self.photographs.selectionModel().currentChanged.connect(lambda *changed: self._enable())
        self.body.placed.connect(self.place_chosen)
        self.body.lesion_chosen.connect(self.table.choose)
        above, grid = QWidget(), QWidget()
        first, second = QVBoxLayout(above), QVBoxLayout(grid)
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.table, 1)
        first.addLayout(lesions)
        second.addWidget(self.photographs, 1)
        second.addLayout(pictures)
        self.tabs.addTab(grid, self.tr("Photograph&s"))
        self.tabs.addTab(self.body, self.tr("&Body map"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(self.tabs)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        split.setStretchFactor(1, 1)
        split.setSizes([200, 520])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self._enable()
