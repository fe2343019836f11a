"""``release.json``: what a release of the program is, as its maker signed it.

The same record describes an update file (one packed program) and a folder of files for a stick.
Ed25519 over its exact bytes stands in ``release.sig``, in the form of a bundle's signature.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal, get_args

from skinvl.contract.bundle import check_name
from skinvl.contract.record import canonical_json, read_record, write_record

RELEASE_FILE = "release.json"
SIGNATURE_FILE = "release.sig"
SUFFIX = ".update"
SCHEMA = 1
Platform = Literal["linux-x86_64", "windows-x86_64"]
Flavour = Literal["cpu", "gpu"]
FLAVOURS: tuple[Flavour, ...] = get_args(Flavour)
PAYLOADS: dict[Platform, str] = {
    "linux-x86_64": "program.tar.xz",
    "windows-x86_64": "setup.exe",
}
"""Name of the one payload in an update file: a packed folder, or a set-up program."""

_VERSION = re.compile(r"[0-9][0-9A-Za-z.+_-]{0,31}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOST_FILES = 20_000
_LONGEST_NOTES = 20_000
_LARGEST_PROGRAM = 16 * 1024**3


@dataclass(frozen=True)
class ReleaseFile:
    """A file of the release: name, size in bytes, SHA-256 (hex)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Unpacked:
    """The program when it is unpacked: bytes of its files, number of files and links."""

    size: int
    entries: int


@dataclass(frozen=True)
class Release:
    """What a maker signed.

    Attributes:
        schema: version of this record.
        product: always ``skinvl``.
        version: of the program.
        platform: where it runs.
        flavour: CPU, or with the libraries for graphics cards.
        store_schema: the newest schema of a store that this version can open.
        notes: what has changed, for people; plain text.
        files: what lies beside ``release.json``.
        unpacked: of an update file with a packed program; None otherwise.
    """

    schema: int
    product: Literal["skinvl"]
    version: str
    platform: Platform
    flavour: Flavour
    store_schema: int
    notes: str
    files: tuple[ReleaseFile, ...]
    unpacked: Unpacked | None = None

    @property
    def payload(self) -> ReleaseFile:
        """The one payload of an update file.

        Raises:
            ValueError: this is no release for an update file.
        """
        name = PAYLOADS[self.platform]
        packed = name.endswith(".tar.xz")
        if [file.name for file in self.files] != [name] or packed != (self.unpacked is not None):
            raise ValueError(f"files: an update for {self.platform} holds {name} and no other file")
        return self.files[0]


def is_version(text: str) -> bool:
    """Whether a text can be a version and the name of a folder."""
    return _VERSION.fullmatch(text) is not None and ".." not in text


def write_release(release: Release) -> bytes:
    """The bytes that are signed: equal releases, equal bytes.

    Raises:
        ValueError: a field is out of range.
    """
    _check(release)
    return canonical_json(write_record(release))


def read_release(content: bytes) -> Release:
    """Parse ``release.json``, whose signature was checked before.

    Raises:
        ValueError: names the first key that is missing, unknown or wrong.
    """
    try:
        record = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    # A later schema may have other keys: its number is told, not the first strange key.
    schema = record.get("schema") if isinstance(record, dict) else None
    if schema != SCHEMA:
        raise ValueError(f"schema {schema!r}; this version of SkinVL knows {SCHEMA}")
    release = read_record(Release, record, "")
    _check(release)
    return release


def _check(release: Release) -> None:
    if release.schema != SCHEMA:
        raise ValueError(f"schema: {release.schema} is not {SCHEMA}")
    if not is_version(release.version):
        raise ValueError(f"version: {release.version!r} cannot be a version")
    if release.store_schema < 1:
        raise ValueError(f"store_schema: {release.store_schema} is not 1 or more")
    if len(release.notes) > _LONGEST_NOTES:
        raise ValueError(f"notes: longer than {_LONGEST_NOTES} characters")
    if not 1 <= len(release.files) <= _MOST_FILES:
        raise ValueError(f"files: {len(release.files)} is not 1..{_MOST_FILES}")
    seen: set[str] = set()
    for file in release.files:
        check_name(file.name)
        folded = file.name.casefold()
        if folded in seen or folded in (RELEASE_FILE, SIGNATURE_FILE):
            raise ValueError(f"files: {file.name!r} twice")
        seen.add(folded)
        if file.size < 0 or not _SHA256.fullmatch(file.sha256):
            raise ValueError(f"files: {file.name!r} has no size and SHA-256")
    unpacked = release.unpacked
    if unpacked is not None and not (
        0 < unpacked.size <= _LARGEST_PROGRAM and 0 < unpacked.entries <= _MOST_FILES
    ):
        raise ValueError("unpacked: out of range")
