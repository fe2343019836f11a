"""What is kept of the image on the page: with whom it is filed and all that was said about it.

Everything is held here first and written as soon as the image is filed, each write after the one
before. It goes on when the page has moved to another image; it never changes what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from skinvl.contract.finding import Finding
from skinvl.desktop.core import filing
from skinvl.desktop.core.checklists import CHECKLISTS, Answers
from skinvl.desktop.core.deciding import (
    DecisionBook,
    History,
    StoredDecisions,
    UnkeptDecisions,
    join_history,
)
from skinvl.desktop.core.filing import Case, OwnOpinion, add_opinion, name_state
from skinvl.desktop.core.language import say
from skinvl.desktop.core.marks import Mark, write_marks
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.checklists import ChecklistKind
from skinvl.desktop.core.store.decisions import Decision, Kind
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.readings import StoredReading
from skinvl.desktop.ui.image_exchanges import ExchangeKeeping
from skinvl.desktop.ui.image_writes import WriteQueue

Place = Literal["nowhere", "nobody", "filing", "conflict", "filed", "failed"]


class Keeping(QObject):
    """Of one image. ``place`` says how far it is filed.

    nowhere: there is no store. nobody: nobody was chosen. conflict: the file is filed with
    somebody else or names somebody else, and a person has to say what to do. ``problem`` says why
    it is in conflict or failed.
    """

    changed = Signal()
    filed = Signal()
    """The image has just become a photograph in the store."""
    kept = Signal()
    """Something about the photograph was written."""
    failed = Signal(str)

    def __init__(
        self,
        reading: Reading,
        store: Store | None,
        writes: WriteQueue,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.reading = reading
        self.store = store
        self.place: Place = "nowhere" if store is None else "nobody"
        self.case: Case | None = None
        self.problem = ""
        self.photograph: Photograph | None = None
        self.stored: StoredReading | None = None
        self.opinion: OwnOpinion | None = None
        self.is_revealed = False
        self.history = History()
        self.answers: dict[ChecklistKind, dict[str, bool | None]] = {}
        self.marks: tuple[Mark, ...] = ()
        self.mm_per_px: float | None = None
        self._scale_said = False
        self.stated_modality: str | None = None
        self.edited: str | None = None
        self._writes = writes
        self._book: DecisionBook = UnkeptDecisions()
        self._exchanges = ExchangeKeeping(store, writes, self.kept.emit, self._tell)
        self._written_finding: Finding | None = None
        self._revealed_reading: int | None = None
        self._is_storing = False

    @property
    def is_filed(self) -> bool:
        """Whether the image is a photograph of the store."""
        return self.photograph is not None

    @property
    def can_decide(self) -> bool:
        """Whether a decision can be kept now: the result, if there is one, is settled."""
        if self.reading.image is None or self.reading.is_running or self.place == "filing":
            return False
        if self.is_filed and isinstance(self._book, UnkeptDecisions):
            # What was decided before is being written; a decision now would miss the store.
            return False
        if not self.is_filed or self.reading.finding is None:
            return True
        return self.stored is not None and not self._is_storing

    def take_stored(self, found: filing.Recalled) -> None:
        """Begin with what is stored about a photograph."""
        store = self.store
        if store is None:
            raise ValueError("a stored photograph needs its store")
        self.place, self.photograph, self.stored = "filed", found.photograph, found.stored
        self._written_finding = found.finding
        self.mm_per_px = found.photograph.mm_per_px
        self.stated_modality = found.photograph.modality
        self.edited = found.description
        self._exchanges.note_kept(found.exchanges)
        for kind in CHECKLISTS:
            checklist = store.checklists.current(found.photograph.id, kind)
            if checklist is not None:
                self.answers[kind] = dict(checklist.items)
        own = store.opinions.own(found.photograph.id)
        if own is not None:
            self.opinion = OwnOpinion(own.code, own.suspicion, own.confidence or 0, own.before_ai)
        self.is_revealed = store.opinions.is_revealed(found.photograph.id)
        self._open_book()
        self.history = join_history(self._book.list())

    def begin_again(self, reading: Reading) -> None:
        """The same photograph is analysed again; what comes supersedes the result before."""
        self.reading = reading
        self.changed.emit()

    def file(self, case: Case, *, anyway: bool = False) -> None:
        """File the image with somebody.

        Args:
            case: with whom.
            anyway: a person has said that the same file may be filed with another patient, too.
        """
        store = self.store
        if store is None or self.is_filed or self.place == "filing":
            return
        self.case, self.place, self.problem = case, "filing", ""
        self.changed.emit()
        reading, modality = self.reading, self.stated_modality

        def work() -> str | Photograph:
            doubt = None if anyway else filing.find_doubt(store, reading, case.patient)
            if doubt is not None:
                return doubt
            return filing.file_image(store, reading, case, modality)

        self._writes.put(work, self._take_filed, self._refuse)

    def leave_unfiled(self) -> None:
        """Do not file it with the patient of the conflict."""
        if self.place == "conflict":
            self.case, self.place, self.problem = None, "nobody", ""
            self.changed.emit()

    def settle(self) -> None:
        """Keep the result as far as it has come; once for each."""
        reading, photograph, store = self.reading, self.photograph, self.store
        if photograph is None or store is None or reading.is_running:
            return
        finding, state = reading.finding, name_state(reading)
        if finding is None and reading.state == "failed" and self.stored is None:
            finding = Finding.failed(reading.name, reading.problem or "failed")
        if finding is not None and finding != self._written_finding:
            self._written_finding, self._is_storing = finding, True
            self._writes.put(
                lambda: filing.file_finding(store, photograph, finding, state),
                self._take_stored_reading,
                self._forget_finding,
            )
        self.keep_exchanges()

    def keep_exchanges(self) -> None:
        """Keep every question once it was asked and every answer once it has ended."""
        if self.photograph is not None:
            reading_id = None if self.stored is None else self.stored.id
            self._exchanges.keep(self.photograph, reading_id, self.reading.exchanges)

    def reveal(self) -> None:
        """Note that the result is shown to the reader."""
        self.is_revealed = True
        self._note_reveal()
        self.changed.emit()

    def give_opinion(self, opinion: OwnOpinion, then: Callable[[], None]) -> None:
        """Keep the reader's own opinion.

        Args:
            opinion: the opinion.
            then: called once it is kept, or at once where nothing is.
        """
        store, photograph = self.store, self.photograph

        def done(_: object) -> None:
            self.opinion = opinion
            then()
            self.changed.emit()

        if store is None or photograph is None:
            done(None)
            return
        self._writes.put(lambda: add_opinion(store, photograph, opinion), done, self._tell)

    def decide(self, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Keep a decision; `history` has it once it is kept."""
        book = self._book
        self._put_decision(lambda: book.add(kind, code, comment))

    def undo(self) -> None:
        """Withdraw the newest decision that holds."""
        row, book = self.history.undoable, self._book
        if row is not None:
            self._put_decision(lambda: book.withdraw(row.id))

    def redo(self) -> None:
        """Withdraw the newest withdrawal."""
        row, book = self.history.redoable, self._book
        if row is not None:
            self._put_decision(lambda: book.withdraw(row.id))

    def keep_checklist(self, kind: ChecklistKind, answers: Answers) -> None:
        """Keep the answers of a checklist."""
        self.answers[kind] = dict(answers)
        score = float(CHECKLISTS[kind].score(answers).points)
        self.put(lambda store, it: store.checklists.save(it.id, kind, dict(answers), score))

    def keep_marks(self, marks: Sequence[Mark]) -> None:
        """Keep what is drawn over the image."""
        self.marks = tuple(marks)
        record = write_marks(marks)
        self.put(lambda store, it: store.annotations.save(it.id, record))

    def keep_scale(self, mm_per_px: float | None) -> None:
        """Keep the scale that a person has measured, or that there is none."""
        self.mm_per_px, self._scale_said = mm_per_px, True
        self.put(lambda store, it: store.images.calibrate(it.id, mm_per_px))

    def state_modality(self, modality: str | None) -> None:
        """Keep what the person says the image is."""
        self.stated_modality = modality
        self.put(
            lambda store, it: store.images.describe(
                it.id, taken_on=store.images.get(it.id).taken_on, modality=modality
            )
        )
        self.changed.emit()

    def keep_description(self, text: str, then: Callable[[], None]) -> None:
        """Keep the text as a person has edited it; the model's own stays in the result.

        Args:
            text: the whole text.
            then: called once it is kept, or at once where nothing is.
        """
        stored, store, photograph = self.stored, self.store, self.photograph

        def done(_: object) -> None:
            self.edited = text
            then()
            self.kept.emit()
            self.changed.emit()

        if store is None or photograph is None or stored is None:
            done(None)
            return
        number = stored.id
        self._writes.put(
            lambda: store.descriptions.save(photograph.id, number, text), done, self._tell
        )

    def put(self, write: Callable[[Store, Photograph], Any]) -> None:
        """Write something about the photograph after everything before it."""
        store, photograph = self.store, self.photograph
        if store is not None and photograph is not None:
            self._writes.put(
                lambda: write(store, photograph), lambda _: self.kept.emit(), self._tell
            )

    def _put_decision(self, write: Callable[[], None]) -> None:
        book = self._book

        def work() -> tuple[Decision, ...]:
            write()
            return book.list()

        def done(rows: tuple[Decision, ...]) -> None:
            self.history = join_history(rows)
            self.changed.emit()
            if self.is_filed:
                self.kept.emit()

        if self.is_filed:
            self._writes.put(work, done, self._tell)
            return
        try:
            done(work())
        except Exception as error:
            self._tell(error)

    def _take_filed(self, found: str | Photograph) -> None:
        if isinstance(found, str):
            self.place, self.problem = "conflict", found
            self.changed.emit()
            return
        store = self.store
        self.place, self.photograph = "filed", found
        if store is not None:
            self.is_revealed = self.is_revealed or store.opinions.is_revealed(found.id)
            self._replay(store, found)
        self.changed.emit()
        self.filed.emit()

    def _replay(self, store: Store, photograph: Photograph) -> None:
        """Write what was said while the image was filed with nobody."""
        opinion = self.opinion
        if opinion is not None and opinion.before:
            self._writes.put(
                lambda: add_opinion(store, photograph, opinion), lambda _: None, self._tell
            )
        if not self._scale_said:
            self.mm_per_px = photograph.mm_per_px
        elif self.mm_per_px != photograph.mm_per_px:
            self.keep_scale(self.mm_per_px)
        if self.stated_modality is not None and self.stated_modality != photograph.modality:
            self.state_modality(self.stated_modality)
        self.stated_modality = self.stated_modality or photograph.modality
        if self.marks:
            self.keep_marks(self.marks)
        for kind, answers in self.answers.items():
            self.keep_checklist(kind, answers)
        self.settle()
        self._writes.put(lambda: None, lambda _: self._replay_decisions(), self._tell)

    def _replay_decisions(self) -> None:
        """After the result is stored: what builds on it."""
        waiting = [
            line.decision
            for line in reversed(self.history.lines)
            if line.holds and line.decision.kind != "withdraw"
        ]
        self._open_book()
        book = self._book
        for row in waiting:
            self._put_decision(partial(book.add, row.kind, row.code, row.comment))
        if not waiting:
            self.history = join_history(book.list())
        self.changed.emit()
        opinion, photograph, store = self.opinion, self.photograph, self.store
        if opinion is not None and not opinion.before and photograph is not None:
            self.put(lambda store, it: add_opinion(store, it, opinion))
        if self.edited is not None and self.stored is not None and store is not None:
            self.keep_description(self.edited, lambda: None)

    def _open_book(self) -> None:
        if self.store is not None and self.photograph is not None:
            number = None if self.stored is None else self.stored.id
            self._book = StoredDecisions(self.store, self.photograph.id, number)

    def _take_stored_reading(self, stored: StoredReading) -> None:
        self._is_storing = False
        moved = self.stored is not None and self.stored.id != stored.id
        self.stored = stored
        if moved:
            self.edited = None
        if not isinstance(self._book, UnkeptDecisions):
            self._open_book()
        self._note_reveal()
        self.changed.emit()
        self.kept.emit()

    def _note_reveal(self) -> None:
        stored = self.stored
        if self.is_revealed and stored is not None and self._revealed_reading != stored.id:
            self._revealed_reading = stored.id
            self.put(lambda store, it: store.opinions.note_reveal(it.id))

    def _forget_finding(self, error: Exception) -> None:
        self._written_finding, self._is_storing = None, False
        self._tell(error)
        self.changed.emit()

    def _refuse(self, error: Exception) -> None:
        self.place, self.problem = "failed", str(error)
        self.changed.emit()
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        self.failed.emit(self.tr("Not kept: {error}").format(error=say(error)))
