"""Installed versions and signed update files in miniature: a script in place of the program."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from skinvl.export.signing import SigningKey

_PROGRAM = """\
#!/bin/sh
case "$1" in
--version) echo "skinvl {version} (cpu)" ;;
--selftest) {selftest} ;;
desktop) echo {version} > "${{SKINVL_STARTED:-/dev/null}}" ;;
*) exit 2 ;;
esac
"""


def load_release_script() -> ModuleType:
    """`installer/release.py`, which is no part of a package."""
    name = "skinvl_installer_release"
    if name not in sys.modules:
        file = Path(__file__).resolve().parents[2] / "installer" / "release.py"
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def make_program(
    folder: Path, version: str, *, schema: int = 2, selftest: str = "exit 0", ballast: int = 0
) -> Path:
    """A frozen folder whose program tells its version; `ballast` adds that many files."""
    migrations = folder / "_internal" / "skinvl" / "desktop" / "core" / "store" / "migrations"
    migrations.mkdir(parents=True)
    for number in range(1, schema + 1):
        (migrations / f"{number:04d}_step.sql").write_text("SELECT 1;\n")
    (folder / "_internal" / "library.so").write_bytes(version.encode() * 1000)
    (folder / "_internal" / "link.so").symlink_to("library.so")
    for number in range(ballast):
        (folder / "_internal" / f"ballast-{number}.bin").write_bytes(bytes([number]) * 100_000)
    program = folder / "skinvl"
    program.write_text(_PROGRAM.format(version=version, selftest=selftest))
    program.chmod(0o755)
    return folder


def make_key(folder: Path, *, name: str = "Maker", releases: bool = True) -> SigningKey:
    """A new key whose public half lies in `folder` as a trusted key."""
    key = SigningKey(Ed25519PrivateKey.generate(), folder, created=True)
    folder.mkdir(exist_ok=True)
    record = {**key.describe_public(name), "releases": releases}
    (folder / f"{key.key_id}.pub").write_text(json.dumps(record))
    return key


def make_installation(root: Path, version: str, **options: int) -> Path:
    """An installed version as the .run file leaves it; the root."""
    make_program(root / "versions" / version, version, **options)  # type: ignore[arg-type]
    (root / "current").symlink_to(f"versions/{version}")
    return root
