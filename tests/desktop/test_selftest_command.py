"""`skinvl --selftest` as an installer and an inventory start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract import __version__
from skinvl.desktop.commands import selftest

EXPECTED = {
    "Network closed", "Model", "Golden images", "Provider", "Image formats", "Store",
    "Data folder", "Settings", "Help", "Program", "Window", "Fonts", "Languages", "Printer",
}  # fmt: skip


def run_selftest(home: Path, *arguments: str) -> tuple[int, dict[str, dict[str, Any]], str]:
    """Exit code, checks by name, and what was said beside."""
    environment = {name: text for name, text in os.environ.items() if name != "DISPLAY"}
    environment |= {"HOME": str(home), "SKINVL_CONFIG": str(home), "LC_ALL": "C"}
    environment |= {"SKINVL_POLICY": str(home / "policy.json")}
    result = subprocess.run(
        [sys.executable, "-m", "skinvl.cli", "--selftest", "--json", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    answer = json.loads(result.stdout)
    assert answer["version"] == __version__
    assert answer["ok"] is (result.returncode == 0)
    return result.returncode, {check["name"]: check for check in answer["checks"]}, result.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "Praxis Müller").mkdir()
    return tmp_path / "Praxis Müller"


def test_everything_works_without_a_display(home: Path) -> None:
    code, checks, said = run_selftest(home)
    assert {name for name, check in checks.items() if check["ok"] is False} == set(), checks
    assert set(checks) == EXPECTED
    assert code == 0 and "Traceback" not in said


def test_what_is_wrong_is_named_and_the_rest_is_tried(home: Path) -> None:
    (home / "policy.json").write_text(
        json.dumps({"values": {"backup_folder": str(home / "gone"), "idle_minutes": -1}}),
        encoding="utf-8",
    )
    code, checks, said = run_selftest(home, "--bundle", str(home / "no-bundle"))
    failed = {name for name, check in checks.items() if check["ok"] is False}
    assert failed == {"Model", "Golden images", "Settings", "Backup folder"}
    assert "no-bundle" in checks["Model"]["detail"]
    assert "idle_minutes" in checks["Settings"]["detail"]
    assert code == 1 and "Traceback" not in said


def test_text_for_people(home: Path) -> None:
    environment = {**os.environ, "SKINVL_CONFIG": str(home), "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(
        [sys.executable, "-m", "skinvl.cli", "selftest", "--bundle", str(home / "no-bundle")],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert any(line.startswith("FAILED Model: ") for line in lines)
    assert any(line.startswith("ok     Store: ") for line in lines)
    assert lines[-1].endswith("checks failed")


def test_window_process_that_dies_is_a_failed_check(monkeypatch: pytest.MonkeyPatch) -> None:
    # Any function that the process can find and that ends with an error.
    monkeypatch.setattr(selftest, "tell_window", os.close)
    (check,) = selftest.try_window()
    assert (check.name, check.ok) == ("Window", False)
    assert "ended with 1;" in check.detail
