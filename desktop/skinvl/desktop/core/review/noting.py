"""Writing results down beside the reading of further images, in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress

from skinvl.desktop.core.review.records import Done, Records

_MOST_WAITING = 256
"""Outcomes in memory for which the reading waits: a slow disk must not fill the memory."""


class Notes:
    """Outcomes on their way into records; at most one transaction is being written."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._thread = ThreadPoolExecutor(1, "review-notes")
        self._waiting: list[Done] = []
        self._hashes: set[str] = set()
        self._writing: Future[None] | None = None
        self._hashes_written: set[str] = set()

    @property
    def waiting(self) -> int:
        """How many outcomes are not being written yet."""
        return len(self._waiting)

    def add(self, outcomes: Iterable[Done]) -> None:
        """Take outcomes; they are on the disk after a `flush` that waits."""
        for item in outcomes:
            self._waiting.append(item)
            if item.sha256 and item.finding is not None:
                self._hashes.add(item.sha256)

    def knows(self, sha256: str) -> bool:
        """Whether there is a result for these bytes, written or on its way."""
        on_its_way = sha256 in self._hashes or sha256 in self._hashes_written
        return on_its_way or self._records.knows(sha256)

    def flush(self, *, to_the_end: bool = False) -> None:
        """Write what waits.

        Args:
            to_the_end: return when all of it is on the disk.

        Raises:
            SkinVLError: it cannot be written; the files are read again by the next run.
        """
        busy = self._writing is not None and not self._writing.done()
        if busy and not to_the_end and len(self._waiting) < _MOST_WAITING:
            return
        self._settle()
        if self._waiting:
            outcomes, self._waiting = self._waiting, []
            self._hashes_written, self._hashes = self._hashes, set()
            self._writing = self._thread.submit(self._records.note, outcomes)
        if to_the_end:
            self._settle()

    def abandon(self) -> None:
        """Let a transaction that is being written come to its end, and drop what waits."""
        if self._writing is not None:
            wait([self._writing])
            with suppress(Exception):
                self._settle()
        self._waiting.clear()
        self._hashes.clear()

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()

    def _settle(self) -> None:
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()
            self._hashes_written = set()
