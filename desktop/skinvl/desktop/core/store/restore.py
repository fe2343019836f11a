"""From a backup back to a store: verified before anything is moved, and nothing is deleted."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from skinvl.desktop.core.store import audit, keys
from skinvl.desktop.core.store.backup import Progress, list_contents
from skinvl.desktop.core.store.connection import Connection, connected, full_check
from skinvl.desktop.core.store.errors import (
    BackupRefused,
    ImageDamaged,
    LoginRefused,
    StoreError,
)
from skinvl.desktop.core.store.manifest import (
    FileFact,
    Manifest,
    check_manifest,
    count_rows,
    describe_file,
    read_manifest,
)
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.place import (
    BACKUPS,
    DATABASE,
    KEYS,
    PREVIOUS_KEYS,
    SEAL,
    InstanceLock,
    make_private_folder,
    refuse_network_place,
    write_private,
)
from skinvl.desktop.core.store.session import (
    Clock,
    Member,
    Session,
    UserId,
    open_parts,
    open_vaults,
    read_clock,
)
from skinvl.runtime.durable import sync_folder


@dataclass(frozen=True)
class Secret:
    """What opens a backup: the password that a user had then, or the recovery key of then."""

    user: str = ""
    password: str = ""
    recovery_key: str = ""


@dataclass(frozen=True)
class Restored:
    """``moved_aside`` is where the data lie that were in the folder before, None for none."""

    folder: Path
    moved_aside: Path | None
    counts: Mapping[str, int]
    missing: tuple[str, ...]


def verify_backup(backup: Path, secret: Secret, progress: Progress | None = None) -> Manifest:
    """Check a backup whole: seal, hashes, database, audit log, and every image in it.

    Args:
        backup: folder of one backup, in the folder of the store's backups.
        secret: opens it.
        progress: called with files checked and files in all.

    Raises:
        LoginRefused: the password does not open it.
        RecoveryKeyRefused: the recovery key does not.
        BackupRefused: it is damaged, incomplete or changed; names what.
    """
    found, data_key, _ = _unwrap(backup, secret)
    return _verify(backup, found, data_key, progress)


def restore_backup(
    backup: Path,
    folder: Path,
    secret: Secret,
    *,
    clock: Clock = read_clock,
    progress: Progress | None = None,
) -> Restored:
    """Verify a backup and put it in the place of a data folder, whose data are moved aside.

    Args:
        backup: folder of one backup.
        folder: where the store shall be; no program may have it open.
        secret: opens the backup.
        clock: gives the time.
        progress: called with files done and files in all.

    Raises:
        StoreInUse: the data folder is open.
        BackupRefused: the backup is damaged, or could not be copied; nothing was moved.
        LoginRefused: the password does not open it.
    """
    refuse_network_place(folder)
    make_private_folder(folder)
    lock = InstanceLock(folder)
    try:
        assembled, manifest = _assemble(backup, folder.parent, secret, clock, progress)
        aside = _free_name(folder, clock)
    finally:
        # Windows does not rename a folder in which a file is open.
        lock.release()
    is_empty = not any((folder / name).exists() for name in (DATABASE, KEYS))
    _exchange(folder, assembled, aside)
    if is_empty:
        shutil.rmtree(aside, ignore_errors=True)
    return Restored(folder, None if is_empty else aside, manifest.counts, manifest.missing)


def _exchange(folder: Path, assembled: Path, aside: Path) -> None:
    """Put what was assembled in the place of the data folder, which goes aside; both or neither.

    Raises:
        BackupRefused: Windows moves no folder in which a program has a file open.
    """
    moved, back = False, True
    try:
        os.replace(folder, aside)
        moved = True
        os.replace(assembled, folder)
    except OSError as error:
        if moved:
            back = _move_back(aside, folder)
        stays = "nothing was changed" if back else f"the data lie beside it, in {aside.name}"
        reason = f"could not be exchanged for the backup ({error.strerror}); {stays}"
        raise BackupRefused(folder, reason) from error
    finally:
        shutil.rmtree(assembled, ignore_errors=True)
    sync_folder(folder.parent)


def _move_back(aside: Path, folder: Path) -> bool:
    try:
        os.replace(aside, folder)
    except OSError:
        return False
    return True


def rehearse_restore(
    backup: Path, scratch: Path, secret: Secret, progress: Progress | None = None
) -> Manifest:
    """Restore into a folder of its own within `scratch`, open it, and remove it again.

    Raises:
        BackupRefused: the backup could not be restored.
        LoginRefused: the password does not open it.
    """
    assembled, manifest = _assemble(backup, scratch, secret, read_clock, progress)
    shutil.rmtree(assembled)
    return manifest


def _assemble(
    backup: Path, parent: Path, secret: Secret, clock: Clock, progress: Progress | None
) -> tuple[Path, Manifest]:
    """A data folder beside its final place, opened once."""
    found, data_key, member = _unwrap(backup, secret)
    manifest = _verify(backup, found, data_key, progress)
    part = Path(tempfile.mkdtemp(dir=parent, prefix=".skinvl-restore-"))
    try:
        for name in (DATABASE, KEYS, SEAL):
            write_private(part / name, (backup / name).read_bytes())
        write_private(part / PREVIOUS_KEYS, (backup / KEYS).read_bytes())
        make_private_folder(part / BACKUPS)
        for name in manifest.contents:
            make_private_folder((part / name).parent)
            write_private(part / name, (backup.parent / name).read_bytes())
        for kind in ("images", "reports"):
            make_private_folder(part / kind)
        _open_once(part, found, data_key, member, clock, backup.name)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise BackupRefused(
            backup.name, f"could not be copied ({error.strerror}); nothing was changed"
        ) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return part, manifest


def _open_once(
    folder: Path,
    found: keys.KeyFile,
    data_key: bytearray,
    user_id: int | None,
    clock: Clock,
    name: str,
) -> None:
    """Open the assembled store and note in its audit log where it comes from."""
    session = Session(folder, clock)
    session.unlock(open_parts(folder, bytearray(data_key), found))
    try:
        if user_id is not None:
            session.unlocked.member = Member(UserId(user_id), "", "reader")
        with session.writing() as change:
            change.record("restore", "store", backup=name)
    finally:
        session.lock()


def _verify(
    backup: Path, found: keys.KeyFile, data_key: bytearray, progress: Progress | None
) -> Manifest:
    manifest = read_manifest(backup)
    check_manifest(manifest, data_key, backup.name)
    if manifest.store_id != found.store_id:
        raise BackupRefused(backup.name, "its keys belong to another store")
    for name, fact in manifest.files.items():
        _check_file(backup, name, fact)
    with connected(backup / DATABASE, data_key, wal=False) as connection:
        if faults := full_check(connection):
            raise BackupRefused(backup.name, f"{DATABASE} is damaged ({faults[0]})")
        if count_rows(connection) != dict(manifest.counts):
            raise BackupRefused(backup.name, f"{DATABASE} does not hold what the manifest says")
        sealed = audit.read_seal(backup, found.store_id, data_key)
        verdict = audit.verify_chain(connection, found.store_id, sealed)
        if not verdict.is_whole or sealed is None:
            raise BackupRefused(backup.name, f"audit log: {verdict.reason or 'no seal'}")
        _verify_contents(backup, found, data_key, manifest, connection, progress)
    return manifest


def _verify_contents(
    backup: Path,
    found: keys.KeyFile,
    data_key: bytearray,
    manifest: Manifest,
    connection: Connection,
    progress: Progress | None,
) -> None:
    # The files lie in the folder that all backups of the store share.
    vaults = open_vaults(backup.parent, data_key, found.store_id)
    wanted = list_contents(connection, *vaults)
    named = set(manifest.contents)
    for index, (vault, sha256) in enumerate(wanted):
        if progress is not None:
            progress(index, len(wanted))
        file = vault.path_of(sha256)
        name = file.relative_to(backup.parent).as_posix()
        if name in manifest.missing:
            continue
        if name not in named:
            raise BackupRefused(backup.name, f"the manifest does not name {name}")
        try:
            vault.get(sha256)
        except ImageDamaged as error:
            raise BackupRefused(backup.name, str(error)) from error


def _check_file(backup: Path, name: str, fact: FileFact) -> None:
    try:
        whole = describe_file(backup / name) == fact
    except OSError as error:
        raise BackupRefused(backup.name, f"{name} cannot be read ({error.strerror})") from error
    if not whole:
        raise BackupRefused(backup.name, f"{name} is damaged; use another backup")


def _unwrap(backup: Path, secret: Secret) -> tuple[keys.KeyFile, bytearray, int | None]:
    try:
        found = keys.read_keys(backup / KEYS)
    except StoreError as error:
        raise BackupRefused(backup.name, error.reason) from error
    user_id = None
    if secret.recovery_key:
        data_key = keys.unwrap_with_recovery_key(found, secret.recovery_key)
    else:
        unwrapped = keys.unwrap_with_password(found, secret.user, secret.password, Cost())
        if unwrapped is None:
            raise LoginRefused(
                "backup", "user name or password is not the one of when the backup was made"
            )
        data_key, user_id = unwrapped
    try:
        keys.check_keys(found, data_key)
    except StoreError as error:
        raise BackupRefused(backup.name, f"{KEYS} {error.reason}") from error
    return found, data_key, user_id


def _free_name(folder: Path, clock: Clock) -> Path:
    stamp = clock().strftime("%Y%m%dT%H%M%S%fZ")
    return folder.with_name(f"{folder.name}-before-restore-{stamp}")
