"""Update and go back, for versions that lie side by side.

Order: verify, unpack beside, let the new version test itself, copy the store, and as the last step
replace one link. Whatever fails or is killed before that leaves the former version in use.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skinvl.desktop.core.models import Step
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import StoreError
from skinvl.desktop.core.update.archive import UpdateFile
from skinvl.desktop.core.update.errors import UpdateDamaged, UpdateFailed, UpdateUnfit
from skinvl.desktop.core.update.installation import (
    Installation,
    find_program,
    find_store_schema,
)
from skinvl.desktop.core.update.offer import Offer, refuse_newer_store, refuse_unfit
from skinvl.desktop.core.update.release import RELEASE_FILE, SIGNATURE_FILE
from skinvl.desktop.core.update.store_state import StoreState, back_up_store, find_store_state
from skinvl.desktop.core.update.trial import try_program
from skinvl.desktop.core.update.unpacking import unpack_program
from skinvl.desktop.core.update.versions import VersionFolder
from skinvl.runtime.durable import sync_file, sync_folder


@dataclass(frozen=True)
class Updated:
    """What a change of the version led to.

    Attributes:
        version: in use from the next start on.
        former: the one before.
        program: to be started.
        copy: the copy of the store that was made before, None without a store.
        pruned: old versions that were deleted.
    """

    version: str
    former: str
    program: Path
    copy: Path | None
    pruned: tuple[str, ...] = ()


def install_update(
    offer: Offer,
    step: Step,
    *,
    store: Store | None = None,
    backup_folder: Path | None = None,
    allow_downgrade: bool = False,
) -> Updated:
    """Bring an installation of side by side versions to the version of an update file.

    Args:
        offer: what `examine_update` found.
        step: told of ``unpack``, ``try``, ``backup`` and ``switch``; raises to stop, after which
            nothing has changed.
        store: the open store, of whose user the role administrator is asked; None where nobody is
            logged in.
        backup_folder: where a whole backup of the open store goes.
        allow_downgrade: accept an older version that can open the store.

    Raises:
        UpdateUnfit: not for this installation.
        UpdateDamaged: the file changed after it was examined.
        UpdateFailed: it could not be carried out, or the new version does not work here.
        StoreError: no copy of the store could be made.
    """
    _require_administrator(store)
    state = find_store_state(store)
    refuse_unfit(offer, state, allow_downgrade=allow_downgrade)
    versions = offer.installation.versions
    version = offer.release.version
    with _explaining(offer.path), versions.change():
        if versions.current != offer.installation.version:
            raise UpdateFailed(versions.root, "was changed meanwhile; choose the file again")
        versions.refuse_running(version)
        incoming = versions.make_incoming(version)
        try:
            _unpack(offer, incoming, step)
            try_program(find_program(incoming), version, lambda: step("try", 0, 0))
            copy = _back_up(state, store, backup_folder, version, step)
            step("switch", 0, 0)
            versions.accept(incoming, version)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        return _switch(versions, version, copy)


def roll_back(
    installation: Installation,
    step: Step,
    *,
    store: Store | None = None,
    backup_folder: Path | None = None,
) -> Updated:
    """Return to the version that was in use before; a second time comes back again.

    Args:
        installation: with versions side by side.
        step: as for `install_update`.
        store: the open store, None where nobody is logged in.
        backup_folder: where a whole backup of the open store goes.

    Raises:
        UpdateUnfit: there is no former version, or it could not open the store.
        UpdateFailed: it does not work any more; the present version stays.
        StoreError: no copy of the store could be made.
    """
    _require_administrator(store)
    versions = installation.versions
    with _explaining(versions.root), versions.change():
        version = versions.previous
        if version is None:
            raise UpdateUnfit(versions.root, "there is no former version to go back to")
        folder = versions.folder(version)
        state = find_store_state(store)
        refuse_newer_store(folder, version, find_store_schema(folder), state)
        try_program(find_program(folder), version, lambda: step("try", 0, 0))
        copy = _back_up(state, store, backup_folder, version, step)
        step("switch", 0, 0)
        return _switch(versions, version, copy)


def _unpack(offer: Offer, folder: Path, step: Step) -> None:
    release = offer.release
    if release.unpacked is None:
        raise UpdateUnfit(offer.path, "holds no packed program")

    def on_bytes(done: int, total: int) -> None:
        step("unpack", done, total)

    with (
        UpdateFile(offer.path) as file,
        file.open_payload(release, on_bytes) as stream,
    ):
        unpack_program(stream, folder, release.unpacked, offer.path)
    program = find_program(folder)
    if program.is_symlink() or not program.is_file() or not os.access(program, os.X_OK):
        raise UpdateDamaged(offer.path, f"the program in it has no {program.name}")
    # Says later what this version is and who signed it.
    for name, content in (
        (RELEASE_FILE, offer.signed.content),
        (SIGNATURE_FILE, offer.signed.signature),
    ):
        with (folder / name).open("wb") as target:
            target.write(content)
            target.flush()
            sync_file(target.fileno())
    sync_folder(folder)


def _back_up(
    state: StoreState, store: Store | None, backup_folder: Path | None, version: str, step: Step
) -> Path | None:
    step("backup", 0, 0)
    copy = back_up_store(
        state, store, backup_folder, version, lambda done, total: step("backup", done, total)
    )
    if store is not None:
        store.audit.note("change", "application", update="begun", to=version)
    return copy


def _switch(versions: VersionFolder, version: str, copy: Path | None) -> Updated:
    former = versions.current or ""
    versions.switch(version)
    program = find_program(versions.root / "current")
    return Updated(version, former, program, copy, versions.prune())


def _require_administrator(store: Store | None) -> None:
    if store is not None:
        store.session.require("administrator", "updating the program")


@contextmanager
def _explaining(subject: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UpdateFailed(
            subject,
            f"the update could not be written ({error.strerror or error}); the former version "
            "stays in use",
        ) from error


def note_updated(store: Store, updated: Updated) -> StoreError | None:
    """Enter the change into the audit log; what kept it from that.

    The next login enters it as well, by the version that opens the store then.
    """
    detail: dict[str, Any] = {"from": updated.former, "to": updated.version}
    try:
        store.audit.note("change", "application", update="installed", **detail)
    except StoreError as error:
        return error
    return None
