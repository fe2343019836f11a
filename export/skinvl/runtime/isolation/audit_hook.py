"""Refuses sockets and look-ups of names that Python code asks for (audit hook, PEP 578)."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

# https://docs.python.org/3/library/audit_events.html
_LOOKUPS = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
    }
)
_TRAFFIC = frozenset({"socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"})
_AF_UNIX, _AF_INET, _DATAGRAM = 1, 2, 2
# A socket made from a descriptor; its family is looked at when it is used.
_TAKEN_OVER = -1
_STANDARD_ERROR = 2

_lock = threading.Lock()
_refused: Counter[str] = Counter()
_show_kernel = False
_trial = threading.local()


class NetworkRefused(PermissionError):
    """A library asked for the network. An ``OSError``, which is what libraries expect of one."""


def install(*, show_kernel: bool) -> None:
    """Refuse from now on, for as long as this process lives.

    Args:
        show_kernel: the kernel refuses internet sockets as well. It is then asked for one that it
            refuses, so that who watches system calls sees what was stopped before it became one.
    """
    global _show_kernel
    _show_kernel = show_kernel
    sys.addaudithook(_refuse)


def list_refusals() -> dict[str, int]:
    """How often each event was refused."""
    with _lock:
        return dict(_refused)


@contextmanager
def trial() -> Iterator[None]:
    """What this thread asks for meanwhile is refused as ever, but neither counted nor told."""
    _trial.on = True
    try:
        yield
    finally:
        _trial.on = False


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket.") or not _is_foreign(event, arguments):
        return
    message = f"SkinVL works without a network: {event} was refused"
    if not getattr(_trial, "on", False):
        _note(event, message)
    raise NetworkRefused(errno.EACCES, message)


def _note(event: str, message: str) -> None:
    with _lock:
        _refused[event] += 1
        first = _refused[event] == 1
    if _show_kernel:
        _ask_kernel()
    if first:
        with suppress(OSError):
            os.write(_STANDARD_ERROR, f"skinvl: {message}\n".encode())


def _is_foreign(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "socket.__new__":
        return arguments[1] not in (_AF_UNIX, _TAKEN_OVER)
    if event in _TRAFFIC:
        return int(arguments[0].family) != _AF_UNIX
    return event in _LOOKUPS


def _ask_kernel() -> None:
    descriptor = ctypes.CDLL(None).socket(_AF_INET, _DATAGRAM, 0)
    if descriptor >= 0:
        os.close(descriptor)
