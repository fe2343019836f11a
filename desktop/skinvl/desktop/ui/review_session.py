"""The review that is open: its run, its records and its queue, with a store or without."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from skinvl.contract.errors import ConfigError, DataError
from skinvl.desktop.core.language import translate
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.review.control import Progress
from skinvl.desktop.core.review.journal import (
    JOURNAL_FILE,
    Journal,
    confirm_conditions,
    open_journal,
)
from skinvl.desktop.core.review.journal_queue import JournalQueue
from skinvl.desktop.core.review.queue import ReviewQueue
from skinvl.desktop.core.review.records import Records
from skinvl.desktop.core.review.run import ReviewOptions
from skinvl.desktop.core.review.sidecar import Matching
from skinvl.desktop.core.review.store_journal import StoreJournal
from skinvl.desktop.core.review.store_queue import StoreQueue
from skinvl.desktop.core.review.worker import ReadingOptions
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.review_runner import WATCH_SECONDS, ReviewRunner


class ReviewSession(QObject):
    """At most one review at a time. Nothing of a patient is written outside an open store."""

    queue_changed = Signal()
    """Another review is open, or none."""
    running_changed = Signal()
    progressed = Signal(object)
    """A `Progress`."""
    matched = Signal(object)
    """A `Matching`."""
    finished = Signal(str)
    """The run is over: why, or empty for all done or ended by request."""

    def __init__(self, choice: EngineChoice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._store: Store | None = None
        self._records: Records | None = None
        self._runner: ReviewRunner | None = None
        self._queue: ReviewQueue | None = None
        self.workers: int | None = None
        self.watch_seconds = WATCH_SECONDS

    @property
    def queue(self) -> ReviewQueue | None:
        """The images of the open review."""
        return self._queue

    @property
    def records(self) -> Records | None:
        """What the open review keeps."""
        return self._records

    @property
    def is_running(self) -> bool:
        """Whether images are being read."""
        return self._runner is not None

    @property
    def is_paused(self) -> bool:
        """Whether the run begins no new image."""
        return self._runner is not None and self._runner.control.is_paused

    def set_choice(self, choice: EngineChoice) -> None:
        """Read with another model from the next start on."""
        self._choice = choice

    def set_store(self, store: Store | None) -> None:
        """Keep reviews in this store, or in folders; what is open is closed."""
        self.close()
        self._store = store

    def look(self, folder: Path, out: Path | None) -> None:
        """Open what was read before, without reading anything.

        Raises:
            SkinVLError: there is nothing, or it cannot be opened.
        """
        self._require_idle()
        store = self._store
        if store is not None:
            place = str(folder.resolve())
            batch = next((item for item in store.batches.list(1000) if item.folder == place), None)
            if batch is None:
                raise DataError(folder, "was not reviewed in this store yet; press Start")
            self._attach(StoreJournal(store, batch))
        elif out is not None:
            held = self._held(out)
            self._attach(held if held is not None else open_journal(out, None))

    def start(
        self,
        folder: Path,
        out: Path | None,
        sidecar: Path | None = None,
        *,
        watch: bool = False,
        retry_failed: bool = False,
    ) -> None:
        """Read a folder; goes on where an earlier run of it stopped.

        Raises:
            SkinVLError: it cannot be begun.
        """
        self._require_idle()
        store = self._store
        options = ReviewOptions(
            folder=folder,
            out=out if store is None else None,
            reading=ReadingOptions(self._choice),
            workers=self.workers,
            watch=watch,
            retry_failed=retry_failed,
        )
        options.check()
        held = None
        if store is None:
            if out is None:
                raise ConfigError(["choose a folder for the results"])
            held = self._held(out)
            if held is None:
                self._detach()

        def open_records(conditions: Mapping[str, str]) -> Records:
            if store is not None:
                batch = store.batches.begin(conditions["folder"], conditions)
                return StoreJournal(store, batch)
            if held is not None:
                confirm_conditions(held, conditions)
                return held
            assert out is not None
            return open_journal(out, conditions)

        runner = ReviewRunner(options, open_records, sidecar, self, self.watch_seconds)
        runner.began.connect(self._attach)
        runner.progressed.connect(self._tell)
        runner.matched.connect(self._match)
        runner.stopped.connect(self._stop)
        runner.completed.connect(self._complete)
        self._runner = runner
        runner.start()
        self.running_changed.emit()

    def pause(self) -> None:
        """Pause, or go on."""
        if self._runner is not None:
            if self._runner.control.is_paused:
                self._runner.go_on()
            else:
                self._runner.pause()
            self.running_changed.emit()

    def cancel(self) -> None:
        """End the run; what was read stays, and the next start goes on from here."""
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.end()
            runner.deleteLater()
            self.running_changed.emit()

    def close(self) -> None:
        """End the run and let go of everything."""
        self.cancel()
        self._detach()

    def _require_idle(self) -> None:
        if self._runner is not None:
            raise ConfigError(["a review is running; end it first"])

    def _held(self, out: Path) -> Journal | None:
        """The journal of this folder, if it is open here: nobody else can open it."""
        records = self._records
        if isinstance(records, Journal) and records.path == out / JOURNAL_FILE:
            return records
        return None

    def _attach(self, records: Records) -> None:
        if self.sender() is not None and self.sender() is not self._runner:
            return
        if records is not self._records:
            self._detach()
        self._records = records
        if isinstance(records, StoreJournal):
            self._queue = StoreQueue(records.store, records.batch)
        elif isinstance(records, Journal):
            self._queue = JournalQueue(records)
        self.queue_changed.emit()

    def _detach(self) -> None:
        records, self._records, self._queue = self._records, None, None
        if records is not None:
            self.queue_changed.emit()
            records.close()

    def _tell(self, progress: Progress) -> None:
        if self.sender() is self._runner:
            self.progressed.emit(progress)

    def _match(self, matching: Matching) -> None:
        if self.sender() is self._runner:
            self.matched.emit(matching)

    def _complete(self) -> None:
        self._stop("")

    def _stop(self, reason: str) -> None:
        # What an earlier run had still to say must not end the one that followed it.
        if self.sender() is not self._runner or self._runner is None:
            return
        runner, self._runner = self._runner, None
        runner.wait()
        runner.deleteLater()
        self.running_changed.emit()
        self.finished.emit(reason)


def explain_matching(matching: Matching) -> str:
    """What of a table did not fit, in one line; empty where everything did."""
    parts = [
        (len(matching.files_without_row), translate("ReviewPage", "{count} images have no row")),
        (len(matching.rows_without_file), translate("ReviewPage", "{count} rows have no image")),
        (
            len(matching.ambiguous),
            translate("ReviewPage", "{count} images share the name of one row"),
        ),
        (len(matching.repeated), translate("ReviewPage", "{count} names stand in several rows")),
    ]
    return "; ".join(text.format(count=count) for count, text in parts if count)
