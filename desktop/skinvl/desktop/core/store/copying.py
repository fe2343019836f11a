"""A consistent copy of a database that is in use, checked before anybody relies on it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from skinvl.desktop.core.store.connection import (
    Connection,
    connect,
    connected,
    describe,
    full_check,
)
from skinvl.desktop.core.store.errors import BackupRefused
from skinvl.desktop.core.store.place import create_private_file
from skinvl.runtime.durable import sync_file, sync_folder

_PAGES_PER_STEP = 512

Progress = Callable[[int, int], None]


def copy_database(
    source: Connection, target: Path, key: bytes | bytearray, progress: Progress | None = None
) -> None:
    """Copy through SQLite's backup interface into a new file and check the copy.

    Args:
        source: a connection; where it is in a read transaction the copy is of that state.
        target: a file that does not exist; encrypted with the same key.
        key: of the database, 32 bytes.
        progress: called with pages copied and pages in all.

    Raises:
        BackupRefused: the copy is not whole; it is removed.
        StoreFull: it could not be written; it is removed.
    """
    create_private_file(target)
    try:
        copy = connect(target, key, wal=False)
        try:
            source.backup(copy, pages=_PAGES_PER_STEP, progress=_adapt(progress))
            # What is copied from a write-ahead log would ask for one: a backup is a single file.
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        with connected(target, key, wal=False) as copy:
            faults = full_check(copy)
        if faults:
            raise BackupRefused(target.name, f"the copy is damaged ({faults[0]}); none was made")
        with target.open("rb+") as stream:
            sync_file(stream.fileno())
        sync_folder(target.parent)
    except BaseException as error:
        for name in (target, Path(f"{target}-journal"), Path(f"{target}-wal")):
            with suppress(OSError):
                os.unlink(name)
        if isinstance(error, sqlcipher.Error):
            raise describe(error, target.name) from error
        raise


def _adapt(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None

    def report(status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    return report
