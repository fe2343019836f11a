"""Ed25519 keys of a bundle's maker and the signature over `bundle.json` (RFC 8032).

The private key stays where it is: it is read from a file, used, and never written anywhere else.
"""

from __future__ import annotations

import base64
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from skinvl.contract.errors import ExportError
from skinvl.runtime.signature import ALGORITHM, compute_key_id

KEY_NAME = "SkinVL export"
_PRIVATE_MODE = 0o600


@dataclass(frozen=True)
class SigningKey:
    """A private key; `created` says that it was made just now, in `path`."""

    private: Ed25519PrivateKey
    path: Path
    created: bool

    @property
    def raw_public(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> str:
        """The name under which a runtime looks the public key up."""
        return compute_key_id(self.raw_public)

    def describe_public(self, name: str = KEY_NAME) -> dict[str, str]:
        """The JSON object of a `*.pub` file that makes a runtime trust this key."""
        encoded = base64.b64encode(self.raw_public).decode("ascii")
        return {"key_id": self.key_id, "public_key": encoded, "name": name}

    def sign(self, manifest: bytes) -> bytes:
        """Content of `bundle.sig` for the exact bytes of `bundle.json`."""
        record = {
            "key_id": self.key_id,
            "algorithm": ALGORITHM,
            "signature": base64.b64encode(self.private.sign(manifest)).decode("ascii"),
        }
        return (json.dumps(record, sort_keys=True) + "\n").encode("utf-8")


def find_default_key() -> Path:
    """The user's own key: `skinvl/signing_key.pem` in the user's configuration folder."""
    base = os.environ.get("XDG_CONFIG_HOME")
    folder = Path(base) if base else Path.home() / ".config"
    return folder / "skinvl" / "signing_key.pem"


def open_signing_key(path: Path | None) -> SigningKey:
    """The key in `path`, or the user's own, which is made at its first use.

    Raises:
        ExportError: a named key that is not there, or a file that is no Ed25519 private key.
    """
    if path is not None:
        return SigningKey(_read_key(path), path, created=False)
    own = find_default_key()
    if own.exists():
        return SigningKey(_read_key(own), own, created=False)
    private = Ed25519PrivateKey.generate()
    try:
        own.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_MODE)
        with os.fdopen(handle, "wb") as file:
            file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    except OSError as error:
        raise ExportError(f"{own}: the signing key cannot be written ({error.strerror})") from error
    return SigningKey(private, own, created=True)


def write_public_key(path: Path, key: SigningKey) -> None:
    """Write the public part as JSON, the form of the runtime's trusted keys.

    Raises:
        ExportError: the file cannot be written.
    """
    text = json.dumps(key.describe_public(), indent=2, sort_keys=True) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{path}: the public key cannot be written ({error.strerror})") from error


def _read_key(path: Path) -> Ed25519PrivateKey:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        private = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise ExportError(f"{path}: the signing key cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ExportError(f"{path}: not an unencrypted PEM private key") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise ExportError(
            f"{path}: not an Ed25519 key; make one with `openssl genpkey -algorithm ed25519`"
        )
    if os.name == "posix" and mode & 0o077:
        raise ExportError(f"{path}: others can read this private key; run chmod 600 on it")
    return private
