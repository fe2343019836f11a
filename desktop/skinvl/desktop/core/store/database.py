"""The database while a store is open: one connection that writes, several that read.

One lock lets one transaction write at a time; a call returns after its commit is on the disk. A
queue and a thread of their own would make every caller wait for the same commit.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from skinvl.desktop.core.store.connection import Connection, connect, describe
from skinvl.desktop.core.store.errors import StoreLocked

_MOST_IDLE = 4


class Database:
    """Connections to one file.

    Raises:
        StoreDamaged: the file is not a database under this key.
    """

    def __init__(self, file: Path, key: bytes | bytearray) -> None:
        self.file = file
        self._key = bytearray(key)
        self._writing = threading.RLock()
        self._pool = threading.Lock()
        self._idle: list[Connection] = []
        self._closed = False
        self._depth = 0
        self._writer = connect(file, key)

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """The writing connection, outside a transaction; no other thread writes meanwhile."""
        with self._writing:
            if self._closed:
                raise StoreLocked(self.file.name, "is locked; log in again")
            yield self._writer

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed and on the disk at the end of the block, or not at all.

        Raises:
            StoreFull: the commit failed; nothing was changed.
            StoreDamaged: the file is damaged.
        """
        with self.exclusive() as connection:
            if self._depth:
                raise RuntimeError("a transaction within a transaction")
            self._depth += 1
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except BaseException as error:
                with suppress(sqlcipher.Error):
                    connection.execute("ROLLBACK")
                if isinstance(error, sqlcipher.IntegrityError):
                    raise
                if isinstance(error, sqlcipher.Error):
                    raise describe(error, self.file.name) from error
                raise
            finally:
                self._depth -= 1

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database for the whole block."""
        connection = self._borrow()
        try:
            connection.execute("BEGIN")
            yield connection
        except sqlcipher.Error as error:
            raise describe(error, self.file.name) from error
        finally:
            with suppress(sqlcipher.Error):
                connection.execute("ROLLBACK")
            self._give_back(connection)

    def open_reader(self) -> Connection:
        """A connection of the caller's own, to be closed by the caller."""
        with self._pool:
            if self._closed:
                raise StoreLocked(self.file.name, "is locked; log in again")
            return connect(self.file, self._key, query=True)

    def close(self) -> None:
        """Wait for the running transaction, empty the write-ahead log and close."""
        with self._writing, self._pool:
            if self._closed:
                return
            self._closed = True
            for connection in self._idle:
                connection.close()
            self._idle.clear()
            with suppress(sqlcipher.Error):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._writer.close()
            self._key[:] = bytes(len(self._key))

    def _borrow(self) -> Connection:
        with self._pool:
            if self._closed:
                raise StoreLocked(self.file.name, "is locked; log in again")
            if self._idle:
                return self._idle.pop()
        return self.open_reader()

    def _give_back(self, connection: Connection) -> None:
        with self._pool:
            if not self._closed and len(self._idle) < _MOST_IDLE:
                self._idle.append(connection)
                return
        connection.close()
