"""Which version of SkinVL wrote a store last, readable without a password.

The schema of an encrypted database cannot be seen from outside, and an older program must not take
the place of the one that the store needs. The file is a hint for that question alone: the program
itself refuses a newer store whatever the file says.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract import __version__
from skinvl.contract.record import canonical_json, read_record, write_record
from skinvl.desktop.core.store import audit
from skinvl.desktop.core.store.connection import Connection
from skinvl.desktop.core.store.migrations import schema_version
from skinvl.desktop.core.store.place import write_private
from skinvl.desktop.core.store.session import Session

WRITTEN_BY = "written-by.json"
_KEY = "app_version"


@dataclass(frozen=True)
class WrittenBy:
    """Schema of the database, and the version of SkinVL that opened it last."""

    schema: int
    app_version: str


def read_written_by(folder: Path) -> WrittenBy | None:
    """What the file in a data folder says; None where there is none that can be read."""
    with suppress(OSError, ValueError):
        return read_record(WrittenBy, json.loads((folder / WRITTEN_BY).read_bytes()), "")
    return None


def note_version(session: Session, connection: Connection) -> None:
    """Note which version has opened the store; another one than before is in the audit log."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    former = row[0] if row is not None else None
    if former != __version__:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO meta (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY, __version__),
        )
        audit.append_entry(
            connection,
            session.unlocked.keys.store_id,
            session.clock(),
            None,
            "change",
            "application",
            None,
            {"from": former, "to": __version__},
        )
        connection.execute("COMMIT")
    found = WrittenBy(schema_version(connection), __version__)
    if read_written_by(session.folder) != found:
        # A hint: a full disk must not keep anybody from the store.
        with suppress(OSError):
            write_private(session.folder / WRITTEN_BY, canonical_json(write_record(found)))
