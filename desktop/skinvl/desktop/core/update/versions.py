"""The versions of a program that lie side by side, and the link that says which one is used.

::

    root/
      versions/0.1.0/          one whole program each
      versions/.0.2.0.partial  half a copy; cleared away by the next change
      current -> versions/0.1.0
      previous -> versions/0.0.9
      .lock/pid                held by whoever changes any of this

The same layout and the same lock as those of the ``.run`` file. `current` is replaced in one step.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from skinvl.desktop.core.update.errors import UpdateFailed
from skinvl.desktop.core.update.lock import free_lock, take_lock
from skinvl.desktop.core.update.release import is_version
from skinvl.runtime.durable import sync_folder

PROGRAM = "skinvl"
VERSIONS = "versions"
CURRENT, PREVIOUS = "current", "previous"
_PARTIAL = ".partial"
_PROCESSES = Path("/proc")


class VersionFolder:
    """The versions in `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.place = root / VERSIONS

    @staticmethod
    def holds(folder: Path) -> bool:
        """Whether `folder` is a version in such a place."""
        place = folder.parent
        return place.name == VERSIONS and (place.parent / CURRENT).is_symlink()

    @property
    def current(self) -> str | None:
        """The version in use."""
        return self._follow(CURRENT)

    @property
    def previous(self) -> str | None:
        """The version that was in use before; None where there is none to go back to."""
        found = self._follow(PREVIOUS)
        return found if found != self.current else None

    def folder(self, version: str) -> Path:
        """The folder of a version."""
        return self.place / version

    def list_versions(self) -> tuple[str, ...]:
        """Versions that are there, by name."""
        with suppress(OSError):
            names = [entry.name for entry in self.place.iterdir() if entry.is_dir()]
            return tuple(sorted(name for name in names if is_version(name)))
        return ()

    @contextmanager
    def change(self) -> Iterator[None]:
        """Hold the lock, and clear away what an interrupted change left behind.

        Raises:
            UpdateFailed: another process holds it, or the folder cannot be written.
        """
        try:
            take_lock(self.root)
        except OSError as error:
            raise UpdateFailed(self.root, f"cannot be written ({error.strerror})") from error
        try:
            for left in list(self.place.glob(f".*{_PARTIAL}")):
                shutil.rmtree(left, ignore_errors=True)
            for left in list(self.root.glob(f".*{_PARTIAL}")):
                left.unlink(missing_ok=True)
            yield
        finally:
            free_lock(self.root)

    def make_incoming(self, version: str) -> Path:
        """A new empty folder for a copy.

        Raises:
            OSError: it cannot be made.
        """
        folder = self.place / f".{version}{_PARTIAL}"
        folder.mkdir()
        # Whatever the umask: other users of a shared installation have to read it.
        folder.chmod(0o755)
        return folder

    def accept(self, incoming: Path, version: str) -> Path:
        """Give a whole and tried copy its name; a former copy of that version goes.

        Raises:
            UpdateFailed: the former copy is running.
            OSError: the folder cannot be written.
        """
        self.refuse_running(version)
        target = self.folder(version)
        if target.exists():
            self._delete(target)
        os.rename(incoming, target)
        sync_folder(self.place)
        return target

    def refuse_running(self, version: str) -> None:
        """Refuse to replace a version of which a process runs: it still reads from its folder.

        Raises:
            UpdateFailed: one runs.
        """
        if version in self._list_running():
            raise UpdateFailed(
                self.folder(version),
                f"SkinVL {version} is running; close it, then choose the file again",
            )

    def switch(self, version: str) -> None:
        """Use another version from now on, and remember the present one.

        Raises:
            OSError: the folder cannot be written; the present version stays.
        """
        former = self.current
        if former is not None and former != version:
            self._point(PREVIOUS, former)
        self._point(CURRENT, version)

    def prune(self) -> tuple[str, ...]:
        """Delete versions that are neither in use, nor the former one, nor running; their names."""
        kept = {self.current, self.previous, *self._list_running()}
        gone = [name for name in self.list_versions() if name not in kept]
        for name in gone:
            with suppress(OSError):
                self._delete(self.folder(name))
        return tuple(gone)

    def _follow(self, name: str) -> str | None:
        try:
            target = Path(os.readlink(self.root / name))
        except OSError:
            return None
        inside = target.parent in (Path(VERSIONS), self.place)
        whole = (self.place / target.name).is_dir()
        return target.name if inside and whole and is_version(target.name) else None

    def _point(self, name: str, version: str) -> None:
        link = self.root / f".{name}{_PARTIAL}"
        link.unlink(missing_ok=True)
        os.symlink(f"{VERSIONS}/{version}", link)
        os.replace(link, self.root / name)
        sync_folder(self.root)

    def _delete(self, folder: Path) -> None:
        doomed = self.place / f".{folder.name}.old{_PARTIAL}"
        shutil.rmtree(doomed, ignore_errors=True)
        os.rename(folder, doomed)
        shutil.rmtree(doomed, ignore_errors=True)

    def _list_running(self) -> set[str]:
        """Versions of which a process runs that this user can see."""
        running = set()
        for entry in _PROCESSES.glob("[0-9]*/exe"):
            with suppress(OSError):
                program = Path(os.readlink(entry))
                if program.is_relative_to(self.place):
                    running.add(program.relative_to(self.place).parts[0])
        return running
