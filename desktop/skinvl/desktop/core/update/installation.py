"""How and where a program is installed, and so who can update it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from skinvl.contract import __version__
from skinvl.desktop.core.update.errors import UpdateUnfit
from skinvl.desktop.core.update.release import Flavour, Platform
from skinvl.desktop.core.update.versions import PROGRAM, VersionFolder

Kind = Literal["folder", "package", "copy", "windows", "macos", "python"]
"""Versions side by side in a folder of the user; a package of the system; a folder that somebody
copied; the Windows set-up; macOS; Python packages."""

_CUDA_LIBRARIES = ("libonnxruntime_providers_cuda.so", "onnxruntime_providers_cuda.dll")
_MIGRATIONS = "skinvl/desktop/core/store/migrations"
_SYSTEM_FOLDERS = (Path("/usr"), Path("/opt"))


@dataclass(frozen=True)
class Installation:
    """An installed program.

    Attributes:
        kind: how it was installed.
        root: the folder with ``versions`` for the kind ``folder``, else the program's folder.
        version: the one in use.
        flavour: CPU or GPU.
        platform: None where no update files are made for it.
    """

    kind: Kind
    root: Path
    version: str
    flavour: Flavour
    platform: Platform | None

    @property
    def versions(self) -> VersionFolder:
        """The versions side by side.

        Raises:
            UpdateUnfit: it was not installed that way.
        """
        if self.kind != "folder":
            raise UpdateUnfit(self.root, self.obstacle or "holds one version only")
        return VersionFolder(self.root)

    @property
    def obstacle(self) -> str | None:
        """Why an update file cannot change it and what to do; None where it can."""
        words = {
            "package": "SkinVL is a package of this system, which an update file does not change; "
            "let your IT department install the new package: "
            "sudo apt install ./skinvl_VERSION_amd64.deb",
            "copy": "SkinVL runs from a folder that was copied here; put the new folder in its "
            "place, or install it with the .run file",
            "macos": "there are no update files for macOS; replace the program by the new one",
            "python": "SkinVL runs from Python packages; install the new wheel with pip",
        }
        return words.get(self.kind)


def find_installation(program: Path | None = None, *, frozen: bool | None = None) -> Installation:
    """The installation that a program belongs to.

    Args:
        program: the running program.
        frozen: whether it runs without Python; None looks.
    """
    program = (program or Path(sys.executable)).resolve()
    is_frozen = bool(getattr(sys, "frozen", False)) if frozen is None else frozen
    folder = program.parent
    flavour = find_flavour(folder)
    if not is_frozen:
        return Installation("python", folder, __version__, flavour, None)
    if sys.platform == "win32":
        return Installation("windows", folder, __version__, flavour, "windows-x86_64")
    if sys.platform == "darwin":
        return Installation("macos", folder, __version__, flavour, None)
    if VersionFolder.holds(folder):
        return open_installation(folder.parents[1])
    is_package = any(folder.is_relative_to(place) for place in _SYSTEM_FOLDERS)
    kind: Kind = "package" if is_package else "copy"
    return Installation(kind, folder, __version__, flavour, "linux-x86_64")


def open_installation(root: Path) -> Installation:
    """The installation in a folder with ``versions`` and ``current``.

    Raises:
        UpdateUnfit: there is none.
    """
    versions = VersionFolder(root.resolve())
    current = versions.current
    if current is None:
        raise UpdateUnfit(root, "holds no installation (no link `current` to one of `versions`)")
    flavour = find_flavour(versions.folder(current))
    return Installation("folder", versions.root, current, flavour, "linux-x86_64")


def find_flavour(folder: Path) -> Flavour:
    """CPU or GPU, by the libraries in the folder of a program."""
    libraries = folder / "_internal" / "onnxruntime" / "capi"
    return "gpu" if any((libraries / name).exists() for name in _CUDA_LIBRARIES) else "cpu"


def find_store_schema(folder: Path) -> int | None:
    """The newest schema of a store that the program in a folder knows; None where it is unknown."""
    files = (folder / "_internal" / _MIGRATIONS).glob("[0-9][0-9][0-9][0-9]_*.sql")
    return max((int(file.name[:4]) for file in files), default=None)


def find_program(folder: Path) -> Path:
    """The program in the folder of one version."""
    return folder / PROGRAM
