"""The gate on the package: every program of the bare system is watched."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

INSTALLER = Path(__file__).resolve().parents[2] / "installer"
FOLDERS = [str(INSTALLER / "gate"), str(INSTALLER / "linux")]


@pytest.fixture(scope="module")
def artefact() -> Iterator[ModuleType]:
    if not sys.platform.startswith("linux"):
        pytest.skip("strace and namespaces are Linux's")
    before = list(sys.path)
    sys.path[:0] = FOLDERS
    import artefact

    yield artefact
    sys.path[:] = before


def test_every_command_is_watched(artefact: ModuleType, tmp_path: Path) -> None:
    """Inside the namespaces and around the system's root, in a folder of its own."""
    system = artefact.WatchedSystem(tmp_path / "system", tmp_path)
    for number in range(2):
        command = system.command("skinvl", "desktop", user="anna")
        (entering,) = [word for word in command if "chroot" in word]
        watching = entering.index(f"exec strace -ff -ttt -q -s 256 -o {tmp_path}/{number}/trace")
        assert watching < entering.index(" chroot ")
        assert command[0] == "unshare" and "--net" in command
    assert [name for name, _ in system.watched] == ["skinvl desktop"] * 2


def test_short_look_at_the_window_proves_nothing(artefact: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "trace.1").write_text(
        "100.0 socket(AF_UNIX, 1, 0) = 3\n110.0 +++ exited with 0 +++\n"
    )
    assert artefact.judge([("skinvl --version", tmp_path)]) == 0
    with pytest.raises(artefact.Failed, match="10 s only"):
        artefact.judge([("skinvl desktop", tmp_path)])


def test_leaks_of_all_commands_count(artefact: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "trace.1").write_text("100.0 socket(AF_INET, SOCK_STREAM, 0) = 3\n")
    assert artefact.judge([("one", tmp_path), ("two", tmp_path)]) == 2


def test_without_a_package_it_says_so(artefact: ModuleType) -> None:
    assert "no .deb" in artefact.find_obstacle(None)
