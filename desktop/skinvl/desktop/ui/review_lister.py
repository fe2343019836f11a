"""Ordering and counting a queue away from the widgets; at most one list is in work."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from skinvl.desktop.core.review.listing import Listing
from skinvl.desktop.core.review.queue import ReviewQueue, Wanted
from skinvl.desktop.ui.operations import Operations


class Lister(QObject):
    """Asked again while it works, it makes one further list, of what was asked for last."""

    listed = Signal(object, object)
    """The queue, and its `Listing`."""
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

        def done(found: Listing) -> None:
            self._working = False
            if self._next is None:
                self.listed.emit(queue, found)
            self._begin()

        def fail(error: Exception) -> None:
            self._working = False
            if self._next is None:
                self.failed.emit(str(error))
            self._begin()

        self._operations.run(lambda: queue.arrange(wanted), done, fail)
