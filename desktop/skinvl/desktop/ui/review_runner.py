"""The review of a folder in a thread of its own; the widgets hear of it a few times a second."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.review.control import Control, Progress
from skinvl.desktop.core.review.records import Records
from skinvl.desktop.core.review.run import ReviewEnded, ReviewOptions, begin_review
from skinvl.desktop.core.review.sidecar import Matching, read_sidecar

WATCH_SECONDS = 5.0
OpenRecords = Callable[[Mapping[str, str]], Records]


class ReviewRunner(QThread):
    """Reads one folder; `pause`, `go_on` and `end` may be called at any time."""

    began = Signal(object)
    """The `Records` of the review: its queue can be looked at from now on."""
    progressed = Signal(object)
    """A `Progress`; everything counted in it is on the disk."""
    matched = Signal(object)
    """A `Matching`: how the table of patients fitted."""
    stopped = Signal(str)
    """Why the review ended before its end; empty for by request."""
    completed = Signal()
    """Everything that was found has been read, or has failed."""

    def __init__(
        self,
        options: ReviewOptions,
        open_records: OpenRecords,
        sidecar: Path | None = None,
        parent: QObject | None = None,
        watch_seconds: float = WATCH_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._open_records = open_records
        self._sidecar = sidecar
        self._watch_seconds = watch_seconds
        self._matching: Matching | None = None
        self.control = Control()

    @property
    def options(self) -> ReviewOptions:
        """What is reviewed and how."""
        return self._options

    def pause(self) -> None:
        """Begin no new image."""
        self.control.pause()

    def go_on(self) -> None:
        """Go on after a pause."""
        self.control.resume()

    def end(self) -> None:
        """End the review and wait until nothing of it runs; it can be taken up later."""
        self.control.cancel()
        self.wait()

    def run(self) -> None:
        """Body of the thread."""
        threading.current_thread().name = "review"
        try:
            self._read()
        except ReviewEnded:
            self.stopped.emit("")
        except (SkinVLError, OSError) as error:
            self.stopped.emit("" if self.control.is_cancelled else str(error))

    def _read(self) -> None:
        if self._sidecar is not None:
            self._options = replace(self._options, sidecar=read_sidecar(self._sidecar))
        review = begin_review(self._options, self._open_records, self.control)
        try:
            self.began.emit(review.journal)
            while True:
                review.run(self.control, self._tell)
                if review.matching is not None and review.matching != self._matching:
                    self._matching = review.matching
                    self.matched.emit(review.matching)
                if not self._options.watch or self.control.wait(self._watch_seconds):
                    break
        finally:
            review.close(keep_records=True)
        if self.control.is_cancelled:
            self.stopped.emit("")
        else:
            self.completed.emit()

    def _tell(self, progress: Progress) -> None:
        self.progressed.emit(progress)
