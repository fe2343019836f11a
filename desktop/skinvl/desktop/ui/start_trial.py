"""The golden images behind a start of the window: in a process of their own, and seldom."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from skinvl.desktop.core import messages
from skinvl.desktop.core.language import say
from skinvl.desktop.core.process_end import describe_end
from skinvl.desktop.core.start_trial import (
    Surroundings,
    is_trial_due,
    note_passed,
    read_surroundings,
    tell_fault,
)

# After the first image of somebody in a hurry.
DELAY_MILLISECONDS = 5_000
_POLL_MILLISECONDS = 250


class StartTrial(QObject):
    """Tries the model once it is loaded, where that is due; silent unless it fails.

    Args:
        bundle: folder of the model, None for the active one.
        file: remembers what has passed.
        delay: milliseconds between the model being loaded and the trial.
    """

    failed = Signal(str)

    def __init__(
        self,
        bundle: Path | None,
        file: Path,
        delay: int = DELAY_MILLISECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bundle = bundle
        self._file = file
        self._delay = delay
        self._model: Surroundings | None = None
        self._process: SpawnProcess | None = None
        self._channel: Connection | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether a trial is running or about to."""
        return self._timer.isActive()

    @property
    def process_id(self) -> int | None:
        """Process id of the trial, None while there is none."""
        return self._process.pid if self._process is not None else None

    def take(self, event: object, levels: object = None) -> None:
        """Look at an event of the engine: a model that was loaded may be due."""
        if isinstance(event, messages.Ready):
            self.stop()
            model = read_surroundings(event)
            if is_trial_due(self._file, model, date.today()):
                self._model = model
                self._timer.start(self._delay)

    def stop(self) -> None:
        """Give up a trial that is running; the next start tries again."""
        self._timer.stop()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _go_on(self) -> None:
        if self._process is None or self._channel is None:
            self._begin()
        elif self._channel.poll():
            with suppress(EOFError):
                fault = self._channel.recv()
                self.stop()
                self._conclude(fault)
                return
            self._process.join()
            end = describe_end(self._process.exitcode, hung=False)
            self.stop()
            self._conclude(f"the analysis process {end}")

    def _begin(self) -> None:
        assert self._model is not None
        context = multiprocessing.get_context("spawn")
        self._channel, theirs = context.Pipe(duplex=False)
        # Not a daemon: it starts a process itself, which ends with it.
        self._process = context.Process(
            target=tell_fault, args=(theirs, self._bundle, self._model.provider)
        )
        self._process.start()
        theirs.close()
        self._timer.start(_POLL_MILLISECONDS)

    def _conclude(self, fault: str | None) -> None:
        assert self._model is not None
        if fault is None:
            with suppress(OSError):
                note_passed(self._file, self._model, date.today())
            return
        self.failed.emit(
            self.tr(
                "On this computer the model does not give the results that it was signed with: "
                "{reason}. Rely on no result before Workstation > Self-test passes."
            ).format(reason=say(fault).rstrip("."))
        )
