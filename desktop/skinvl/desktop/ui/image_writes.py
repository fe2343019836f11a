"""Writes to the store in the order in which they were asked for, away from the widgets' thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from skinvl.desktop.ui.operations import Operations


class _Write:
    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.work, self.done, self.failed = work, done, failed
        self.ran = False
        self.concluded = False
        self.result: Any = None
        self.error: Exception | None = None


class WriteQueue:
    """One write at a time; the next begins when the one before has been told to its owner."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations
        self._waiting: deque[_Write] = deque()
        self._running: _Write | None = None
        self._lock = threading.Lock()

    @property
    def is_idle(self) -> bool:
        """Whether everything has been written."""
        return self._running is None and not self._waiting

    def put(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Write something after everything before it.

        Args:
            work: writes; it touches no widget.
            done: called with its result on the thread of the widgets.
            failed: called with what it raised, on the thread of the widgets.
        """
        self._waiting.append(_Write(work, done, failed))
        self._advance()

    def finish(self) -> None:
        """Write all that waits, now; for the moment before the keys are wiped."""
        while (write := self._running or self._take()) is not None:
            self._run(write)
            self._conclude(write)

    def _take(self) -> _Write | None:
        return self._waiting.popleft() if self._waiting else None

    def _advance(self) -> None:
        if self._running is None and (write := self._take()) is not None:
            self._running = write
            self._operations.run(
                lambda: self._run(write),
                lambda _: self._conclude(write),
                lambda _: self._conclude(write),
            )

    def _run(self, write: _Write) -> None:
        with self._lock:
            if write.ran:
                return
            try:
                write.result = write.work()
            except Exception as error:
                write.error = error
            write.ran = True

    def _conclude(self, write: _Write) -> None:
        if write.concluded:
            return
        write.concluded = True
        if self._running is write:
            self._running = None
        if write.error is not None:
            write.failed(write.error)
        else:
            write.done(write.result)
        self._advance()
