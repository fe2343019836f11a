"""Killed at any moment of an update: the program in use works, and the update can be made again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from skinvl.desktop.core.models import Step
from skinvl.desktop.core.update.installation import Installation, open_installation
from skinvl.desktop.core.update.installing import install_update, roll_back
from skinvl.desktop.core.update.offer import examine_update

KILLS = 12
LONGEST_SECONDS = 0.6

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked and killed")

# Everything is imported before the clock of the kill begins to run.
CHILD = """
import sys
from pathlib import Path
from skinvl.desktop.core.update.installation import open_installation
from skinvl.desktop.core.update.installing import install_update, roll_back
from skinvl.desktop.core.update.offer import examine_update
root, file = Path(sys.argv[1]), Path(sys.argv[2])
step = lambda stage, done, total: None
print("ready", flush=True)
while True:
    installation = open_installation(root)
    if installation.version == "0.1.0":
        install_update(examine_update(file, installation, step), step)
    else:
        roll_back(installation, step)
"""


def run_and_kill(root: Path, file: Path, seconds: float) -> None:
    """Update and go back for ever, until the process is killed."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(root), str(file)], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()


def ask_version(root: Path) -> str:
    told = subprocess.run(
        [root / "current" / "skinvl", "--version"], capture_output=True, text=True, check=True
    )
    return told.stdout.split()[1]


def test_there_is_a_working_program_after_every_kill(
    installation: Installation, make_update: Callable[..., Path], step: Step
) -> None:
    root, file = installation.root, make_update(ballast=30)
    chance = random.Random(7)
    for _ in range(KILLS):
        run_and_kill(root, file, chance.uniform(0, LONGEST_SECONDS))
        version = ask_version(root)
        found = open_installation(root)
        assert found.version == version
        library = found.versions.folder(version) / "_internal" / "library.so"
        assert library.read_bytes() == version.encode() * 1000
        for name in found.versions.list_versions():
            # A version has its name only when it is whole.
            assert ask_whole(found.versions.folder(name)) == name
    # What the kills left behind is no hindrance and is cleared away.
    found = open_installation(root)
    if found.version == "0.2.0":
        assert roll_back(found, step).version == "0.1.0"
    install_update(examine_update(file, open_installation(root), step), step)
    assert ask_version(root) == "0.2.0"
    names = sorted(path.name for path in [*root.iterdir(), *(root / "versions").iterdir()])
    assert names == ["0.1.0", "0.2.0", "current", "previous", "versions"]


def ask_whole(folder: Path) -> str:
    """The version that the program in a folder tells; its libraries are those of that version."""
    told = subprocess.run(
        [folder / "skinvl", "--version"], capture_output=True, text=True, check=True
    )
    version = told.stdout.split()[1]
    assert (folder / "_internal" / "link.so").read_bytes() == version.encode() * 1000
    return version
