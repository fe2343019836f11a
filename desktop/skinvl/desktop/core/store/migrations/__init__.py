"""Versions of the schema: ``0001_name.sql`` makes version 1, and so on; none is ever edited.

A backup that was verified precedes every migration. A migration is one transaction: where it fails
the database stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from sqlcipher3 import dbapi2 as sqlcipher

from skinvl.contract import __version__
from skinvl.desktop.core.store.connection import APPLICATION_ID, Connection, describe
from skinvl.desktop.core.store.errors import MigrationFailed, StoreDamaged, StoreTooNew

_WRITER = "schema_made_by"
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


@dataclass(frozen=True)
class Migration:
    """The statements that lead from version ``number - 1`` to ``number``."""

    number: int
    sql: str


def load_migrations() -> tuple[Migration, ...]:
    """All migrations of this version of SkinVL, in order."""
    found = [
        Migration(int(match[1]), file.read_text(encoding="utf-8"))
        for file in resources.files(__package__).iterdir()
        if (match := _NAME.fullmatch(file.name))
    ]
    return tuple(sorted(found, key=lambda migration: migration.number))


def schema_version(connection: Connection) -> int:
    """The version of the schema in a database, 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def list_pending(
    connection: Connection, migrations: Sequence[Migration], name: str
) -> tuple[Migration, ...]:
    """The migrations that a database lacks.

    Raises:
        StoreTooNew: it was written by a newer version of SkinVL.
        StoreDamaged: it is a database of another program.
    """
    version = schema_version(connection)
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if version and application != APPLICATION_ID:
        raise StoreDamaged(name, "is not a database of SkinVL")
    newest = migrations[-1].number
    if version > newest:
        raise StoreTooNew(
            name,
            f"was written by {_name_writer(connection)} (schema {version}, this one is SkinVL "
            f"{__version__} and knows {newest}); install that version again, or restore a backup "
            "made before the upgrade; nothing was changed",
        )
    return tuple(migration for migration in migrations if migration.number > version)


def apply_migration(
    connection: Connection,
    migration: Migration,
    name: str,
    note: Callable[[Connection], object] | None = None,
) -> None:
    """Bring a database to the version of `migration`.

    Args:
        connection: of the database, outside a transaction.
        migration: the one that follows its version.
        name: of the database, for messages.
        note: writes what else belongs to the same transaction.

    Raises:
        MigrationFailed: it was rolled back.
    """
    # A table can only be rebuilt while references to it are not enforced.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        for statement in split_statements(migration.sql):
            connection.execute(statement)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise MigrationFailed(name, f"a reference of table {broken[0][0]} leads nowhere")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {migration.number}")
        connection.execute(
            "INSERT INTO meta (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_WRITER, __version__),
        )
        if note is not None:
            note(connection)
        connection.execute("COMMIT")
    except (sqlcipher.Error, MigrationFailed) as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        reason = (
            error.reason if isinstance(error, MigrationFailed) else describe(error, name).reason
        )
        raise MigrationFailed(
            name, f"could not be brought to schema {migration.number} ({reason}); it is unchanged"
        ) from error
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def split_statements(sql: str) -> Iterator[str]:
    """The statements of a script; a trigger with its semicolons is one."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlcipher.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _name_writer(connection: Connection) -> str:
    """The version that made the schema of a database; it may be one that nobody here knows."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (_WRITER,)).fetchone()
    except sqlcipher.Error:
        row = None
    return f"SkinVL {row[0]}" if row is not None else "a newer SkinVL"
