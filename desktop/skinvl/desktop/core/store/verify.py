"""Checking a whole store: database, schema, keys, audit log, images and reports."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlcipher3 import dbapi2 as sqlcipher

from skinvl.desktop.core.store import audit, keys, rows
from skinvl.desktop.core.store.backup import list_contents
from skinvl.desktop.core.store.connection import Connection, full_check
from skinvl.desktop.core.store.errors import ImageDamaged, StoreError
from skinvl.desktop.core.store.migrations import load_migrations, schema_version, split_statements
from skinvl.desktop.core.store.place import DATABASE, KEYS
from skinvl.desktop.core.store.session import Session, Unlocked
from skinvl.desktop.core.store.standing import find_wrong_standing
from skinvl.desktop.core.store.sweep import find_orphans
from skinvl.desktop.core.store.vault import Vault

CHECK_EVERY = timedelta(days=7)
_CHECKED_AT = "checked_at"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Fault:
    """``subject`` is the file or the part; ``reason`` what is wrong with it."""

    subject: str
    reason: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"


@dataclass(frozen=True)
class Report:
    """What a check found. ``orphans`` are files without a row, which the sweep removes."""

    faults: tuple[Fault, ...]
    audit: audit.Verdict
    files: int
    orphans: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def is_check_due(session: Session) -> bool:
    """Whether the last check that found nothing wrong is a week old."""
    with session.reading() as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (_CHECKED_AT,)).fetchone()
    if row is None:
        return True
    age = session.clock() - datetime.fromisoformat(row[0])
    return age >= CHECK_EVERY or age < -CHECK_EVERY


def verify_store(session: Session, progress: Progress | None = None) -> Report:
    """Check everything; the store can be used meanwhile.

    Args:
        session: an unlocked store.
        progress: called with files checked and files in all; raise in it to give up.

    Raises:
        StoreLocked: the store is locked.
    """
    unlocked = session.unlocked
    with session.maintenance:
        # A connection of its own has nothing in its cache: every page comes from the disk.
        connection = unlocked.database.open_reader()
        try:
            connection.execute("BEGIN")
            faults = [Fault(DATABASE, text) for text in full_check(connection)]
            verdict = audit.Verdict(0, "", None, "was not checked: the database is damaged")
            contents: tuple[tuple[Vault, str], ...] | None = None
            if not faults:
                verdict = _check_records(session, connection, faults)
                contents = list_contents(connection, unlocked.images, unlocked.reports)
        except sqlcipher.Error as error:
            faults.append(Fault(DATABASE, f"cannot be read ({error})"))
        finally:
            connection.close()
        faults += _check_keys(session)
        faults += _check_contents(contents or (), progress)
        orphans = _count_orphans(unlocked, contents) if contents is not None else 0
    report = Report(tuple(faults), verdict, len(contents or ()), orphans)
    # What is damaged may refuse the note as well.
    with suppress(StoreError) if faults else nullcontext():
        _note(session, report)
    return report


def _check_records(session: Session, connection: Connection, faults: list[Fault]) -> audit.Verdict:
    """Schema, derived columns and audit log of a database whose pages are whole."""
    unlocked = session.unlocked
    store_id = unlocked.keys.store_id
    faults += [Fault(DATABASE, text) for text in check_schema(connection)]
    faults += [
        Fault(f"photograph {number}", "its state does not follow from its history")
        for number in find_wrong_standing(connection)
    ]
    # A seal that is older than what is read fits; a newer one would look like a broken end.
    sealed = audit.read_seal(session.folder, store_id, unlocked.data_key)
    with session.reading() as newest:
        verdict = audit.verify_log(newest, store_id, sealed)
    if not verdict.is_whole:
        faults.append(Fault("audit log", str(verdict.reason)))
    return verdict


def _check_contents(
    contents: tuple[tuple[Vault, str], ...], progress: Progress | None
) -> list[Fault]:
    faults = []
    for index, (vault, sha256) in enumerate(contents):
        if progress is not None:
            progress(index, len(contents))
        try:
            vault.get(sha256)
        except ImageDamaged as error:
            faults.append(Fault(error.subject, error.reason))
    return faults


def _count_orphans(unlocked: Unlocked, contents: tuple[tuple[Vault, str], ...]) -> int:
    needed = {sha256 for _, sha256 in contents}
    return sum(len(find_orphans(vault, needed)) for vault in (unlocked.images, unlocked.reports))


def check_schema(connection: Connection) -> tuple[str, ...]:
    """Tables, indexes and triggers that are missing, changed, or were put in."""
    expected = sqlcipher.connect(":memory:", isolation_level=None)
    try:
        for migration in load_migrations()[: schema_version(connection)]:
            for statement in split_statements(migration.sql):
                expected.execute(statement)
        wanted = _read_schema(expected)
    finally:
        expected.close()
    found = _read_schema(connection)
    return tuple(
        f"{kind} {name} {'was changed' if (kind, name) in found else 'is missing'}"
        for (kind, name), sql in wanted.items()
        if found.get((kind, name)) != sql
    ) + tuple(
        f"{kind} {name} does not belong" for kind, name in found if (kind, name) not in wanted
    )


def _read_schema(connection: Connection) -> dict[tuple[str, str], str]:
    found = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {(row[0], row[1]): row[2] for row in found if not row[1].startswith("sqlite_")}


def _check_keys(session: Session) -> list[Fault]:
    unlocked = session.unlocked
    try:
        found = keys.read_keys(session.folder / KEYS)
        keys.check_keys(found, unlocked.data_key)
    except StoreError as error:
        return [Fault(KEYS, error.reason)]
    if found.generation != unlocked.keys.generation:
        return [Fault(KEYS, "is not the newest one")]
    return []


def _note(session: Session, report: Report) -> None:
    with session.writing() as change:
        if report.is_whole:
            change.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) "
                "ON CONFLICT DO UPDATE SET value = excluded.value",
                (_CHECKED_AT, str(rows.to_column(change.now))),
            )
        change.record("verify", "store", faults=len(report.faults), files=report.files)
