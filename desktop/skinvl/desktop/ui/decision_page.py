"""What a person says about the image on the page: decisions, own opinion, text, scale, lists."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from skinvl.desktop.core import messages
from skinvl.desktop.core.filing import OwnOpinion
from skinvl.desktop.core.reading import Reading, explain_staleness
from skinvl.desktop.core.store.checklists import ChecklistKind
from skinvl.desktop.core.store.decisions import Kind
from skinvl.desktop.ui.draft_keeping import DraftKeeping
from skinvl.desktop.ui.image_filing import Filing
from skinvl.desktop.ui.image_keeping import Keeping
from skinvl.desktop.ui.image_layout import ReadingLayout
from skinvl.desktop.ui.image_view import ImageView


class DecidingPage(ReadingLayout):
    """Takes what a person says and hands it to what is kept of the image on the screen."""

    failed = Signal(str)
    """Something went wrong, in one line for the message area."""

    def __init__(
        self,
        view: ImageView,
        make_actions: Callable[[QWidget], dict[str, QAction]],
        filing: Filing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(view, make_actions, filing, parent)
        self.filing = filing
        filing.setParent(self)
        self._reading: Reading | None = None
        self._model: messages.Ready | None = None
        self._opinion_first = False
        self.drafts = DraftKeeping(self.result.draft, filing, self)
        self.drafts.failed.connect(self.failed)
        self.dicom.failed.connect(self.failed)
        self.view.drawing.edited.connect(self._keep_marks)
        self.result.description_kept.connect(self._keep_description)
        self.result.modality_stated.connect(self._state_modality)
        self.opinion.given.connect(self._take_opinion)
        self.opinion.left.connect(self._leave_opinion)
        self.decisions.searched.connect(lambda code: self.decide("override", code))
        self.decisions.commented.connect(lambda text: self.decide("comment", comment=text))
        self.checklists.edited.connect(self._keep_checklist)
        self.bar.scale_chosen.connect(self._set_scale)
        self.bar.scale_dropped.connect(lambda: self._keep_scale(None))
        self.strip.file_chosen.connect(self.filing.file_here)
        self.strip.file_anyway_chosen.connect(self.filing.file_anyway)
        self.strip.leave_chosen.connect(self.filing.leave_unfiled)
        self.strip.retry_chosen.connect(self.filing.retry)

    @property
    def reading(self) -> Reading | None:
        """The reading on the screen."""
        return self._reading

    @property
    def keeping(self) -> Keeping | None:
        """What is kept of it."""
        return self.filing.keeping

    @property
    def staleness(self) -> str | None:
        """Why the result on the screen must not go into a final report; None if it may."""
        reading = self._reading
        if reading is None or reading.finding is None or reading.image is None:
            return None
        return explain_staleness(reading.finding.stamp, self._model, reading.image.sha256)

    @property
    def is_hidden(self) -> bool:
        """Whether the result is kept off the screen until there is an own opinion."""
        keeping = self.keeping
        return self._opinion_first and keeping is not None and not keeping.is_revealed

    def decide(self, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Keep a decision about the image on the screen."""
        keeping = self.keeping
        if keeping is not None and keeping.can_decide:
            keeping.decide(kind, code, comment)

    def choose_rank(self, rank: int) -> None:
        """Accept the first diagnosis, or put the one with another rank in its place."""
        reading = self._reading
        if reading is None or reading.finding is None or not self._can_accept:
            return
        if rank <= len(reading.finding.differential):
            code = reading.finding.differential[rank - 1].code
            self.decide("accept" if rank == 1 else "override", code)

    def undo_decision(self) -> None:
        """Withdraw the newest decision."""
        if self.keeping is not None:
            self.keeping.undo()

    def undo(self) -> None:
        """Undo the newest drawing while a tool is in hand, else the newest decision."""
        stack, keeping = self.view.drawing.stack, self.keeping
        decided = keeping is not None and keeping.history.undoable is not None
        if stack.canUndo() and (self.view.tools.draws or not decided):
            stack.undo()
        else:
            self.undo_decision()

    def redo(self) -> None:
        """Redo what `undo` undid."""
        stack = self.view.drawing.stack
        if stack.canRedo() and (self.view.tools.draws or not self._can_redo_decision):
            stack.redo()
        elif self.keeping is not None:
            self.keeping.redo()

    def reveal(self) -> None:
        """Show the result: at once after an own opinion, else give the one that was entered."""
        keeping = self.keeping
        if keeping is None or not self.is_hidden:
            return
        if keeping.opinion is not None:
            keeping.reveal()
        else:
            self.opinion.give()

    @property
    def _can_accept(self) -> bool:
        reading, keeping = self._reading, self.keeping
        if reading is None or keeping is None or reading.finding is None:
            return False
        said = not reading.finding.abstain.value
        return said and keeping.can_decide and not self.is_hidden and self.staleness is None

    @property
    def _can_redo_decision(self) -> bool:
        return self.keeping is not None and self.keeping.history.redoable is not None

    def _leave_opinion(self) -> None:
        action = self.actions_by_name["opinion"]
        if action.isChecked():
            action.trigger()

    def _take_opinion(self, opinion: OwnOpinion) -> None:
        keeping = self.keeping
        if keeping is None:
            return
        self.actions_by_name["opinion"].setChecked(False)
        if self.is_hidden:
            keeping.give_opinion(opinion, keeping.reveal)
        else:
            keeping.give_opinion(opinion, self.opinion.clear)

    def _keep_checklist(self, kind: ChecklistKind, answers: dict[str, bool | None]) -> None:
        if self.keeping is not None:
            self.keeping.keep_checklist(kind, answers)

    def _keep_marks(self) -> None:
        if self.keeping is not None and self.view.has_image:
            self.keeping.keep_marks(self.view.drawing.marks)
            self.filing.changed.emit()

    def _keep_description(self, text: str) -> None:
        keeping = self.keeping
        if keeping is not None:
            keeping.keep_description(text, lambda: self._end_description(keeping))

    def _end_description(self, keeping: Keeping) -> None:
        # Once the text is written, the page may show another image with a text of its own.
        if keeping is self.keeping:
            self.result.draft.end()
        self.drafts.drop_of(keeping)

    def _tell_origin(self, scale: float | None) -> str:
        """Where the scale comes from, for the ruler."""
        facts = self._reading.facts if self._reading is not None else None
        if scale is None:
            return ""
        if facts is not None and facts.mm_per_px == scale:
            return self.tr("scale of the DICOM file")
        return self.tr("scale measured by a person")

    def _state_modality(self, modality: str | None) -> None:
        if self.keeping is not None:
            self.keeping.state_modality(modality)

    def _set_scale(self, millimetres: float) -> None:
        try:
            scale = self.view.tools.scale_from_ruler(millimetres)
        except ValueError as error:
            self.failed.emit(str(error))
            return
        self._keep_scale(scale)

    def _keep_scale(self, scale: float | None) -> None:
        self.view.tools.set_scale(scale, self._tell_origin(scale))
        if self.keeping is not None:
            self.keeping.keep_scale(scale)
        self.filing.changed.emit()
