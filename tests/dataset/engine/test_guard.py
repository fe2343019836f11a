"""Whatever an item does to its process costs this item alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.hostile import behave, spawn_sleeper

from skinvl.dataset.engine.guard import (
    Child,
    Done,
    Failed,
    Limits,
    run_guarded,
    start_context,
)

LIMITS = Limits(memory_mb=300, silent_s=60, step_s=60)
posix = pytest.mark.skipif(os.name != "posix", reason="signals and /proc")


def run(item: object, limits: Limits = LIMITS) -> Done | Failed:
    return run_guarded(behave, item, limits, start_context())


@pytest.mark.parametrize("item", ["text", 5, None, {"a": [1, 2.5]}])
def test_a_value_comes_back(item: object) -> None:
    outcome = run(item)
    assert isinstance(outcome, Done)
    assert outcome.value == item
    assert outcome.peak_mb > 0


def test_steps_are_told() -> None:
    told: list[tuple[int, int]] = []
    run_guarded(behave, 1, LIMITS, start_context(), lambda *step: told.append(step))
    assert told[-1] == (4, 4)


@posix
def test_a_crash_is_named() -> None:
    outcome = run("crash")
    assert isinstance(outcome, Failed)
    assert outcome.reason == "crashed"
    assert "SIGSEGV" in outcome.detail


def test_an_exit_is_a_crash() -> None:
    outcome = run("exit")
    assert isinstance(outcome, Failed)
    assert outcome.reason == "crashed"
    assert "exit code 3" in outcome.detail


def test_an_exception_is_told_in_one_line() -> None:
    outcome = run("raise")
    assert isinstance(outcome, Failed)
    assert (outcome.reason, outcome.detail) == ("crashed", "ValueError: no such page")


@pytest.mark.parametrize("item", ["hang", "hang deaf"])
def test_a_silent_child_is_ended(item: str) -> None:
    outcome = run(item, Limits(silent_s=0.5, step_s=60))
    assert isinstance(outcome, Failed)
    assert outcome.reason == "timed_out"
    assert "no progress for 0.5 seconds after step 0 of 4" in outcome.detail


def test_a_child_that_goes_on_and_on_is_ended() -> None:
    outcome = run("dawdle", Limits(silent_s=0.5, step_s=0.1))
    assert isinstance(outcome, Failed)
    assert outcome.reason == "timed_out"
    assert "not finished in 0.9 seconds" in outcome.detail


@posix
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux")
@pytest.mark.parametrize("item", ["gulp", "swell"])
def test_memory_is_limited(item: str) -> None:
    outcome = run(item)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "out_of_memory"
    assert "300 MB" in outcome.detail


@posix
def test_what_the_child_started_ends_with_it() -> None:
    marker = "3600.5"
    child = Child(spawn_sleeper, marker, LIMITS, start_context())
    try:
        wait_until(lambda: child.poll() is None and child.steps == (1, 1))
        # It is a copy of the child until it has begun to be `sleep`.
        wait_until(lambda: running(marker))
    finally:
        child.kill()
    wait_until(lambda: not running(marker))


@posix
def test_a_child_survives_its_parent_for_a_moment_only(tmp_path: Path) -> None:
    """A hanging child whose parent is killed with SIGKILL ends by its own alarm."""
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, sys\n"
        "from miniatures.hostile import behave\n"
        "from skinvl.dataset.engine import guard\n"
        "if __name__ == '__main__':\n"
        "    guard._ALARM_GRACE_S = 0.0\n"
        "    child = guard.Child(behave, 'hang', guard.Limits(silent_s=2), guard.start_context())\n"
        "    while child.steps != (0, 4): child.poll()\n"
        "    print(child._process.pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    pid = int(done.stdout)
    wait_until(lambda: not alive(pid))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def running(word: str) -> bool:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if word.encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                return True
        except OSError:
            continue
    return False


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for a condition; a minute is for slow machines and not a measurement."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "did not happen"
        time.sleep(0.05)
