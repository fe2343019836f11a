"""Is this folder exactly what a trusted key signed, and made under this program's contract?

Nothing in the folder is parsed before its signature or hash has been compared: first the signature
over the bytes of `bundle.json`, then the manifest, then size and hash of every file it lists. A
file that the manifest does not list is refused, as is a symbolic link.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.bundle import MANIFEST_FILE, SIGNATURE_FILE, BundleManifest, parse_manifest
from skinvl.contract.errors import (
    BundleError,
    BundleMissingFile,
    BundleSchemaError,
    BundleTampered,
    BundleUnsigned,
)
from skinvl.runtime.signature import TrustedKey, check_signature

LARGEST_MANIFEST = 16 * 1024 * 1024
LARGEST_SIGNATURE = 64 * 1024
_CHUNK = 1024 * 1024

# Left behind by file managers; never opened by anything here.
_DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Check:
    """One check that passed: what was checked, and what was found."""

    name: str
    detail: str


@dataclass(frozen=True)
class VerifiedBundle:
    """A folder that passed every check; `sha256` is that of `bundle.json`."""

    folder: Path
    manifest: BundleManifest
    sha256: str
    key: TrustedKey


def verify_bundle(
    folder: Path,
    keys: Mapping[str, TrustedKey],
    on_check: Callable[[Check], None] | None = None,
) -> VerifiedBundle:
    """Check everything about a bundle that can be checked without running it.

    Args:
        folder: the bundle.
        keys: trusted keys by id.
        on_check: told of each check as it passes.

    Raises:
        BundleMissingFile: not a bundle, or a file it lists is not there.
        BundleUnsigned: no signature, or by a key that is not trusted.
        BundleTampered: a changed, added, linked or oversized file.
        BundleSchemaError: a signed manifest that does not follow the schema.
        ContractMismatch: made under another contract than this program's.
    """
    report = on_check or (lambda check: None)
    _refuse_non_bundle(folder)
    content = _read_small(folder / MANIFEST_FILE, LARGEST_MANIFEST)
    if not os.path.lexists(folder / SIGNATURE_FILE):
        raise BundleUnsigned(folder, f"not signed ({SIGNATURE_FILE} is missing)")
    signature = _read_small(folder / SIGNATURE_FILE, LARGEST_SIGNATURE)
    key = check_signature(folder, content, signature, keys)
    report(Check("signature", f"key {key.key_id} ({key.name})"))
    manifest = _parse(folder, content)
    report(Check("manifest", f"{manifest.name} {manifest.version}"))
    manifest.contract.check(folder / MANIFEST_FILE)
    report(Check("contract", f"fingerprint {manifest.contract.fingerprint[:16]}"))
    for name in _list_files(folder):
        if name not in manifest.files and name not in (MANIFEST_FILE, SIGNATURE_FILE):
            raise BundleTampered(folder / name, "is not part of the signed bundle; remove it")
    for name, entry in sorted(manifest.files.items()):
        _check_file(folder / name, entry.size, entry.sha256)
        report(Check(name, f"{entry.size} bytes, sha256 {entry.sha256[:16]}"))
    return VerifiedBundle(folder, manifest, hashlib.sha256(content).hexdigest(), key)


def _refuse_non_bundle(folder: Path) -> None:
    if not folder.exists():
        raise BundleMissingFile(folder, "no such folder")
    if not folder.is_dir():
        raise BundleError(folder, "not a bundle folder")


def _parse(folder: Path, content: bytes) -> BundleManifest:
    try:
        return parse_manifest(content)
    except BundleSchemaError as error:
        # The contract knows the bytes alone; the user needs to know which file they came from.
        raise BundleSchemaError(folder / MANIFEST_FILE, error.reason) from error


def _list_files(folder: Path) -> Iterator[str]:
    """Names of all files below the folder, with `/`, links to folders counted as files."""
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted([*files, *links]):
            if name not in _DROPPINGS:
                yield Path(place, name).relative_to(folder).as_posix()


def _require_regular(path: Path) -> int:
    """Size in bytes of a regular file.

    Raises:
        BundleMissingFile: not there.
        BundleTampered: a link, a device, a pipe or a folder.
    """
    try:
        found = path.lstat()
    except OSError as error:
        raise BundleMissingFile(path, "is missing from the bundle; get the bundle again") from error
    if not stat.S_ISREG(found.st_mode):
        kind = "a symbolic link" if stat.S_ISLNK(found.st_mode) else "not a regular file"
        raise BundleTampered(path, f"is {kind}; a bundle holds plain files only")
    return found.st_size


def _read_small(path: Path, limit: int) -> bytes:
    size = _require_regular(path)
    if size > limit:
        raise BundleTampered(path, f"has {size} bytes where at most {limit} are read")
    try:
        with path.open("rb") as stream:
            return stream.read(limit)
    except OSError as error:
        raise BundleError(path, f"cannot be read ({error.strerror})") from error


def _check_file(path: Path, size: int, sha256: str) -> None:
    found = _require_regular(path)
    if found != size:
        raise BundleTampered(path, f"has {found} bytes where {size} were signed; get it again")
    digest = hashlib.sha256()
    left = size
    try:
        with path.open("rb") as stream:
            # One byte more than signed is asked for, so that a file growing meanwhile is noticed.
            while chunk := stream.read(min(_CHUNK, left + 1)):
                digest.update(chunk)
                left -= len(chunk)
                if left < 0:
                    break
    except OSError as error:
        raise BundleError(path, f"cannot be read ({error.strerror})") from error
    if left != 0 or digest.hexdigest() != sha256:
        raise BundleTampered(path, "differs from what was signed; get the bundle again")
