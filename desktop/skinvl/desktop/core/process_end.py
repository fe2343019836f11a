"""How a process of ours ended, as the end of a sentence about it."""

from __future__ import annotations

import signal
import sys


def describe_end(code: int | None, *, hung: bool) -> str:
    """What became of a process.

    Args:
        code: its exit code as `multiprocessing` gives it: negative is the signal that ended it.
        hung: it was ended because it did not answer.
    """
    code = code or 0
    if hung:
        return "did not respond and was ended"
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return "was ended by the system, perhaps for lack of memory"
    if code < 0:
        return f"crashed ({_name_signal(-code)})"
    return f"ended unexpectedly (exit code {code})"


def _name_signal(number: int) -> str:
    # Python has no name for most of the real-time ones.
    known = {item.value: item.name for item in signal.Signals}
    return known.get(number, f"signal {number}")
