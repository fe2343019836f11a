"""Bringing the database to the newest schema, each step after a verified copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from skinvl.desktop.core.store import audit
from skinvl.desktop.core.store.connection import Connection
from skinvl.desktop.core.store.copying import copy_database
from skinvl.desktop.core.store.migrations import Migration, apply_migration, list_pending
from skinvl.desktop.core.store.place import (
    BACKUPS,
    DATABASE,
    KEYS,
    make_private_folder,
    write_private,
)
from skinvl.desktop.core.store.session import Session


def bring_up_to_date(
    session: Session, connection: Connection, migrations: Sequence[Migration]
) -> None:
    """Apply the migrations that the database lacks.

    Raises:
        StoreTooNew: it was written by a newer version of SkinVL.
        BackupRefused: the copy before a migration failed its check.
        MigrationFailed: a migration was rolled back; the database is as before it.
    """
    for migration in list_pending(connection, migrations, DATABASE):
        copy = _back_up(session, connection, migration.number)
        apply_migration(connection, migration, DATABASE)
        connection.execute("BEGIN IMMEDIATE")
        audit.append_entry(
            connection,
            session.unlocked.keys.store_id,
            session.clock(),
            None,
            "migrate",
            "database",
            None,
            {"schema": migration.number, "backup": copy.name},
        )
        connection.execute("COMMIT")


def _back_up(session: Session, connection: Connection, number: int) -> Path:
    stamp = session.clock().strftime("%Y%m%dT%H%M%S%fZ")
    folder = session.folder / BACKUPS / f"before-schema-{number}-{stamp}"
    make_private_folder(folder)
    copy_database(connection, folder / DATABASE, session.unlocked.data_key)
    write_private(folder / KEYS, (session.folder / KEYS).read_bytes())
    return folder
