"""Functions for guarded children that do what damaged and malicious files make parsers do."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from skinvl.dataset.engine.guard import Report


def behave(item: Any, report: Report) -> Any:
    """Act as `item` says: a value to return, or the name of a misdeed."""
    report(0, 4)
    if item == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if item == "exit":
        os._exit(3)
    if item == "hang":
        time.sleep(3600)
    if item == "hang deaf":
        # As a parser in C does: no Python code runs meanwhile, no signal handler either.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        time.sleep(3600)
    if item == "dawdle":
        for step in range(100_000):
            report(min(step, 4), 4)
            time.sleep(0.01)
    if item == "gulp":
        return len(bytearray(4 * 2**30))
    if item == "swell":
        hoard = []
        while True:
            hoard.append(bytearray(os.urandom(1) * (8 * 2**20)))
            time.sleep(0.01)
    if item == "raise":
        raise ValueError("no such\npage")
    report(4, 4)
    return item


def spawn_sleeper(item: Any, report: Report) -> Any:
    """Start ``sleep`` for `item` seconds as a process of its own, and wait as long."""
    os.spawnlp(os.P_NOWAIT, "sleep", "sleep", item)
    report(1, 1)
    time.sleep(3600)


def note_pid(item: Any, report: Report) -> Any:
    """The id of this process; with a file's name as `item` it is written there, and then waits."""
    if item is None:
        return os.getpid()
    report(0, 1)
    partial = f"{item}.partial"
    with open(partial, "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
    os.replace(partial, item)
    time.sleep(3600)


def note_node(item: Any, report: Report) -> Any:
    """The Ray node on which this runs, after a moment, so that others have to work too."""
    report(0, item)
    time.sleep(item)
    return os.environ["RAY_RAYLET_PID"]
