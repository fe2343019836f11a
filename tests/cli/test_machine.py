"""The check of the machine, which has to run before anything is installed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from skinvl.cli import machine

SCRIPT = Path(machine.__file__)


def only(*present: str) -> Callable[[str], bool]:
    return lambda library: library in present


def test_runs_as_a_script_without_any_package() -> None:
    """`-I -S` leaves the standard library alone on the path."""
    result = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), "--packages"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


def test_loads_tells_present_from_absent() -> None:
    assert not machine.loads("libskinvl-does-not-exist.so.1")
    if sys.platform.startswith("linux"):
        assert machine.loads("libc.so.6")


def test_missing_packages_name_debian_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "loads", only("libGL.so.1", "libEGL.so.1", "libdbus-1.so.3"))
    monkeypatch.setattr(machine, "has_fonts", lambda: False)
    assert machine.missing_packages(display=False) == [
        "fonts-dejavu-core",
        "libfontconfig1",
        "libglib2.0-0",
        "libxkbcommon0",
    ]
    assert "libxcb-cursor0" in machine.missing_packages(display=True)


def test_nothing_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "loads", lambda library: True)
    monkeypatch.setattr(machine, "has_fonts", lambda: True)
    monkeypatch.setattr(machine, "python_problem", lambda: None)
    assert machine.main([]) == 0


def test_missing_library_fails_with_the_command_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(machine, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(machine, "has_fonts", lambda: True)
    assert machine.main([]) == 1
    assert "apt-get install --no-install-recommends libegl1\n" in capsys.readouterr().err


def test_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    problem = machine.python_problem()
    assert problem is not None
    assert "3.11" in problem and "3.9" in problem


def test_python_without_venv_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda name: None)
    assert "python3-venv" in (machine.python_problem() or "")


def test_fonts_are_found_by_their_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "FONT_FOLDERS", (str(tmp_path),))
    assert not machine.has_fonts()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "Sans.TTF").touch()
    assert machine.has_fonts()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("No module named 'torch'", None),
        (
            "libodd.so.2: cannot open shared object file: No such file or directory",
            "the system library libodd.so.2 is missing: install its package",
        ),
    ],
)
def test_describe_missing_library(message: str, expected: str | None) -> None:
    assert machine.describe_missing_library(message) == expected
