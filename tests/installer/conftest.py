"""The frozen folder that the tests of the installers share."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "installer"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """One process at a time, of those that share the tests among them."""
    import fcntl

    with file.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A frozen folder: SKINVL_FROZEN, else dist/skinvl, else one frozen from this environment."""
    named = os.environ.get("SKINVL_FROZEN")
    if named:
        return Path(named).resolve()
    if (ROOT / "dist" / "skinvl" / "_internal").is_dir():
        return ROOT / "dist" / "skinvl"
    if not sys.platform.startswith("linux"):
        pytest.skip("nothing is frozen; run `make installer`, or name a folder in SKINVL_FROZEN")
    pytest.importorskip("PyInstaller", reason="the extra `installer` is not installed")
    wheels = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    place = shared / "frozen" / "skinvl"
    with locked(shared / "frozen.lock"):
        if not place.is_dir():
            builder = wheels.WheelBuilder(str(ROOT))
            (wheel,) = builder.build(directory=str(shared / "wheel"), versions=["standard"])
            command = [sys.executable, str(INSTALLER / "freeze.py"), "--here"]
            subprocess.run([*command, "--wheel", wheel, "--out", str(place)], check=True)
    return place


@pytest.fixture(scope="session")
def load_script() -> Iterator[Callable[[str], ModuleType]]:
    """Imports a script of `installer/` as they import one another."""
    sys.path.insert(0, str(INSTALLER))
    yield importlib.import_module
    sys.path.remove(str(INSTALLER))
