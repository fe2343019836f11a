"""How far a review is, and what pauses and ends it from another thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far a review is; everything counted here is on the disk.

    ``rate`` is in files per second over the last 20 s; ``seconds_left`` None while nothing can be
    said. ``scanning`` is whether more files may still be found.
    """

    done: int
    failed: int
    left_out: int
    waiting: int
    scanning: bool
    rate: float
    seconds_left: float | None

    @property
    def found(self) -> int:
        """Images found: read, failed or waiting."""
        return self.done + self.failed + self.waiting


class Control:
    """Pauses, resumes and ends a review; safe from any thread."""

    def __init__(self) -> None:
        self._paused = threading.Event()
        self._cancelled = threading.Event()

    @property
    def is_paused(self) -> bool:
        """Whether no new file is begun."""
        return self._paused.is_set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the review ends; what was noted stays."""
        return self._cancelled.is_set()

    def pause(self) -> None:
        """Begin no new file; those in work are finished."""
        self._paused.set()

    def resume(self) -> None:
        """Go on."""
        self._paused.clear()

    def cancel(self) -> None:
        """End the review; it can be taken up later."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until the review is to end; whether it is."""
        return self._cancelled.wait(seconds)
