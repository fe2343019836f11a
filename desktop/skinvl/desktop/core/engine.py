"""The engine as the window sees it: requests in, events out, and a process that may die.

No call blocks: one thread writes to the process, one reads from it and calls ``on_event``. A
process that dies or falls silent is replaced. The request it was busy with has failed; requests
that were waiting behind it are sent to the new process. Where CUDA was at work, or might have been,
the new process computes on the CPU, and reads the image again that had no result yet: a driver that
takes the process down would do so again.
"""

from __future__ import annotations

import itertools
import multiprocessing
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from skinvl.contract.image import OpenedImage
from skinvl.desktop.core import messages
from skinvl.desktop.core.process import EngineChoice, run_process
from skinvl.desktop.core.process_end import describe_end

_LAST = (
    messages.Opened,
    messages.Described,
    messages.Answered,
    messages.Explained,
    messages.Cancelled,
    messages.Failed,
)
_POLL_SECONDS = 0.2
_FRUITLESS_STARTS = 2


Work = messages.Open | messages.Ask | messages.Explain


@dataclass(frozen=True)
class Patience:
    """How long a process may be silent, in seconds, before it is taken for hung."""

    working: float
    cancelled: float


DEFAULT_PATIENCE = Patience(working=180.0, cancelled=15.0)


@dataclass
class _Pending:
    message: Work
    deadline: float
    cancelled: bool = False
    has_result: bool = False


@dataclass
class _Child:
    process: SpawnProcess
    requests: Connection
    events: Connection
    outbox: queue.SimpleQueue[messages.Request | None] = field(default_factory=queue.SimpleQueue)
    threads: list[threading.Thread] = field(default_factory=list)
    ready: bool = False
    provider: str | None = None
    hung: bool = False
    holds: str | None = None


