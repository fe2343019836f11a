"""A copy of the database inside the data folder, made before something changes all of it.

::

    backups/before-schema-3-20260102T030405678901Z/   skinvl.db  keys.json
    backups/.before-...part                           half a copy; cleared away by the next one

It holds no image: those are sealed files that no migration touches. It is encrypted as the store
is, and opened by the passwords of then. A backup on another disk is what `backup` makes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from skinvl.desktop.core.store import audit, keys
from skinvl.desktop.core.store.connection import Connection, connected, full_check
from skinvl.desktop.core.store.copying import copy_database
from skinvl.desktop.core.store.errors import BackupRefused, LoginRefused, StoreError
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.place import (
    BACKUPS,
    DATABASE,
    KEYS,
    InstanceLock,
    make_private_folder,
    write_private,
)
from skinvl.desktop.core.store.session import Clock, Session, read_clock
from skinvl.runtime.durable import replace_file, sync_folder

Progress = Callable[[int, int], None]
_PREFIX = "before-"
_PART = ".part"
_PUT_BACK = f".{DATABASE}.put-back"
_SIDE_FILES = ("-wal", "-shm", "-journal")
_KEPT = 4
_ASIDE = "put-back"


def make_safety_copy(
    session: Session, connection: Connection, reason: str, progress: Progress | None = None
) -> Path:
    """Copy database and keys, check the copy, then let all but the newest ones go; the folder.

    What `put_back` copied aside is never let go.

    Args:
        session: an unlocked store.
        connection: its database; nobody may write meanwhile.
        reason: what comes next, as the name of the copy: ``schema-3``.
        progress: called with pages copied and pages in all.

    Raises:
        BackupRefused: the copy is not whole; none was made.
        StoreFull: it could not be written; none was made.
    """
    place = session.folder / BACKUPS
    target = _name_copy(place, reason, session.clock)
    part = _begin(place, target)
    try:
        copy_database(connection, part / DATABASE, session.unlocked.data_key, progress)
        write_private(part / KEYS, (session.folder / KEYS).read_bytes())
        _finish(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target


def copy_closed_store(folder: Path, reason: str, clock: Clock = read_clock) -> Path:
    """The same without a password, for a store that no process has open.

    Raises:
        StoreInUse: a process has it open.
        OSError: it could not be copied; none was made.
    """
    lock = InstanceLock(folder)
    try:
        return _copy_files(folder, reason, clock)
    finally:
        lock.release()


def list_safety_copies(folder: Path) -> tuple[Path, ...]:
    """Folders of the whole copies in a data folder, newest first."""
    with suppress(OSError):
        found = [path for path in (folder / BACKUPS).iterdir() if path.name.startswith(_PREFIX)]
        return tuple(sorted(found, key=lambda path: path.name.rpartition("-")[2], reverse=True))
    return ()


def put_back(
    folder: Path,
    copy: Path,
    user: str,
    password: str,
    *,
    cost: Cost | None = None,
    clock: Clock = read_clock,
) -> Path:
    """Put the database of a copy in the place of the present one, which is copied aside before.

    What was entered after the copy is in the folder that is returned only. The keys stay those of
    the present, so that nobody needs a former password afterwards.

    Args:
        folder: the data folder; no process may have it open.
        copy: one of `list_safety_copies`.
        user: user name of when the copy was made.
        password: of that user, then.
        cost: of the password function.
        clock: gives the time.

    Raises:
        StoreInUse: a process has the store open.
        LoginRefused: the password does not open the copy.
        BackupRefused: the copy is damaged or of another store; nothing was changed.
    """
    try:
        found = keys.read_keys(copy / KEYS)
        present = keys.read_keys(folder / KEYS)
    except StoreError as error:
        raise BackupRefused(copy.name, error.reason) from error
    if found.store_id != present.store_id:
        raise BackupRefused(copy.name, "belongs to another store")
    unwrapped = keys.unwrap_with_password(found, user, password, cost or Cost())
    if unwrapped is None:
        raise LoginRefused("copy", "user name or password is not the one of when it was made")
    data_key, _ = unwrapped
    lock = InstanceLock(folder)
    try:
        aside = _copy_files(folder, _ASIDE, clock)
        head = _prepare(folder, copy, data_key, found.store_id, clock)
        _empty_log(folder, data_key)
        for suffix in _SIDE_FILES:
            # Of a database that cannot be opened; it would be replayed into the other one.
            (folder / f"{DATABASE}{suffix}").unlink(missing_ok=True)
        sync_folder(folder)
        replace_file(folder / _PUT_BACK, folder / DATABASE)
        sync_folder(folder)
        audit.write_seal(folder, head, data_key)
    except OSError as error:
        raise BackupRefused(copy.name, f"could not be put back ({error.strerror})") from error
    finally:
        _remove_put_back(folder)
        lock.release()
    return aside


def _copy_files(folder: Path, reason: str, clock: Clock) -> Path:
    """A copy of a store that is locked by this process and has no connection."""
    place = folder / BACKUPS
    make_private_folder(place)
    target = _name_copy(place, reason, clock)
    part = _begin(place, target)
    try:
        # A write-ahead log that a killed process left behind belongs to the database.
        for name in (DATABASE, f"{DATABASE}-wal", KEYS):
            if (folder / name).exists():
                write_private(part / name, (folder / name).read_bytes())
        _finish(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target


def _prepare(
    folder: Path, copy: Path, data_key: bytearray, store_id: str, clock: Clock
) -> audit.Head:
    """A checked copy beside the database, with an entry in its audit log; the head of that."""
    prepared = folder / _PUT_BACK
    _remove_put_back(folder)
    for suffix in ("", "-wal"):
        source = copy / f"{DATABASE}{suffix}"
        if source.exists():
            write_private(folder / f"{_PUT_BACK}{suffix}", source.read_bytes())
    with connected(prepared, data_key, wal=False) as connection:
        if faults := full_check(connection):
            raise BackupRefused(copy.name, f"{DATABASE} is damaged ({faults[0]})")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN IMMEDIATE")
        head = audit.append_entry(
            connection, store_id, clock(), None, "restore", "database", None, {"copy": copy.name}
        )
        connection.execute("COMMIT")
    return head


def _empty_log(folder: Path, data_key: bytearray) -> None:
    """Bring what is in the write-ahead log into the database, which stays if this is killed."""
    with (
        suppress(StoreError, sqlcipher.Error),
        connected(folder / DATABASE, data_key) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _remove_put_back(folder: Path) -> None:
    for suffix in ("", *_SIDE_FILES):
        (folder / f"{_PUT_BACK}{suffix}").unlink(missing_ok=True)


def _name_copy(place: Path, reason: str, clock: Clock) -> Path:
    return place / f"{_PREFIX}{reason}-{clock().strftime('%Y%m%dT%H%M%S%fZ')}"


def _begin(place: Path, target: Path) -> Path:
    for half in place.glob(f".{_PREFIX}*{_PART}"):
        shutil.rmtree(half, ignore_errors=True)
    part = place / f".{target.name}{_PART}"
    make_private_folder(part)
    return part


def _finish(part: Path, target: Path) -> None:
    os.rename(part, target)
    sync_folder(target.parent)
    copies = list_safety_copies(target.parents[1])
    # What was put aside is the only place of the work between a copy and its return.
    passing = [copy for copy in copies if not copy.name.startswith(f"{_PREFIX}{_ASIDE}-")]
    for old in passing[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
