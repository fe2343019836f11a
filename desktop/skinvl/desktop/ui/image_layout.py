"""The parts of the page of one image and where they stand."""

from __future__ import annotations

import base64
from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from skinvl.desktop.core.deciding import History
from skinvl.desktop.core.filing import OwnOpinion
from skinvl.desktop.core.language import name_diagnosis, translate
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.ui.checklist_panel import ChecklistPanel
from skinvl.desktop.ui.decision_bar import DecisionBar
from skinvl.desktop.ui.decision_history import DecisionHistory
from skinvl.desktop.ui.dicom_strip import DicomStrip
from skinvl.desktop.ui.image_actions import NUMBERS
from skinvl.desktop.ui.image_bar import ImageBar
from skinvl.desktop.ui.image_filing import Filing
from skinvl.desktop.ui.image_keeping import Keeping
from skinvl.desktop.ui.image_strip import FilingStrip
from skinvl.desktop.ui.image_view import ImageView
from skinvl.desktop.ui.opinion_form import OpinionForm
from skinvl.desktop.ui.progress_strip import ProgressStrip
from skinvl.desktop.ui.question_panel import QuestionPanel
from skinvl.desktop.ui.result_panel import ResultPanel
from skinvl.desktop.ui.start_page import StartPage
from skinvl.desktop.ui.yielding_area import YieldingArea

_FOCUS_FRAME = 3

_LEAST_WIDTH = 400
_ROW_LETTERS = 52


