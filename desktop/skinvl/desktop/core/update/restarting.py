"""Starting what comes after this process: the other version, or the set-up on Windows."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from skinvl.desktop.core.models import Step
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.update.archive import UpdateFile
from skinvl.desktop.core.update.errors import UpdateDamaged, UpdateFailed, UpdateUnfit
from skinvl.desktop.core.update.offer import Offer, refuse_unfit
from skinvl.desktop.core.update.store_state import back_up_store, find_store_state
from skinvl.desktop.core.update.trial import clean_environment

_SETUP_FOLDER = "skinvl-update-"
_WAIT_SECONDS = 60


def start_program(program: Path) -> None:
    """Start another version of the workstation, independent of this process.

    Raises:
        UpdateFailed: it does not start.
    """
    _start([str(program), "desktop"], program)


def prepare_setup(
    offer: Offer,
    step: Step,
    *,
    store: Store | None = None,
    backup_folder: Path | None = None,
    allow_downgrade: bool = False,
) -> Path:
    """Windows: the verified set-up as a file of this computer, after a copy of the store.

    Not tried on Windows. `start_setup` is to be called when the workstation has ended.

    Raises:
        UpdateUnfit: not for this installation.
        UpdateDamaged: the file changed after it was examined.
        UpdateFailed: it could not be copied.
        StoreError: no copy of the store could be made.
    """
    if store is not None:
        store.session.require("administrator", "updating the program")
    state = find_store_state(store)
    refuse_unfit(offer, state, allow_downgrade=allow_downgrade)
    if offer.release.platform != "windows-x86_64":
        raise UpdateUnfit(offer.path, "holds no set-up program")
    # A folder of its own, so that no library beside the set-up is loaded with it.
    folder = Path(tempfile.mkdtemp(prefix=_SETUP_FOLDER))
    target = folder / offer.release.payload.name
    try:
        with UpdateFile(offer.path) as file, target.open("xb") as stream:
            file.open_payload(
                offer.release, lambda done, total: step("unpack", done, total)
            ).copy_to(stream)
            stream.flush()
            os.fsync(stream.fileno())
        version = offer.release.version
        back_up_store(
            state, store, backup_folder, version, lambda done, total: step("backup", done, total)
        )
        if store is not None:
            store.audit.note("change", "application", update="begun", to=version)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UpdateFailed(folder, f"cannot be written ({error.strerror})") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return target


def start_setup(setup: Path, offer: Offer) -> None:
    """Windows: start the set-up silently; it waits until this process has ended.

    Raises:
        UpdateDamaged: the file is not the one that was verified any more.
        UpdateFailed: it does not start.
    """
    try:
        with setup.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UpdateFailed(setup, f"cannot be read ({error.strerror})") from error
    if digest != offer.release.payload.sha256:
        raise UpdateDamaged(setup, "was changed after it was verified; choose the update again")
    log = setup.with_name("setup.log")
    _start([str(setup), "/S", f"/WAIT={_WAIT_SECONDS}", f"/LOG={log}", "/START"], setup)


def _start(command: list[str], subject: Path) -> None:
    try:
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            cwd=subject.parent,
            env=clean_environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise UpdateFailed(
            subject, f"cannot be started ({error.strerror}); start SkinVL from the menu"
        ) from error
