"""A payload with its two set-ups, and whether a folder holds what the payload holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from payload_files import Payload, hash_files


@dataclass(frozen=True)
class Place:
    """``setup`` and ``package`` were built from ``payload``."""

    payload: Payload
    setup: Path
    package: Path


def compare(payload: Payload, installed: Path, *others: str) -> list[str]:
    """What is missing in a folder, is not the same, or is neither the payload's nor named here."""
    wanted = payload.hashes()
    files = {
        path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()
    }
    found = hash_files(installed, [PurePosixPath(name) for name in files & wanted.keys()])
    differing = [name for name, sha256 in wanted.items() if found.get(name) != sha256]
    return sorted(differing + list(files - wanted.keys() - {"uninstall.exe", *others}))
