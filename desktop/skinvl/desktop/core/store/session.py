"""An unlocked store: whose session it is, its keys, and the one way in which records change."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NewType, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from skinvl.desktop.core.store import audit, keys, rows, sealing
from skinvl.desktop.core.store.connection import Connection
from skinvl.desktop.core.store.database import Database
from skinvl.desktop.core.store.errors import (
    NotPermitted,
    RecordConflict,
    RecordMissing,
    StoreFull,
    StoreLocked,
)
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.place import DATABASE, IMAGES, REPORTS, make_private_folder
from skinvl.desktop.core.store.roles import Role, includes
from skinvl.desktop.core.store.vault import Vault

T = TypeVar("T")
UserId = NewType("UserId", int)
Clock = Callable[[], datetime]

_SEAL_EVERY_ENTRIES = 32
_SEAL_EVERY_SECONDS = 1.0


def read_clock() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Member:
    """Who is logged in."""

    id: UserId
    name: str
    role: Role


class Unlocked:
    """What is in memory while the store is unlocked; `close` wipes it."""

    def __init__(
        self,
        data_key: bytearray,
        found: keys.KeyFile,
        database: Database,
        images: Vault,
        reports: Vault,
    ) -> None:
        self._data_key = data_key
        self._closed = False
        self.keys = found
        self.database = database
        self.images = images
        self.reports = reports
        self.member: Member | None = None

    @property
    def data_key(self) -> bytearray:
        """The key of the store.

        Raises:
            StoreLocked: it was wiped.
        """
        if self._closed:
            raise StoreLocked("store", "was locked meanwhile; log in again")
        return self._data_key

    def close(self) -> None:
        """Close the files and overwrite the keys."""
        self.database.close()
        self._closed = True
        self.images.close()
        self.reports.close()
        sealing.wipe(self._data_key)


@dataclass
class _Group:
    """Changes of one thread in one transaction; ``head`` is the newest entry of the audit log."""

    thread: int
    connection: Connection
    head: audit.Head | None = None


def open_parts(folder: Path, data_key: bytearray, found: keys.KeyFile) -> Unlocked:
    """Database and vaults of a data folder under its key.

    Raises:
        StoreDamaged: the database is damaged.
    """
    database = Database(folder / DATABASE, data_key)
    for name in (IMAGES, REPORTS):
        make_private_folder(folder / name)
    return Unlocked(data_key, found, database, *open_vaults(folder, data_key, found.store_id))


def open_vaults(folder: Path, data_key: bytearray, store_id: str) -> tuple[Vault, Vault]:
    """The vaults of images and of reports in a data folder or in a place of backups."""
    return (
        Vault(folder / IMAGES, data_key, store_id, IMAGES),
        Vault(folder / REPORTS, data_key, store_id, REPORTS),
    )


@dataclass
class Change:
    """A transaction that is running; it needs at least one entry in the audit log."""

    connection: Connection
    store_id: str
    now: datetime
    user_id: UserId | None
    head: audit.Head | None = None
    undo: list[Callable[[], None]] = field(default_factory=list)

    def execute(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        """Run one statement; values are turned into columns."""
        return self.connection.execute(sql, tuple(rows.to_column(value) for value in values))

    def insert(self, table: str, **values: Any) -> int:
        """Insert a row; its id."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        return int(self.execute(sql, tuple(values.values())).lastrowid)

    def add(self, table: str, **values: Any) -> int:
        """Insert a row with its time and author; its id."""
        return self.insert(table, **values, created_at=self.now, created_by=self.user_id)

    def record(
        self, event: audit.Event, subject: str, subject_id: int | None = None, **detail: Any
    ) -> None:
        """Add an entry to the audit log; `detail` names fields and ids, never content."""
        self.head = audit.append_entry(
            self.connection,
            self.store_id,
            self.now,
            self.user_id,
            event,
            subject,
            subject_id,
            detail,
        )


