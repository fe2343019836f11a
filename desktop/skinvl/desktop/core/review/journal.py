"""What is known of every file of a folder, kept on disk: the truth about a run.

One SQLite file with one connection. Whatever a method returned from is on the disk (write-ahead
log, synchronous=FULL), so a process that is killed, or a computer that loses its power, loses
nothing that was shown. Paths are stored as the bytes the file system gave.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from skinvl.contract.errors import DataError
from skinvl.desktop.core.review.scan import FoundFile, LeftOut

State = Literal["waiting", "done", "failed", "left out", "gone"]
JOURNAL_FILE = "review.sqlite"
SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    scan INTEGER NOT NULL,
    state TEXT NOT NULL,
    sha256 TEXT,
    reason TEXT
) STRICT;
CREATE INDEX files_by_state ON files (state, id);
CREATE INDEX files_by_content ON files (sha256);
CREATE TABLE results (sha256 TEXT PRIMARY KEY, finding TEXT NOT NULL) STRICT;
"""
_APPLICATION = 0x534B5652


@dataclass(frozen=True)
class Waiting:
    """A file that is still to be read; ``path`` is relative to the folder."""

    id: int
    path: str
    size: int
    modified_ns: int


@dataclass(frozen=True)
class Row:
    """A file with its result. ``duplicate_of`` is the first path with the same bytes."""

    path: str
    state: State
    sha256: str | None
    reason: str | None
    finding: Mapping[str, Any] | None
    duplicate_of: str | None


@dataclass(frozen=True)
class Done:
    """What is to be noted of one file: a result, a failure, or bytes that were read before."""

    id: int
    sha256: str | None
    finding: Mapping[str, Any] | None
    reason: str | None = None


