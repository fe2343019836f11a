"""Encrypted files named after their content: photographs and signed documents.

The plain bytes are identified by their SHA-256. The name on the disk is an HMAC of it, so that who
has a picture cannot find out whether the clinic has it, too. A file is on the disk before the row
that refers to it; what a crash leaves without a row is removed by the sweep.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from skinvl.desktop.core.store import sealing
from skinvl.desktop.core.store.errors import ImageDamaged, StoreFull, StoreLocked
from skinvl.desktop.core.store.place import make_private_folder, write_private

SUFFIX = ".sealed"
_MAGIC = b"SKINVL1\n"


class Vault:
    """One folder of sealed files.

    Args:
        folder: where the files lie.
        data_key: key of the store, 32 bytes.
        store_id: id of the store.
        kind: what is kept, for the keys: "images" or "reports".
    """

    def __init__(self, folder: Path, data_key: bytearray, store_id: str, kind: str) -> None:
        self.folder = folder
        self._about = f"skinvl {kind} {store_id} ".encode()
        self._key = sealing.derive_key(data_key, f"{kind} content", store_id)
        self._name_key = sealing.derive_key(data_key, f"{kind} names", store_id)
        self._closed = False

    def path_of(self, sha256: str) -> Path:
        """Where the content with this SHA-256 lies or would lie."""
        name = sealing.authenticate(self._use(self._name_key), sha256.encode("ascii"))
        return self.folder / name[:2] / f"{name}{SUFFIX}"

    def put(self, content: bytes) -> str:
        """Keep `content` and wait for the disk; its SHA-256 in hex.

        Raises:
            StoreFull: it could not be written.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        file = self.path_of(sha256)
        if file.exists():
            # A copy that was damaged since is replaced by the good one at hand.
            with suppress(ImageDamaged):
                self.get(sha256)
                return sha256
        try:
            make_private_folder(file.parent)
            sealed = sealing.seal(
                self._use(self._key), content, self._about + sha256.encode("ascii")
            )
            write_private(file, _MAGIC + sealed)
        except OSError as error:
            raise StoreFull(
                self.folder.name, f"could not be written ({error.strerror}); nothing was changed"
            ) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content with this SHA-256, verified.

        Raises:
            ImageDamaged: the file is missing, damaged, or holds something else.
        """
        return self.open_file(self.path_of(sha256), sha256)

    def open_file(self, file: Path, sha256: str) -> bytes:
        """The content of one sealed file, such as a copy in a backup, verified.

        Raises:
            ImageDamaged: the file is missing, damaged, or holds something else.
        """
        name = f"{self.folder.name}/{file.parent.name}/{file.name}"
        try:
            sealed = file.read_bytes()
        except FileNotFoundError as error:
            raise ImageDamaged(name, "is missing; restore it from a backup") from error
        except OSError as error:
            raise ImageDamaged(name, f"cannot be read ({error.strerror})") from error
        content = None
        if sealed.startswith(_MAGIC):
            about = self._about + sha256.encode("ascii")
            content = sealing.unseal(self._use(self._key), sealed[len(_MAGIC) :], about)
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            raise ImageDamaged(name, "is damaged; restore it from a backup")
        return content

    def remove(self, sha256: str) -> None:
        """Delete the file with this content, if there is one."""
        self.path_of(sha256).unlink(missing_ok=True)

    def files(self) -> Iterator[Path]:
        """Every file in the folder, also such as do not belong there."""
        return (file for file in sorted(self.folder.rglob("*")) if file.is_file())

    def close(self) -> None:
        """Overwrite the keys; every further use raises `StoreLocked`."""
        self._closed = True
        sealing.wipe(self._key)
        sealing.wipe(self._name_key)

    def _use(self, key: bytearray) -> bytes:
        """A copy of a key, refused where it was wiped before or while it was copied."""
        copied = bytes(key)
        if self._closed:
            raise StoreLocked(self.folder.name, "was locked meanwhile; log in again")
        return copied
