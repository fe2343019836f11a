"""What is installed, by which names it can be meant, and which version is newer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import BundleError, ContractMismatch
from skinvl.runtime.signature import TrustedKey
from skinvl.runtime.store import BundleStore
from skinvl.runtime.verify import SignedManifest, read_signed_manifest

_SHA256_START = re.compile(r"[0-9a-f]{4,64}")
_PREFIX = 12


@dataclass(frozen=True)
class Installed:
    """One installed bundle; `signed` is None and `fault` says why where it is refused."""

    folder: Path
    signed: SignedManifest | None
    fault: str | None


def list_installed(store: BundleStore, keys: Mapping[str, TrustedKey]) -> list[Installed]:
    """Every installed bundle with its manifest, or with the reason why it is refused.

    Signatures are checked; the hashes of the files are for `verify_bundle`.
    """
    return [inspect_installed(folder, keys) for folder in store.list_folders()]


def inspect_installed(folder: Path, keys: Mapping[str, TrustedKey]) -> Installed:
    """One installed bundle with its manifest, or with the reason why it is refused."""
    try:
        return Installed(folder, read_signed_manifest(folder, keys), None)
    except (BundleError, ContractMismatch) as error:
        return Installed(folder, None, str(error))


def find_installed(store: BundleStore, keys: Mapping[str, TrustedKey], wanted: str) -> Path:
    """The one installed bundle that is meant by NAME, NAME@VERSION, NAME@SHA256 or its folder.

    Raises:
        BundleError: none or several are.
    """
    found = [entry.folder for entry in list_installed(store, keys) if _is_meant(entry, wanted)]
    if not found:
        raise BundleError(wanted, "is not installed; see `skinvl bundle list`")
    if len(found) > 1:
        names = ", ".join(folder.name for folder in found)
        raise BundleError(wanted, f"could be {names}; name one of these")
    return found[0]


def _is_meant(entry: Installed, wanted: str) -> bool:
    folder = entry.folder.name
    if wanted == folder:
        return True
    name, at, which = wanted.partition("@")
    stem, _, digest = folder.rpartition("-")
    # A bundle that is refused can still be removed by the name that its folder has.
    known = entry.signed.manifest.name if entry.signed is not None else name
    if known != name or not stem.startswith(f"{name}-"):
        return False
    is_digest = _SHA256_START.fullmatch(which) and digest.startswith(which[:_PREFIX])
    return not at or stem == f"{name}-{which}" or bool(is_digest)


def order_version(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[int, str], ...]]:
    """A key by which versions can be compared.

    Numbers count by value, `1.0` is `1`, and a version with a text such as `1.0rc1` or `1.0.dev2`
    comes before the one without it. What follows a `+` names a build and does not count.
    """
    parts = re.findall(r"\d+|[A-Za-z]+", version.partition("+")[0])
    first = next((i for i, part in enumerate(parts) if not part.isdigit()), len(parts))
    release = [int(part) for part in parts[:first]]
    while release and release[-1] == 0:
        release.pop()
    text = tuple((int(p), "") if p.isdigit() else (-1, p.lower()) for p in parts[first:])
    return tuple(release), not text, text
