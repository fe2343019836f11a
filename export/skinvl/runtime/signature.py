"""Ed25519 signatures (RFC 8032) over the exact bytes of `bundle.json`, and the keys trusted here.

A trusted key is a small JSON file `*.pub`: `key_id` (first 16 hex digits of the SHA-256 of the raw
public key), `public_key` (base64 of its 32 raw bytes) and `name`. The package ships the keys of the
project; an administrator adds further ones to the store of installed bundles, or names a folder of
them in `SKINVL_TRUSTED_KEYS`. A key marked `"releases": true` may also sign the program.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from skinvl.contract.errors import BundleTampered, BundleUnsigned, ConfigError
from skinvl.runtime.location import find_store_keys

SHIPPED_KEYS = Path(__file__).parent / "trusted_keys"
KEYS_VARIABLE = "SKINVL_TRUSTED_KEYS"
ALGORITHM = "ed25519"
RAW_KEY_BYTES = 32
LARGEST_KEY_FILE = 16 * 1024


@dataclass(frozen=True)
class TrustedKey:
    """A public key whose signature makes a bundle acceptable; `raw` is its 32 bytes.

    `signs_releases` says that its file marks it for releases of the program as well.
    """

    key_id: str
    raw: bytes
    name: str
    signs_releases: bool = False

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the raw key, hex: what its holder reads out on the telephone."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True)
class Signature:
    """Content of a signature file; `raw` is the signature itself, 64 bytes for Ed25519."""

    key_id: str
    algorithm: str
    raw: bytes

    def fits(self, key: TrustedKey, content: bytes) -> bool:
        """Whether `key` made it over these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(key.raw).verify(self.raw, content)
        except InvalidSignature:
            return False
        return True


def read_signature(content: bytes) -> Signature:
    """Read a signature file: JSON with `key_id`, `algorithm`, `signature` (base64).

    Raises:
        ValueError: it is none.
    """
    try:
        record = json.loads(content)
        raw = base64.b64decode(record["signature"], validate=True)
        return Signature(str(record["key_id"]), str(record["algorithm"]), raw)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("not a signature file") from error


def compute_key_id(raw: bytes) -> str:
    """First 16 hex digits of the SHA-256 of a raw public key."""
    return hashlib.sha256(raw).hexdigest()[:16]


def read_trusted_key(path: Path) -> TrustedKey:
    """Read one `*.pub` file.

    Raises:
        ConfigError: unreadable, not the documented JSON, or `key_id` is not that of the key.
    """
    try:
        with path.open("rb") as stream:
            record = json.loads(stream.read(LARGEST_KEY_FILE))
        raw = base64.b64decode(record["public_key"], validate=True)
        key_id, name, releases = record["key_id"], record["name"], record.get("releases", False)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ConfigError([f"{path}: not a trusted key file ({_brief(error)})"]) from error
    if len(raw) != RAW_KEY_BYTES or not isinstance(name, str):
        raise ConfigError([f"{path}: not a trusted key file (expected a 32-byte key and a name)"])
    if key_id != compute_key_id(raw):
        raise ConfigError([f"{path}: key_id is not that of the key in it"])
    return TrustedKey(key_id, raw, name, signs_releases=releases is True)


def read_trusted_keys(folder: Path | None = None) -> dict[str, TrustedKey]:
    """The project's keys, those of the store and of `SKINVL_TRUSTED_KEYS`, and those of `folder`.

    Returns:
        key_id -> key.

    Raises:
        ConfigError: a folder that was asked for does not exist, or a file in one is faulty.
    """
    folders = list_key_folders()
    if folder is not None:
        folders.append(folder)
    missing = [f"{path}: no such folder of trusted keys" for path in folders if not path.is_dir()]
    if missing:
        raise ConfigError(missing)
    keys = [read_trusted_key(path) for place in folders for path in sorted(place.glob("*.pub"))]
    # Of two files with one key the first counts, so that no name stands for the project's.
    return {key.key_id: key for key in reversed(keys)}


def list_key_folders() -> list[Path]:
    """Folders with trusted keys: the project's, that of the store where there is one, and those
    that `SKINVL_TRUSTED_KEYS` names, whether they exist or not."""
    folders = [SHIPPED_KEYS]
    if find_store_keys().is_dir():
        folders.append(find_store_keys())
    named = os.environ.get(KEYS_VARIABLE)
    return [*folders, *(Path(part) for part in (named or "").split(os.pathsep) if part)]


def check_signature(
    folder: Path, manifest: bytes, signature: bytes, keys: Mapping[str, TrustedKey]
) -> TrustedKey:
    """Check `bundle.sig` over the bytes of `bundle.json`.

    Args:
        folder: the bundle, for messages.
        manifest: exact bytes of `bundle.json`.
        signature: bytes of `bundle.sig`: JSON with `key_id`, `algorithm`, `signature` (base64).
        keys: the trusted keys by id.

    Returns:
        The key that signed.

    Raises:
        BundleUnsigned: not a signature file, or made by a key that is not trusted.
        BundleTampered: the signature is not one over these bytes.
    """
    try:
        found = read_signature(signature)
    except ValueError as error:
        raise BundleUnsigned(folder / "bundle.sig", "not a signature file") from error
    if found.algorithm != ALGORITHM:
        raise BundleUnsigned(
            folder / "bundle.sig", f"signed with {found.algorithm!r}, not {ALGORITHM}"
        )
    key = keys.get(found.key_id)
    if key is None:
        raise BundleUnsigned(
            folder,
            f"signed by the key {found.key_id!r}, which is not trusted here; get the bundle from "
            "its maker again, or trust the maker's key with `skinvl bundle keys add FILE.pub`",
        )
    if not found.fits(key, manifest):
        raise BundleTampered(folder / "bundle.json", f"changed after it was signed by {key.name!r}")
    return key


def _brief(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "cannot be read"
    if isinstance(error, KeyError):
        return f"no {error.args[0]}"
    return "not JSON of the expected form"
