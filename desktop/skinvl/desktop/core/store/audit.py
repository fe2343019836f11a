"""The audit log: who did what to which record, in a chain that shows any later change.

An entry holds ids and names of fields, never the content of a record, so that a patient can be
erased and the log stays whole. Its hash is SHA-256 over the hash before it and the canonical JSON
of the entry; the chain starts from the id of the store. The newest hash is sealed in a file beside
the database, so that entries missing at the end are noticed, too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from skinvl.contract.record import canonical_json, read_record, write_record
from skinvl.desktop.core.spreadsheet import defuse
from skinvl.desktop.core.store import rows, sealing
from skinvl.desktop.core.store.connection import Connection
from skinvl.desktop.core.store.place import SEAL, write_private

Event = Literal[
    "login", "failed-login", "lock", "logout", "view", "create", "change", "delete", "export",
    "backup", "restore", "verify", "migrate", "model", "settings",
]  # fmt: skip

_PURPOSE = "audit seal"
BREAK = "audit-break"
"""Subject of the entry that keeps a broken end on record once the log goes on after it."""
_FREQUENT = 2_000
_COLUMNS = "sequence, at, user_id, event, subject, subject_id, detail, hash"


@dataclass(frozen=True)
class Entry:
    """One entry. ``user_id`` is None for what the program did before anybody was logged in."""

    sequence: int
    at: datetime
    user_id: int | None
    event: str
    subject: str
    subject_id: int | None
    detail: Mapping[str, Any]
    hash: str


@dataclass(frozen=True)
class Head:
    """The newest entry of a chain: its number, 0 for none, and its hash."""

    store_id: str
    sequence: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """Whether the chain is whole; ``broken`` is the number of the first entry that is not."""

    entries: int
    head: str
    broken: int | None = None
    reason: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed or put in."""
        return self.reason is None


@dataclass(frozen=True)
class _Seal:
    head: Head
    code: str


def genesis(store_id: str) -> str:
    """What stands before the first entry: no chain of another store fits here."""
    return hashlib.sha256(f"skinvl audit {store_id}".encode()).hexdigest()


def append_entry(
    connection: Connection,
    store_id: str,
    at: datetime,
    user_id: int | None,
    event: Event,
    subject: str,
    subject_id: int | None,
    detail: Mapping[str, Any],
) -> Head:
    """Add an entry within the running transaction; the new head of the chain."""
    head = read_head(connection, store_id)
    body = (
        head.sequence + 1,
        rows.to_column(at),
        user_id,
        event,
        subject,
        subject_id,
        canonical_json(write_record(detail)).decode("utf-8"),
    )
    digest = _hash(head.hash, body)
    connection.execute(
        f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*body, digest)
    )
    return Head(store_id, head.sequence + 1, digest)


