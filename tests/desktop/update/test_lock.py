"""The lock of an installation: held, left behind, fought over."""

from __future__ import annotations

import os
import subprocess

import pytest

from skinvl.desktop.core.update.errors import UpdateFailed
from skinvl.desktop.core.update.installation import Installation
from skinvl.desktop.core.update.lock import break_lock


def test_lock_of_a_process_that_is_gone_is_taken_over(installation: Installation) -> None:
    child = subprocess.Popen(["true"])
    child.wait()
    lock = installation.root / ".lock"
    for content in (f"{child.pid}\n", "", "nonsense"):
        lock.mkdir()
        (lock / "pid").write_text(content)
        with installation.versions.change():
            assert (lock / "pid").read_text() == f"{os.getpid()}\n"
        assert not lock.exists()


def test_lock_of_a_process_that_runs_holds(installation: Installation) -> None:
    lock = installation.root / ".lock"
    lock.mkdir()
    (lock / "pid").write_text("1\n")
    with pytest.raises(UpdateFailed, match="wait for it"), installation.versions.change():
        pass
    assert (lock / "pid").read_text() == "1\n"


def test_lock_that_another_process_made_meanwhile_is_not_broken(installation: Installation) -> None:
    lock = installation.root / ".lock"
    lock.mkdir()
    (lock / "pid").write_text("1\n")
    # This process had read the number of one that is gone; since then another took the lock.
    break_lock(installation.root, 999_999)
    assert (lock / "pid").read_text() == "1\n"
    break_lock(installation.root, 1)
    assert not lock.exists()
