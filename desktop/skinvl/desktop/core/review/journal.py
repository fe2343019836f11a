"""What is known of every file of a folder, kept on disk: the truth about a run.

One SQLite file with one connection. Whatever a method returned from is on the disk (write-ahead
log, synchronous=FULL), so a process that is killed, or a computer that loses its power, loses
nothing that was shown. Paths are stored as the bytes the file system gave.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from skinvl.contract.errors import DataError
from skinvl.desktop.core.review.journal_schema import (
    APPLICATION,
    SCHEMA,
    SCHEMA_VERSION,
    UPGRADES,
)
from skinvl.desktop.core.review.records import STATES, Done, Row, State, Verdict, Waiting
from skinvl.desktop.core.review.scan import FoundFile, LeftOut

__all__ = ["JOURNAL_FILE", "Done", "Journal", "Row", "State", "Waiting", "open_journal"]

JOURNAL_FILE = "review.sqlite"
_PAGE = 200
_STREAM = 1000


class Journal:
    """The journal in a folder. Make one with `open_journal`; safe from any thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._lock = threading.RLock()
        self.path = path

    @property
    def conditions(self) -> Mapping[str, str]:
        """What every result shares: folder, model, options."""
        return dict(self.query("SELECT key, value FROM run"))

    def close(self) -> None:
        """Close the file; a later `open_journal` goes on from here."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: on the disk at the end of the block, or not at all.

        Raises:
            DataError: it cannot be written.
        """
        with self._lock:
            try:
                with self._connection:
                    yield self._connection
            except sqlite3.Error as error:
                raise DataError(self.path, f"cannot be written ({error})") from error

    def query(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT.

        Raises:
            DataError: the file is damaged, or was closed.
        """
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise DataError(self.path, f"cannot be read ({error})") from error

    def stream(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a SELECT, some at a time; between them others may read and write.

        Raises:
            DataError: the file is damaged, or was closed.
        """
        try:
            with self._lock:
                cursor = self._connection.execute(sql)
            while True:
                with self._lock:
                    rows = cursor.fetchmany(_STREAM)
                if not rows:
                    return
                yield rows
        except sqlite3.Error as error:
            raise DataError(self.path, f"cannot be read ({error})") from error

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
        with self.writing() as connection:
            connection.executemany(
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
        with self.writing() as connection:
            connection.execute("UPDATE files SET state = 'gone' WHERE scan < ?", (scan,))

    def next_scan(self) -> int:
        """The number of the scan that is about to begin."""
        return int(self.query("SELECT coalesce(max(scan), 0) + 1 FROM files")[0][0])

    def assign(self, said: Mapping[str, Mapping[str, str]]) -> None:
        """Note what a table says of files, by their path: patient and lesion."""
        with self.writing() as connection:
            connection.executemany(
                "UPDATE files SET patient = ?, lesion = ? WHERE path = ?",
                [
                    (row.get("patient", ""), row.get("lesion", ""), os.fsencode(path))
                    for path, row in said.items()
                ],
            )

    def paths(self) -> Iterator[str]:
        """The path of every image found."""
        found = self.query("SELECT path FROM files WHERE state NOT IN ('gone', 'left out')")
        return (os.fsdecode(row[0]) for row in found)

    def waiting(self, after: int, count: int) -> list[Waiting]:
        """The next `count` files to be read with an id above `after`."""
        rows = self.query(
            "SELECT id, path, size, modified_ns FROM files WHERE state = 'waiting' AND id > ? "
            "ORDER BY id LIMIT ?",
            (after, count),
        )
        return [Waiting(row[0], os.fsdecode(row[1]), row[2], row[3]) for row in rows]

    def has(self, file: FoundFile) -> bool:
        """Whether the file is noted with this size and time."""
        return bool(
            self.query(
                "SELECT 1 FROM files WHERE path = ? AND size = ? AND modified_ns = ?",
                (os.fsencode(file.path), file.size, file.modified_ns),
            )
        )

    def knows(self, sha256: str) -> bool:
        """Whether there is a result for these bytes."""
        return bool(self.query("SELECT 1 FROM results WHERE sha256 = ?", (sha256,)))

    def note(self, outcomes: Iterable[Done]) -> None:
        """Write results and failures in one transaction; they are on the disk on return."""
        listed = list(outcomes)
        results = [
            (
                item.sha256,
                # The name of a file may have bytes that are no UTF-8.
                json.dumps(item.finding, ensure_ascii=True, sort_keys=True),
                *summarise(item.finding),
                item.named,
            )
            for item in listed
            if item.finding is not None
        ]
        states = [
            ("failed" if item.reason else "done", item.sha256, item.reason, item.id)
            for item in listed
        ]
        with self.writing() as connection:
            connection.executemany(
                "INSERT INTO results (sha256, finding, malignant, abstained, low_quality, named) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                results,
            )
            connection.executemany(
                "UPDATE files SET state = ?, sha256 = ?, reason = ? WHERE id = ?", states
            )

    def retry_failed(self) -> int:
        """Let every failed file wait again; how many."""
        with self.writing() as connection:
            changed = connection.execute(
                "UPDATE files SET state = 'waiting', reason = NULL WHERE state = 'failed'"
            )
        return changed.rowcount

    def counts(self) -> dict[State, int]:
        """Files per state; states without a file are 0."""
        counts: dict[State, int] = dict.fromkeys(STATES, 0)
        counts.update(self.query("SELECT state, count(*) FROM files GROUP BY state"))
        return counts

    def content(self, path: str, sha256: str | None) -> bytes:
        """The bytes that were analysed under this path.

        Raises:
            DataError: the file is gone, or is another one by now.
        """
        try:
            content = (Path(self.conditions["folder"]) / path).read_bytes()
        except OSError as error:
            raise DataError(path, f"cannot be read ({error.strerror or error})") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DataError(path, "was changed after it was read; read the folder again to see it")
        return content

    def rows(self) -> Iterator[Row]:
        """Every file but those that are gone, by path."""
        last: bytes | None = None
        while True:
            page = self.query(
                """SELECT files.path, state, files.sha256, reason, finding,
                    (SELECT min(other.path) FROM files AS other
                     WHERE other.sha256 = files.sha256 AND other.state = 'done') AS first,
                    verdict, decided, comment, named
                FROM files LEFT JOIN results ON results.sha256 = files.sha256
                WHERE state != 'gone' AND files.path > ? ORDER BY files.path LIMIT ?""",
                (last or b"", _PAGE),
            )
            for row in page:
                path, state, sha256, reason, finding, first, verdict, code, comment, named = row
                done = state == "done"
                yield Row(
                    path=os.fsdecode(path),
                    state=state,
                    sha256=sha256,
                    reason=reason,
                    finding=json.loads(finding) if done and finding is not None else None,
                    duplicate_of=os.fsdecode(first) if done and first != path else None,
                    verdict=Verdict(verdict, code, comment or "") if done and verdict else None,
                    named=named if done and named else "",
                )
            if len(page) < _PAGE:
                return
            last = page[-1][0]


def summarise(finding: Mapping[str, Any]) -> tuple[float | None, bool, bool]:
    """Malignant total, abstained and low quality, by which images are ordered."""
    quality = finding.get("quality") or {}
    return (
        finding.get("malignant"),
        bool((finding.get("abstain") or {}).get("value", False)),
        quality.get("verdict", "good") != "good",
    )


def open_journal(folder: Path, conditions: Mapping[str, str] | None) -> Journal:
    """Open the journal in `folder`, or begin one.

    Args:
        folder: where results are written; made if it is not there.
        conditions: what every result of the journal shares (model, options, folder that is read);
            None to look at a journal that is there, whatever its conditions.

    Raises:
        DataError: the folder cannot be written; the file is no journal, of another version,
            damaged, or was begun under other conditions: results of two models are never mixed.
    """
    path = folder / JOURNAL_FILE
    if conditions is None and not path.is_file():
        raise DataError(folder, "holds no review")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(folder, f"cannot be written ({error.strerror or error})") from error
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE", check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if not tables:
            connection.executescript(
                f"BEGIN EXCLUSIVE;{SCHEMA}PRAGMA application_id = {APPLICATION};"
                f"PRAGMA user_version = {SCHEMA_VERSION};COMMIT;"
            )
            with connection:
                connection.executemany("INSERT INTO run VALUES (?, ?)", (conditions or {}).items())
        elif version in UPGRADES:
            connection.executescript(
                f"BEGIN EXCLUSIVE;{UPGRADES[version]}PRAGMA user_version = {SCHEMA_VERSION};COMMIT;"
            )
        elif version != SCHEMA_VERSION:
            raise DataError(path, f"version {version}; this SkinVL reads {SCHEMA_VERSION}")
        journal = Journal(connection, path)
        if conditions is not None:
            confirm_conditions(journal, conditions)
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
    return journal


def confirm_conditions(journal: Journal, conditions: Mapping[str, str]) -> None:
    """Refuse to go on under other conditions than those under which the journal was begun.

    Raises:
        DataError: names what has changed.
    """
    begun = journal.conditions
    changed = [key for key, value in conditions.items() if begun.get(key) != value]
    if changed:
        told = "; ".join(
            f"{key} was {begun.get(key, 'not stated')}, is {conditions[key]}" for key in changed
        )
        raise DataError(
            journal.path, f"begun otherwise ({told}); choose another --out to keep results apart"
        )
