"""Making the files of an empty store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from skinvl.contract import __version__
from skinvl.desktop.core.store import audit, keys, sealing
from skinvl.desktop.core.store.connection import connected
from skinvl.desktop.core.store.migrations import Migration, apply_migration
from skinvl.desktop.core.store.place import (
    BACKUPS,
    DATABASE,
    KEYS,
    create_private_file,
    make_private_folder,
)
from skinvl.desktop.core.store.session import Change, Session, make_store_id
from skinvl.desktop.core.store.users import insert_user
from skinvl.runtime.durable import replace_file, sync_folder

_SETUP = "skinvl.setup.db"


def has_store(folder: Path) -> bool:
    """Whether there is a store in the folder, also a damaged one."""
    if (folder / DATABASE).exists():
        return True
    return (folder / KEYS).exists() and not (folder / _SETUP).exists()


def make_files(
    session: Session,
    user: str,
    name: str,
    password: str,
    recovery_key: str,
    migrations: Sequence[Migration],
) -> None:
    """Database with the first user, then keys; the database gets its name last.

    An interrupted set-up has shown no recovery key and holds no record: the next one discards it.
    """
    folder, store_id, data_key = session.folder, make_store_id(), sealing.make_data_key()
    for suffix in ("", "-wal", "-shm", "-journal"):
        (folder / f"{_SETUP}{suffix}").unlink(missing_ok=True)
    create_private_file(folder / _SETUP)
    make_private_folder(folder / BACKUPS)
    with connected(folder / _SETUP, data_key) as connection:
        for migration in migrations:
            apply_migration(connection, migration, DATABASE)
        facts = {"store_id": store_id, "key_generation": "1", "app_version": __version__}
        connection.execute("BEGIN IMMEDIATE")
        for item in facts.items():
            connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", item)
        change = Change(connection, store_id, session.clock(), None)
        user_id = insert_user(change, user, name, "administrator", must_change=False)
        connection.execute("COMMIT")
        audit.write_seal(folder, audit.read_head(connection, store_id), data_key)
    recovery = keys.make_recovery_slot(store_id, recovery_key, data_key)
    slot = keys.make_password_slot(store_id, user, user_id, password, data_key, session.cost)
    keys.write_keys(folder, keys.new_keys(store_id, slot, recovery), data_key)
    sealing.wipe(data_key)
    replace_file(folder / _SETUP, folder / DATABASE)
    sync_folder(folder)
