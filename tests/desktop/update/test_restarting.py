"""What is started after this process: the other version, or a set-up (here a script for it)."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from miniatures.update_files import load_release_script

from skinvl.desktop.core.models import Step
from skinvl.desktop.core.update.errors import UpdateDamaged, UpdateFailed, UpdateUnfit
from skinvl.desktop.core.update.installation import Installation
from skinvl.desktop.core.update.installing import install_update
from skinvl.desktop.core.update.media import find_media
from skinvl.desktop.core.update.offer import examine_update
from skinvl.desktop.core.update.restarting import prepare_setup, start_program, start_setup
from skinvl.desktop.core.update.trial import clean_environment
from skinvl.export.signing import SigningKey


def wait_for(path: Path) -> str:
    end = time.monotonic() + 30
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < end, f"{path} was not written"
        time.sleep(0.02)
    return path.read_text().strip()


def test_other_version_is_started(
    installation: Installation,
    make_update: Callable[..., Path],
    step: Step,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SKINVL_STARTED", str(tmp_path / "started"))
    done = install_update(examine_update(make_update(), installation, step), step)
    start_program(done.program)
    assert wait_for(tmp_path / "started") == "0.2.0"
    with pytest.raises(UpdateFailed, match="from the menu"):
        start_program(tmp_path / "none" / "skinvl")


def test_environment_of_a_frozen_program_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_PYI_ARCHIVE_FILE", "_PYI_APPLICATION_HOME_DIR", "PYTHONPATH", "LD_LIBRARY_PATH"):
        monkeypatch.setenv(name, "/old")
    found = clean_environment()
    assert "/old" not in found.values()
    assert found["PYINSTALLER_RESET_ENVIRONMENT"] == "1" and found["PATH"] == os.environ["PATH"]
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/of/the/user")
    assert clean_environment()["LD_LIBRARY_PATH"] == "/of/the/user"


def test_verified_setup_is_started_as_windows_would(
    installation: Installation,
    key: SigningKey,
    tmp_path: Path,
    step: Step,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    setup = tmp_path / "setup.sh"
    setup.write_text('#!/bin/sh\necho "$@" > "$(dirname "$0")/arguments"\n')
    path = load_release_script().sign_setup(setup, tmp_path, key, 2, "0.2.0")
    assert path.name == "skinvl-0.2.0-windows-x86_64.update"
    there = replace(installation, kind="windows", platform="windows-x86_64")
    offer = examine_update(path, there, step)
    copied = prepare_setup(offer, step)
    assert hashlib.sha256(copied.read_bytes()).hexdigest() == offer.release.payload.sha256
    copied.chmod(0o755)
    start_setup(copied, offer)
    arguments = wait_for(copied.with_name("arguments"))
    assert arguments.startswith("/S /WAIT=60 /LOG=") and arguments.endswith(" /START")
    copied.write_bytes(copied.read_bytes() + b"#")
    with pytest.raises(UpdateDamaged, match="changed after it was verified"):
        start_setup(copied, offer)


def test_older_setup_is_refused(
    installation: Installation, key: SigningKey, tmp_path: Path, step: Step
) -> None:
    setup = tmp_path / "setup.exe"
    setup.write_bytes(b"MZ")
    path = load_release_script().sign_setup(setup, tmp_path, key, 2, "0.0.9")
    there = replace(installation, kind="windows", platform="windows-x86_64")
    with pytest.raises(UpdateUnfit, match="remove the program"):
        prepare_setup(examine_update(path, there, step), step, allow_downgrade=True)


def test_stick_with_an_update_comes_first(tmp_path: Path) -> None:
    assert find_media((tmp_path / "none",)) == Path.home()
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    assert find_media((tmp_path,)) == tmp_path / "a"
    (tmp_path / "b" / "skinvl-0.2.0-linux-x86_64.update").touch()
    assert find_media((tmp_path,)) == tmp_path / "b"