class Session:
    """What the repositories work with.

    ``clock`` and ``cost`` can be given by tests. Everything but `is_locked` raises `StoreLocked`
    while the keys are not in memory.
    """

    def __init__(self, folder: Path, clock: Clock = read_clock, cost: Cost | None = None) -> None:
        self.folder = folder
        self.clock = clock
        self.cost = cost or Cost()
        self.maintenance = threading.Lock()
        """Held by what copies or removes image files: backup, erasure, sweep."""
        self.warnings: list[str] = []
        """What the login has found and the user has to be told, one line each."""
        self._unlocked: Unlocked | None = None
        self._sealed: tuple[int, datetime] = (0, datetime.min.replace(tzinfo=UTC))
        self._group: _Group | None = None

    @property
    def is_locked(self) -> bool:
        """Whether the keys are not in memory."""
        return self._unlocked is None

    @property
    def unlocked(self) -> Unlocked:
        """Keys, database and vaults.

        Raises:
            StoreLocked: they are not in memory.
        """
        if self._unlocked is None:
            raise StoreLocked(self.folder, "is locked; log in again")
        return self._unlocked

    @property
    def member(self) -> Member:
        """Who is logged in.

        Raises:
            StoreLocked: nobody is.
        """
        member = self.unlocked.member
        if member is None:
            raise StoreLocked(self.folder, "nobody is logged in")
        return member

    def require(self, role: Role, what: str) -> None:
        """Refuse what the role of the user does not allow.

        Raises:
            NotPermitted: names what and who may.
        """
        if not includes(self.member.role, role):
            raise NotPermitted(what, f"is for the role {role}; log in as one who has it")

    def unlock(self, unlocked: Unlocked) -> None:
        """Begin to use keys and files."""
        self._unlocked = unlocked

    def lock(self) -> None:
        """Seal the audit log, close the files and overwrite the keys."""
        unlocked = self._unlocked
        if unlocked is None:
            return
        with (
            suppress(OSError, sqlcipher.Error, StoreLocked),
            unlocked.database.exclusive() as connection,
        ):
            self._seal(audit.read_head(connection, unlocked.keys.store_id))
        self._unlocked = None
        unlocked.close()

    @contextmanager
    def writing(self) -> Iterator[Change]:
        """One transaction with its audit entry; on the disk at the end of the block.

        Raises:
            StoreFull: it could not be written; nothing was changed.
            RecordConflict: it contradicts another record; nothing was changed.
        """
        unlocked = self.unlocked
        group = self._own_group()
        if group is not None:
            with self._joining(group) as joined:
                yield joined
            return
        with unlocked.database.exclusive():
            change: Change | None = None
            try:
                with unlocked.database.writing() as connection:
                    user_id = unlocked.member.id if unlocked.member is not None else None
                    change = Change(connection, unlocked.keys.store_id, self.clock(), user_id)
                    yield change
                    if change.head is None:
                        raise RuntimeError("a change without an entry in the audit log")
            except BaseException as error:
                for step in reversed(change.undo if change is not None else []):
                    with suppress(OSError):
                        step()
                if isinstance(error, sqlcipher.IntegrityError):
                    raise RecordConflict("record", explain_conflict(error)) from error
                raise
            self._seal_when_due(change.head)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Changes of this thread in the block are on the disk at its end, all of them or none.

        For many small ones, each of which would wait for the disk. Every other thread that writes
        waits meanwhile, so the block is to be short. A change that fails leaves the others.

        Raises:
            StoreFull: they could not be written; nothing was changed.
        """
        unlocked = self.unlocked
        with unlocked.database.exclusive():
            with unlocked.database.writing() as connection:
                self._group = group = _Group(threading.get_ident(), connection)
                try:
                    yield
                finally:
                    self._group = None
            self._seal_when_due(group.head)

    @contextmanager
    def _joining(self, group: _Group) -> Iterator[Change]:
        """One change among those of a group."""
        user_id = self.unlocked.member.id if self.unlocked.member is not None else None
        store_id = self.unlocked.keys.store_id
        change = Change(group.connection, store_id, self.clock(), user_id)
        if not group.connection.in_transaction:
            # SQLite takes all of it back by itself when the disk is full; a savepoint alone would
            # then be a transaction of its own, and leave this change without those before it.
            text = "disk is full"
            raise StoreFull(
                DATABASE, f"could not be written ({text}); nothing was changed, make room"
            )
        group.connection.execute("SAVEPOINT change")
        try:
            yield change
            if change.head is None:
                raise RuntimeError("a change without an entry in the audit log")
            if change.undo:
                raise RuntimeError("a change with files of its own cannot join others")
        except BaseException as error:
            for step in reversed(change.undo):
                with suppress(OSError):
                    step()
            with suppress(sqlcipher.Error):
                group.connection.execute("ROLLBACK TO change")
                group.connection.execute("RELEASE change")
            if isinstance(error, sqlcipher.IntegrityError):
                raise RecordConflict("record", explain_conflict(error)) from error
            raise
        group.connection.execute("RELEASE change")
        group.head = change.head

    def _own_group(self) -> _Group | None:
        group = self._group
        return group if group is not None and group.thread == threading.get_ident() else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        group = self._own_group()
        if group is not None:
            yield group.connection
            return
        with self.unlocked.database.reading() as connection:
            yield connection

    def read_one(self, kind: type[T], sql: str, values: tuple[Any, ...], what: str) -> T:
        """The record that a SELECT finds.

        Raises:
            RecordMissing: there is none.
        """
        found = self.read_all(kind, sql, values)
        if not found:
            raise RecordMissing(what, "there is no such record")
        return found[0]

    def read_all(self, kind: type[T], sql: str, values: tuple[Any, ...] = ()) -> tuple[T, ...]:
        """The records that a SELECT finds."""
        columns = tuple(rows.to_column(value) for value in values)
        with self.reading() as connection:
            return rows.read_rows(kind, connection.execute(sql, columns))

    def replace_keys(self, change: Change, changed: keys.KeyFile) -> None:
        """Write another ``keys.json`` as the last step before the commit of `change`.

        Raises:
            OSError: it could not be written.
        """
        unlocked, old = self.unlocked, self.unlocked.keys
        change.execute(
            "UPDATE meta SET value = ? WHERE key = 'key_generation'", (str(changed.generation),)
        )

        def undo() -> None:
            unlocked.keys = keys.write_keys(self.folder, old, unlocked.data_key)

        change.undo.append(undo)
        unlocked.keys = keys.write_keys(self.folder, changed, unlocked.data_key)

    def _seal_when_due(self, head: audit.Head | None) -> None:
        if head is None:
            return
        sequence, at = self._sealed
        late = abs((self.clock() - at).total_seconds()) >= _SEAL_EVERY_SECONDS
        if late or head.sequence - sequence >= _SEAL_EVERY_ENTRIES:
            # The transaction is on the disk; what could not be sealed is with the next one.
            with suppress(OSError):
                self._seal(head)

    def _seal(self, head: audit.Head) -> None:
        audit.write_seal(self.folder, head, self.unlocked.data_key)
        self._sealed = (head.sequence, self.clock())


def explain_conflict(error: Exception) -> str:
    """The driver's words for a broken constraint, in words for a person."""
    text = str(error)
    if text.startswith("UNIQUE constraint failed: "):
        return f"{text.partition(': ')[2].replace('.', ' ').replace('_', ' ')} is taken already"
    if text.startswith("FOREIGN KEY constraint failed"):
        return "it refers to a record that does not exist or belongs to another patient"
    if text.startswith("CHECK constraint failed: "):
        return f"a value is not allowed ({text.partition(': ')[2]})"
    if text.startswith("NOT NULL constraint failed: "):
        return f"{text.partition(': ')[2]} is missing"
    return text


def make_store_id() -> str:
    """A fresh id, 32 hex digits."""
    return secrets.token_hex(16)
