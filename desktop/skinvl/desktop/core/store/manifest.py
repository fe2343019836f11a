"""``manifest.json`` of a backup: what it holds, sealed with the key of the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from skinvl.contract.record import canonical_json, read_record, write_record
from skinvl.desktop.core.store import sealing
from skinvl.desktop.core.store.connection import Connection
from skinvl.desktop.core.store.errors import BackupRefused

MANIFEST = "manifest.json"
_FORMAT = 1
_PURPOSE = "backup manifest"
TABLES = (
    "user", "patient", "lesion", "photograph", "image", "reading", "opinion", "decision",
    "exchange", "description_edit", "checklist", "annotation", "report", "second_read",
    "consensus", "audit",
)  # fmt: skip


@dataclass(frozen=True)
class FileFact:
    """Size in bytes and SHA-256 of a file in the folder of the backup."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """``contents`` are the sealed files, relative to the place of the backups.

    ``missing`` are those that the store itself had lost when the backup was made.
    """

    format: int
    store_id: str
    created_at: str
    app_version: str
    schema: int
    counts: Mapping[str, int]
    audit_hash: str
    files: Mapping[str, FileFact]
    contents: tuple[str, ...]
    missing: tuple[str, ...]
    code: str = ""

    @property
    def time(self) -> datetime:
        """When the backup was made."""
        return datetime.fromisoformat(self.created_at)


def new_manifest(
    store_id: str,
    created_at: str,
    app_version: str,
    copy: Connection,
    files: Mapping[str, FileFact],
    contents: tuple[str, ...],
    missing: tuple[str, ...],
) -> Manifest:
    """The manifest of a backup whose database is `copy`."""
    row = copy.execute("SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1").fetchone()
    return Manifest(
        format=_FORMAT,
        store_id=store_id,
        created_at=created_at,
        app_version=app_version,
        schema=int(copy.execute("PRAGMA user_version").fetchone()[0]),
        counts=count_rows(copy),
        audit_hash=str(row[0]) if row is not None else "",
        files=files,
        contents=contents,
        missing=missing,
    )


def count_rows(connection: Connection) -> dict[str, int]:
    """Rows of every table with records."""
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in TABLES
    }


def describe_file(file: Path) -> FileFact:
    """Size and SHA-256 of a file."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileFact(file.stat().st_size, digest)


def write_manifest(manifest: Manifest, data_key: bytearray) -> bytes:
    """The content of the file, with its authentication code."""
    key = sealing.derive_key(data_key, _PURPOSE, manifest.store_id)
    code = sealing.authenticate(key, _signed_part(manifest))
    return canonical_json(write_record(replace(manifest, code=code)))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup, not yet authenticated.

    Raises:
        BackupRefused: there is none, or it cannot be read.
    """
    file = folder / MANIFEST
    try:
        manifest = read_record(Manifest, json.loads(file.read_bytes()), "")
        if manifest.format != _FORMAT:
            raise ValueError(f"format {manifest.format}")
        manifest.time.timetuple()
    except (OSError, ValueError) as error:
        raise BackupRefused(folder.name, f"is not a whole backup ({error})") from error
    for name in (*manifest.files, *manifest.contents, *manifest.missing):
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise BackupRefused(folder.name, f"names a file outside of it ({name})")
    return manifest


def check_manifest(manifest: Manifest, data_key: bytearray, name: str) -> None:
    """Notice a manifest that was changed.

    Raises:
        BackupRefused: it was changed.
    """
    key = sealing.derive_key(data_key, _PURPOSE, manifest.store_id)
    if not sealing.is_authentic(key, _signed_part(manifest), manifest.code):
        raise BackupRefused(name, f"{MANIFEST} was changed; use another backup")


def _signed_part(manifest: Manifest) -> bytes:
    return canonical_json(write_record(replace(manifest, code="")))
