"""Removing what a crash left: sealed files without a row, and files that were never finished."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from skinvl.desktop.core.store.session import Session
from skinvl.desktop.core.store.vault import SUFFIX, Vault


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
    return Sweep(orphans, unfinished)


def find_orphans(vault: Vault, needed: set[str]) -> tuple[Path, ...]:
    """Files of a vault that hold none of the contents that are needed."""
    places = {vault.path_of(sha256) for sha256 in needed}
    return tuple(file for file in vault.files() if file not in places)
