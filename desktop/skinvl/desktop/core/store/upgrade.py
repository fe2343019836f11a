"""Bringing the database to the newest schema, each step after a verified copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from skinvl.desktop.core.store import audit
from skinvl.desktop.core.store.connection import Connection
from skinvl.desktop.core.store.migrations import Migration, apply_migration, list_pending
from skinvl.desktop.core.store.place import DATABASE
from skinvl.desktop.core.store.safety_copy import make_safety_copy
from skinvl.desktop.core.store.session import Session

TellUpgrade = Callable[[str, int, int], None]
"""Told what is done to an older database (``copy`` or ``migrate``), how much, and of how much; 0
of 0 where nobody knows. Not called where the database is up to date."""


def stay_silent(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


def bring_up_to_date(
    session: Session,
    connection: Connection,
    migrations: Sequence[Migration],
    tell: TellUpgrade = stay_silent,
) -> None:
    """Apply the migrations that the database lacks.

    Raises:
        StoreTooNew: it was written by a newer version of SkinVL.
        BackupRefused: the copy before a migration failed its check.
        MigrationFailed: a migration was rolled back; the database is as before it.
    """
    for migration in list_pending(connection, migrations, DATABASE):
        tell("copy", 0, 0)
        copy = make_safety_copy(
            session,
            connection,
            f"schema-{migration.number}",
            lambda done, total: tell("copy", done, total),
        )
        tell("migrate", 0, 0)
        detail = {"schema": migration.number, "backup": copy.name}
        note = partial(_note_migration, session, detail=detail)
        apply_migration(connection, migration, DATABASE, note)


def _note_migration(session: Session, connection: Connection, detail: Mapping[str, Any]) -> None:
    audit.append_entry(
        connection,
        session.unlocked.keys.store_id,
        session.clock(),
        None,
        "migrate",
        "database",
        None,
        detail,
    )
