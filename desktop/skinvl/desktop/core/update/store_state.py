"""What the user's store asks of a version of the program, and its copy before the switch."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from skinvl.desktop.core.configuration import machine_file, read_configuration, user_file
from skinvl.desktop.core.store import Store, has_store
from skinvl.desktop.core.store.backup import make_backup
from skinvl.desktop.core.store.migrations import schema_version
from skinvl.desktop.core.store.place import DATABASE
from skinvl.desktop.core.store.safety_copy import copy_closed_store, make_safety_copy
from skinvl.desktop.core.store.written_by import read_written_by
from skinvl.desktop.core.update.errors import UpdateFailed

Progress = Callable[[int, int], None]
_RESERVE = 64 * 1024 * 1024


@dataclass(frozen=True)
class StoreState:
    """The store of this user.

    Attributes:
        folder: the data folder, None where there is no store.
        schema: of its database; None where nobody has opened it since this was noted.
        app_version: the version that opened it last.
    """

    folder: Path | None = None
    schema: int | None = None
    app_version: str | None = None


def find_store_state(store: Store | None = None) -> StoreState:
    """The open store, or the one that the settings of this user name."""
    if store is not None and not store.is_locked:
        with store.session.reading() as connection:
            schema = schema_version(connection)
        found = read_written_by(store.folder)
        return StoreState(store.folder, schema, found.app_version if found else None)
    chosen = read_configuration(machine_file(), user_file()).values.data_folder
    folder = Path(chosen) if chosen is not None else None
    if folder is None or not has_store(folder):
        return StoreState()
    found = read_written_by(folder)
    return StoreState(folder, found.schema, found.app_version) if found else StoreState(folder)


def back_up_store(
    state: StoreState,
    store: Store | None,
    backup_folder: Path | None,
    version: str,
    progress: Progress,
) -> Path | None:
    """Copy the store before another version opens it; where the copy is, None without a store.

    An open store gets a copy of its database in the data folder and, where a backup folder is
    chosen, a whole backup there. A store that nobody has open is copied without a password.

    Raises:
        NotPermitted: the user of the open store is no administrator.
        BackupRefused: no backup could be made.
        StoreInUse: another process has the store open.
        UpdateFailed: no room for the copy.
    """
    if state.folder is None:
        return None
    needed = (state.folder / DATABASE).stat().st_size + _RESERVE
    free = shutil.disk_usage(state.folder).free
    if free < needed:
        raise UpdateFailed(
            state.folder,
            f"a copy of the store needs {needed / 1e6:.0f} MB here, and {free / 1e6:.0f} MB are "
            "free; make room",
        )
    reason = f"update-{version}"
    if store is None:
        try:
            return copy_closed_store(state.folder, reason)
        except OSError as error:
            raise UpdateFailed(
                state.folder, f"the store could not be copied ({error.strerror})"
            ) from error
    store.session.require("administrator", "updating the program")
    with store.session.unlocked.database.exclusive() as connection:
        copy = make_safety_copy(store.session, connection, reason, progress)
    if backup_folder is not None:
        return make_backup(store.session, backup_folder, progress=progress).folder
    return copy
