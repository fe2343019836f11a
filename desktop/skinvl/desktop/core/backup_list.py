"""Backups that lie in a folder or on a stick, as a person would choose among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.backup import Backup, list_backups

_CHECKS = 1000


@dataclass(frozen=True)
class FoundBackup:
    """A whole backup.

    Attributes:
        folder: of this backup.
        time: when it was made.
        store_id: of the store that it is of.
        version: of the program that made it.
        counts: rows of every table.
        size: bytes of its own files; images and reports are shared by all backups of a store.
        files: images and reports in it.
        missing: images and reports that the store had lost already.
        checked: when it was last checked whole on request, None for never.
    """

    folder: Path
    time: datetime
    store_id: str
    version: str
    counts: Mapping[str, int]
    size: int
    files: int
    missing: int
    checked: datetime | None = None


def find_backups(folder: Path, store: Store | None = None) -> tuple[FoundBackup, ...]:
    """The backups in a folder, newest first: those of `store`, or of any store without one.

    Args:
        folder: a stick, a store's folder of backups on it, or one backup.
        store: an open store.
    """
    wanted = store.session.unlocked.keys.store_id if store is not None else None
    checks = _read_checks(store) if store is not None else {}
    places = [folder, folder.parent, *sorted(folder.glob("skinvl-backup-*"))]
    found: dict[Path, FoundBackup] = {}
    for place in places:
        for backup in list_backups(place):
            if place == folder.parent and backup.folder != folder:
                continue
            if wanted in (None, backup.manifest.store_id):
                found[backup.folder] = _describe(backup, checks.get(backup.folder.name))
    return tuple(sorted(found.values(), key=lambda item: item.time, reverse=True))


def note_check(store: Store, backup: FoundBackup, *, rehearsed: bool) -> None:
    """Keep in the audit log that a backup was checked whole and found good."""
    store.audit.note("verify", "backup", name=backup.folder.name, rehearsed=rehearsed)


def _read_checks(store: Store) -> dict[str, datetime]:
    entries = store.audit.list(event="verify", subject="backup", limit=_CHECKS)
    return {str(entry.detail.get("name")): entry.at for entry in reversed(entries)}


def _describe(backup: Backup, checked: datetime | None) -> FoundBackup:
    manifest = backup.manifest
    return FoundBackup(
        folder=backup.folder,
        time=backup.time,
        store_id=manifest.store_id,
        version=manifest.app_version,
        counts=manifest.counts,
        size=sum(fact.size for fact in manifest.files.values()),
        files=len(manifest.contents),
        missing=len(manifest.missing),
        checked=checked,
    )