class Engine:
    """One model in one process.

    Args:
        choice: which bundle and provider.
        on_event: called with every event, from a thread of the engine.
        patience: when a silent process is taken for hung.
    """

    def __init__(
        self,
        choice: EngineChoice,
        on_event: Callable[[messages.Event], None],
        patience: Patience = DEFAULT_PATIENCE,
    ) -> None:
        self._choice = choice
        self._on_event = on_event
        self._patience = patience
        self._numbers = itertools.count(1)
        self._lock = threading.RLock()
        self._pending: dict[int, _Pending] = {}
        self._child: _Child | None = None
        self._fruitless = 0

    @property
    def process_id(self) -> int | None:
        """Process id of the engine process, None while there is none."""
        with self._lock:
            return self._child.process.pid if self._child is not None else None

    def start(self) -> None:
        """Start the process if there is none."""
        with self._lock:
            if self._child is None:
                self._fruitless = 0
                self._launch()

    def open(self, name: str, data: bytes | None = None, *, look_only: bool = False) -> int:
        """Open, diagnose and describe an image; gives up everything asked before.

        Args:
            name: path of the file, or what to call a pasted image.
            data: bytes of a pasted or stored image file.
            look_only: decode it and do nothing else.

        Returns:
            The number of the request, larger than all before it.
        """
        with self._lock:
            for request in list(self._pending):
                self.cancel(request)
            return self._submit(messages.Open(next(self._numbers), name, data, look_only))

    def ask(self, image: OpenedImage, question: str) -> int:
        """Ask a question about an image that was opened; the number of the request."""
        with self._lock:
            self._hold(image)
            return self._submit(messages.Ask(next(self._numbers), image.sha256, question))

    def explain(self, image: OpenedImage, code: str | None = None) -> int:
        """Ask where the evidence for a diagnosis lies, and for the outline of the lesion.

        Args:
            image: an image that was opened.
            code: the diagnosis, None for the first of the differential.

        Returns:
            The number of the request.
        """
        with self._lock:
            self._hold(image)
            return self._submit(messages.Explain(next(self._numbers), image.sha256, code))

    def cancel(self, request: int) -> None:
        """Give up a request; does nothing where it has ended already."""
        with self._lock:
            pending = self._pending.get(request)
            if pending is None or pending.cancelled:
                return
            pending.cancelled = True
            pending.deadline = time.monotonic() + self._patience.cancelled
            if self._child is not None:
                self._child.outbox.put(messages.Cancel(request))

    def close(self) -> None:
        """End the process and the threads. No event comes after this."""
        with self._lock:
            child, self._child = self._child, None
            self._pending.clear()
        if child is not None:
            child.process.kill()
            child.outbox.put(None)
            for thread in child.threads:
                thread.join()

    def change(self, choice: EngineChoice) -> None:
        """Go on with another bundle or provider; what was asked and not answered has failed."""
        with self._lock:
            self._choice = choice
            lost = tuple(self._pending)
        self.close()
        self.start()
        if lost:
            reason = "the model was changed while it was at work; the analysis was given up"
            self._on_event(messages.Stopped(lost, reason, True))

    def _hold(self, image: OpenedImage) -> None:
        child = self._child
        if child is not None and child.holds != image.sha256:
            child.outbox.put(messages.Hold(image))
            child.holds = image.sha256

    def _submit(self, message: Work) -> int:
        deadline = time.monotonic() + self._patience.working
        self._pending[message.request] = _Pending(message, deadline)
        if self._child is not None:
            self._child.outbox.put(message)
            if isinstance(message, messages.Open):
                self._child.holds = None
        else:
            self.start()
        return message.request

    def _launch(self) -> None:
        context = multiprocessing.get_context("spawn")
        their_requests, requests = context.Pipe(duplex=False)
        events, their_events = context.Pipe(duplex=False)
        process = context.Process(
            target=run_process,
            args=(their_requests, their_events, self._choice),
            name="skinvl-engine",
            daemon=True,
        )
        process.start()
        # Our copies of the child's ends have to be closed, or its death would not end the pipe.
        their_requests.close()
        their_events.close()
        child = _Child(process, requests, events)
        for target in (self._write, self._read):
            thread = threading.Thread(target=target, args=(child,), daemon=True)
            child.threads.append(thread)
        self._child = child
        now = time.monotonic()
        for pending in self._pending.values():
            pending.deadline = now + self._patience.working
            child.outbox.put(pending.message)
        for thread in child.threads:
            thread.start()

    def _write(self, child: _Child) -> None:
        with child.requests, suppress(OSError):
            # A broken pipe is the death of the process; the reading thread explains it.
            while (message := child.outbox.get()) is not None:
                messages.send_message(child.requests, message)

    def _read(self, child: _Child) -> None:
        while (event := self._await_event(child)) is not None:
            self._receive(child, event)
        self._replace(child)

    def _await_event(self, child: _Child) -> messages.Event | None:
        """The next event; None where there will be none."""
        with suppress(EOFError, OSError, ValueError):
            while not child.events.poll(_POLL_SECONDS):
                if self._is_overdue(child):
                    child.hung = True
                    return None
            message = messages.receive_message(child.events)
            return None if isinstance(message, messages.Request) else message
        return None

    def _receive(self, child: _Child, event: messages.Event) -> None:
        with self._lock:
            if self._child is not child:
                return
            if isinstance(event, messages.Ready | messages.Unavailable):
                child.ready = True
                child.provider = getattr(event, "provider", None)
                self._fruitless = 0
            elif isinstance(event, messages.Opened):
                child.holds = event.image.sha256
            self._note_progress(event)
        self._on_event(event)

    def _note_progress(self, event: messages.Event) -> None:
        now = time.monotonic()
        for pending in self._pending.values():
            if not pending.cancelled:
                pending.deadline = now + self._patience.working
        if isinstance(event, messages.Opened):
            opened = self._pending.get(event.request)
            if opened is None or not getattr(opened.message, "look_only", False):
                return
        elif isinstance(event, messages.Found) and event.request in self._pending:
            self._pending[event.request].has_result = True
        if isinstance(event, _LAST):
            self._pending.pop(event.request, None)

    def _is_overdue(self, child: _Child) -> bool:
        now = time.monotonic()
        with self._lock:
            return self._child is child and any(
                pending.deadline < now for pending in self._pending.values()
            )

    def _replace(self, child: _Child) -> None:
        """Explain the end of a process and start the next one, unless it was ended on purpose."""
        child.process.kill()
        child.process.join()
        child.outbox.put(None)
        child.events.close()
        with self._lock:
            if self._child is not child:
                return
            self._child = None
            if not child.ready:
                self._fruitless += 1
            restarting = self._fruitless < _FRUITLESS_STARTS
            busy = min(self._pending, default=None)
            held = self._pending[busy] if busy is not None else None
            reason = _explain(child, held.message if held is not None else None)
            again = False
            if self._choice.provider != "cpu" and (child.provider == "cuda" or not child.ready):
                self._choice = replace(self._choice, provider="cpu")
                again = child.ready and held is not None and not held.has_result
                reason = f"{_explain(child, None)}; it goes on with the CPU alone"
            lost = tuple(
                request
                for request, pending in self._pending.items()
                if (request == busy and not again)
                or not restarting
                or pending.cancelled
                or not isinstance(pending.message, messages.Open)
            )
            for request in lost:
                del self._pending[request]
            if restarting:
                self._launch()
        self._on_event(messages.Stopped(lost, reason, restarting))


def _explain(child: _Child, busy: Work | None) -> str:
    what = describe_end(child.process.exitcode, hung=child.hung)
    if isinstance(busy, messages.Open):
        return f"{busy.name}: not analysed; the analysis process {what}"
    if isinstance(busy, messages.Ask):
        return f"the question was not answered; the analysis process {what}"
    if isinstance(busy, messages.Explain):
        return f"the heat map was not made; the analysis process {what}"
    return f"the analysis process {what}"
