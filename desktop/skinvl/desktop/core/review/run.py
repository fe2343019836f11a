"""One review of one folder: scan, read, note; paused, resumed and ended from another thread."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from skinvl.contract import __version__
from skinvl.contract.errors import ConfigError, DataError, SkinVLError
from skinvl.desktop.core.review.cluster import Cluster
from skinvl.desktop.core.review.control import Control, Progress
from skinvl.desktop.core.review.journal import open_journal
from skinvl.desktop.core.review.noting import Notes
from skinvl.desktop.core.review.pool import DEFAULT_LIMITS, Limits, Pool
from skinvl.desktop.core.review.records import Done, Records, State, Waiting
from skinvl.desktop.core.review.scan import FoundFile, LeftOut, scan_folder
from skinvl.desktop.core.review.sidecar import Matching, Sidecar, match
from skinvl.desktop.core.review.worker import ReadingOptions

__all__ = [
    "Control", "Model", "Progress", "Review", "ReviewEnded", "ReviewOptions", "available_cpus",
    "begin_review", "read_model",
]  # fmt: skip

_SCAN_BATCH = 500
_COMMIT_SECONDS = 0.2
_COMMIT_COUNT = 64
_RATE_WINDOW_SECONDS = 20.0


@dataclass(frozen=True)
class ReviewOptions:
    """What is reviewed and how.

    ``workers`` None: one process per available CPU. With ``watch`` a file counts only when two
    scans found it of the same size and time, so that a file being copied is not read in part.
    ``engine`` "ray" reads on the cluster at ``ray_address``, None for one of this machine. ``out``
    is None where nothing is written beside the records. ``sidecar`` says whose images these are.
    """

    folder: Path
    out: Path | None
    reading: ReadingOptions
    workers: int | None = None
    limits: Limits = DEFAULT_LIMITS
    retry_failed: bool = False
    watch: bool = False
    engine: Literal["process", "ray"] = "process"
    ray_address: str | None = None
    sidecar: Sidecar | None = None

    def check(self) -> None:
        """Check what can be checked before anything is read.

        Raises:
            ConfigError: every fault at once.
        """
        errors = []
        if not self.folder.is_dir():
            errors.append(f"{self.folder}: no such folder")
        if self.out is None:
            pass
        elif self.out.exists() and not self.out.is_dir():
            errors.append(f"{self.out}: is a file; --out names a folder")
        elif self.folder.is_dir() and self.out.resolve() == self.folder.resolve():
            errors.append(f"{self.out}: is the folder that is read; choose another --out")
        if self.workers is not None and self.workers < 1:
            errors.append("--workers: at least 1")
        if errors:
            raise ConfigError(errors)


@dataclass(frozen=True)
class Model:
    """The model that reads, as its process reported it."""

    bundle: str
    bundle_sha256: str
    provider: str
    precision: str
    provider_reason: str | None


class Review:
    """A review that was begun, now or earlier. Make one with `begin_review`; close it."""

    def __init__(
        self, options: ReviewOptions, journal: Records, pool: Pool | Cluster, model: Model
    ) -> None:
        self._options = options
        self.journal = journal
        self.matching: Matching | None = None
        self.model = model
        self._pool = pool
        self._scanned: queue.Queue[list[FoundFile | LeftOut] | Exception | None] = queue.Queue(8)
        self._scanning = False
        self._finished: deque[float] = deque()
        self._notes = Notes(journal)
        self._given = 0
        self._unsettled: dict[str, FoundFile] = {}
        pool.attach(self._take, self._notes.knows)

    def run(
        self,
        control: Control | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Progress:
        """Read everything that waits; returns when all is done or the review was cancelled.

        May be called again: the folder is then scanned anew, with the processes that are there.

        Args:
            control: to pause and to end.
            on_progress: called a few times a second, after results have reached the disk.

        Raises:
            DataError: the folder cannot be listed, or results cannot be written.
            ModelError: the model cannot be used.
        """
        control = control or Control()
        ended = threading.Event()
        scan = self.journal.next_scan()
        if self._options.retry_failed:
            self.journal.retry_failed()
        scanner = threading.Thread(target=self._scan, args=(ended,), name="scan", daemon=True)
        self._scanning, self._given = True, 0
        scanner.start()
        committed = time.monotonic()
        try:
            while not control.is_cancelled:
                self._take_scanned(scan)
                self._note(self._pool.step(give_out=not control.is_paused))
                now = time.monotonic()
                if now - committed >= _COMMIT_SECONDS or self._notes.waiting >= _COMMIT_COUNT:
                    committed = now
                    self._notes.flush()
                    if on_progress is not None:
                        on_progress(self.progress())
                if not self._scanning and not self._pool.is_busy and not self._has_waiting():
                    break
            self._notes.flush(to_the_end=True)
        finally:
            self._notes.abandon()
            ended.set()
            while scanner.is_alive():
                self._drain()
                scanner.join(0.05)
        progress = self.progress()
        if on_progress is not None:
            on_progress(progress)
        return progress

    def progress(self) -> Progress:
        """How far the review is."""
        counts = self.journal.counts()
        return self._describe(counts)

    @property
    def process_ids(self) -> list[int]:
        """Of the processes that read."""
        return self._pool.process_ids

    def close(self, *, keep_records: bool = False) -> None:
        """End the processes and close the journal, unless somebody goes on looking at it."""
        self._pool.close()
        self._notes.close()
        if not keep_records:
            self.journal.close()

    def _describe(self, counts: dict[State, int]) -> Progress:
        now = time.monotonic()
        while self._finished and self._finished[0] < now - _RATE_WINDOW_SECONDS:
            self._finished.popleft()
        span = now - self._finished[0] if self._finished else 0.0
        rate = len(self._finished) / span if span > 1 else 0.0
        left = counts["waiting"] / rate if rate and not self._scanning else None
        return Progress(
            done=counts["done"],
            failed=counts["failed"],
            left_out=counts["left out"],
            waiting=counts["waiting"],
            scanning=self._scanning,
            rate=rate,
            seconds_left=left,
        )

    def _scan(self, ended: threading.Event) -> None:
        batch: list[FoundFile | LeftOut] = []
        try:
            for entry in scan_folder(self._options.folder):
                if ended.is_set():
                    return
                batch.append(entry)
                if len(batch) == _SCAN_BATCH:
                    self._scanned.put(batch)
                    batch = []
            self._scanned.put(batch)
            self._scanned.put(None)
        except OSError as error:
            self._scanned.put(error)

    def _drain(self) -> None:
        try:
            while True:
                self._scanned.get_nowait()
        except queue.Empty:
            return

    def _take_scanned(self, scan: int) -> None:
        while True:
            try:
                entries = self._scanned.get_nowait()
            except queue.Empty:
                return
            if isinstance(entries, Exception):
                reason = getattr(entries, "strerror", None) or str(entries)
                raise DataError(self._options.folder, f"cannot be listed ({reason})")
            if entries is None:
                self.journal.end_scan(scan)
                if self._options.sidecar is not None:
                    self.matching = match(self._options.sidecar, self.journal.paths())
                    self.journal.assign(self.matching.rows)
                self._scanning = False
                return
            self.journal.note_scan(self._settled(self._without_own(entries)), scan)

    def _settled(self, entries: Iterator[FoundFile | LeftOut]) -> Iterator[FoundFile | LeftOut]:
        """All but files that may still be written, where a folder is watched."""
        for entry in entries:
            if (
                not self._options.watch
                or isinstance(entry, LeftOut)
                or self.journal.has(entry)
                or self._unsettled.pop(entry.path, None) == entry
            ):
                yield entry
            else:
                self._unsettled[entry.path] = entry

    def _without_own(self, entries: list[FoundFile | LeftOut]) -> Iterator[FoundFile | LeftOut]:
        """Leaves out what this review itself writes, where --out lies inside the folder."""
        if self._options.out is None:
            yield from entries
            return
        out = self._options.out.resolve()
        root = self._options.folder.resolve()
        if root not in out.parents:
            yield from entries
            return
        own = f"{out.relative_to(root).as_posix()}/"
        yield from (entry for entry in entries if not entry.path.startswith(own))

    def _take(self, count: int) -> list[Waiting]:
        files = self.journal.waiting(self._given, count)
        taken: list[Waiting] = []
        size = 0
        for file in files:
            size += file.size
            if taken and size > self._options.limits.batch_bytes:
                break
            taken.append(file)
        if taken:
            self._given = taken[-1].id
        return taken

    def _has_waiting(self) -> bool:
        return bool(self.journal.waiting(self._given, 1))

    def _note(self, outcomes: list[Done]) -> None:
        now = time.monotonic()
        self._notes.add(outcomes)
        self._finished.extend(now for _ in outcomes)


class ReviewEnded(SkinVLError):
    """The review was ended before its first image."""


def begin_review(
    options: ReviewOptions,
    open_records: Callable[[Mapping[str, str]], Records] | None = None,
    control: Control | None = None,
) -> Review:
    """Start the processes and open the journal; one that is there is taken up where it stopped.

    Args:
        options: what is reviewed and how.
        open_records: opens what the results are kept in, given the conditions they share; by
            default a journal in the folder for results.
        control: to end while the model is loaded.

    Raises:
        ConfigError: the options cannot be.
        ModelError: the model cannot be used.
        DataError: the journal is damaged, in use, or was begun with another model or folder.
        ReviewEnded: `control` ended it.
    """
    options.check()
    out = options.out
    if open_records is None and out is None:
        raise ConfigError(["--out: names a folder for the results"])
    count = options.workers or available_cpus()
    pool: Pool | Cluster
    if options.engine == "ray":
        pool = Cluster(options.folder, options.reading, count, options.limits, options.ray_address)
    else:
        pool = Pool(options.folder, options.reading, count, options.limits)
    try:
        while pool.ready is None:
            if control is not None and control.is_cancelled:
                raise ReviewEnded("the review was ended before its first image")
            pool.step(give_out=False)
        model = Model(**pool.ready)
        conditions = {
            "folder": str(options.folder.resolve()),
            "model": f"{model.bundle} {model.bundle_sha256}",
            "computed": f"{model.precision} on {model.provider}",
            "description": "yes" if options.reading.describe else "no",
            "version": __version__,
        }
        if open_records is not None:
            records = open_records(conditions)
        else:
            assert out is not None
            records = open_journal(out, conditions)
    except BaseException:
        pool.close()
        raise
    return Review(options, records, pool, model)


def read_model(conditions: Mapping[str, str]) -> Model:
    """The model that made the results of a journal, from the conditions they share."""
    bundle, _, sha256 = conditions.get("model", "").rpartition(" ")
    precision, _, provider = conditions.get("computed", "").partition(" on ")
    return Model(bundle, sha256, provider, precision, None)


def available_cpus() -> int:
    """CPUs this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
