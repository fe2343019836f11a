"""Backups of a store that is in use: a database copy per backup, image files shared by all.

::

    PLACE/skinvl-backup-1a2b3c4d/          one folder per store
        images/ab/abcd....sealed           files as in the store, each copied once
        reports/...
        20260102T030405678Z/               one backup
            skinvl.db  keys.json  audit.seal  manifest.json

Everything is encrypted as in the store. A backup has its name only once it is whole and verified.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from skinvl.contract import __version__
from skinvl.desktop.core.store import audit, rows
from skinvl.desktop.core.store.connection import Connection, connected, quick_check
from skinvl.desktop.core.store.copying import copy_database
from skinvl.desktop.core.store.errors import BackupRefused, ImageDamaged, StoreDamaged, StoreError
from skinvl.desktop.core.store.manifest import (
    MANIFEST,
    Manifest,
    check_manifest,
    describe_file,
    new_manifest,
    read_manifest,
    write_manifest,
)
from skinvl.desktop.core.store.place import (
    DATABASE,
    KEYS,
    SEAL,
    make_private_folder,
    write_private,
)
from skinvl.desktop.core.store.rotation import Rotation, choose_kept
from skinvl.desktop.core.store.session import Session, Unlocked
from skinvl.desktop.core.store.vault import Vault
from skinvl.runtime.durable import sync_folder

Progress = Callable[[int, int], None]
# Copies made earlier that are read again: a stick that forgets is noticed within days.
_CHECKED_PER_BACKUP = 500
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True)
class Backup:
    """A whole backup. ``missing`` are files that the store itself has lost: tell the user."""

    folder: Path
    manifest: Manifest

    @property
    def time(self) -> datetime:
        """When it was made."""
        return self.manifest.time

    @property
    def missing(self) -> tuple[str, ...]:
        """Image files that neither the store nor an earlier backup has."""
        return self.manifest.missing


def place_of(destination: Path, store_id: str) -> Path:
    """The folder of a store's backups within a folder or a USB stick."""
    return destination / f"skinvl-backup-{store_id[:8]}"


def list_backups(place: Path) -> tuple[Backup, ...]:
    """The whole backups in a store's folder of backups, newest first."""
    found = []
    for folder in place.iterdir() if place.is_dir() else ():
        if folder.is_dir() and _read_stamp(folder.name) is not None:
            with suppress(BackupRefused):
                found.append(Backup(folder, read_manifest(folder)))
    return tuple(sorted(found, key=lambda backup: backup.time, reverse=True))


def make_backup(
    session: Session,
    destination: Path,
    rotation: Rotation | None = None,
    progress: Progress | None = None,
) -> Backup:
    """Copy the store into a folder, verify the copy, then let old backups go.

    Args:
        session: an unlocked store; it can be used meanwhile.
        destination: a folder, such as the root of a USB stick.
        rotation: how many to keep.
        progress: called with files copied and files in all; raise in it to give up.

    Raises:
        BackupRefused: nothing was written, the reason is in the audit log.
        StoreDamaged: the database is damaged; no backup is made of it.
    """
    if not destination.is_dir():
        raise BackupRefused(destination, "is not there; plug it in or choose another folder")
    with session.maintenance:
        try:
            backup = _make(session, destination, progress)
        except (StoreError, OSError) as error:
            with suppress(StoreError), session.writing() as change:
                change.record("backup", "store", done=False, reason=type(error).__name__)
            if isinstance(error, OSError):
                raise BackupRefused(
                    destination, f"could not be written ({error.strerror}); no backup was made"
                ) from error
            raise
        with session.writing() as change:
            change.record(
                "backup", "store", done=True, name=backup.folder.name,
                photographs=backup.manifest.counts["photograph"], missing=len(backup.missing),
            )  # fmt: skip
        with suppress(OSError):
            rotate_backups(backup.folder.parent, rotation or Rotation())
    return backup


def rotate_backups(place: Path, rotation: Rotation) -> tuple[str, ...]:
    """Delete backups that are no longer kept and files that no backup refers to; their names.

    Raises:
        OSError: something could not be deleted.
    """
    backups = list_backups(place)
    kept = choose_kept((backup.time for backup in backups), rotation)
    gone = []
    for backup in backups:
        if backup.time not in kept:
            doomed = place / f".{backup.folder.name}.deleted"
            os.replace(backup.folder, doomed)
            shutil.rmtree(doomed)
            gone.append(backup.folder.name)
    named = [item for item in place.iterdir() if _read_stamp(item.name) is not None]
    remaining = list_backups(place)
    if gone and len(named) == len(remaining):
        # A backup that cannot be read may need any of the files.
        needed = {name for backup in remaining for name in backup.manifest.contents}
        for kind in ("images", "reports"):
            for file in list((place / kind).rglob("*")):
                if file.is_file() and file.relative_to(place).as_posix() not in needed:
                    file.unlink()
    return tuple(gone)


