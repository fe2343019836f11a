"""Several reading processes, and what happens when one of them crashes or hangs."""

from __future__ import annotations

import json
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from skinvl.contract.errors import ModelError
from skinvl.desktop.core.review.records import Done, Waiting
from skinvl.desktop.core.review.worker import ReadingOptions, run_worker

_POLL_SECONDS = 0.1
_FRUITLESS_STARTS = 3


@dataclass(frozen=True)
class Limits:
    """``seconds`` for one file, ``start_seconds`` to load the model, ``batch`` files at a time."""

    seconds: float = 60.0
    start_seconds: float = 180.0
    batch: int = 8
    batch_bytes: int = 64 * 2**20


DEFAULT_LIMITS = Limits()


@dataclass
class _Worker:
    process: SpawnProcess
    channel: Connection
    deadline: float
    ready: bool = False
    idle: bool = False
    batch: dict[int, Waiting] = field(default_factory=dict)
    hashes: dict[int, str] = field(default_factory=dict)
    busy: int | None = None


class Pool:
    """Reads files in `count` processes.

    Args:
        root: folder that paths are relative to.
        options: how images are read.
        count: processes.
        limits: time for one file and files at a time.
    """

    def __init__(
        self,
        root: Path,
        options: ReadingOptions,
        count: int,
        limits: Limits,
    ) -> None:
        self._root = root
        self._options = options
        self._count = count
        self._take: Callable[[int], list[Waiting]] = lambda count: []
        self._knows: Callable[[str], bool] = lambda sha256: False
        self._limits = limits
        self._workers: list[_Worker] = []
        self._again: list[Waiting] = []
        self._reading: dict[str, list[Waiting]] = {}
        self._fruitless = 0
        self.ready: dict[str, Any] | None = None

    def attach(self, take: Callable[[int], list[Waiting]], knows: Callable[[str], bool]) -> None:
        """Say where files come from.

        Args:
            take: gives the next files to read, at most so many; an empty list for none now.
            knows: whether there is a result for bytes with this SHA-256 already.
        """
        self._take, self._knows = take, knows

    @property
    def process_ids(self) -> list[int]:
        """Of the processes that run now."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read, or waits to be given out again."""
        return bool(self._again) or any(worker.batch for worker in self._workers)

    def step(self, *, give_out: bool = True) -> list[Done]:
        """Wait a moment for what the processes say, and give out files.

        Raises:
            ModelError: the model cannot be used, or processes die again and again at their start.
        """
        while len(self._workers) < self._count:
            self._workers.append(self._launch())
        if give_out:
            for worker in self._workers:
                if worker.idle:
                    self._give(worker)
        outcomes: list[Done] = []
        by_channel = {worker.channel: worker for worker in self._workers}
        for channel in wait(list(by_channel), _POLL_SECONDS):
            worker = by_channel[channel]  # type: ignore[index]
            try:
                while worker.channel.poll():
                    message = worker.channel.recv_bytes().decode("utf-8", "surrogatepass")
                    outcomes.extend(self._hear(worker, json.loads(message)))
            except (EOFError, OSError):
                outcomes.extend(self._bury(worker, hung=False))
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.deadline < now and not worker.idle:
                outcomes.extend(self._bury(worker, hung=True))
        return outcomes

    def close(self) -> None:
        """End every process at once; what was being read is read again by the next run."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.channel.close()
        self._workers.clear()

    def _launch(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=run_worker,
            args=(theirs, str(self._root), self._options),
            name="skinvl-review",
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic() + self._limits.start_seconds)

    def _give(self, worker: _Worker) -> None:
        files, self._again = self._again[:1], self._again[1:]
        # A file that was in a batch with one that crashed is read alone: it may be the next.
        if not files:
            files = self._take(self._limits.batch)
        if not files:
            return
        worker.batch = {file.id: file for file in files}
        worker.busy, worker.idle = None, False
        self._send(worker, {"files": [[file.id, file.path] for file in files]})

    def _hear(self, worker: _Worker, message: dict[str, Any]) -> Iterator[Done]:
        worker.deadline = time.monotonic() + self._limits.seconds
        if "ready" in message:
            worker.ready = worker.idle = True
            self._fruitless = 0
            self.ready = message["ready"]
        elif "unavailable" in message:
            raise ModelError(message["unavailable"])
        elif "begin" in message:
            worker.busy = message["begin"]
        elif "hashes" in message:
            yield from self._settle_known(worker, message["hashes"])
        elif "end" in message:
            number = message["end"]
            worker.busy = None
            del worker.batch[number]
            pixels = tuple(message["pixels"]) if message["pixels"] else None
            yield Done(
                number,
                message["sha256"],
                message["finding"],
                message["reason"],
                pixels,
                message["named"],
            )
            yield from self._settle_same(message)
        elif "idle" in message:
            worker.idle = True
            worker.hashes.clear()

    def _settle_known(self, worker: _Worker, hashes: list[list[Any]]) -> Iterator[Done]:
        """Answer which of the batch need no reading: read before, or being read elsewhere."""
        known = []
        for number, sha256 in hashes:
            if self._knows(sha256):
                known.append(number)
                yield Done(number, sha256, None)
            elif sha256 in self._reading:
                known.append(number)
                self._reading[sha256].append(worker.batch[number])
            else:
                self._reading[sha256] = []
                worker.hashes[number] = sha256
        for number in known:
            del worker.batch[number]
        worker.busy = None
        self._send(worker, {"known": known})

    def _settle_same(self, message: dict[str, Any]) -> Iterator[Done]:
        """The files with the same bytes share the result, or the failure."""
        for file in self._reading.pop(message["sha256"], ()) if message["sha256"] else ():
            yield Done(file.id, message["sha256"], None, message["reason"])

    def _bury(self, worker: _Worker, *, hung: bool) -> Iterator[Done]:
        worker.process.kill()
        worker.process.join()
        worker.channel.close()
        self._workers.remove(worker)
        if not worker.ready:
            self._fruitless += 1
            if self._fruitless >= _FRUITLESS_STARTS:
                what = "does not start" if hung else "ends at its start"
                raise ModelError(f"the process that reads images {what}; see skinvl bundle verify")
        culprit = worker.batch.pop(worker.busy, None) if worker.busy is not None else None
        self._again.extend(worker.batch.values())
        for number, sha256 in worker.hashes.items():
            same = self._reading.pop(sha256, [])
            # Files with the bytes that a process died of would kill the next one too.
            if culprit is not None and number == culprit.id:
                reason = self._explain(worker, hung)
                yield from (Done(file.id, sha256, None, reason) for file in same)
            else:
                self._again.extend(same)
        if culprit is not None:
            sha = worker.hashes.get(culprit.id)
            yield Done(culprit.id, sha, None, self._explain(worker, hung))

    def _explain(self, worker: _Worker, hung: bool) -> str:
        code = worker.process.exitcode or 0
        if hung:
            return f"no result within {self._limits.seconds:g} s; the process was ended"
        if sys.platform != "win32" and code == -signal.SIGKILL:
            return "the process was ended by the system, perhaps for lack of memory"
        if code < 0:
            return f"the process crashed ({signal.Signals(-code).name})"
        return f"the process ended unexpectedly (exit code {code})"

    def _send(self, worker: _Worker, message: dict[str, Any]) -> None:
        worker.deadline = time.monotonic() + self._limits.seconds
        # A process that is gone is noticed, and explained, when its end of the pipe is read.
        with suppress(OSError):
            worker.channel.send_bytes(json.dumps(message).encode("utf-8", "surrogatepass"))
