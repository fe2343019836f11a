"""SHA256SUMS of a folder, and an Ed25519 signature over it that openssl can check."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.sig"


def write_checksums(folder: Path, key: Ed25519PrivateKey) -> int:
    """Write `SHA256SUMS` in the form of sha256sum, and its signature (64 raw bytes, RFC 8032).

    Returns:
        How many files it names.

    Raises:
        OSError: a file cannot be read or written.
    """
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in (FILE, SIGNATURE):
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    content = "".join(lines).encode()
    (folder / FILE).write_bytes(content)
    (folder / SIGNATURE).write_bytes(key.sign(content))
    return len(lines)
