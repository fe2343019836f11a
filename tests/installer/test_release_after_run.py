"""The .run file and an update by the program itself share one layout, lock and way back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from miniatures.frozen_folder import make_frozen_folder
from miniatures.update_files import load_release_script, make_key, make_program

from skinvl.desktop.core.update.installation import find_installation, open_installation
from skinvl.desktop.core.update.installing import install_update
from skinvl.desktop.core.update.offer import examine_update

LINUX = Path(__file__).resolve().parents[2] / "installer" / "linux"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("objdump") is None,
    reason="needs Linux and objdump (binutils)",
)


def call(file: Path, home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(file), "--prefix", str(home / ".local"), *options],
        env={"HOME": str(home), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def run_file(tmp_path: Path) -> Path:
    """A .run file of version 0.1.0."""
    command = [sys.executable, LINUX / "run.py", make_frozen_folder(tmp_path / "first")]
    subprocess.run([*command, "--out", tmp_path, "--label", "0.1.0"], check=True, timeout=60)
    return tmp_path / "skinvl-0.1.0-linux-x86_64.run"


def test_one_follows_the_other(
    run_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("SKINVL_CONFIG", str(tmp_path / "config"))
    home = tmp_path / "home"
    home.mkdir()
    assert call(run_file, home).returncode == 0
    base = home / ".local" / "opt" / "skinvl"
    found = find_installation(home / ".local" / "bin" / "skinvl", frozen=True)
    assert (found.kind, found.root, found.version) == ("folder", base, "0.1.0")

    def stay_silent(stage: str, done: int, total: int) -> None:
        if stage == "unpack":
            # The set-up of the .run file knows the lock of an update.
            assert "another installation is at work" in call(run_file, home).stderr

    folder = make_program(tmp_path / "frozen", "0.2.0")
    key = make_key(tmp_path / "keys")
    path = load_release_script().sign_program(folder, tmp_path, key, "0.2.0")
    install_update(examine_update(path, found, stay_silent), stay_silent)
    told = subprocess.run([home / ".local/bin/skinvl", "--version"], capture_output=True, text=True)
    assert told.stdout.startswith("skinvl 0.2.0")
    assert call(base / "setup", home, "--rollback").returncode == 0
    assert open_installation(base).version == "0.1.0"
    assert open_installation(base).versions.previous == "0.2.0"
    assert call(base / "setup", home, "--uninstall").returncode == 0
    assert not (base / "versions").exists()