def list_contents(
    connection: Connection, images: Vault, reports: Vault
) -> tuple[tuple[Vault, str], ...]:
    """(vault, SHA-256) of every file that a database refers to."""
    of_images = connection.execute("SELECT sha256 FROM image ORDER BY sha256").fetchall()
    of_reports = connection.execute(
        "SELECT DISTINCT document_sha256 FROM report ORDER BY document_sha256"
    ).fetchall()
    return (
        *((images, row[0]) for row in of_images),
        *((reports, row[0]) for row in of_reports),
    )


def _make(session: Session, destination: Path, progress: Progress | None) -> Backup:
    unlocked = session.unlocked
    place = place_of(destination, unlocked.keys.store_id)
    make_private_folder(place)
    now = session.clock().astimezone(UTC)
    target = place / now.strftime(_STAMP)
    part = place / f".{target.name}.part"
    _clear_leftovers(place)
    make_private_folder(part)
    try:
        _copy_snapshot(session, part)
        with connected(part / DATABASE, unlocked.data_key, wal=False) as copy:
            head = audit.read_head(copy, unlocked.keys.store_id)
            audit.write_seal(part, head, unlocked.data_key)
            contents, missing = _copy_contents(copy, unlocked, place, progress)
            files = {name: describe_file(part / name) for name in (DATABASE, KEYS, SEAL)}
            created_at = str(rows.to_column(now))
            manifest = new_manifest(
                unlocked.keys.store_id, created_at, __version__, copy, files, contents, missing
            )
        write_private(part / MANIFEST, write_manifest(manifest, unlocked.data_key))
        # A key that was wiped meanwhile has sealed nothing.
        check_manifest(read_manifest(part), unlocked.data_key, target.name)
        os.replace(part, target)
        sync_folder(place)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Backup(target, read_manifest(target))


def _copy_snapshot(session: Session, part: Path) -> None:
    """Database and keys of one moment."""
    unlocked = session.unlocked
    with unlocked.database.exclusive():
        source = unlocked.database.open_reader()
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM meta").fetchone()
        content = (session.folder / KEYS).read_bytes()
    try:
        if faults := quick_check(source):
            raise StoreDamaged(
                DATABASE, f"is damaged ({faults[0]}); no backup is made of it, restore the last one"
            )
        copy_database(source, part / DATABASE, unlocked.data_key)
    finally:
        source.close()
    write_private(part / KEYS, content)


def _copy_contents(
    copy: Connection, unlocked: Unlocked, place: Path, progress: Progress | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Copy the files that the place lacks; names that are there, and names that are lost."""
    wanted = list_contents(copy, unlocked.images, unlocked.reports)
    looked_at = set(random.sample(range(len(wanted)), min(len(wanted), _CHECKED_PER_BACKUP)))
    there, missing = [], []
    for index, (vault, sha256) in enumerate(wanted):
        if progress is not None:
            progress(index, len(wanted))
        source = vault.path_of(sha256)
        name = f"{vault.folder.name}/{source.parent.name}/{source.name}"
        target = place / name
        has_copy = _has_copy(source, target)
        if has_copy and index in looked_at:
            has_copy = _is_whole(vault, target, sha256)
        if has_copy or _copy_file(vault, source, target, sha256):
            there.append(name)
        else:
            missing.append(name)
    if progress is not None:
        progress(len(wanted), len(wanted))
    return tuple(there), tuple(missing)


def _has_copy(source: Path, target: Path) -> bool:
    try:
        size = target.stat().st_size
    except OSError:
        return False
    # A file that the store has lost is still good here.
    return not source.exists() or source.stat().st_size == size


def _is_whole(vault: Vault, file: Path, sha256: str) -> bool:
    try:
        vault.open_file(file, sha256)
    except ImageDamaged:
        return False
    return True


def _copy_file(vault: Vault, source: Path, target: Path, sha256: str) -> bool:
    """Copy one file and read the copy back; False where the store has lost it."""
    if not _is_whole(vault, source, sha256):
        return False
    make_private_folder(target.parent)
    write_private(target, source.read_bytes())
    vault.open_file(target, sha256)
    return True


def _clear_leftovers(place: Path) -> None:
    for folder in place.glob(".*"):
        if folder.name.endswith((".part", ".deleted")) and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def _read_stamp(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, _STAMP)
    except ValueError:
        return None
