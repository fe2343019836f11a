"""Going through a queue image by image: seeing, deciding, undoing, comparing.

A decision is about the image and the result on the screen: it is refused until both are there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QImage

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.filing import OwnOpinion
from skinvl.desktop.core.review.queue import Item, ReviewQueue
from skinvl.desktop.core.store.decisions import Kind
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.review_desk import FollowedPatient, tell_whose
from skinvl.desktop.ui.review_grid import QueueGrid, QueueModel
from skinvl.desktop.ui.review_pictures import Pictures
from skinvl.desktop.ui.review_session import ReviewSession
from skinvl.desktop.ui.review_single import SingleView

_AHEAD = 2


class ReviewWalk(QObject):
    """What the keys do. ``touched`` is whether a person has begun to go through the list."""

    failed = Signal(str)
    noted = Signal(str)
    decided = Signal()
    """Something was decided or undone, and is on the disk."""
    opened = Signal()

    def __init__(
        self,
        desk: Desk,
        session: ReviewSession,
        pictures: Pictures,
        grid: QueueGrid,
        single: SingleView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._pictures = pictures
        self._grid = grid
        self._model: QueueModel = grid.queue
        self._single = single
        self._beside: Item | None = None
        self._compared: int | None = None
        self.followed = FollowedPatient(desk)
        self.open_ids: set[int] = set()
        self.touched = False
        self.blind = False
        grid.selectionModel().currentChanged.connect(self._take_index)
        grid.clicked.connect(self._touch)
        pictures.image_ready.connect(self._take_picture)
        pictures.image_ready.connect(self._take_beside)
        single.searched.connect(lambda code: self.decide("override", code))
        single.commented.connect(lambda text: self.decide("comment", None, text))
        single.left.connect(lambda: grid.setFocus(Qt.FocusReason.OtherFocusReason))
        single.opinion.given.connect(self._take_opinion)

    @property
    def item(self) -> Item | None:
        """The image under review."""
        return self._single.item

    def show_current(self) -> None:
        """Show the image that is chosen in the grid."""
        queue = self._session.queue
        row = self._grid.currentIndex().row()
        item = self._model.item(row) if queue is not None else None
        if queue is None or item is None:
            self._single.clear(self._explain_empty())
            self.followed.follow(None)
            return
        try:
            whose = tell_whose(self._desk.store, item)
            # Whoever is to give an opinion first shall not read what others have decided.
            kept_back = item.is_read and self._is_kept_back(item)
            history = queue.history(item) if item.is_read and not kept_back else []
            self._single.show_item(item, whose, history, kept_back=kept_back)
            self.followed.follow(item.photograph_id)
            if not item.is_read:
                self._single.show_problem(item.reason or self.tr("The model has not read it yet."))
                return
            self._pictures.load(item.sha256, lambda: queue.content(item))
            for ahead in range(row + 1, row + 1 + _AHEAD):
                after = self._model.item(ahead)
                if after is not None and after.is_read:
                    read = _reader(queue, after)
                    self._pictures.load(after.sha256, read, urgent=False)
        except SkinVLError as error:
            self._single.show_problem(str(error))

    def _explain_empty(self) -> str:
        if self._session.queue is None:
            return self.tr("Choose a folder and press Start, or look at results.")
        return self.tr("No image is in this list.")

    def _take_picture(self, key: object, outcome: list[QImage] | str) -> None:
        item, queue = self.item, self._session.queue
        if item is None or queue is None or key != item.sha256 or self._single.is_ready:
            return
        if isinstance(outcome, str):
            self._single.show_problem(outcome)
            return
        self._single.show_picture(outcome)
        self._reveal(queue, item)

    def _is_kept_back(self, item: Item) -> bool:
        queue = self._session.queue
        return self.blind and queue is not None and not queue.has_opinion(item)

    def _reveal(self, queue: ReviewQueue, item: Item) -> None:
        try:
            if self._is_kept_back(item):
                self._single.ask_opinion()
                return
            queue.note_reveal(item)
            finding = queue.finding(item)
        except SkinVLError as error:
            self._single.show_problem(str(error))
            return
        if finding is not None:
            self._single.show_finding(finding)

    def _take_opinion(self, opinion: OwnOpinion) -> None:
        item, queue = self.item, self._session.queue
        if item is None or queue is None or opinion.code is None:
            return
        try:
            queue.add_opinion(item, opinion.code, opinion.suspicion, opinion.confidence)
        except SkinVLError as error:
            self.failed.emit(str(error))
            return
        self._reveal(queue, item)
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Agree with the first diagnosis of the model."""
        finding = self._single.finding
        if finding is None or finding.top is None:
            self._explain_missing()
        elif finding.abstain.value:
            self.noted.emit(
                self.tr("The model cannot say here. Choose a diagnosis (1-9, O), flag or skip.")
            )
        else:
            self.decide("accept", finding.top.code)

    def choose(self, number: int) -> None:
        """Put the diagnosis with this rank in place of the first."""
        finding = self._single.finding
        if finding is None:
            self._explain_missing()
        elif number <= len(finding.differential):
            self.decide("override", finding.differential[number - 1].code)

    def search(self) -> None:
        """Search a diagnosis, for an own opinion where one is asked for."""
        if self._single.is_hidden:
            self._single.opinion.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._single.is_ready:
            self._single.open_search()

    def reveal(self) -> None:
        """Keep the own opinion and show the result."""
        if self._single.is_hidden:
            self._single.opinion.give()

    def _explain_missing(self) -> None:
        if self._single.is_hidden:
            self.noted.emit(self.tr("Enter your own opinion first (O)."))

    def decide(self, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Keep a decision about the image that is seen, then go on."""
        item, queue = self.item, self._session.queue
        if item is None or queue is None or not self._single.is_ready:
            return
        try:
            queue.decide(item, kind, code, comment)
        except SkinVLError as error:
            self.failed.emit(str(error))
            self._reread(item.id)
            return
        self.touched = True
        if kind == "comment":
            self._reread(item.id)
        else:
            self.open_ids.discard(item.id)
            row = self._model.row_of(item.id)
            if row is not None:
                self._model.refresh(row)
            self.go_on()
        self.decided.emit()

    def go_on(self) -> None:
        """The next image of the list that is not decided; from the start where none is left."""
        ids, row = self._model.ids, self._grid.currentIndex().row()
        for place in (*range(row + 1, len(ids)), *range(row)):
            if ids[place] in self.open_ids:
                self._go_to(place)
                return
        self.noted.emit(self.tr("Every image of this list is decided."))
        if self.item is not None:
            self._reread(self.item.id)

    def undo(self) -> None:
        """Withdraw the newest decision, and show its image."""
        queue = self._session.queue
        if queue is None:
            return
        try:
            undone = queue.undo()
        except SkinVLError as error:
            self.failed.emit(str(error))
            return
        if undone is None:
            self.noted.emit(self.tr("There is nothing to undo."))
            return
        self.touched = True
        row = self._model.row_of(undone.item)
        found = queue.items([undone.item])
        if row is not None and found:
            self.open_ids.update(item.id for item in found if item.state == "open")
            self._reread(undone.item)
            self._go_to(row)
            self.show_current()
        told = self.tr("Undone: {path}").format(path=found[0].path if found else "")
        self.noted.emit(told)
        self.decided.emit()

    def _reread(self, number: int) -> None:
        row = self._model.row_of(number)
        if row is not None:
            self._model.refresh(row)
            if row == self._grid.currentIndex().row():
                self.show_current()

    def step(self, step: int) -> None:
        """Move by so many images; nothing is decided."""
        self.touched = True
        self._go_to(self._grid.currentIndex().row() + step)

    def _go_to(self, row: int) -> None:
        if 0 <= row < self._model.rowCount():
            self._grid.setCurrentIndex(self._model.index(row))

    def compare(self) -> None:
        """Show another image of the same lesion beside this one, and back."""
        queue, item = self._session.queue, self.item
        if queue is None or item is None or not self._single.is_ready:
            return
        if self._single.is_comparing:
            self._single.hide_other()
            return
        others = [it for it in queue.siblings(item) if it.id != item.id and it.is_read]
        if not others:
            self.noted.emit(self.tr("There is no other image of this lesion in the review."))
            return
        self._beside, self._compared = others[0], item.id
        self._pictures.load(("beside", others[0].sha256), _reader(queue, others[0]))

    def _take_beside(self, key: object, outcome: list[QImage] | str) -> None:
        beside, item = self._beside, self.item
        if beside is None or item is None or key != ("beside", beside.sha256):
            return
        if item.id != self._compared or not self._single.is_ready:
            # Somebody went on meanwhile, and the picture of that image may not be here yet.
            return
        if isinstance(outcome, str):
            self.failed.emit(outcome)
        elif (beside.patient, beside.lesion) == (item.patient, item.lesion):
            self._single.show_other(beside, outcome)

    def open_photograph(self) -> None:
        """Put the photograph on the desk, to be seen on the page for one image."""
        store, item = self._desk.store, self.item
        if store is None or item is None or item.photograph_id is None:
            self.noted.emit(self.tr("Only an image in the store can be opened on the other page."))
            return
        try:
            self.followed.leave_with(item.photograph_id)
        except SkinVLError as error:
            self.failed.emit(str(error))
            return
        self.opened.emit()

    def comment(self) -> None:
        """Write a comment on the image."""
        if self._single.is_ready:
            self._single.open_comment()

    def _take_index(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.show_current()

    def _touch(self) -> None:
        self.touched = True


def _reader(queue: ReviewQueue, item: Item) -> Callable[[], bytes]:
    return lambda: queue.content(item)