class Journal:
    """The journal in a folder. Make one with `open_journal`; for one thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def close(self) -> None:
        """Close the file; a later `open_journal` goes on from here."""
        self._connection.close()

    def note_scan(self, entries: Iterable[FoundFile | LeftOut], scan: int) -> None:
        """Take in what a scan found.

        A file as it was keeps its state; one that is new or changed waits to be read.
        """
        rows = [
            (os.fsencode(entry.path), entry.size, entry.modified_ns, scan, "waiting", None)
            if isinstance(entry, FoundFile)
            else (os.fsencode(entry.path), 0, 0, scan, "left out", entry.reason)
            for entry in entries
        ]
        with self._connection:
            self._connection.executemany(
                """INSERT INTO files (path, size, modified_ns, scan, state, reason)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET
                    scan = excluded.scan,
                    sha256 = CASE WHEN {same} THEN sha256 ELSE NULL END,
                    reason = CASE WHEN {same} THEN reason ELSE excluded.reason END,
                    state = CASE WHEN {same} THEN state ELSE excluded.state END,
                    size = excluded.size,
                    modified_ns = excluded.modified_ns""".format(
                    same="size = excluded.size AND modified_ns = excluded.modified_ns "
                    "AND state IN ('waiting', 'done', 'failed') AND excluded.state = 'waiting'"
                ),
                rows,
            )

    def end_scan(self, scan: int) -> None:
        """Files that the scan did not meet are gone; their results stay."""
        with self._connection:
            self._connection.execute("UPDATE files SET state = 'gone' WHERE scan < ?", (scan,))

    def next_scan(self) -> int:
        """The number of the scan that is about to begin."""
        row = self._connection.execute("SELECT coalesce(max(scan), 0) + 1 FROM files").fetchone()
        return int(row[0])

    def waiting(self, after: int, count: int) -> list[Waiting]:
        """The next `count` files to be read with an id above `after`."""
        rows = self._connection.execute(
            "SELECT id, path, size, modified_ns FROM files WHERE state = 'waiting' AND id > ? "
            "ORDER BY id LIMIT ?",
            (after, count),
        )
        return [Waiting(row[0], os.fsdecode(row[1]), row[2], row[3]) for row in rows]

    def has(self, file: FoundFile) -> bool:
        """Whether the file is noted with this size and time."""
        found = self._connection.execute(
            "SELECT 1 FROM files WHERE path = ? AND size = ? AND modified_ns = ?",
            (os.fsencode(file.path), file.size, file.modified_ns),
        )
        return found.fetchone() is not None

    def knows(self, sha256: str) -> bool:
        """Whether there is a result for these bytes."""
        found = self._connection.execute("SELECT 1 FROM results WHERE sha256 = ?", (sha256,))
        return found.fetchone() is not None

    def note(self, outcomes: Iterable[Done]) -> None:
        """Write results and failures in one transaction; they are on the disk on return."""
        listed = list(outcomes)
        results = [
            (item.sha256, json.dumps(item.finding, ensure_ascii=False, sort_keys=True))
            for item in listed
            if item.finding is not None
        ]
        states = [
            ("failed" if item.reason else "done", item.sha256, item.reason, item.id)
            for item in listed
        ]
        with self._connection:
            self._connection.executemany(
                "INSERT INTO results (sha256, finding) VALUES (?, ?) ON CONFLICT DO NOTHING",
                results,
            )
            self._connection.executemany(
                "UPDATE files SET state = ?, sha256 = ?, reason = ? WHERE id = ?", states
            )

    def retry_failed(self) -> int:
        """Let every failed file wait again; how many."""
        with self._connection:
            changed = self._connection.execute(
                "UPDATE files SET state = 'waiting', reason = NULL WHERE state = 'failed'"
            )
        return changed.rowcount

    def counts(self) -> dict[State, int]:
        """Files per state; states without a file are 0."""
        counts: dict[State, int] = dict.fromkeys(
            ("waiting", "done", "failed", "left out", "gone"), 0
        )
        counts.update(self._connection.execute("SELECT state, count(*) FROM files GROUP BY state"))
        return counts

    def rows(self) -> Iterator[Row]:
        """Every file but those that are gone, by path."""
        rows = self._connection.execute(
            """SELECT files.path, state, files.sha256, reason, finding,
                (SELECT min(other.path) FROM files AS other
                 WHERE other.sha256 = files.sha256 AND other.state = 'done') AS first
            FROM files LEFT JOIN results ON results.sha256 = files.sha256
            WHERE state != 'gone' ORDER BY files.path"""
        )
        for path, state, sha256, reason, finding, first in rows:
            done = state == "done"
            yield Row(
                path=os.fsdecode(path),
                state=state,
                sha256=sha256,
                reason=reason,
                finding=json.loads(finding) if done and finding is not None else None,
                duplicate_of=os.fsdecode(first) if done and first != path else None,
            )


def open_journal(folder: Path, conditions: Mapping[str, str]) -> Journal:
    """Open the journal in `folder`, or begin one.

    Args:
        folder: where results are written; made if it is not there.
        conditions: what every result of the journal shares (model, options, folder that is read).

    Raises:
        DataError: the file is no journal, of another version, damaged, or was begun under other
            conditions: results of two models are never mixed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / JOURNAL_FILE
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE", check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if not tables:
            connection.executescript(
                f"BEGIN EXCLUSIVE;{_SCHEMA}PRAGMA application_id = {_APPLICATION};"
                f"PRAGMA user_version = {SCHEMA_VERSION};COMMIT;"
            )
            with connection:
                connection.executemany("INSERT INTO run VALUES (?, ?)", conditions.items())
        elif version != SCHEMA_VERSION:
            raise DataError(path, f"version {version}; this SkinVL reads {SCHEMA_VERSION}")
        else:
            begun = dict(connection.execute("SELECT key, value FROM run"))
            changed = [key for key, value in conditions.items() if begun.get(key) != value]
            if changed:
                told = "; ".join(
                    f"{key} was {begun.get(key, 'not stated')}, is {conditions[key]}"
                    for key in changed
                )
                raise DataError(
                    path, f"begun otherwise ({told}); choose another --out to keep results apart"
                )
    except sqlite3.OperationalError as error:
        connection.close()
        told = "another review writes into this folder" if "locked" in str(error) else str(error)
        raise DataError(path, told) from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DataError(path, f"damaged or no journal of a review ({error})") from error
    except DataError:
        connection.close()
        raise
    return Journal(connection, path)
