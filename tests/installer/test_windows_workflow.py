"""The workflow that makes the payload on Windows; it was not run here, so its parts are checked."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / ".github" / "workflows" / "windows.yml"


@pytest.fixture(scope="module")
def jobs() -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    return dict(workflow["jobs"])


def test_frozen_on_windows_packed_and_installed_there(jobs: dict[str, Any]) -> None:
    assert list(jobs) == ["freeze", "package", "install"]
    assert jobs["package"]["needs"] == "freeze" and jobs["install"]["needs"] == "package"
    assert jobs["freeze"]["runs-on"].startswith("windows-")
    assert all(
        name.startswith("windows-") for name in jobs["install"]["strategy"]["matrix"]["system"]
    )


def test_every_script_and_target_it_runs_is_there(jobs: dict[str, Any]) -> None:
    lines = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    run = [name for line in lines for name in re.findall(r"installer/[\w/]+\.py", line)]
    assert len(run) >= 4
    assert [name for name in run if not (ROOT / name).is_file()] == []
    targets = [name for line in lines for name in re.findall(r"^make (\w+)", line, re.MULTILINE)]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets and all(f"\n{name}:" in makefile for name in targets)


def test_what_one_job_takes_another_has_made_before(jobs: dict[str, Any]) -> None:
    made: set[str] = set()
    for job in jobs.values():
        steps = [step for step in job["steps"] if "uses" in step]
        for step in steps:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
            if step["uses"].startswith("actions/download-artifact"):
                assert step["with"]["name"] in made
        made |= {
            step["with"]["name"]
            for step in steps
            if step["uses"].startswith("actions/upload-artifact")
        }
    assert made == {"payload", "setups", "later"}
