"""Ordering and counting a queue away from the widgets; at most one list is in work."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from skinvl.desktop.core.review.queue import Balance, ReviewQueue, Wanted
from skinvl.desktop.ui.operations import Operations


@dataclass(frozen=True)
class Listed:
    """Ids of the images that were wanted, in order; those of all undecided ones; the counts."""

    queue: ReviewQueue
    ids: list[int]
    undecided: set[int]
    balance: Balance


class Lister(QObject):
    """Asked again while it works, it makes one further list, of what was asked for last."""

    listed = Signal(object)
    """A `Listed`."""
    failed = Signal(str)

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._working = False
        self._next: tuple[ReviewQueue, Wanted] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked for was told."""
        return not self._working

    def ask(self, queue: ReviewQueue | None, wanted: Wanted) -> None:
        """Make a list of `queue`; None takes back what was asked for."""
        self._next = None if queue is None else (queue, wanted)
        if not self._working:
            self._begin()

    def _begin(self) -> None:
        asked, self._next = self._next, None
        if asked is None:
            return
        self._working = True
        queue, wanted = asked

        def work() -> Listed:
            undecided = set(queue.list_ids(Wanted(("open",), None, "file")))
            return Listed(queue, queue.list_ids(wanted), undecided, queue.balance())

        def done(found: Listed) -> None:
            self._working = False
            if self._next is None:
                self.listed.emit(found)
            self._begin()

        def fail(error: Exception) -> None:
            self._working = False
            if self._next is None:
                self.failed.emit(str(error))
            self._begin()

        self._operations.run(work, done, fail)
