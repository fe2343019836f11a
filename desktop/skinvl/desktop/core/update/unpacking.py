"""The packed program into a folder: files, folders and links that stay within it, nothing else."""

from __future__ import annotations

import lzma
import os
import tarfile
from pathlib import Path, PurePosixPath
from typing import IO

from skinvl.contract.bundle import check_name
from skinvl.desktop.core.update.archive import PayloadStream
from skinvl.desktop.core.update.errors import UpdateDamaged
from skinvl.desktop.core.update.release import Unpacked
from skinvl.runtime.durable import sync_file, sync_folder

_CHUNK = 1024 * 1024
_FOLDER, _FILE, _PROGRAM = 0o755, 0o644, 0o755
# What tarfile and lzma raise on what is cut or made up.
_FAULTS = (tarfile.TarError, lzma.LZMAError, EOFError, ValueError, OverflowError)


def unpack_program(stream: PayloadStream, folder: Path, expected: Unpacked, subject: Path) -> None:
    """Unpack a ``tar.xz`` into an empty folder and wait until all of it is on the disk.

    Args:
        stream: the payload; it is read to its end and compared with its hash.
        folder: an empty folder.
        expected: size and number that were signed; more is refused before it is written.
        subject: the update file, for messages.

    Raises:
        UpdateDamaged: an entry that leaves the folder or is no file, folder or link; more or less
            than was signed; not the payload that was signed.
        OSError: the folder cannot be written.
    """
    unpacking = _Unpacking(folder, expected, subject)
    try:
        with tarfile.open(fileobj=stream, mode="r|xz", errorlevel=1) as archive:
            for member in archive:
                unpacking.take(archive, member)
    except _FAULTS as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise UpdateDamaged(subject, f"the program in it cannot be unpacked ({reason})") from error
    stream.finish()
    unpacking.finish()


class _Unpacking:
    def __init__(self, folder: Path, expected: Unpacked, subject: Path) -> None:
        self._folder = folder
        self._expected = expected
        self._subject = subject
        self._size = 0
        self._names: dict[str, str] = {}
        """Casefolded name -> file, folder or link."""
        self._links: list[str] = []

    def take(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        name = member.name.rstrip("/")
        kind = self._check(member, name)
        if kind == "folder" and self._names.get(name.casefold()) == "folder":
            return
        if name.casefold() in self._names:
            raise self._refuse(name, "is in it twice")
        self._make_parents(name)
        self._names[name.casefold()] = kind
        if self._count_entries() > self._expected.entries:
            raise self._refuse(name, f"is one more than the {self._expected.entries} signed ones")
        target = self._folder / name
        if kind == "folder":
            _make_folder(target)
        elif kind == "link":
            self._links.append(name)
            os.symlink(member.linkname, target)
        else:
            self._size += member.size
            if self._size > self._expected.size:
                raise self._refuse(name, f"goes beyond the {self._expected.size} bytes signed")
            source = archive.extractfile(member)
            assert source is not None
            _write(source, target, _PROGRAM if member.mode & 0o100 else _FILE)

    def finish(self) -> None:
        found = Unpacked(self._size, self._count_entries())
        if found != self._expected:
            raise UpdateDamaged(
                self._subject,
                f"the program in it has {found.entries} files of {found.size} bytes where "
                f"{self._expected.entries} of {self._expected.size} were signed",
            )
        inside = self._folder.resolve()
        for name in self._links:
            # A link through another link can lead further than its text says.
            if not (self._folder / name).resolve().is_relative_to(inside):
                raise self._refuse(name, "is a link that leads outside")
            if not (self._folder / name).exists():
                raise self._refuse(name, "is a link that leads nowhere")
        for parent, _, _ in os.walk(self._folder):
            sync_folder(Path(parent))

    def _count_entries(self) -> int:
        return sum(kind != "folder" for kind in self._names.values())

    def _check(self, member: tarfile.TarInfo, name: str) -> str:
        try:
            check_name(name)
        except ValueError as error:
            raise self._refuse(name, "is not a path inside the program") from error
        if member.isdir():
            return "folder"
        if member.isreg() and not member.issparse():
            return "file"
        if not member.issym():
            raise self._refuse(name, "is no file, folder or link")
        if not _stays_inside(name, member.linkname):
            raise self._refuse(name, f"is a link that leads outside ({member.linkname!r})")
        return "link"

    def _make_parents(self, name: str) -> None:
        for parent in reversed(PurePosixPath(name).parents[:-1]):
            kind = self._names.get(str(parent).casefold())
            if kind is None:
                _make_folder(self._folder / parent)
                self._names[str(parent).casefold()] = "folder"
            elif kind != "folder":
                # Writing through a link would follow it to wherever it leads.
                raise self._refuse(name, f"lies in {str(parent)!r}, which is no folder")

    def _refuse(self, name: str, reason: str) -> UpdateDamaged:
        return UpdateDamaged(self._subject, f"the entry {name!r} {reason}")


def _stays_inside(name: str, link: str) -> bool:
    """Whether a relative link, read as text, leads to a name within the program."""
    if not link or link.startswith("/") or "\\" in link or "\0" in link:
        return False
    depth = len(PurePosixPath(name).parts) - 1
    for part in link.split("/"):
        if part == "..":
            depth -= 1
        elif part not in ("", "."):
            depth += 1
        if depth < 0:
            return False
    return True


def _write(source: IO[bytes], target: Path, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(target, flags, mode), "wb") as stream:
        while chunk := source.read(_CHUNK):
            stream.write(chunk)
        stream.flush()
        sync_file(stream.fileno())
    _open_to_all(target, mode)


def _make_folder(target: Path) -> None:
    target.mkdir()
    _open_to_all(target, _FOLDER)


def _open_to_all(target: Path, mode: int) -> None:
    # What the user's umask took away: other users of a shared installation have to read it.
    os.chmod(target, mode)
