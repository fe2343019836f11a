"""Files and folders that are wholly there after a crash, or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

PRIVATE, READABLE = 0o600, 0o644
# https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-movefileexw
_REPLACE_EXISTING, _WRITE_THROUGH = 0x1, 0x8
_ACCESS_DENIED, _SHARING_VIOLATION = 5, 32
_ATTEMPTS = 20
_PAUSE_SECONDS = 0.1


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file that all users may read; whoever does finds the old content or the new.

    Raises:
        OSError: the folder cannot be written; the old content stays.
    """
    with replacing(path, READABLE) as stream:
        stream.write(content)


@contextmanager
def replacing(file: Path, mode: int = PRIVATE) -> Iterator[IO[bytes]]:
    """A file that takes the place of `file` when the block ends, complete and on the disk.

    After an error `file` is as it was, and nothing is left beside it.

    Args:
        file: in a folder that is there.
        mode: who may read it, as for `os.chmod`.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            sync_file(stream.fileno())
        os.chmod(name, mode)
        replace_file(Path(name), file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(file.parent)


def replace_file(source: Path, target: Path) -> None:
    """Put a file in the place of another in one step; `sync_folder` then makes it last.

    Windows has no such second step, so there it lasts when this returns.

    Raises:
        OSError: it could not be done; both files are as they were.
    """
    if sys.platform == "win32":
        import ctypes

        library = ctypes.WinDLL("kernel32", use_last_error=True)
        options = _REPLACE_EXISTING | _WRITE_THROUGH

        def move() -> int:
            moved = library.MoveFileExW(str(source), str(target), options)
            return 0 if moved else ctypes.get_last_error()

        code = try_patiently(move)
        if code != 0:
            raise ctypes.WinError(code)
    else:
        os.replace(source, target)


def try_patiently(move: Callable[[], int], pause: Callable[[float], None] = time.sleep) -> int:
    """Try again for a moment while a virus scanner or an indexer has one of the files open.

    Args:
        move: does it and returns an error code of Windows, 0 for none.
        pause: waits so many seconds.

    Returns:
        What `move` returned last.
    """
    for _ in range(_ATTEMPTS - 1):
        code = move()
        if code not in (_ACCESS_DENIED, _SHARING_VIOLATION):
            return code
        pause(_PAUSE_SECONDS)
    return move()


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
