"""Is the network closed? Found out by trying."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from skinvl.runtime.isolation import read_isolation
from skinvl.runtime.isolation.audit_hook import NetworkRefused, trial
from skinvl.runtime.isolation.call_filter import TABLES

_IO_URING_SETUP = 425
_STREAM = 1
PROBE = 0x534B
"""A number that is no protocol (they end below 0x200): a kernel finds fault with it, or with the
filter refuses before. So asking can never make a socket, and whoever watches the calls
of the program can tell this question from a leak.
"""
_FAMILIES = {"IPv4": 2, "IPv6": 10}


@dataclass(frozen=True)
class Attempt:
    """What was asked for and what came of it; `error` None means that it was granted."""

    what: str
    error: str | None


def try_network() -> list[Attempt]:
    """Ask for sockets and a name; nothing is sent.

    The kernel is asked past Python where SkinVL has a filter for it, with a protocol that does not
    exist: the filter goes by the family alone.
    """
    attempts = [*_try_python()]
    if sys.platform.startswith("linux") and platform.machine() in TABLES:
        attempts += _try_kernel()
    return attempts


def judge_network() -> tuple[bool, str]:
    """Whether all of `try_network` was refused, and one line that says what happened."""
    attempts = try_network()
    granted = [attempt.what for attempt in attempts if attempt.error is None]
    isolation = read_isolation()
    if granted:
        why = f" ({isolation.reason})" if isolation.reason is not None else ""
        return False, f"not refused: {', '.join(granted)}{why}"
    told = ", ".join(f"{attempt.what} ({attempt.error})" for attempt in attempts)
    if isolation.kernel:
        return True, told
    return True, f"{told}; code outside Python is not watched ({isolation.reason})"


def _try_python() -> Iterator[Attempt]:
    asked: tuple[tuple[str, Callable[[], object]], ...] = (
        ("socket in Python", lambda: socket.socket(socket.AF_INET).close()),
        # In the list of hosts of every computer, so that nobody is asked.
        ("name in Python", lambda: socket.getaddrinfo("localhost", 80)),
    )
    for what, ask in asked:
        try:
            with trial():
                ask()
            yield Attempt(what, None)
        except NetworkRefused:
            yield Attempt(what, "refused by SkinVL")
        except OSError as error:
            yield Attempt(what, error.strerror or str(error))


def _try_kernel() -> Iterator[Attempt]:
    library = ctypes.CDLL(None, use_errno=True)
    for name, family in _FAMILIES.items():
        descriptor = library.socket(family, _STREAM, PROBE)
        yield _note(f"{name} socket of the system", descriptor)
    # No ring has no entries: a kernel without the filter complains about the arguments.
    library.syscall(ctypes.c_long(_IO_URING_SETUP), 0, None)
    code = ctypes.get_errno()
    refused = code in (errno.ENOSYS, errno.EPERM)
    yield Attempt("io_uring", os.strerror(code) if refused else None)


def _note(what: str, descriptor: int) -> Attempt:
    if descriptor >= 0:
        os.close(descriptor)
        return Attempt(what, None)
    code = ctypes.get_errno()
    # These are about the protocol: the family would have been granted.
    granted = code in (errno.EINVAL, errno.EPROTONOSUPPORT)
    return Attempt(what, None if granted else os.strerror(code))
