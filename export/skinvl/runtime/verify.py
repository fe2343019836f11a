"""Is this folder exactly what a trusted key signed, and made under this program's contract?

Nothing in the folder is parsed before its signature or hash has been compared: first the signature
over the bytes of `bundle.json`, then the manifest, then size and hash of every file it lists, then
the operators of the graphs. A file that the manifest does not list is refused, as is a symbolic
link.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
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
from skinvl.contract.record import canonical_json
from skinvl.runtime.graph_check import check_graph
from skinvl.runtime.signature import TrustedKey, check_signature

LARGEST_MANIFEST = 16 * 1024 * 1024
LARGEST_SIGNATURE = 64 * 1024
CHUNK = 1024 * 1024

# Left behind by file managers; never opened by anything here.
_DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# Graphs and their weights, JSON, text and pictures: nothing that any program would execute.
_KINDS = re.compile(r".*\.(onnx([._]data[\w.]*)?|json|md|txt|png|jpe?g)", re.ASCII)

Progress = Callable[[int, int], None]
"""Told how many bytes are done, of how many."""


@dataclass(frozen=True)
class Check:
    """One check that passed: what was checked, and what was found."""

    name: str
    detail: str


@dataclass(frozen=True)
class SignedManifest:
    """A manifest whose signature, form and contract were checked; `sha256` is of its bytes."""

    manifest: BundleManifest
    sha256: str
    key: TrustedKey

    @property
    def size(self) -> int:
        """Bytes of all files that it lists."""
        return sum(entry.size for entry in self.manifest.files.values())


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
    on_progress: Progress | None = None,
) -> VerifiedBundle:
    """Check everything about a bundle that can be checked without running it.

    Args:
        folder: the bundle.
        keys: trusted keys by id.
        on_check: told of each check as it passes.
        on_progress: told of the bytes whose hash was computed.

    Raises:
        BundleMissingFile: not a bundle, or a file it lists is not there.
        BundleUnsigned: no signature, or by a key that is not trusted.
        BundleTampered: a changed, added, linked or oversized file.
        BundleSchemaError: a signed manifest that does not follow the schema, or a graph with
            operators or external weights that are not allowed.
        ContractMismatch: made under another contract than this program's.
    """
    report = on_check or (lambda check: None)
    signed = read_signed_manifest(folder, keys, report)
    manifest, done = signed.manifest, 0
    for name in list_files(folder):
        if name not in manifest.files and name not in (MANIFEST_FILE, SIGNATURE_FILE):
            raise BundleTampered(folder / name, "is not part of the signed bundle; remove it")
    for name, entry in sorted(manifest.files.items()):
        for count in _check_file(folder / name, entry.size, entry.sha256):
            done += count
            if on_progress is not None:
                on_progress(done, signed.size)
        report(Check(name, f"{entry.size} bytes, sha256 {entry.sha256[:16]}"))
    graphs = check_graphs(folder, manifest)
    report(Check("graphs", f"{graphs} with allowed operators and no weights from elsewhere"))
    return VerifiedBundle(folder, manifest, signed.sha256, signed.key)


def read_signed_manifest(
    folder: Path,
    keys: Mapping[str, TrustedKey],
    on_check: Callable[[Check], None] = lambda check: None,
) -> SignedManifest:
    """Read manifest and signature of a bundle folder; the other files are not looked at.

    Raises:
        BundleError: not a bundle, not signed by a trusted key, or not of the schema.
        ContractMismatch: made under another contract than this program's.
    """
    _refuse_non_bundle(folder)
    content = read_small(folder / MANIFEST_FILE, LARGEST_MANIFEST)
    if not os.path.lexists(folder / SIGNATURE_FILE):
        raise BundleUnsigned(folder, f"not signed ({SIGNATURE_FILE} is missing)")
    signature = read_small(folder / SIGNATURE_FILE, LARGEST_SIGNATURE)
    return check_signed_manifest(folder, content, signature, keys, on_check)


def check_signed_manifest(
    place: Path,
    content: bytes,
    signature: bytes,
    keys: Mapping[str, TrustedKey],
    on_check: Callable[[Check], None] = lambda check: None,
) -> SignedManifest:
    """Check the bytes of `bundle.json` and `bundle.sig`, which were found in `place`.

    Raises:
        BundleUnsigned: not signed by a trusted key.
        BundleTampered: changed since it was signed.
        BundleSchemaError: not canonical JSON, not of the schema, or a file of an unknown kind.
        ContractMismatch: made under another contract than this program's.
    """
    key = check_signature(place, content, signature, keys)
    on_check(Check("signature", f"key {key.key_id} ({key.name})"))
    manifest = _parse(place, content)
    on_check(Check("manifest", f"{manifest.name} {manifest.version}"))
    manifest.contract.check(place / MANIFEST_FILE)
    on_check(Check("contract", f"fingerprint {manifest.contract.fingerprint[:16]}"))
    return SignedManifest(manifest, hashlib.sha256(content).hexdigest(), key)


def check_graphs(folder: Path, manifest: BundleManifest) -> int:
    """Check operators and external weights of every graph of every variant.

    Returns:
        How many graphs there are.

    Raises:
        BundleSchemaError: names the graph and what it holds.
    """
    graphs = {name for variant in manifest.variants for name in variant.graphs.values()}
    for name in sorted(graphs):
        check_graph(folder / name, name, manifest.files)
    return len(graphs)


def _refuse_non_bundle(folder: Path) -> None:
    if not folder.exists():
        raise BundleMissingFile(folder, "no such folder")
    if not folder.is_dir():
        packed = folder.suffix == ".skinvl"
        raise BundleError(
            folder,
            "a packed bundle; install it with `skinvl bundle install`"
            if packed
            else "not a bundle folder",
        )


def _parse(place: Path, content: bytes) -> BundleManifest:
    try:
        manifest = parse_manifest(content)
        # One text per content: a key given twice, for instance, could be read in two ways.
        if canonical_json(json.loads(content)) != content:
            raise BundleSchemaError(MANIFEST_FILE, "not canonical JSON; export the bundle again")
    except BundleSchemaError as error:
        # The contract knows the bytes alone; the user needs to know which file they came from.
        raise BundleSchemaError(place / MANIFEST_FILE, error.reason) from error
    except (ValueError, RecursionError) as error:
        raise BundleSchemaError(place / MANIFEST_FILE, "not canonical JSON") from error
    for name in manifest.files:
        if not _KINDS.fullmatch(name.casefold()):
            raise BundleSchemaError(
                place / MANIFEST_FILE, f"files: {name!r} is of a kind that no bundle holds"
            )
    return manifest


def list_files(folder: Path) -> Iterator[str]:
    """Names of all files below the folder, with `/`, links to folders counted as files."""
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted([*files, *links]):
            if name not in _DROPPINGS:
                yield Path(place, name).relative_to(folder).as_posix()


def require_regular(path: Path) -> int:
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


def read_small(path: Path, limit: int) -> bytes:
    """The content of a small file.

    Raises:
        BundleMissingFile: not there.
        BundleTampered: no plain file, or larger than `limit` bytes.
    """
    size = require_regular(path)
    if size > limit:
        raise BundleTampered(path, f"has {size} bytes where at most {limit} are read")
    try:
        with path.open("rb") as stream:
            return stream.read(limit)
    except OSError as error:
        raise BundleError(path, f"cannot be read ({error.strerror})") from error


def _check_file(path: Path, size: int, sha256: str) -> Iterator[int]:
    """Yields the number of bytes of each chunk while it compares size and hash."""
    found = require_regular(path)
    if found != size:
        raise BundleTampered(path, f"has {found} bytes where {size} were signed; get it again")
    digest = hashlib.sha256()
    left = size
    try:
        with path.open("rb") as stream:
            # One byte more than signed is asked for, so that a file growing meanwhile is noticed.
            while chunk := stream.read(min(CHUNK, left + 1)):
                digest.update(chunk)
                left -= len(chunk)
                if left < 0:
                    break
                yield len(chunk)
    except OSError as error:
        raise BundleError(path, f"cannot be read ({error.strerror})") from error
    if left != 0 or digest.hexdigest() != sha256:
        raise BundleTampered(path, "differs from what was signed; get the bundle again")
