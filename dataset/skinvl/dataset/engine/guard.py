"""One item in a child process of its own, with limits on memory and time.

Parsers of untrusted files crash, hang and swell. Whatever happens to the child costs this item and
nothing else. What the child says comes back as JSON, never as a pickle, so that a child that a file
has taken over cannot run code in its parent.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Literal

Report = Callable[[int, int], None]
Function = Callable[[Any, Report], Any]
Reason = Literal["crashed", "timed_out", "out_of_memory"]

MEBI = 2**20
# Address space is reserved more freely than memory is used.
_ADDRESS_FACTOR = 1.5
_ALARM_GRACE_S = 10.0
_NEAR_LIMIT = 0.8
_SINGLE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS")


@dataclass(frozen=True)
class Limits:
    """What one item may use.

    ``memory_mb`` is the growth of the resident memory, in MiB, over that of the process at its
    start. ``silent_s`` is how long the function may go without a report, in seconds; with
    ``step_s`` for every step that it has announced it is also the limit of the whole item.
    """

    memory_mb: int = 1024
    silent_s: float = 120.0
    step_s: float = 20.0


@dataclass(frozen=True)
class Done:
    """The function's value, plain JSON; ``peak_mb`` is the child's peak of resident memory."""

    value: Any
    peak_mb: float


@dataclass(frozen=True)
class Failed:
    """Why there is no value; ``detail`` is a sentence for a person."""

    reason: Reason
    detail: str


Outcome = Done | Failed


def start_context(preload: Sequence[str] = ()) -> BaseContext:
    """How children start: from a fork server that has imported `preload`, or afresh.

    A fork server has one thread and starts a child in milliseconds; where there is none (Windows)
    every child is a new interpreter.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *preload])
    return context


