"""Writing a bundle folder: hashes, manifest, signature."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from skinvl.contract.bundle import (
    MANIFEST_FILE,
    SIGNATURE_FILE,
    BundleFile,
    BundleManifest,
    Golden,
    Variant,
    parse_manifest,
)
from skinvl.contract.errors import BundleSchemaError, ExportError
from skinvl.contract.record import canonical_json
from skinvl.export.checkpoint import Source
from skinvl.export.signing import SigningKey

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True)
class Draft:
    """A bundle folder whose files are written, and what its manifest will say of them."""

    folder: Path
    name: str
    source: Source
    parity: dict[str, Any]

    def sign(
        self, variants: Sequence[Variant], golden: Sequence[Golden], key: SigningKey
    ) -> BundleManifest:
        """Write `bundle.json` and `bundle.sig` over the files that lie in the folder now.

        Raises:
            ExportError: the checkpoint's values do not make a valid manifest.
        """
        record = self.source.record
        manifest = BundleManifest(
            name=self.name,
            version=record.version,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            licence=record.licence,
            provenance=record.provenance,
            contract=record.contract,
            files=hash_files(self.folder),
            variants=tuple(variants),
            decoder=self.source.decoder,
            head=record.head,
            calibration=record.calibration,
            conformal=record.conformal,
            abstention=record.abstention,
            quality=record.quality,
            parity=self.parity,
            evaluation=record.evaluation,
            golden=tuple(golden),
            diagnosis=None if self.source.diagnosis is None else self.source.diagnosis.tower,
        )
        try:
            content = canonical_json(manifest.to_json())
            parsed = parse_manifest(content)
        except (BundleSchemaError, ValueError) as error:
            reason = getattr(error, "reason", str(error))
            raise ExportError(f"{self.source.path}: makes no valid bundle ({reason})") from error
        (self.folder / MANIFEST_FILE).write_bytes(content)
        (self.folder / SIGNATURE_FILE).write_bytes(key.sign(content))
        return parsed


def hash_files(folder: Path) -> dict[str, BundleFile]:
    """SHA-256 and size of every file of a bundle folder but the manifest and its signature."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (MANIFEST_FILE, SIGNATURE_FILE):
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            files[name] = BundleFile(digest, path.stat().st_size)
    return files


def check_bundle_name(name: str) -> str:
    """The name, if it can be shown and be part of a path.

    Raises:
        ExportError: it cannot.
    """
    if not _NAME.fullmatch(name):
        raise ExportError(
            f"{name!r} cannot name a bundle; use lower-case letters, digits, '.', '-' and '_'"
        )
    return name
