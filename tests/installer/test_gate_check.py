"""The table of `make installer-check`: passed, skipped and failed are told apart."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def check(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("check")


def say(line: str, code: int = 0) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import sys; print('before'); print({line!r}); sys.exit({code})")


def test_outcomes_are_told_apart(check: ModuleType, tmp_path: Path) -> None:
    steps = (
        check.Step("good", say("all as it should be")),
        check.Step("lacking", say("gate: skipped, strace is not installed")),
        check.Step("bad", say("2 leaks", 1)),
        check.Step("absent", (str(tmp_path / "none"),)),
        check.Step("there", say("never", 1), lambda: "dist/skinvl is there"),
    )
    results = check.take_steps(steps, tmp_path / "logs")
    outcomes = [result.outcome for result in results]
    assert outcomes == ["passed", "skipped", "FAILED", "FAILED", "passed"]
    assert [result.word for result in results[:3]] == [
        "all as it should be",
        "gate: skipped, strace is not installed",
        "2 leaks",
    ]
    table = check.tabulate(results).splitlines()
    assert len(table) == 5 and table[2].startswith("FAILED   bad")
    assert (tmp_path / "logs" / "03-bad.log").read_text() == "before\n2 leaks\n"


def test_steps_name_scripts_that_are_there(check: ModuleType) -> None:
    for step in check.STEPS:
        if step.command[0] == sys.executable:
            assert Path(step.command[1]).is_file(), step.name
