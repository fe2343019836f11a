"""The de-identified export: what, where to, its limits, progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.deidentify import Export, export_deidentified
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.search import Query
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.operations import Operations

_PAGE = 500
Choice = tuple[str, Callable[[], Sequence[PhotographId]]]


class _GivenUp(Exception):
    """The person stopped the export; nothing is left of it."""


class CaseExport(QDialog):
    """Writes photographs without names, dates and hidden data into a new folder.

    Args:
        desk: that says when the store is locked; the dialog closes then.
        store: that is open; its user is at least senior.
        choices: what may be exported, in words, and what gives the photographs.
        operations: that the writing goes through.
    """

    exported = Signal(object)
    _advanced = Signal(int, int)

    def __init__(
        self,
        desk: Desk,
        store: Store,
        choices: Sequence[Choice],
        operations: Operations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export without names"))
        self._store, self._choices, self._operations = store, tuple(choices), operations
        self._stop = threading.Event()
        self.is_working = False
        self.what = QComboBox()
        self.what.addItems([words for words, _ in self._choices])
        self.what.setAccessibleName(self.tr("What is exported"))
        self.folder = QLineEdit()
        self.folder.setAccessibleName(self.tr("New folder"))
        self.checked = QCheckBox(
            self.tr("I have looked: no face, tattoo, name plate or writing can be &recognised.")
        )
        self.progress = QProgressBar()
        self.progress.setTextVisible(True)
        self.progress.hide()
        self._outcome: QLabel = make_label()
        self._build()
        self._advanced.connect(self._show_progress)
        desk.store_changed.connect(self._leave)

    @property
    def outcome(self) -> str:
        """What was written, or why nothing was."""
        return self._outcome.text()

    def export(self) -> None:
        """Write what was chosen."""
        folder = self.folder.text().strip()
        if self.is_working or not folder or not self.checked.isChecked():
            return
        self.is_working = True
        self._stop.clear()
        self._outcome.clear()
        self._enable()
        session, find = self._store.session, self._choices[self.what.currentIndex()][1]

        def advance(done: int, total: int) -> None:
            self._advanced.emit(done, total)
            if self._stop.is_set():
                raise _GivenUp

        def work() -> Export:
            return export_deidentified(session, find(), Path(folder), advance)

        self._operations.run(work, self._finish, self._fail)

    def reject(self) -> None:
        """Stop what is being written, or else close."""
        if self.is_working:
            self._stop.set()
        else:
            super().reject()

    def _leave(self) -> None:
        """Stop and close: nobody is logged in any more, or another store is open."""
        self._stop.set()
        self.done(QDialog.DialogCode.Rejected)

    def _finish(self, export: Export) -> None:
        self.is_working = False
        lines = [
            self.tr("{written} of {asked} photographs were written to {folder}.").format(
                written=export.exported, asked=export.asked, folder=export.folder
            )
        ]
        lines += [
            self.tr("Photograph {number} was left out: {reason}").format(
                number=number, reason=say(reason)
            )
            for number, reason in export.failed
        ]
        self._outcome.setText("\n".join(lines))
        self._enable()
        self.exported.emit(export)

    def _fail(self, error: Exception) -> None:
        self.is_working = False
        self._enable()
        if isinstance(error, _GivenUp):
            self._outcome.setText(self.tr("The export was stopped; nothing was left behind."))
            return
        self._outcome.setText(say(error))
        if not isinstance(error, SkinVLError):
            raise error

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setFormat(self.tr("{done} of {total}").format(done=done, total=total))

    def _enable(self) -> None:
        for part in (self.what, self.folder, self.checked, self._choose):
            part.setEnabled(not self.is_working)
        self.progress.setVisible(self.is_working)
        ready = bool(self.folder.text().strip()) and self.checked.isChecked()
        self.start.setEnabled(ready and not self.is_working)
        self._close.setText(self.tr("&Stop") if self.is_working else self.tr("&Close"))

    def _pick(self) -> None:
        parent = QFileDialog.getExistingDirectory(self, self.tr("Where to"), str(Path.home()))
        if parent:
            day = QDate.currentDate().toString(Qt.DateFormat.ISODate)
            self.folder.setText(str(Path(parent) / f"skinvl-export-{day}"))

    def _build(self) -> None:
        warning = self.tr(
            "Names, numbers, birth dates, hidden data of the files (such as the camera's place) "
            "and real dates stay behind; each photograph gets a random name. What is in the "
            "picture itself stays: faces, tattoos, jewellery and writing can identify a person. "
            "This does not guarantee that nobody can be recognised."
        )
        self._choose = QPushButton(self.tr("C&hoose ..."))
        self._choose.clicked.connect(self._pick)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self._choose)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&What"), self.what)
        label = QLabel(self.tr("New &folder"))
        label.setBuddy(self.folder)
        form.addRow(label, place)
        buttons = QDialogButtonBox()
        self.start = buttons.addButton(self.tr("&Export"), QDialogButtonBox.ButtonRole.ActionRole)
        self._close = buttons.addButton(self.tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.start.clicked.connect(self.export)
        buttons.rejected.connect(self.reject)
        self.folder.textChanged.connect(self._enable)
        self.checked.toggled.connect(self._enable)
        layout = QVBoxLayout(self)
        layout.addWidget(make_label(warning))
        layout.addLayout(form)
        layout.addWidget(self.checked)
        layout.addWidget(self.progress)
        layout.addWidget(self._outcome)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        self._enable()


def export_found(desk: Desk, operations: Operations, query: Query, parent: QWidget) -> None:
    """Ask where to, then export what a search finds; does nothing while no store is open."""
    store = desk.store
    if store is None:
        return
    words = parent.tr("the {count} photographs that were found")
    text = words.format(count=store.search.count(query))
    dialog = CaseExport(desk, store, [(text, lambda: list_found(store, query))], operations, parent)
    dialog.exec()
    if not dialog.is_working:
        dialog.deleteLater()


def list_found(store: Store, query: Query) -> tuple[PhotographId, ...]:
    """Everything that a search finds, page by page; slow for many."""
    found: list[PhotographId] = []
    while True:
        hits = store.search.find(query, before=found[-1] if found else None, limit=_PAGE)
        found += [hit.id for hit in hits]
        if len(hits) < _PAGE:
            return tuple(found)
