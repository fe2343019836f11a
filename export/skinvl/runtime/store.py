"""The installed bundles of one user: a folder each, and `active.json`, which names one of them.

::

    store/
      mine-1.2.0-0123456789ab/   a bundle: name, version, start of the SHA-256 of its manifest
      active.json                the active one, and those that were active before it
      keys/                      public keys that an administrator added
      .lock                      held by whoever changes any of this
      .incoming-*, .removed-*    half a copy; cleared away by the next change

`active.json` is replaced in one step, a folder appears and disappears by renaming, so that a
process killed at any moment leaves the state before or the state after.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from skinvl.contract.errors import BundleError, BundleMissingFile, BundleTampered
from skinvl.contract.record import canonical_json, read_record, write_record
from skinvl.runtime.activation import Activation, StoreState
from skinvl.runtime.durable import sync_folder, write_atomically
from skinvl.runtime.location import find_shipped_bundle, find_store
from skinvl.runtime.verify import SignedManifest

SHIPPED = "shipped"
STATE_FILE = "active.json"
_LOCK_FILE = ".lock"
_TEMPORARY = (".incoming-", ".removed-")
_LARGEST_STATE = 1024 * 1024
_PREFIX = 12
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}")


@dataclass(frozen=True)
class DefaultBundle:
    """The bundle that is used where none is named; `activation` is None for the shipped one."""

    folder: Path
    activation: Activation | None = None

    def check(self, sha256: str) -> None:
        """Check that the bundle in the folder is the one that was activated.

        Raises:
            BundleTampered: another one lies there.
        """
        if self.activation is not None and self.activation.sha256 != sha256:
            raise BundleTampered(
                self.folder, "not the bundle that was activated; run `skinvl bundle rollback`"
            )

    @property
    def cuda_refused(self) -> str | None:
        """Why CUDA may not run it; None if it may."""
        return self.activation.cuda_refused if self.activation is not None else None


class BundleStore:
    """The store in one folder, which is made when the first bundle is installed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else find_store()

    @property
    def keys_folder(self) -> Path:
        """Where the keys lie that an administrator added."""
        return self.folder / "keys"

    def read_state(self) -> StoreState:
        """Which bundle is active.

        Raises:
            BundleError: `active.json` is damaged.
        """
        path = self.folder / STATE_FILE
        try:
            with path.open("rb") as stream:
                record = json.loads(stream.read(_LARGEST_STATE))
            state = read_record(StoreState, record, "")
            for entry in (state.active, *state.history):
                if entry is not None and not _is_folder_name(entry.folder):
                    raise ValueError(f"{entry.folder!r} is no installed bundle")
        except (FileNotFoundError, NotADirectoryError):
            return StoreState()
        except OSError as error:
            raise BundleError(path, f"cannot be read ({error.strerror})") from error
        except (ValueError, RecursionError) as error:
            raise BundleError(
                path, "damaged; choose a bundle with `skinvl bundle activate NAME` (or `shipped`)"
            ) from error
        return state

    def write_state(self, state: StoreState) -> None:
        """Replace `active.json` in one step.

        Raises:
            OSError: it cannot be written.
        """
        write_atomically(self.folder / STATE_FILE, canonical_json(write_record(state)))

    def list_folders(self) -> list[Path]:
        """Folders of the installed bundles, by name."""
        try:
            found = [path for path in self.folder.iterdir() if _is_folder_name(path.name)]
        except OSError:
            return []
        return sorted(path for path in found if path.is_dir())

    @contextmanager
    def change(self) -> Iterator[None]:
        """Hold the lock, and clear away what an interrupted change left behind.

        Raises:
            BundleError: another process holds it, or the store cannot be written.
        """
        path = self.folder / _LOCK_FILE
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            stream = path.open("a+b")
        except OSError as error:
            raise BundleError(
                self.folder, f"cannot be written ({error.strerror}); see SKINVL_BUNDLES"
            ) from error
        with stream:
            if not _try_lock(stream):
                raise BundleError(
                    self.folder, "another process is changing the installed bundles; wait for it"
                )
            for left in list(self.folder.iterdir()):
                if left.name.startswith(_TEMPORARY):
                    shutil.rmtree(left, ignore_errors=True)
                elif left.name.startswith(f".{STATE_FILE}."):
                    with suppress(OSError):
                        left.unlink()
            yield

    def delete(self, folder: Path) -> None:
        """Make a bundle disappear in one step, then free its space.

        Raises:
            OSError: the store cannot be written.
        """
        doomed = self.folder / f"{_TEMPORARY[1]}{folder.name}"
        os.rename(folder, doomed)
        sync_folder(self.folder)
        shutil.rmtree(doomed, ignore_errors=True)

    def make_incoming(self) -> Path:
        """A new empty folder for a copy, on the disk of the store.

        Raises:
            OSError: the store cannot be written.
        """
        path = self.folder / f"{_TEMPORARY[0]}{os.getpid()}"
        path.mkdir(mode=0o755)
        return path


def name_folder(signed: SignedManifest, path: Path) -> str:
    """Folder name of a bundle in the store.

    Raises:
        BundleError: its name or version cannot be part of a path.
    """
    name, version = signed.manifest.name, signed.manifest.version
    if not _NAME.fullmatch(name) or name == SHIPPED or not _VERSION.fullmatch(version):
        raise BundleError(path, f"{name!r} {version!r} cannot name an installed bundle")
    return f"{name}-{version}-{signed.sha256[:_PREFIX]}"


def find_default_bundle(store: BundleStore | None = None) -> DefaultBundle:
    """The active installed bundle where there is one, else the shipped bundle.

    Raises:
        BundleMissingFile: the active bundle is gone, or nothing ships with this installation.
        BundleError: the store is damaged.
    """
    place = store or BundleStore()
    active = place.read_state().active
    if active is None:
        return DefaultBundle(find_shipped_bundle())
    folder = place.folder / active.folder
    if not folder.is_dir():
        raise BundleMissingFile(
            folder, "the active bundle is gone; run `skinvl bundle rollback` or install it again"
        )
    return DefaultBundle(folder, active)


def _is_folder_name(name: str) -> bool:
    return re.fullmatch(r"[a-z0-9][0-9A-Za-z.+_-]*-[0-9a-f]{12}", name) is not None


def _try_lock(stream: IO[bytes]) -> bool:
    """Lock an open file until it is closed or its process ends; False where another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
