"""Files and folders that are wholly there after a crash, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_MODE = 0o644


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file in one step: whoever reads it finds the old content or the new.

    Raises:
        OSError: the folder cannot be written; the old content stays.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            sync_file(stream.fileno())
        # What mkstemp makes is for its owner alone; a store may be shared by all users.
        os.chmod(name, _MODE)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(path.parent)


def sync_file(handle: int) -> None:
    """Wait until the content of an open file is on the disk."""
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows does so by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
