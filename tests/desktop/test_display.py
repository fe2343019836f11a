"""Whether a window can be opened is known before Qt is asked."""

from __future__ import annotations

import sys

import pytest

from skinvl.desktop.core.display import (
    explain_missing_libraries,
    find_remote_display,
    has_display,
)

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X and Wayland")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@linux
def test_no_display(bare: pytest.MonkeyPatch) -> None:
    assert not has_display()


@linux
def test_display_that_does_not_answer(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DISPLAY", ":98765")
    assert not has_display()


@linux
def test_offscreen_counts_as_display(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()


@linux
@pytest.mark.parametrize("name", ["localhost:10.0", "terminal-7:0", "tcp/terminal-7:0", "[::1]:1"])
def test_display_over_the_network_is_told(name: str, bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DISPLAY", name)
    line = find_remote_display()
    assert line is not None and name in line
    bare.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert find_remote_display() is None


@linux
@pytest.mark.parametrize("name", ["", ":0", ":10.0", "unix:0", "unix/:0"])
def test_display_of_this_computer_is_not_over_the_network(
    name: str, bare: pytest.MonkeyPatch
) -> None:
    bare.setenv("DISPLAY", name)
    assert find_remote_display() is None


def test_missing_libraries_are_named_in_one_line() -> None:
    line = explain_missing_libraries("libGL.so.1: cannot open shared object file")
    assert "\n" not in line
    for name in ("libGL.so.1", "libgl1", "libxcb-cursor0", "libxkbcommon-x11-0"):
        assert name in line
