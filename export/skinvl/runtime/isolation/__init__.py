"""The second line against a network: this process is kept from it, whatever code runs in it.

The first line is that SkinVL has no code for a network. Should a library have some after all, two
things refuse it:

- `audit_hook`: Python's own events. Refuses sockets and look-ups of names that Python code asks
  for, in words, on every system.
- `call_filter`: a filter in the Linux kernel (x86-64 and ARM64). Refuses the system call of any
  code, C++ and child processes included, unless the socket stays on this computer (AF_UNIX).

Neither can be switched off. `close_network` is the first thing that a command does which needs no
network, and each of its child processes. SkinVL as a library in somebody else's program does not
call it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from skinvl.runtime.isolation import audit_hook, call_filter
from skinvl.runtime.isolation.printing import use_local_printing

_lock = threading.Lock()
_closed: Isolation | None = None


@dataclass(frozen=True)
class Isolation:
    """What keeps this process from the network.

    `python`: the audit hook is there. `kernel`: the filter of system calls is there; where it is
    not, `reason` says why. `printing` is a line about a print server that is not asked.
    """

    python: bool
    kernel: bool
    reason: str | None
    printing: str | None = None


def close_network() -> Isolation:
    """Refuse the network to this process and to its children, for good; again does nothing.

    A kernel without such filters does not stop the program; self-test and diagnostics say so.
    """
    global _closed
    with _lock:
        if _closed is None:
            printing = use_local_printing()
            reason = call_filter.filter_calls()
            audit_hook.install(show_kernel=reason is None)
            _closed = Isolation(True, reason is None, reason, printing)
        return _closed


def read_isolation() -> Isolation:
    """What keeps this process from the network at present."""
    return _closed or Isolation(False, False, "it was not closed")


def list_refusals() -> dict[str, int]:
    """How often Python code of this process was refused, by the event's name (`socket.connect`)."""
    return audit_hook.list_refusals()