class ReadingLayout(QWidget):
    """The image with its tools on the left; result, lists and decisions on the right."""

    def __init__(
        self,
        view: ImageView,
        make_actions: Callable[[QWidget], dict[str, QAction]],
        filing: Filing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view = view
        self.actions_by_name = make_actions(self)
        self.strip = FilingStrip()
        self.dicom = DicomStrip(filing)
        self.bar = ImageBar(view, self.actions_by_name)
        self.result = ResultPanel()
        self.questions = QuestionPanel()
        self.checklists = ChecklistPanel()
        self.history = DecisionHistory()
        self.opinion = OpinionForm()
        self.opinion_area = YieldingArea(self.opinion)
        self.decisions = DecisionBar(self.actions_by_name)
        self.progress = ProgressStrip()
        self.start = StartPage()
        self.tabs = QTabWidget()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self._place = QStackedWidget()
        self._frame = QFrame()
        self._answers = QWidget()
        self._build()

    def show_parts(
        self,
        reading: Reading | None,
        keeping: Keeping | None,
        filing: Filing,
        *,
        hidden: bool,
        can_accept: bool,
    ) -> None:
        """Enable what can be done and show what is kept.

        Args:
            reading: the reading on the screen.
            keeping: what is kept of it.
            filing: between it and the desk.
            hidden: the result is kept off the screen.
            can_accept: there is a result that could be accepted.
        """
        has_image = self.view.has_image
        opening = reading is not None and reading.state == "opening"
        self._place.setCurrentWidget(self._frame if has_image or opening else self.start)
        self.bar.setVisible(has_image or opening)
        self.bar.setEnabled(has_image)
        self.bar.show_layers(reading)
        self.strip.show_keeping(keeping, filing.case)
        self.dicom.refresh()
        self.decisions.setVisible(reading is not None)
        asked = hidden or self.actions_by_name["opinion"].isChecked()
        self.opinion.set_blind(hidden)
        self.opinion_area.setVisible(asked and has_image)
        history = keeping.history if keeping is not None else History()
        finding = reading.finding if reading is not None and not hidden else None
        self.decisions.show_history(history, finding, _note(keeping))
        self.history.show_history(history, filing.name_user)
        self._enable(reading, keeping, history, hidden=hidden, can_accept=can_accept)

    def save_layout(self) -> str:
        """The place of the divider, for `restore_layout`."""
        return base64.b64encode(self.split.saveState().data()).decode("ascii")

    def restore_layout(self, state: str) -> None:
        """Put the divider where it was."""
        self.split.restoreState(QByteArray.fromBase64(QByteArray(state.encode())))

    def toggle_full_screen(self) -> None:
        """The window on the whole screen with the image alone, and back."""
        window = self.window()
        full = not window.isFullScreen()
        self._answers.setVisible(not full)
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def fit_text(self) -> None:
        """Leave the results room for their rows at the size that text has now."""
        letters = self._answers.fontMetrics().averageCharWidth()
        self._answers.setMinimumWidth(max(_LEAST_WIDTH, _ROW_LETTERS * letters))

    def restyle(self) -> None:
        """Take the colours of the current palette and the size of text."""
        self.fit_text()
        tabs = (self.result, self.questions, self.checklists)
        for part in (*tabs, self.strip, self.dicom, self.bar):
            part.restyle()

    def _enable(
        self,
        reading: Reading | None,
        keeping: Keeping | None,
        history: History,
        *,
        hidden: bool,
        can_accept: bool,
    ) -> None:
        can_decide = keeping is not None and keeping.can_decide
        known = reading is not None and reading.finding is not None and not hidden
        stack = self.view.drawing.stack
        allowed = {
            "accept": can_accept,
            "search": can_decide and not hidden,
            **dict.fromkeys(("flag", "skip", "bad", "comment"), can_decide),
            "undo": history.undoable is not None,
            "undo-last": history.undoable is not None or stack.canUndo(),
            "redo-last": history.redoable is not None or stack.canRedo(),
            "reveal": hidden and self.view.has_image,
            "opinion": self.view.has_image and not hidden,
            **dict.fromkeys(("heat", "outline"), known),
            **dict.fromkeys(
                ("actual", "loupe", "move", "ruler", "arrow", "freehand", "text"),
                self.view.has_image,
            ),
            "wipe": bool(self.view.drawing.marks),
            **dict.fromkeys(("turn", "turn-back"), self.view.has_image),
            "fullscreen": self.view.has_image or self.window().isFullScreen(),
            **dict.fromkeys(NUMBERS, can_accept),
        }
        for name, enabled in allowed.items():
            self.actions_by_name[name].setEnabled(enabled)
        self.actions_by_name["loupe"].setChecked(self.view.has_loupe)
        self.checklists.setEnabled(self.view.has_image)
        self.checklists.suggest_button.setEnabled(known)

    def _build(self) -> None:
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(*([_FOCUS_FRAME] * 4))
        inside.addWidget(self.view)
        self._frame.setObjectName("frame")
        self.view.focus_changed.connect(self._show_focus)
        self.view.drawing.changed.connect(
            lambda: self.actions_by_name["wipe"].setEnabled(bool(self.view.drawing.marks))
        )
        self._place.addWidget(self.start)
        self._place.addWidget(self._frame)
        image_side = QWidget()
        _fill(image_side, self.bar, self._place, self.progress, stretched=self._place)
        for part, title in (
            (self.result, self.tr("Result")),
            (self.questions, self.tr("Questions")),
            (self.checklists, self.tr("Checklists")),
            (self.history, self.tr("History")),
        ):
            self.tabs.addTab(part, title)
        self.tabs.setAccessibleName(self.tr("Result, questions, checklists, history"))
        self.questions.line_wanted.connect(lambda: self.tabs.setCurrentWidget(self.questions))
        _fill(self._answers, self.opinion_area, self.tabs, self.decisions, stretched=self.tabs)
        self.fit_text()
        self.split.addWidget(image_side)
        self.split.addWidget(self._answers)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([780, 460])
        self.split.setChildrenCollapsible(False)
        _fill(self, self.strip, self.dicom, self.split, stretched=self.split)

    def _show_focus(self, focused: bool) -> None:
        colour = self.palette().highlight().color().name() if focused else "transparent"
        self._frame.setStyleSheet(f"QFrame#frame {{ border: {_FOCUS_FRAME}px solid {colour}; }}")


def _fill(place: QWidget, *parts: QWidget, stretched: QWidget) -> None:
    layout = QVBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part, 1 if part is stretched else 0)


def _note(keeping: Keeping | None) -> str:
    """What has to be said beside the decision that holds."""
    if keeping is None:
        return ""
    notes = []
    opinion = keeping.opinion
    if opinion is not None:
        notes.append(_tell_opinion(opinion))
    row = keeping.history.standing
    basis = None if row is None else row.reading_id
    if basis is not None and keeping.stored is not None and basis != keeping.stored.id:
        notes.append(translate("ReadingLayout", "Decided on an earlier result."))
    if row is not None and not keeping.is_filed:
        notes.append(translate("ReadingLayout", "Not kept: the image is filed with nobody."))
    return " ".join(notes)


def _tell_opinion(opinion: OwnOpinion) -> str:
    if opinion.before:
        text = translate(
            "ReadingLayout", "Your opinion before the result: {name}, suspicious: {suspicion}."
        )
    else:
        text = translate("ReadingLayout", "Your opinion: {name}, suspicious: {suspicion}.")
    suspicion = {
        "no": translate("ReadingLayout", "no"),
        "unsure": translate("ReadingLayout", "unsure"),
        "yes": translate("ReadingLayout", "yes"),
    }[opinion.suspicion]
    return text.format(name=name_diagnosis(opinion.code), suspicion=suspicion)
