"""Puts everything that an IT department carries to a clinic into one folder, and signs it.

    PYTHON-OF-THE-BUILD-ENVIRONMENT installer/offline/stick.py [--key KEY.pem] [--out FOLDER]

`make offline-bundle` builds the parts first. What was not built (an installer for Windows, the
Debian packages of a minimal system) is left out, and the list that is printed says so.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import notices
import sbom
from checksums import FILE as SUMS
from checksums import write_checksums
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from guides import write_guide

from skinvl.contract.errors import SkinVLError
from skinvl.export.signing import open_signing_key
from skinvl.runtime.archive import pack_bundle
from skinvl.runtime.signature import read_trusted_keys

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
GUIDES = ("installing", "it-guide", "user-guide", "model-card")

# folder on the stick -> what is taken from `dist/`; {v} is the version.
INSTALLERS = {
    "linux": (
        "skinvl_{v}_amd64.deb",
        "skinvl-gpu_{v}_amd64.deb",
        "skinvl-{v}-linux-x86_64.run",
        "skinvl-{v}-gpu-linux-x86_64.run",
    ),
    "windows": ("skinvl-{v}-windows-x86_64-setup.exe", "skinvl-{v}-windows-x86_64.msi"),
    "update": (
        "skinvl-{v}-linux-x86_64.update",
        "skinvl-{v}-gpu-linux-x86_64.update",
        "skinvl-{v}-windows-x86_64.update",
    ),
}
"""An update file is for computers that have SkinVL already."""

_READ_ME = Path(__file__).with_name("READ-ME-FIRST.txt")


def main() -> None:
    arguments = _parse()
    version = metadata.version("skinvl")
    out = arguments.out or DIST / f"skinvl-{version}-offline"
    try:
        key = open_signing_key(arguments.key)
        if out.exists():
            shutil.rmtree(out)
        out.mkdir(parents=True)
        missing = list(_gather(out, version))
        pem = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (out / "release-key.pem").write_bytes(pem)
        fingerprint = hashlib.sha256(key.raw_public).hexdigest()
        words = _READ_ME.read_text("utf-8").format(version=version, fingerprint=fingerprint)
        (out / _READ_ME.name).write_text(words, encoding="utf-8")
        count = write_checksums(out, key.private)
    except (SkinVLError, OSError) as error:
        sys.exit(f"offline bundle: {error}")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    print(f"offline bundle: {out} ({count} files in {SUMS}, {size:.0f} MB)")
    print(f"offline bundle: signed with the key {key.key_id}, fingerprint {fingerprint}")
    for name in missing:
        print(f"offline bundle: not built, left out: {name}")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--key", type=Path, metavar="PEM", help="private key (default: the user's)")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="default: dist/skinvl-V-offline")
    return parser.parse_args()


def _gather(out: Path, version: str) -> Iterator[str]:
    """Copy what is there; the names of what is not.

    Raises:
        OSError: a file could not be copied, or the frozen folder is not there.
    """
    for folder, names in INSTALLERS.items():
        for name in names:
            source = DIST / name.format(v=version)
            if not source.is_file():
                yield source.name
                continue
            (out / folder).mkdir(exist_ok=True)
            shutil.copy2(source, out / folder)
    packages = DIST / "debs"
    if packages.is_dir():
        shutil.copytree(packages, out / "linux" / "debs")
    else:
        yield "debs (Debian packages for a minimal system)"
    frozen = DIST / "skinvl"
    (out / "model").mkdir()
    for manifest in frozen.rglob("bundle.json"):
        target = out / "model" / f"{manifest.parent.name}.skinvl"
        pack_bundle(manifest.parent, target, read_trusted_keys())
    (out / "guides").mkdir()
    for name in GUIDES:
        write_guide(ROOT / "docs" / f"{name}.md", out / "guides" / f"{name}.html")
    licences = out / "licences"
    licences.mkdir()
    shutil.copy2(ROOT / "LICENSE", licences)
    shutil.copy2(frozen / notices.FILE, licences)
    shutil.copy2(frozen / sbom.FILE, licences)


if __name__ == "__main__":
    main()
