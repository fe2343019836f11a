"""The output folder: one run at a time, and files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from skinvl.contract.errors import DataError


@contextlib.contextmanager
def hold_folder(out: Path, building: str) -> Iterator[None]:
    """Make `out` and keep other runs out of it; a killed run lets go by itself.

    Raises:
        DataError: another run works there, or it cannot be made.
    """
    try:
        (out / building).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(out / building / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DataError(out, f"cannot be written: {error.strerror}") from error
    try:
        if not _lock(descriptor):
            raise DataError(
                out, "another run is building here; wait for it or choose another --out"
            )
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:
        # No advisory locks on this system.
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def write_file(path: Path, text: str) -> None:
    """Write `text` as UTF-8; the file appears whole or not at all.

    Raises:
        DataError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise DataError(path, f"cannot be written: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)
