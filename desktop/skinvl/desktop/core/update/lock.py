"""The lock of whoever changes an installation, shared with the ``.run`` file: ``.lock/pid``.

A folder, which a shell script makes in one step as well.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

from skinvl.desktop.core.update.errors import UpdateFailed

_LOCK = ".lock"
# Between making the lock and writing who holds it lie a few system calls.
_GRACE_SECONDS = 1.0


def take_lock(root: Path) -> None:
    """Hold the lock of the installation in `root`; that of a process that is gone is taken over.

    Raises:
        UpdateFailed: another process holds it.
        OSError: the folder cannot be written.
    """
    lock = root / _LOCK
    for _ in range(2):
        try:
            lock.mkdir()
            (lock / "pid").write_text(f"{os.getpid()}\n", encoding="ascii")
            return
        except FileExistsError:
            holder = _read_holder(lock)
            if holder is not None and _is_alive(holder):
                break
            break_lock(root, holder)
    raise UpdateFailed(
        root,
        "another update or installation is running; wait for it (if none is, remove the "
        f"folder {_LOCK} in it)",
    )


def free_lock(root: Path) -> None:
    """Let others change the installation."""
    shutil.rmtree(root / _LOCK, ignore_errors=True)


def break_lock(root: Path, holder: int | None) -> None:
    """Take away the lock of a process that is gone, not the one that another has made since.

    Args:
        root: the installation.
        holder: who was found to hold it, None where nobody wrote it down.
    """
    # Renamed first, so that of two processes that find it stale one takes it.
    stale = root / f"{_LOCK}-stale-{os.getpid()}"
    with suppress(OSError):
        os.rename(root / _LOCK, stale)
        if _read_holder(stale) != holder:
            os.rename(stale, root / _LOCK)
    shutil.rmtree(stale, ignore_errors=True)


def _read_holder(lock: Path) -> int | None:
    """The process that holds the lock; None where nobody wrote it down."""
    for patience in (_GRACE_SECONDS, 0.0):
        with suppress(OSError, ValueError):
            return int((lock / "pid").read_text(encoding="ascii"))
        time.sleep(patience)
    return None


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        # Signal 0 is Ctrl-C there. No versions lie side by side on Windows.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