def read_head(connection: Connection, store_id: str) -> Head:
    """The newest entry of the chain."""
    row = connection.execute(
        "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return Head(store_id, *row) if row is not None else Head(store_id, 0, genesis(store_id))


def verify_chain(connection: Connection, store_id: str, sealed: Head | None) -> Verdict:
    """Recompute every hash; where `sealed` is given the chain has to reach and contain it."""
    previous, expected = genesis(store_id), 1
    sealed_hash = previous if sealed is not None and sealed.sequence == 0 else None
    cursor = connection.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY sequence")
    for row in cursor:
        *body, digest = tuple(row)
        if body[0] != expected:
            return Verdict(expected - 1, previous, expected, f"entry {expected} is missing")
        if _hash(previous, tuple(body)) != digest:
            return Verdict(expected - 1, previous, expected, f"entry {expected} was changed")
        if sealed is not None and sealed.sequence == expected:
            sealed_hash = digest
        previous, expected = digest, expected + 1
    count = expected - 1
    if sealed is not None and sealed.sequence > count:
        reason = f"entries {expected} to {sealed.sequence} were removed at the end"
        return Verdict(count, previous, expected, reason)
    if sealed is not None and sealed_hash != sealed.hash:
        reason = f"entry {sealed.sequence} is not the one that was sealed"
        return Verdict(count, previous, sealed.sequence, reason)
    return Verdict(count, previous)


def verify_log(connection: Connection, store_id: str, sealed: Head | None) -> Verdict:
    """Check the chain, its seal, and whether a broken end was found at an earlier login."""
    verdict = verify_chain(connection, store_id, sealed)
    if not verdict.is_whole:
        return verdict
    for entry in list_breaks(connection):
        reason = f"{entry.detail['reason']}, found on {entry.at:%Y-%m-%d}"
        return Verdict(verdict.entries, verdict.head, entry.sequence, reason)
    if sealed is None:
        reason = "the seal (audit.seal) is missing or was changed"
        return Verdict(verdict.entries, verdict.head, None, reason)
    return verdict


def compare_with_seal(connection: Connection, store_id: str, sealed: Head | None) -> str | None:
    """What is wrong with the end of a log that is about to be continued, None for nothing."""
    if sealed is None:
        return "the seal (audit.seal) is missing or was changed"
    head = read_head(connection, store_id)
    if sealed.sequence > head.sequence:
        return f"entries {head.sequence + 1} to {sealed.sequence} were removed at the end"
    if sealed.sequence == 0:
        return None
    row = connection.execute(
        "SELECT hash FROM audit WHERE sequence = ?", (sealed.sequence,)
    ).fetchone()
    if row is None or row[0] != sealed.hash:
        return f"entry {sealed.sequence} is not the one that was sealed"
    return None


def list_breaks(connection: Connection) -> tuple[Entry, ...]:
    """Entries that record a broken end which was found when somebody logged in."""
    sql = f"SELECT {_COLUMNS} FROM audit WHERE event = 'verify' AND subject = ? ORDER BY sequence"
    return rows.read_rows(Entry, connection.execute(sql, (BREAK,)))


def write_seal(folder: Path, head: Head, data_key: bytearray) -> None:
    """Seal the head of the chain in a file beside the database.

    Raises:
        OSError: it could not be written; the old seal stays.
    """
    key = sealing.derive_key(data_key, _PURPOSE, head.store_id)
    code = sealing.authenticate(key, canonical_json(write_record(head)))
    write_private(folder / SEAL, canonical_json(write_record(_Seal(head, code))))


def read_seal(folder: Path, store_id: str, data_key: bytearray) -> Head | None:
    """The sealed head; None where the file is missing, damaged, or of another store."""
    try:
        found = read_record(_Seal, json.loads((folder / SEAL).read_bytes()), "")
    except (OSError, ValueError):
        return None
    key = sealing.derive_key(data_key, _PURPOSE, store_id)
    if not sealing.is_authentic(key, canonical_json(write_record(found.head)), found.code):
        return None
    return found.head if found.head.store_id == store_id else None


def read_entries(
    connection: Connection,
    *,
    before: int | None = None,
    subject: str | None = None,
    subject_id: int | None = None,
    user_id: int | None = None,
    event: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 200,
) -> tuple[Entry, ...]:
    """Entries that fit, newest first; `before` is the number of the last one of the page before.

    Times are those at or after `since` and before `until`.
    """
    wanted = {"subject": subject, "subject_id": subject_id, "user_id": user_id, "event": event}
    terms: list[tuple[str, Any]] = [
        (f"{name} = ?", value) for name, value in wanted.items() if value is not None
    ]
    for clause, moment in (("at >= ?", since), ("at < ?", until)):
        if moment is not None:
            terms.append((clause, rows.to_column(moment)))
    rarest = _find_rarest(connection, terms)
    # A plus sign keeps a term from choosing the index, which is for the rarest one to do.
    clauses = [clause if clause == rarest else f"+{clause}" for clause, _ in terms]
    values = [value for _, value in terms]
    order = "sequence" if rarest is None else "+sequence"
    if before is not None:
        clauses.append(f"{order} < ?")
        values.append(before)
    where = f"WHERE {' AND '.join(clauses)} " if clauses else ""
    sql = f"SELECT {_COLUMNS} FROM audit {where}ORDER BY {order} DESC LIMIT ?"
    found = connection.execute(sql, (*values, limit))
    return rows.read_rows(Entry, found)


def _find_rarest(connection: Connection, terms: Sequence[tuple[str, Any]]) -> str | None:
    """The term that the fewest entries fit; None where each fits so many that a page is soon full.

    A database that knows no frequencies would choose any index, and read the whole log where the
    filters together fit nothing.
    """
    counts = {
        clause: int(
            connection.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM audit WHERE {clause} LIMIT {_FREQUENT})",
                (value,),
            ).fetchone()[0]
        )
        for clause, value in terms
    }
    rarest = min(counts, key=counts.__getitem__, default=None)
    return rarest if rarest is not None and counts[rarest] < _FREQUENT else None


def read_entries_after(connection: Connection, after: int, limit: int) -> tuple[Entry, ...]:
    """Entries with a number above `after`, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?"
    return rows.read_rows(Entry, connection.execute(sql, (after, limit)))


def write_csv(entries: Iterable[Entry], users: Mapping[int, str]) -> Iterator[bytes]:
    """The log as CSV (UTF-8 with BOM, for spreadsheets), one piece per line."""
    yield "\ufeff".encode()
    yield _csv_line([*_COLUMNS.split(", ")[:3], "user", *_COLUMNS.split(", ")[3:]])
    for entry in entries:
        yield _csv_line(
            [
                entry.sequence,
                rows.to_column(entry.at),
                entry.user_id,
                defuse(users.get(entry.user_id or 0, "")),
                entry.event,
                entry.subject,
                entry.subject_id,
                canonical_json(entry.detail).decode("utf-8"),
                entry.hash,
            ]
        )


def write_jsonl(entries: Iterable[Entry], users: Mapping[int, str]) -> Iterator[bytes]:
    """The log as JSON lines, one piece per line; hashes can be recomputed from them."""
    for entry in entries:
        record = {**write_record(entry), "at": rows.to_column(entry.at)}
        yield canonical_json({**record, "user": users.get(entry.user_id or 0, "")}) + b"\n"


def _hash(previous: str, body: tuple[Any, ...]) -> str:
    return hashlib.sha256(previous.encode("ascii") + canonical_json(list(body))).hexdigest()


def _csv_line(values: list[Any]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue().encode("utf-8")