class Child:
    """A running item."""

    def __init__(
        self, function: Function, item: object, limits: Limits, context: BaseContext
    ) -> None:
        """Start `function(item, report)`; both must be picklable."""
        self._limits = limits
        self._pipe, far_end = context.Pipe(duplex=False)
        # A concrete context has Process; typeshed declares it on the subclasses alone.
        make: Any = context
        self._process = make.Process(
            target=_serve, args=(function, item, limits, far_end), daemon=False
        )
        with _one_thread_each():
            self._process.start()
        far_end.close()
        self._started = self._heard = time.monotonic()
        self._base_mb: float | None = None
        self._peak_mb = 0.0
        self.steps = (0, 0)

    @property
    def handles(self) -> tuple[Any, Any]:
        """What to wait for: ready when there is something for `poll`."""
        return (self._pipe, self._process.sentinel)

    def poll(self) -> Outcome | None:
        """Take in what the child has said and hold it to its limits; None while it runs on."""
        ended = not self._process.is_alive()
        try:
            while self._pipe.poll():
                message = json.loads(self._pipe.recv_bytes())
                self._heard = time.monotonic()
                if "steps" in message:
                    self.steps = tuple(message["steps"])
                else:
                    return self._finish(_read_outcome(message))
        except (EOFError, OSError):
            ended = True
        if ended:
            self._process.join()
            return self._finish(self._explain_end(self._process.exitcode))
        failure = self._check_time() or self._check_memory()
        return None if failure is None else self._finish(failure)

    def kill(self) -> None:
        """End the child and everything that it has started."""
        pid = self._process.pid
        if pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError, AttributeError):
                # The child leads a session of its own once it has begun.
                os.killpg(pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _finish(self, outcome: Outcome) -> Outcome:
        self.kill()
        return outcome

    def _check_time(self) -> Failed | None:
        now = time.monotonic()
        silent, step = self._limits.silent_s, self._limits.step_s
        if now - self._heard > silent:
            return Failed("timed_out", f"no progress for {silent:g} seconds{self._place()}")
        allowed = silent + step * self.steps[1]
        if now - self._started > allowed:
            return Failed("timed_out", f"not finished in {allowed:g} seconds{self._place()}")
        return None

    def _check_memory(self) -> Failed | None:
        used = _resident_mb(self._process.pid)
        if used is None:
            return None
        if self._base_mb is None:
            self._base_mb = used
        self._peak_mb = max(self._peak_mb, used - self._base_mb)
        if self._peak_mb > self._limits.memory_mb:
            return self._out_of_memory()
        return None

    def _explain_end(self, code: int | None) -> Failed:
        if code is not None and code == -getattr(signal, "SIGALRM", 0):
            return Failed(
                "timed_out", f"no progress for {self._limits.silent_s:g} seconds{self._place()}"
            )
        killed = code == -signal.SIGKILL if os.name == "posix" else False
        if killed or self._peak_mb > _NEAR_LIMIT * self._limits.memory_mb:
            return self._out_of_memory()
        if code is not None and code < 0:
            return Failed("crashed", f"ended by {signal.Signals(-code).name}{self._place()}")
        return Failed("crashed", f"ended with exit code {code}{self._place()}")

    def _out_of_memory(self) -> Failed:
        return Failed(
            "out_of_memory", f"needs more than {self._limits.memory_mb} MB{self._place()}"
        )

    def _place(self) -> str:
        done, total = self.steps
        return f" after step {done} of {total}" if total else ""


def run_guarded(
    function: Function,
    item: object,
    limits: Limits,
    context: BaseContext,
    on_step: Report | None = None,
) -> Outcome:
    """Run one item to its end; the child is gone when this returns or raises."""
    from multiprocessing.connection import wait

    child = Child(function, item, limits, context)
    try:
        while True:
            wait(child.handles, timeout=POLL_S)
            outcome = child.poll()
            if on_step is not None:
                on_step(*child.steps)
            if outcome is not None:
                return outcome
    finally:
        child.kill()


POLL_S = 0.1


def _serve(function: Function, item: object, limits: Limits, pipe: Connection) -> None:
    """The child's side."""
    if os.name == "posix":
        os.setsid()
    _limit_memory(limits)

    def report(done: int, total: int) -> None:
        _set_alarm(limits.silent_s + _ALARM_GRACE_S)
        pipe.send_bytes(json.dumps({"steps": [done, total]}).encode())

    _set_alarm(limits.silent_s + _ALARM_GRACE_S)
    message: Mapping[str, Any]
    try:
        message = {"value": function(item, report)}
    except BrokenPipeError:
        # The parent is gone; nobody waits for the rest.
        os._exit(1)
    except MemoryError:
        message = {"reason": "out_of_memory", "detail": f"needs more than {limits.memory_mb} MB"}
    except Exception as error:
        message = {"reason": "crashed", "detail": _one_line(error)}
    with contextlib.suppress(BrokenPipeError):
        pipe.send_bytes(json.dumps({**message, "peak_mb": _own_peak_mb()}).encode())
        pipe.close()


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _read_outcome(message: Mapping[str, Any]) -> Outcome:
    if "value" in message:
        return Done(message["value"], message["peak_mb"])
    return Failed(message["reason"], message["detail"])


def _limit_memory(limits: Limits) -> None:
    """Let a single large allocation fail in the child, before any watcher could see it."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    allowed = pages * resource.getpagesize() + int(limits.memory_mb * MEBI * _ADDRESS_FACTOR)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        allowed = min(allowed, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_alarm(seconds: float) -> None:
    """A hanging child whose parent was killed ends by itself: SIGALRM needs no interpreter."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _resident_mb(pid: int | None) -> float | None:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / MEBI


def _own_peak_mb() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak / MEBI if sys.platform == "darwin" else peak / 1024)


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """The pool has one process per core; libraries shall not each take all cores again."""
    missing = [name for name in _SINGLE_THREAD if name not in os.environ]
    os.environ.update(dict.fromkeys(missing, "1"))
    try:
        yield
    finally:
        for name in missing:
            os.environ.pop(name, None)
