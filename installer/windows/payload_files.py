"""A payload folder for Windows: the frozen program, as both set-up programs install it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

CONSOLE = "skinvl.exe"
WINDOWED = "skinvl-desktop.exe"
LIBRARIES = "_internal"
# In a payload that cannot diagnose; it is installed too, so that nobody takes it for the program.
STAND_IN = "STAND-IN.txt"

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
# Both set-up programs quote paths in languages of their own, where these are no plain text.
_UNQUOTABLE = re.compile(r"[$`\[\]]|[^\x20-\x7e]")
_VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,5})")


class PayloadError(Exception):
    """A payload that must not be packed; the message names the folder or the file."""


@dataclass(frozen=True)
class PayloadFile:
    """``path`` is relative to the payload, with ``/``; ``size`` in bytes."""

    path: PurePosixPath
    size: int


@dataclass(frozen=True)
class Payload:
    """A folder that can be packed; ``files`` are in the order of their paths."""

    folder: Path
    version: str
    files: tuple[PayloadFile, ...]

    @property
    def stem(self) -> str:
        """How the names of its set-ups begin; nobody shall mistake a stand-in for a release."""
        suffix = "-stand-in" if (self.folder / STAND_IN).is_file() else ""
        return f"skinvl-{self.version}-windows-x86_64{suffix}"

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def folders(self) -> tuple[PurePosixPath, ...]:
        """Every folder below the payload's own, parents first."""
        found = {parent for file in self.files for parent in file.path.parents}
        return tuple(sorted(found - {PurePosixPath(".")}))

    @property
    def longest(self) -> int:
        """Characters of the longest path, relative to the folder."""
        return max(len(str(file.path)) for file in self.files)

    def hashes(self) -> dict[str, str]:
        """SHA-256 of every file by its path."""
        return hash_files(self.folder, (file.path for file in self.files))


def hash_files(folder: Path, paths: Iterable[PurePosixPath]) -> dict[str, str]:
    """SHA-256 in hexadecimal digits by path, for `paths` relative to `folder`."""
    found = {}
    for path in paths:
        with (folder / path).open("rb") as stream:
            found[str(path)] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def read_payload(folder: Path, version: str) -> Payload:
    """List a payload and refuse what Windows or a set-up program would not carry over unchanged.

    Args:
        folder: has both programs at its top.
        version: three numbers, which is all that the Windows Installer compares.

    Raises:
        PayloadError: says what is wrong.
    """
    split_version(version)
    for program in (CONSOLE, WINDOWED):
        if not (folder / program).is_file():
            raise PayloadError(f"{folder}: holds no {program}")
    files, folded = [], set[str]()
    for path in sorted(folder.rglob("*")):
        relative = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_symlink():
            raise PayloadError(f"{path}: a symbolic link, which Windows programs do not get")
        for part in relative.parts:
            if _RESERVED.match(part) or _FORBIDDEN.search(part) or _UNQUOTABLE.search(part):
                raise PayloadError(f"{path}: not a name that can be installed on Windows")
        if path.is_dir():
            continue
        if str(relative).casefold() in folded:
            raise PayloadError(f"{path}: differs from another name in upper and lower case alone")
        folded.add(str(relative).casefold())
        files.append(PayloadFile(relative, path.stat().st_size))
    return Payload(folder, version, tuple(sorted(files, key=lambda file: file.path)))


def split_version(version: str) -> tuple[int, int, int]:
    """The three numbers of a release; the third is below 65536, the others below 256.

    The limits are those of ProductVersion of the Windows Installer:
    https://learn.microsoft.com/windows/win32/msi/productversion

    Raises:
        PayloadError: not three such numbers.
    """
    match = _VERSION.fullmatch(version)
    numbers = tuple(map(int, match.groups())) if match else ()
    if len(numbers) != 3 or max(numbers[:2]) > 255 or numbers[2] > 65535:
        raise PayloadError(f"version {version}: Windows set-ups need three numbers such as 1.2.3")
    return numbers[0], numbers[1], numbers[2]
