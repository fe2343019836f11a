"""Adding image files to the patient in view: asked for by name, done in the background."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QWidget

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.filing import Case
from skinvl.desktop.core.intake import Intake, take_in
from skinvl.desktop.core.language import say
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.patient_words import tell_patient

_PATTERNS = "*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.dcm"
_MOST_REASONS = 5


class PatientIntake(QWidget):
    """Progress and a button to stop; hidden while nothing is added.

    What is added belongs to the patient who was named in the question, whoever is in view by then.
    """

    failed = Signal(str)
    noted = Signal(str)
    ended = Signal()
    _advanced = Signal(int, int)

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._operations = desk, operations
        self._stopped = threading.Event()
        self._working = False
        self._words = QLabel()
        stop = QPushButton(self.tr("&Stop"))
        stop.clicked.connect(self.stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words)
        layout.addWidget(stop)
        self._advanced.connect(self._show_progress)
        desk.store_changed.connect(self.stop)
        self.hide()

    @property
    def is_working(self) -> bool:
        """Whether images are being added."""
        return self._working

    def choose(self) -> None:
        """Ask for image files and add them."""
        wanted = self.tr("Images ({patterns});;All files (*)").format(patterns=_PATTERNS)
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add images"), str(Path.home()), wanted
        )
        self.add([Path(name) for name in names])

    def add(self, files: Sequence[Path]) -> None:
        """Ask, naming the patient in view, then add the files to exactly that patient."""
        store, patient, lesion = self._desk.store, self._desk.patient, self._desk.lesion
        if store is None or not files:
            return
        if patient is None:
            self.failed.emit(self.tr("Choose a patient first: images are always somebody's."))
            return
        if self._working:
            self.failed.emit(self.tr("Images are still being added; wait or stop that first."))
            return
        case, wanted = Case(patient, lesion), tuple(files)
        if not self._confirm(case, len(wanted)):
            return
        self._stopped.clear()
        self._show_work(True)
        self._operations.run(
            lambda: take_in(store, case, wanted, self._advanced.emit, self._stopped.is_set),
            lambda intake: self._finish(case, intake),
            self._fail,
        )

    def stop(self) -> None:
        """Add no further file; what has been added stays."""
        self._stopped.set()

    def _confirm(self, case: Case, count: int) -> bool:
        whom = tell_patient(self, case.patient)
        if case.lesion is not None:
            whom = self.tr("{patient}, lesion {label}").format(
                patient=whom, label=case.lesion.label
            )
        box = QMessageBox(self.parentWidget() or self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Add images"))
        question = self.tr("Add {count} image file(s) to {whom}?")
        box.setText(question.format(count=count, whom=whom))
        yes = QMessageBox.StandardButton.Yes
        box.setStandardButtons(yes | QMessageBox.StandardButton.No)
        box.setDefaultButton(QMessageBox.StandardButton.No)
        agreed = bool(box.exec() == yes)
        box.deleteLater()
        return agreed and self._desk.store is not None

    def _finish(self, case: Case, intake: Intake) -> None:
        self._show_work(False)
        total = len(intake.added) + intake.known + len(intake.refused) + intake.left
        text = self.tr("{added} of {total} images were added to {whom}.").format(
            added=len(intake.added), total=total, whom=tell_patient(self, case.patient)
        )
        if intake.known:
            text += " " + self.tr("{count} were there already.").format(count=intake.known)
        if intake.left:
            text += " " + self.tr("{count} were not looked at.").format(count=intake.left)
        if not intake.refused:
            self.noted.emit(text)
        else:
            reasons = "; ".join(
                f"{name}: {say(reason)}" for name, reason in intake.refused[:_MOST_REASONS]
            )
            more = self.tr("{count} image(s) were refused: {reasons}")
            refused = more.format(count=len(intake.refused), reasons=reasons)
            self.failed.emit(f"{text} {refused}")
        self.ended.emit()

    def _fail(self, error: Exception) -> None:
        self._show_work(False)
        self.failed.emit(str(error))
        self.ended.emit()
        if not isinstance(error, SkinVLError):
            raise error

    def _show_work(self, working: bool) -> None:
        self._working = working
        self._words.setText(self.tr("Adding images ..."))
        self.setVisible(working)

    def _show_progress(self, done: int, total: int) -> None:
        text = self.tr("Adding images: {done} of {total}")
        self._words.setText(text.format(done=done, total=total))


def local_files(mime: QMimeData) -> list[Path]:
    """The files of this computer in what is dropped."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
