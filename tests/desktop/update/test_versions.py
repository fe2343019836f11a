"""Versions side by side: links, leftovers, what runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from skinvl.desktop.core.update.errors import UpdateFailed
from skinvl.desktop.core.update.installation import Installation
from skinvl.desktop.core.update.versions import VersionFolder


def add_version(root: Path, version: str) -> None:
    shutil.copytree(root / "versions" / "0.1.0", root / "versions" / version, symlinks=True)


def test_links_that_lead_elsewhere_count_for_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    root = installation.root
    versions = VersionFolder(root)
    assert (versions.current, versions.previous) == ("0.1.0", None)
    for target in ("/etc", "versions/none", "../elsewhere", "versions/../versions/0.1.0", "."):
        (root / "previous").unlink(missing_ok=True)
        (root / "previous").symlink_to(target)
        assert versions.previous is None, target


def test_leftovers_go(installation: Installation) -> None:
    root = installation.root
    (root / "versions" / ".0.2.0.partial").mkdir()
    (root / ".current.partial").symlink_to("versions/0.1.0")
    with installation.versions.change():
        pass
    assert sorted(path.name for path in root.rglob("*.partial")) == []


def test_running_version_is_not_deleted(installation: Installation) -> None:
    root, versions = installation.root, installation.versions
    for version in ("0.2.0", "0.3.0", "0.4.0"):
        add_version(root, version)
    sleeper = root / "versions" / "0.2.0" / "sleeper"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", sleeper)
    process = subprocess.Popen([sleeper, "60"])
    try:
        versions.switch("0.3.0")
        versions.switch("0.4.0")
        assert versions.prune() == ("0.1.0",)
        assert versions.list_versions() == ("0.2.0", "0.3.0", "0.4.0")
    finally:
        process.kill()
        process.wait()
    assert versions.prune() == ("0.2.0",)


def test_running_version_is_not_replaced(installation: Installation) -> None:
    versions = installation.versions
    add_version(installation.root, "0.2.0")
    sleeper = versions.folder("0.2.0") / "sleeper"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", sleeper)
    process = subprocess.Popen([sleeper, "60"])
    incoming = versions.make_incoming("0.2.0")
    try:
        with pytest.raises(UpdateFailed, match=r"0\.2\.0 is running; close it"):
            versions.accept(incoming, "0.2.0")
        assert sleeper.is_file()
    finally:
        process.kill()
        process.wait()
    assert list(versions.accept(incoming, "0.2.0").iterdir()) == []


def test_folder_that_cannot_be_written(installation: Installation) -> None:
    if os.geteuid() == 0:
        shutil.rmtree(installation.root)
    else:
        installation.root.chmod(0o555)
    with (
        pytest.raises(UpdateFailed, match="cannot be written"),
        VersionFolder(installation.root).change(),
    ):
        pass
