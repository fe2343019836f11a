"""One connection to an encrypted database, set up the same way everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher

from skinvl.desktop.core.store.errors import StoreDamaged, StoreError, StoreFull

Connection = Any
"""A connection of sqlcipher3, which has no type information."""

# SQLite 3.7.0 to 3.51.2 can corrupt a WAL database that two connections checkpoint at once.
OLDEST_SQLITE = (3, 51, 3)
APPLICATION_ID = 0x534B564C
_BUSY_SECONDS = 10.0

# https://www.zetetic.net/sqlcipher/sqlcipher-api/ and https://sqlite.org/pragma.html; negative
# cache sizes are in KiB.
_BEFORE_KEY = ("cipher_log_level = NONE", "cipher_memory_security = ON")
_AFTER_KEY = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "synchronous = FULL",
    "cache_size = -16000",
    "cell_size_check = ON",
)

_FULL_MARKS = ("disk is full", "disk I/O error", "readonly database", "unable to open")


def connect(
    file: Path, key: bytes | bytearray, *, wal: bool = True, query: bool = False
) -> Connection:
    """Open an existing database file.

    Args:
        file: the database; it must exist.
        key: 32 bytes, used as they are.
        wal: write through a write-ahead log, as a store does; a backup is one file without.
        query: refuse every change through this connection.

    Raises:
        StoreError: this SQLite is too old.
        StoreDamaged: not a database under this key, or damaged.
    """
    _refuse_old_library(file)
    try:
        connection = sqlcipher.connect(
            f"file:{quote(str(file.absolute()))}?mode=rw",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlcipher.Error as error:
        raise StoreDamaged(file.name, f"cannot be opened ({error})") from error
    connection.row_factory = sqlcipher.Row
    try:
        for pragma in _BEFORE_KEY:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA key = \"x'{bytes(key).hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        for pragma in _AFTER_KEY:
            connection.execute(f"PRAGMA {pragma}")
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")
        if query:
            connection.execute("PRAGMA query_only = ON")
    except sqlcipher.Error as error:
        connection.close()
        raise describe(error, file.name) from error
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def connected(file: Path, key: bytes | bytearray, *, wal: bool = True) -> Iterator[Connection]:
    """A connection that is closed at the end of the block."""
    connection = connect(file, key, wal=wal)
    try:
        yield connection
    finally:
        connection.close()


def describe(error: Exception, name: str) -> StoreError:
    """The error of the store for one of the driver that is no constraint."""
    text = str(error)
    if isinstance(error, sqlcipher.OperationalError) and any(mark in text for mark in _FULL_MARKS):
        return StoreFull(name, f"could not be written ({text}); nothing was changed, make room")
    if isinstance(error, sqlcipher.DatabaseError) and (
        "malformed" in text or "not a database" in text or "hmac" in text
    ):
        return StoreDamaged(name, f"is damaged ({text}); restore the last backup")
    return StoreError(name, text)


def quick_check(connection: Connection) -> tuple[str, ...]:
    """What ``PRAGMA quick_check`` finds wrong, empty where all is well."""
    return _check(connection, "quick_check")


def full_check(connection: Connection) -> tuple[str, ...]:
    """What the cipher, the integrity and the foreign key check find wrong."""
    return (
        *_check(connection, "cipher_integrity_check"),
        *_check(connection, "integrity_check"),
        *_check(connection, "foreign_key_check"),
    )


def _check(connection: Connection, pragma: str) -> tuple[str, ...]:
    try:
        rows = connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlcipher.DatabaseError as error:
        return (f"{pragma}: {error}",)
    return tuple(
        f"{pragma}: {' '.join(str(value) for value in tuple(row))}"
        for row in rows
        if tuple(row) != ("ok",)
    )


def _refuse_old_library(file: Path) -> None:
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            file,
            f"SQLite {sqlcipher.sqlite_version} can damage a database; install sqlcipher3 with "
            f"SQLite {'.'.join(map(str, OLDEST_SQLITE))} or newer",
        )
