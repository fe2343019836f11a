"""Bundles as they are brought here, a folder or a `.skinvl` file, and copies of them.

Only what the signed manifest lists is copied, and every byte is hashed on its way.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from skinvl.contract.bundle import MANIFEST_FILE, SIGNATURE_FILE, BundleFile
from skinvl.contract.errors import BundleError, BundleTampered, BundleUnsigned
from skinvl.runtime.archive import BundleArchive
from skinvl.runtime.durable import sync_file, sync_folder
from skinvl.runtime.signature import TrustedKey
from skinvl.runtime.verify import (
    CHUNK,
    LARGEST_MANIFEST,
    LARGEST_SIGNATURE,
    Progress,
    SignedManifest,
    check_signed_manifest,
    list_files,
    read_signed_manifest,
    read_small,
    require_regular,
)


class BundleSource(Protocol):
    """A place with the files of one bundle; `path` is for messages."""

    path: Path

    @property
    def names(self) -> frozenset[str]:
        """Names of all files in it, with `/`."""
        ...

    def read_small(self, name: str, limit: int) -> bytes:
        """The content of a file of at most `limit` bytes."""
        ...

    def read_chunks(self, name: str, size: int) -> Iterator[bytes]:
        """The content of a file of exactly `size` bytes."""
        ...

    def close(self) -> None:
        """Let go of the place."""
        ...


class FolderSource:
    """A bundle that lies in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def names(self) -> frozenset[str]:
        """Names of all files in it, with `/`."""
        return frozenset(list_files(self.path))

    def read_small(self, name: str, limit: int) -> bytes:
        """The content of a file of at most `limit` bytes."""
        return read_small(self.path / name, limit)

    def read_chunks(self, name: str, size: int) -> Iterator[bytes]:
        """The content of a file; one that is longer or shorter than `size` is refused."""
        path = self.path / name
        found = require_regular(path)
        if found != size:
            raise BundleTampered(path, f"has {found} bytes where {size} were signed; get it again")
        left = size
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(min(CHUNK, left + 1)):
                    left -= len(chunk)
                    if left < 0:
                        break
                    yield chunk
        except OSError as error:
            raise BundleError(path, f"cannot be read ({error.strerror})") from error
        if left != 0:
            raise BundleTampered(path, "changed while it was read; get the bundle again")

    def close(self) -> None:
        """Nothing is held open."""


def open_source(path: Path) -> BundleSource:
    """The bundle at `path`: an archive where that is a file, else a folder.

    Raises:
        BundleError: no such folder, or a file that is no packed bundle.
    """
    return BundleArchive(path) if path.is_file() else FolderSource(path)


def read_source_manifest(path: Path, keys: Mapping[str, TrustedKey]) -> SignedManifest:
    """Manifest and signature of a folder or a `.skinvl` file; no other file is read.

    Raises:
        BundleError: refused.
        ContractMismatch: made under another contract.
    """
    if not path.is_file():
        return read_signed_manifest(path, keys)
    with closing(open_source(path)) as source:
        content, signature = _read_signed(source)
        return check_signed_manifest(path, content, signature, keys)


def copy_bundle(
    path: Path,
    target: Path,
    keys: Mapping[str, TrustedKey],
    on_progress: Progress | None = None,
) -> SignedManifest:
    """Copy a bundle into the empty folder `target`, down to the disk.

    Raises:
        BundleError: the bundle is refused; what was copied so far is left for the caller to remove.
        ContractMismatch: made under another contract.
        OSError: `target` cannot be written.
    """
    signed = read_source_manifest(path, keys)
    with closing(open_source(path)) as source:
        content, signature = _read_signed(source)
        if hashlib.sha256(content).hexdigest() != signed.sha256:
            raise BundleTampered(path, "changed while it was read; get the bundle again")
        manifest = signed.manifest
        strangers = source.names - set(manifest.files) - {MANIFEST_FILE, SIGNATURE_FILE}
        if strangers:
            raise BundleTampered(path, f"{min(strangers)} is not part of the signed bundle")
        done = 0
        for name, entry in sorted(manifest.files.items()):
            for count in _copy_file(source, name, entry, target / name):
                done += count
                if on_progress is not None:
                    on_progress(done, signed.size)
        for name, small in ((MANIFEST_FILE, content), (SIGNATURE_FILE, signature)):
            with (target / name).open("xb") as stream:
                stream.write(small)
                stream.flush()
                sync_file(stream.fileno())
    for place, _, _ in os.walk(target):
        sync_folder(Path(place))
    return signed


@contextmanager
def unpacked(
    path: Path, keys: Mapping[str, TrustedKey], on_progress: Progress | None = None
) -> Iterator[Path]:
    """The folder of a bundle: `path` itself, or a private temporary copy of a `.skinvl` file.

    Raises:
        BundleError: the archive is refused, or there is no room for the copy.
        ContractMismatch: made under another contract.
    """
    if not path.is_file():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="skinvl-") as place:
        try:
            copy_bundle(path, Path(place), keys, on_progress)
        except OSError as error:
            raise BundleError(
                path, f"cannot be unpacked into {place} ({error.strerror}); free some space"
            ) from error
        try:
            yield Path(place)
        except BundleError as error:
            raise rename_refusal(error, Path(place), path) from error


def rename_refusal(error: BundleError, copy: Path, path: Path) -> BundleError:
    """The same refusal about the bundle at `path` that the user named, instead of its copy."""
    inside = Path(error.path.removeprefix(str(copy)).lstrip("/\\")).as_posix()
    reason = error.reason.replace(str(copy), str(path))
    if inside == ".":
        return type(error)(path, reason)
    return (
        type(error)(path, f"{inside} {reason}")
        if path.is_file()
        else type(error)(path / inside, reason)
    )


def _read_signed(source: BundleSource) -> tuple[bytes, bytes]:
    content = source.read_small(MANIFEST_FILE, LARGEST_MANIFEST)
    if SIGNATURE_FILE not in source.names:
        raise BundleUnsigned(source.path, f"not signed ({SIGNATURE_FILE} is missing)")
    return content, source.read_small(SIGNATURE_FILE, LARGEST_SIGNATURE)


def _copy_file(source: BundleSource, name: str, entry: BundleFile, path: Path) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as stream:
        for chunk in source.read_chunks(name, entry.size):
            digest.update(chunk)
            stream.write(chunk)
            yield len(chunk)
        stream.flush()
        sync_file(stream.fileno())
    if digest.hexdigest() != entry.sha256:
        raise BundleTampered(source.path, f"{name} differs from what was signed; get it again")
