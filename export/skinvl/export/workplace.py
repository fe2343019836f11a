"""The folder in which a bundle is made, beside the place where it will appear.

It is marked by a file that the working process keeps locked. The system takes the lock from a
process that dies, however it dies, so that the next export to the same place knows what is left
over and removes it, and never touches the folder of an export that still runs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from skinvl.contract.errors import ExportError

MARK = ".skinvl-export"
PARTS = ("graphs", "bundle", "keys")


@contextlib.contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A folder beside `out`, so that the last step is a rename; gone afterwards.

    Raises:
        ExportError: the disk refuses or is full.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        for leftover in sorted(out.parent.glob(f".{out.name}.*")):
            remove_if_left(leftover)
        place = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise ExportError(f"{out.parent}: cannot be written to ({error.strerror})") from error
    try:
        with (place / MARK).open("wb") as mark:
            _lock(mark)
            for part in PARTS:
                (place / part).mkdir()
            yield place
    except OSError as error:
        raise ExportError(
            f"{out.parent}: the bundle cannot be written ({error.strerror or error}); is there "
            "enough space?"
        ) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def remove_if_left(folder: Path) -> None:
    """Remove a workplace whose process is gone; any other folder stays."""
    mark = folder / MARK
    if folder.is_symlink() or not mark.is_file():
        return
    try:
        with mark.open("rb+") as stream:
            if not _lock(stream):
                return
    except OSError:
        return
    shutil.rmtree(folder, ignore_errors=True)


def move(folder: Path, out: Path) -> None:
    """Give the finished folder its name, and its files to the disk before.

    Raises:
        ExportError: something else has that name by now, or the disk refuses.
    """
    if os.path.lexists(out):
        raise ExportError(f"{out}: was made by another program meanwhile; choose another folder")
    try:
        for path in folder.rglob("*"):
            if path.is_file():
                with path.open("rb") as stream:
                    os.fsync(stream.fileno())
        os.replace(folder, out)
    except OSError as error:
        raise ExportError(f"{out}: cannot be written ({error.strerror})") from error


def _lock(stream: IO[bytes]) -> bool:
    """Whether the lock on an open file could be had; it is held until the file is closed."""
    try:
        import fcntl
    except ImportError:  # Windows, where a file that is open cannot be removed in the first place
        import msvcrt

        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
