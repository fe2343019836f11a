"""`.skinvl` files: a bundle in one zip, and the reading of zips from anywhere.

Of an archive nothing is believed before it was checked: the size of its directory, the name and
kind of every entry, then manifest and signature, which are small and are read first. Only files
that the signed manifest lists are read after that, each exactly as long as was signed.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from skinvl.contract.bundle import MANIFEST_FILE, SIGNATURE_FILE, check_name
from skinvl.contract.errors import BundleError, BundleMissingFile, BundleTampered
from skinvl.runtime.durable import sync_file
from skinvl.runtime.signature import TrustedKey
from skinvl.runtime.verify import CHUNK, Progress, verify_bundle

SUFFIX = ".skinvl"
_LARGEST_DIRECTORY = 16 * 1024 * 1024
_MOST_ENTRIES = 10_000
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on archives that are cut, overlapped or made up.
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, OverflowError, KeyError,
)  # fmt: skip
# End of central directory, its zip64 form, and the locator of that (APPNOTE.TXT 6.3, 4.3.14-16).
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_SIZE = 20


class BundleArchive:
    """An opened `.skinvl` file whose entries have safe names and kinds; close it after use."""

    def __init__(self, path: Path) -> None:
        """Open an archive and check its directory.

        Raises:
            BundleMissingFile: no such file, or it holds no bundle.
            BundleTampered: not a zip, or one with entries that no bundle has.
        """
        self.path = path
        try:
            self._stream = path.open("rb")
        except OSError as error:
            raise BundleMissingFile(path, f"cannot be read ({error.strerror})") from error
        try:
            with self._explaining():
                _check_directory(self._stream, path)
                self._zip = zipfile.ZipFile(self._stream)
                self._entries = self._check_entries(self._zip.infolist())
        except BaseException:
            self._stream.close()
            raise

    @property
    def names(self) -> frozenset[str]:
        """Names of the files in it."""
        return frozenset(self._entries)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
        self._stream.close()

    def read_small(self, name: str, limit: int) -> bytes:
        """The content of a small file.

        Raises:
            BundleMissingFile: it is not there.
            BundleTampered: larger than `limit` bytes, or damaged.
        """
        size = self._find(name).file_size
        if size > limit:
            raise BundleTampered(
                self.path, f"{name} has {size} bytes where at most {limit} are read"
            )
        return b"".join(self.read_chunks(name, size))

    def read_chunks(self, name: str, size: int) -> Iterator[bytes]:
        """The content of a file of exactly `size` bytes, piece by piece.

        Raises:
            BundleMissingFile: it is not there.
            BundleTampered: of another size, or damaged.
        """
        entry = self._find(name)
        if entry.file_size != size:
            raise BundleTampered(
                self.path, f"{name} has {entry.file_size} bytes where {size} were signed"
            )
        left = size
        with self._explaining(), self._zip.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                yield chunk
        if left != 0:
            raise BundleTampered(self.path, f"{name} is not as long as the archive says")

    def _find(self, name: str) -> zipfile.ZipInfo:
        if name not in self._entries:
            raise BundleMissingFile(self.path, f"holds no {name} at its top level")
        return self._entries[name]

    def _check_entries(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        found: dict[str, zipfile.ZipInfo] = {}
        folded: set[str] = set()
        for entry in entries:
            if fault := _find_fault(entry):
                raise BundleTampered(self.path, f"the entry {entry.orig_filename!r} {fault}")
            if entry.filename.endswith("/"):
                continue
            if entry.filename.casefold() in folded:
                raise BundleTampered(self.path, f"holds {entry.filename!r} twice")
            folded.add(entry.filename.casefold())
            found[entry.filename] = entry
        return found

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except _ZIP_FAULTS as error:
            reason = str(error).partition("\n")[0] or type(error).__name__
            raise BundleTampered(self.path, f"not a sound archive ({reason})") from error
        except OSError as error:
            raise BundleError(self.path, f"cannot be read ({error.strerror or error})") from error


def pack_bundle(
    folder: Path,
    out: Path,
    keys: Mapping[str, TrustedKey],
    on_progress: Progress | None = None,
) -> int:
    """Verify a bundle folder and write it as one `.skinvl` file.

    The same bundle gives the same bytes: entries are stored, in a fixed order and without times.

    Returns:
        The size of the file in bytes.

    Raises:
        BundleError: the bundle is refused, or the file cannot be written.
        ContractMismatch: made under another contract.
    """
    verified = verify_bundle(folder, keys)
    names = [MANIFEST_FILE, SIGNATURE_FILE, *sorted(verified.manifest.files)]
    total = sum((folder / name).stat().st_size for name in names)
    part = out.with_name(out.name + ".part")
    done = 0
    if out.suffix != SUFFIX:
        raise BundleError(out, f"the name of a packed bundle ends in {SUFFIX}")
    try:
        with part.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
                for name in names:
                    for count in _store(archive, folder / name, name):
                        done += count
                        if on_progress is not None:
                            on_progress(done, total)
            stream.flush()
            sync_file(stream.fileno())
        os.replace(part, out)
    except OSError as error:
        raise BundleError(out, f"cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return out.stat().st_size


def _store(archive: zipfile.ZipFile, path: Path, name: str) -> Iterator[int]:
    # 1980 is the first year that the format has.
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    entry.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(entry, "w") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            yield len(chunk)


def _find_fault(entry: zipfile.ZipInfo) -> str | None:
    """What is wrong with an entry, as the end of a sentence about it."""
    # zipfile cuts names at a NUL and turns the separator of the system into `/`.
    if entry.orig_filename != entry.filename:
        return "has a name that systems read differently"
    is_folder = entry.filename.endswith("/")
    if entry.filename not in (MANIFEST_FILE, SIGNATURE_FILE):
        try:
            check_name(entry.filename.removesuffix("/"))
        except ValueError:
            return "is not a path inside the bundle"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if is_folder else stat.S_IFREG):
        return "is a link or a device"
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if entry.compress_type not in _METHODS:
        return "is compressed in a way that is not read"
    if is_folder and entry.file_size:
        return "is a folder with content"
    if entry.compress_type == zipfile.ZIP_STORED and entry.compress_size != entry.file_size:
        return "has two sizes"
    return None


def _check_directory(stream: IO[bytes], path: Path) -> None:
    """Bound the archive's directory before zipfile reads the whole of it into memory.

    Raises:
        BundleTampered: not a zip without a comment, or too many entries.
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(size - _END.size, 0))
    end = stream.read(_END.size)
    if len(end) != _END.size or end[:4] != b"PK\x05\x06":
        raise BundleTampered(path, "not a packed bundle, or cut off; get it again")
    _, _, _, _, entries, length, _, comment = _END.unpack(end)
    if comment:
        raise BundleTampered(path, "not a packed bundle (it carries a comment)")
    stream.seek(max(size - _END.size - _LOCATOR_SIZE, 0))
    if stream.read(4) == b"PK\x06\x07":
        stream.seek(max(size - _END.size - _LOCATOR_SIZE - _END64.size, 0))
        end64 = stream.read(_END64.size)
        if len(end64) != _END64.size or end64[:4] != b"PK\x06\x06":
            raise BundleTampered(path, "not a packed bundle (its directory is not where it ends)")
        entries, length = _END64.unpack(end64)[7:9]
    if entries > _MOST_ENTRIES or length > _LARGEST_DIRECTORY or length > size:
        raise BundleTampered(path, "not a packed bundle (it lists too many files)")
