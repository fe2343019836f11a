"""Removing what a crash left: sealed files without a row, and files that were never finished."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from skinvl.desktop.core.store.session import Session
from skinvl.desktop.core.store.vault import SUFFIX, Vault

SWEEP_DUE = "sweep_due"
"""Key of ``meta`` that stands while files of erased records may still be there."""


@dataclass(frozen=True)
class Sweep:
    """What was removed: sealed files that no row refers to, and unfinished files."""

    orphans: int
    unfinished: int


def sweep_orphans(session: Session) -> Sweep:
    """Remove files that no row refers to; no import runs meanwhile.

    Raises:
        StoreLocked: the store is locked.
    """
    unlocked = session.unlocked
    with session.maintenance, unlocked.database.exclusive() as connection:
        images = {row[0] for row in connection.execute("SELECT sha256 FROM image")}
        reports = {row[0] for row in connection.execute("SELECT document_sha256 FROM report")}
        orphans, unfinished = 0, 0
        for vault, needed in ((unlocked.images, images), (unlocked.reports, reports)):
            for file in find_orphans(vault, needed):
                with suppress(OSError):
                    file.unlink()
                    orphans += file.suffix == SUFFIX
                    unfinished += file.suffix != SUFFIX
        for file in session.folder.glob(".*.part"):
            with suppress(OSError):
                file.unlink()
                unfinished += 1
        if orphans or unfinished:
            with session.writing() as change:
                change.record("delete", "files", orphans=orphans, unfinished=unfinished)
        clear_due(session)
    return Sweep(orphans, unfinished)


def is_sweep_due(session: Session) -> bool:
    """Whether the program ended between erasing rows and removing their files."""
    with session.reading() as connection:
        sql = "SELECT 1 FROM meta WHERE key = ?"
        return connection.execute(sql, (SWEEP_DUE,)).fetchone() is not None


def clear_due(session: Session) -> None:
    """Note that no files of erased records are left."""
    with session.unlocked.database.writing() as connection:
        connection.execute("DELETE FROM meta WHERE key = ?", (SWEEP_DUE,))


def find_orphans(vault: Vault, needed: set[str]) -> tuple[Path, ...]:
    """Files of a vault that hold none of the contents that are needed."""
    places = {vault.path_of(sha256) for sha256 in needed}
    return tuple(file for file in vault.files() if file not in places)
