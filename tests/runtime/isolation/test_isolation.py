"""Who closes the network, and how one sees that it is closed."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from miniatures.call_filter import needs_filter

from skinvl.cli.main import COMMANDS, load_command

SHIPPED = ("skinvl.runtime.", "skinvl.desktop.")
JUDGE = (
    "from skinvl.runtime.isolation import attempt, close_network, read_isolation\n"
    "{}\n"
    "closed, told = attempt.judge_network()\n"
    "print(closed, told)\n"
)


@needs_filter
def test_closed_network_is_seen_by_trying(run_code: Any) -> None:
    """The trial itself is no refusal that anybody has to look into."""
    counted = "from skinvl.runtime.isolation import list_refusals\nassert not list_refusals()"
    result = run_code(JUDGE.format("") + counted)
    assert (result.returncode, result.stderr) == (0, "")
    told = result.stdout
    assert told.startswith("True ")
    for what in ("socket in Python", "name in Python", "IPv4", "IPv6", "io_uring"):
        assert what in told


@needs_filter
def test_open_network_is_seen_by_trying(run_code: Any) -> None:
    told = run_code(JUDGE.format(""), closed=False).stdout
    assert told.startswith("False not refused: socket in Python, name in Python, IPv4")


@needs_filter
def test_kernel_without_the_filter_is_seen(run_code: Any) -> None:
    """The program goes on without, and whoever looks is told."""
    lacking = (
        "from skinvl.runtime.isolation import call_filter\n"
        "call_filter.filter_calls = lambda: 'the kernel refused the filter (Invalid argument)'\n"
        "assert not close_network().kernel"
    )
    told = run_code(JUDGE.format(lacking), closed=False).stdout
    assert told.startswith("False not refused: IPv4 socket")
    assert "the kernel refused the filter (Invalid argument)" in told


def test_other_systems_have_the_hook_and_say_so(run_code: Any) -> None:
    elsewhere = "import sys\nsys.platform = 'win32'\nassert not close_network().kernel"
    told = run_code(JUDGE.format(elsewhere), closed=False).stdout
    assert told.startswith("True ") and "code outside Python is not watched" in told


def test_closing_again_changes_nothing(run_code: Any) -> None:
    code = "first = close_network()\nassert close_network() is first\nprint(first)"
    assert run_code(code).returncode == 0


@pytest.mark.parametrize(
    "name", [name for name, entry in COMMANDS.items() if entry.module.startswith(SHIPPED)]
)
def test_every_command_of_a_clinic_closes_it(name: str) -> None:
    """Before anything but the modules that say how is imported."""
    before, found, _ = inspect.getsource(load_command(name).run).partition("close_network()")
    assert found, f"skinvl {name} leaves the network open"
    for heavy in ("onnxruntime", "PySide6", "desktop.ui", "load_bundle"):
        assert heavy not in before.partition('"""')[2].partition('"""')[2]
