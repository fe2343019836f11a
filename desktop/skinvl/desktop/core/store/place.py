"""The data folder: where it may lie, who may read it, and that one process has it open."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from skinvl.desktop.core.store.errors import StoreInUse, StorePlaceRefused
from skinvl.runtime.durable import replacing

DATABASE = "skinvl.db"
KEYS = "keys.json"
PREVIOUS_KEYS = "keys.previous.json"
ATTEMPTS = "attempts.json"
SEAL = "audit.seal"
LOCK = "skinvl.lock"
IMAGES = "images"
REPORTS = "reports"
BACKUPS = "backups"

_FILE_MODE = 0o600
_FOLDER_MODE = 0o700

# WAL needs shared memory and byte-range locks that these do not give reliably
# (https://sqlite.org/wal.html and https://sqlite.org/howtocorrupt.html).
_NETWORK_TYPES = frozenset(
    (
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.glusterfs",
        "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gfs", "gfs2", "glusterfs", "gpfs", "lustre",
        "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs",
    )
)  # fmt: skip
_WINDOWS_REMOTE_DRIVE = 4
_LOCKED_BYTE = 1 << 30


def make_private_folder(folder: Path) -> None:
    """Make a folder, with its parents, that only its owner can look into."""
    folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    os.chmod(folder, _FOLDER_MODE)


def write_private(file: Path, content: bytes) -> None:
    """Replace a file in one step and wait for the disk; only its owner can read it.

    Raises:
        OSError: it could not be written; the old content stays.
    """
    with replacing(file) as stream:
        stream.write(content)


def create_private_file(file: Path) -> None:
    """Make an empty file that only its owner can read.

    Raises:
        FileExistsError: there is one.
    """
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE_MODE))


def refuse_network_place(folder: Path) -> None:
    """Refuse a folder on a file system that is not of this machine.

    Raises:
        StorePlaceRefused: it lies on a network drive.
    """
    kind = network_type(folder)
    if kind is not None:
        raise StorePlaceRefused(
            folder,
            f"lies on a network file system ({kind}), where a database can be damaged; choose a "
            "folder on a disk of this computer and back up to the network instead",
        )


def network_type(folder: Path) -> str | None:
    """The kind of network file system on which `folder` lies, None for a local one."""
    if sys.platform == "win32":
        return _windows_network_type(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return match_mount(os.path.realpath(folder), mounts)


def match_mount(path: str, mounts: str) -> str | None:
    """The network file system type of the mount that holds `path`, None for a local one.

    Args:
        path: absolute, without symbolic links.
        mounts: lines of ``device mount-point type options ...`` as in /proc/self/mounts.
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        # The last of several mounts on one point is the one that shows.
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind if kind in _NETWORK_TYPES else None


def _windows_network_type(folder: Path) -> str | None:
    if sys.platform != "win32":
        return None
    import ctypes

    path = os.path.abspath(folder)
    if path.startswith(("\\\\", "//")):
        return "UNC"
    drive = os.path.splitdrive(path)[0] + "\\"
    remote = ctypes.windll.kernel32.GetDriveTypeW(drive) == _WINDOWS_REMOTE_DRIVE
    return "network drive" if remote else None


class InstanceLock:
    """The right to use a data folder, held until `release` or until the process ends.

    Raises:
        StoreInUse: another process, or another object of this one, holds it.
        StorePlaceRefused: the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        file = folder / LOCK
        try:
            handle = os.open(file, os.O_CREAT | os.O_RDWR, _FILE_MODE)
        except OSError as error:
            raise StorePlaceRefused(folder, f"cannot be written ({error.strerror})") from error
        self._stream: IO[bytes] | None = os.fdopen(handle, "r+b")
        if not _lock(self._stream):
            holder = self._stream.read(64).decode("ascii", "replace").strip() or "unknown"
            self.release()
            raise StoreInUse(
                folder, f"SkinVL is already running with this folder (process {holder}); use that"
            )
        self._stream.truncate(0)
        self._stream.write(f"{os.getpid()}\n".encode("ascii"))
        self._stream.flush()

    def release(self) -> None:
        """Give the folder free; does nothing the second time."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


def _lock(stream: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            # A locked byte cannot be read on Windows: one beyond the content is locked.
            stream.seek(_LOCKED_BYTE)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            stream.seek(0)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.seek(0)
        return False
    return True
