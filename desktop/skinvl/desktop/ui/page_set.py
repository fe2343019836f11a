"""The pages of the workstation: made, put into the stack, and connected to the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.ui.cases_page import CasesPage
from skinvl.desktop.ui.compare_page import ComparePage
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.dialogs import Dialogs
from skinvl.desktop.ui.message_bar import MessageBar
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.page_stack import PageStack
from skinvl.desktop.ui.patient_page import PatientPage
from skinvl.desktop.ui.reading_page import ReadingPage
from skinvl.desktop.ui.review_page import ReviewPage

_OWN_LETTERS = "review"


class PageSet(QObject):
    """All pages.

    Args:
        window: the main window.
        stack: takes the pages.
        desk: what they share.
        operations: does the slow parts elsewhere.
        keys_file: keys of the review that were changed, where there is no store.
        values: settings in force.
    """

    def __init__(
        self,
        window: QMainWindow,
        stack: PageStack,
        desk: Desk,
        operations: Operations,
        keys_file: Path,
        values: Configuration,
    ) -> None:
        super().__init__(window)
        self._stack = stack
        self.reading = ReadingPage(operations, desk)
        self.cases = CasesPage(desk)
        self.patient = PatientPage(desk, operations)
        self.compare = ComparePage(desk, operations)
        choice = EngineChoice(None, values.provider)
        self.review = ReviewPage(desk, operations, choice, keys_file)
        self._provider = values.provider
        stack.add_page("read", self.tr("Read"), "Alt+1", self.reading)
        stack.add_page("cases", self.tr("Cases"), "Alt+2", self.cases)
        stack.add_page("patient", self.tr("Patient"), "Alt+3", self.patient)
        stack.add_page("compare", self.tr("Compare"), "Alt+4", self.compare)
        stack.add_page("review", self.tr("Review"), "Alt+5", self.review)
        # An action, so that the sheet of keys lists it.
        self._compare_key = QAction(self.tr("Compare photographs"), window)
        self._compare_key.setShortcut(QKeySequence("C"))
        self._compare_key.triggered.connect(lambda: stack.show_page("compare"))
        window.addAction(self._compare_key)
        stack.currentChanged.connect(lambda index: self._leave_letters())

    def connect_to(self, messages: MessageBar, dialogs: Dialogs) -> None:
        """Let the pages speak in the message area and open one another."""
        for page in (self.cases, self.patient, self.compare, self.review, self.reading):
            page.failed.connect(messages.show_error)
        for speaker in (self.patient, self.review):
            speaker.noted.connect(messages.show_note)
        for chooser in (
            self.cases.chosen,
            self.patient.chosen,
            self.compare.chosen,
            self.review.opened,
        ):
            chooser.connect(lambda: self._stack.show_page("read"))
        self.patient.compare_asked.connect(lambda: self._stack.show_page("compare"))
        self.cases.export_asked.connect(dialogs.export_found)

    def lend_letter(self, action: QAction) -> None:
        """An action of the window gives its key to the review while that is in view."""
        keys = action.shortcut()
        self._stack.currentChanged.connect(
            lambda index: action.setShortcut(
                QKeySequence() if self._stack.current_name == _OWN_LETTERS else keys
            )
        )

    def configure(self, values: Configuration) -> None:
        """Take other settings."""
        for page in (self.reading, self.cases, self.compare, self.review):
            page.configure(values)
        if values.provider != self._provider:
            self._provider = values.provider
            self.review.set_choice(EngineChoice(None, values.provider))

    def finish(self) -> None:
        """Write what is still to be written, and end what runs."""
        self.reading.finish()
        self.review.finish()

    def allow(self, kept: bool) -> None:
        """Show the pages that need a store only while there is one."""
        for name, action in self._stack.actions_by_name.items():
            action.setVisible(kept or name in ("read", "review"))
        if not kept and self._stack.current_name not in ("read", "review"):
            self._stack.show_page("read")

    def _leave_letters(self) -> None:
        """The review has keys of its own for single letters."""
        self._compare_key.setEnabled(self._stack.current_name != _OWN_LETTERS)
