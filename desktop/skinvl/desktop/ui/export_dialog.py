"""Exporting cases: which format, where to, and in words what leaves the house."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core import messages
from skinvl.desktop.core.language import say
from skinvl.desktop.core.outputs.csv_export import export_csv
from skinvl.desktop.core.outputs.fhir_export import export_fhir
from skinvl.desktop.core.outputs.isic_export import export_isic
from skinvl.desktop.core.outputs.json_export import export_json
from skinvl.desktop.core.outputs.selection import Exported
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.roles import includes
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.save_place import ask_file, ask_folder

_ENDINGS = {"csv": ".csv", "json": ".json", "fhir": ".json"}


def _import_dicom_export() -> Callable[..., Any]:
    """Imported when it is needed: pydicom would make every start of the window slower."""
    from skinvl.desktop.core.outputs.dicom_export import export_dicom

    return export_dicom


class _GivenUp(Exception):
    """The person has cancelled."""


class ExportDialog(QDialog):
    """Exports photographs in the format that is chosen.

    Args:
        store: that is open.
        operations: does the work elsewhere.
        photographs: what to export.
        model: that reads now, None while none is loaded.
    """

    _progressed = Signal(int, int)

    def __init__(
        self,
        store: Store,
        operations: Operations,
        photographs: Sequence[PhotographId],
        model: messages.Ready | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._store, self._operations, self._model = store, operations, model
        self._photographs = tuple(photographs)
        self._cancelled = threading.Event()
        self._running = False
        self._closed = False
        self.exported: Exported | None = None
        self.formats: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.identity = QCheckBox(self.tr("With number, name and birth date of the &patient"))
        self.named = QCheckBox(self.tr("Patient number in the &names of the files"))
        self.recognisable = QCheckBox(self.tr("A person could be &recognised in the pictures"))
        self.recognisable.setChecked(True)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("What leaves the house"))
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._outcome = QPlainTextEdit()
        self._outcome.setReadOnly(True)
        self._outcome.setAccessibleName(self.tr("Outcome of the export"))
        self.start_button = QPushButton(self.tr("&Export ..."))
        self._close_box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._progressed.connect(self._show_progress)
        self._build()
        self.formats["csv"].setChecked(True)
        self._refresh()

    @property
    def format(self) -> str:
        """The format that is chosen: csv, json, fhir, dicom or isic."""
        return next(name for name, button in self.formats.items() if button.isChecked())

    @property
    def words(self) -> str:
        """What leaves the house."""
        return self._words.text()

    @property
    def outcome(self) -> str:
        """What became of the export."""
        return self._outcome.toPlainText()

    def export(self, place: Path) -> None:
        """Export to a file, or for DICOM and research to a folder."""
        if self._running:
            return
        self._running, self.exported = True, None
        self._cancelled.clear()
        self._outcome.clear()
        self._bar.setRange(0, len(self._photographs))
        self._bar.setValue(0)
        work = self._choose_work(place)
        self._refresh()
        self._operations.run(work, self._finish, self._fail)

    def cancel(self) -> None:
        """Give the export up; files that are complete stay."""
        self._cancelled.set()

    def done(self, result: int) -> None:
        """Close; an export that runs is given up."""
        self.cancel()
        self._closed = True
        for child in self.findChildren(QDialog):
            child.reject()
        super().done(result)

    def _choose_work(self, place: Path) -> Callable[[], Exported]:
        store, chosen, model = self._store, self._photographs, self._model
        identity, named = self.identity.isChecked(), self.named.isChecked()
        recognisable, step = self.recognisable.isChecked(), self._step
        works: dict[str, Callable[[], Exported]] = {
            "csv": lambda: export_csv(
                store, chosen, place, model, with_identity=identity, progress=step
            ),
            "json": lambda: export_json(
                store, chosen, place, model, with_identity=identity, progress=step
            ),
            "fhir": lambda: export_fhir(store, chosen, place, model, step),
            "dicom": lambda: _import_dicom_export()(
                store, chosen, place, model,
                recognisable=recognisable, named=named, progress=step,
            ),
            "isic": lambda: export_isic(store, chosen, place, model, step),
        }  # fmt: skip
        return works[self.format]

    def _step(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise _GivenUp
        self._progressed.emit(done, total)

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _finish(self, exported: Exported) -> None:
        if self._closed:
            return
        self._running, self.exported = False, exported
        self._bar.setValue(self._bar.maximum())
        lines = [
            self.tr("{done} of {asked} exported to {place}").format(
                done=exported.exported, asked=exported.asked, place=exported.place
            )
        ]
        lines += [
            self.tr("Not exported: {name}: {reason}").format(name=name, reason=say(reason))
            for name, reason in exported.left_out
        ]
        self._outcome.setPlainText("\n".join(lines))
        self._refresh()

    def _fail(self, error: Exception) -> None:
        if self._closed:
            return
        self._running = False
        if isinstance(error, _GivenUp):
            self._outcome.setPlainText(self.tr("Cancelled. Nothing more was exported."))
        else:
            self._outcome.setPlainText(self.tr("Not exported: {error}").format(error=say(error)))
        self._bar.reset()
        self._refresh()
        if not isinstance(error, SkinVLError | OSError | _GivenUp):
            raise error

    def _ask_where(self) -> None:
        if self._running:
            self.cancel()
            return
        title = self.tr("Export outside the encrypted store")
        kind = self.format
        if kind in ("dicom", "isic"):
            folder = ask_folder(self, title)
            if folder is not None:
                self.export(folder / "isic-export" if kind == "isic" else folder)
            return
        ending = _ENDINGS[kind]
        chosen = ask_file(self, title, f"cases{ending}", f"*{ending}")
        if chosen is not None:
            self.export(chosen[0])

    def _refresh(self) -> None:
        kind = self.format
        self.identity.setVisible(kind in ("csv", "json"))
        self.named.setVisible(kind == "dicom")
        self.recognisable.setVisible(kind == "dicom")
        self._words.setText(self._describe(kind))
        self._choices.setEnabled(not self._running)
        cancel, start = self.tr("&Cancel the export"), self.tr("&Export ...")
        self.start_button.setText(cancel if self._running else start)

    def _describe(self, kind: str) -> str:
        text = self.tr("Texts that persons wrote (comments, descriptions) go along as they are.")
        if kind == "isic":
            return self.tr(
                "Leaves the house: pictures without metadata, new random numbers, shifted dates. "
                "What is in a picture itself (a face, a tattoo, writing) stays in it: look at "
                "each one first."
            )
        if kind in ("fhir", "dicom"):
            return self.tr(
                "Leaves the house: number, name, birth date and sex of the patient, the pictures, "
                "results, decisions and signed reports, not encrypted. Cases without a patient, "
                "and results that are out of date, stay here and are named."
            )
        if self.identity.isChecked():
            who = self.tr("Leaves the house: results and decisions with who the patient is.")
        else:
            who = self.tr("Leaves the house: results and decisions without the patient's name.")
        end = self.tr("No pictures. Not encrypted. Results that are out of date are marked.")
        return f"{who} {text} {end}"

    def _build(self) -> None:
        self._choices = QGroupBox(
            self.tr("Format, for %n photograph(s)", "", len(self._photographs))
        )
        inside = QVBoxLayout(self._choices)
        may_research = includes(self._store.user.role, "senior")
        for name, text in (
            ("csv", self.tr("&Table for a spreadsheet (CSV)")),
            ("json", self.tr("All records for programs (&JSON)")),
            ("fhir", self.tr("For a record system (&FHIR R4 bundle)")),
            ("dicom", self.tr("For a picture archive (&DICOM files in a folder)")),
            ("isic", self.tr("De-identified for research (&ISIC columns, a new folder)")),
        ):
            button = QRadioButton(text)
            button.setEnabled(name != "isic" or may_research)
            button.toggled.connect(self._refresh)
            self.formats[name] = button
            self._group.addButton(button)
            inside.addWidget(button)
        for box in (self.identity, self.named, self.recognisable):
            box.toggled.connect(self._refresh)
            inside.addWidget(box)
        self.start_button.clicked.connect(self._ask_where)
        self.start_button.setAutoDefault(False)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._close_box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (
            self._choices, self._words, self.start_button, self._bar, self._outcome,
            self._close_box,
        ):  # fmt: skip
            layout.addWidget(widget)
        self.resize(600, 560)
