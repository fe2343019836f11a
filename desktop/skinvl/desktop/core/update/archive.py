"""The update file: a zip without compression of ``release.json``, ``release.sig`` and one payload.

Nothing in it is believed before it was checked: first the directory of the zip, then the signature
over ``release.json``, then size and SHA-256 of the payload.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from skinvl.contract.errors import BundleError, BundleMissingFile
from skinvl.desktop.core.update.errors import UpdateDamaged, UpdateMissing, UpdateUnsigned
from skinvl.desktop.core.update.keys import check_release_signature
from skinvl.desktop.core.update.release import (
    RELEASE_FILE,
    SIGNATURE_FILE,
    Release,
    read_release,
)
from skinvl.runtime.archive import BundleArchive
from skinvl.runtime.signature import TrustedKey

_LARGEST_RELEASE = 4 * 1024 * 1024
_LARGEST_SIGNATURE = 64 * 1024
_WORDS = (("a packed bundle", "an update file"), ("inside the bundle", "inside the update file"))

OnBytes = Callable[[int, int], None]
"""Told how many bytes were read, of how many; what it raises ends the reading."""


@dataclass(frozen=True)
class SignedRelease:
    """A release whose signature was checked, with the bytes that were signed."""

    release: Release
    key: TrustedKey
    content: bytes
    signature: bytes


class UpdateFile:
    """An opened update file; a context manager.

    Raises:
        UpdateMissing: no such file, or it cannot be read.
        UpdateDamaged: not a zip, or one with entries that no update file has.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _explaining(path):
            self._archive = BundleArchive(path)

    def __enter__(self) -> UpdateFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def read_signed_release(self, keys: Mapping[str, TrustedKey]) -> SignedRelease:
        """The release, once its signature was checked.

        Raises:
            UpdateUnsigned: no signature by a key that may sign releases.
            UpdateDamaged: changed, or not the schema of a release.
        """
        if RELEASE_FILE not in self._archive.names:
            raise UpdateDamaged(self.path, "not an update file (it holds no release.json)")
        if SIGNATURE_FILE not in self._archive.names:
            raise UpdateUnsigned(self.path, "not signed; get the file from its makers again")
        with _explaining(self.path):
            content = self._archive.read_small(RELEASE_FILE, _LARGEST_RELEASE)
            signature = self._archive.read_small(SIGNATURE_FILE, _LARGEST_SIGNATURE)
        key = check_release_signature(str(self.path), content, signature, keys)
        try:
            release = read_release(content)
            payload = release.payload
        except ValueError as error:
            raise UpdateDamaged(self.path, f"{RELEASE_FILE}: {error}") from error
        strange = self._archive.names - {RELEASE_FILE, SIGNATURE_FILE, payload.name}
        if strange:
            raise UpdateDamaged(self.path, f"holds {min(strange)!r}, which was not signed")
        return SignedRelease(release, key, content, signature)

    def check_payload(self, release: Release, on_bytes: OnBytes) -> None:
        """Compare the payload with what was signed.

        Raises:
            UpdateDamaged: it differs.
        """
        with self.open_payload(release, on_bytes) as stream:
            stream.finish()

    def open_payload(self, release: Release, on_bytes: OnBytes) -> PayloadStream:
        """The payload as a stream that compares what was read with what was signed."""
        payload = release.payload
        chunks = self._archive.read_chunks(payload.name, payload.size)
        return PayloadStream(self.path, payload.sha256, payload.size, chunks, on_bytes)


class PayloadStream(io.RawIOBase):
    """Reads a payload once; `finish` reads the rest and compares the SHA-256 of all of it."""

    def __init__(
        self, path: Path, sha256: str, size: int, chunks: Iterator[bytes], on_bytes: OnBytes
    ) -> None:
        super().__init__()
        self._path = path
        self._sha256 = sha256
        self._size = size
        self._chunks = chunks
        self._on_bytes = on_bytes
        self._digest = hashlib.sha256()
        self._held = b""
        self._count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; all that are left where it is negative."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(1024 * 1024), b""))
        while not self._held and self._fetch():
            pass
        taken, self._held = self._held[:size], self._held[size:]
        return taken

    def finish(self) -> None:
        """Read what is left and compare.

        Raises:
            UpdateDamaged: not the bytes that were signed.
        """
        self._held = b""
        while self._fetch():
            self._held = b""
        if self._digest.hexdigest() != self._sha256:
            raise UpdateDamaged(
                self._path, "the program in it is not the one that was signed; get the file again"
            )

    def copy_to(self, target: IO[bytes]) -> None:
        """Write all of it, and compare.

        Raises:
            UpdateDamaged: not the bytes that were signed.
            OSError: it could not be written.
        """
        while content := self.read(1024 * 1024):
            target.write(content)
        self.finish()

    def _fetch(self) -> bool:
        with _explaining(self._path):
            chunk = next(self._chunks, b"")
        self._held = chunk
        self._digest.update(chunk)
        self._count += len(chunk)
        if chunk:
            self._on_bytes(self._count, self._size)
        return bool(chunk)


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    """Errors of the reader of zips in the words of an update."""
    try:
        yield
    except BundleError as error:
        reason = error.reason
        for word, replacement in _WORDS:
            reason = reason.replace(word, replacement)
        kind = UpdateMissing if isinstance(error, BundleMissingFile) else UpdateDamaged
        raise kind(path, reason) from error
