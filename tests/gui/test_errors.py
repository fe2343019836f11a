"""Exceptions that nobody caught reach the window, from every thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from skinvl.contract.errors import ImageEmpty
from skinvl.desktop.ui.errors import ErrorPresenter


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def presenter(lines: list[str], qapp: object) -> Iterator[ErrorPresenter]:
    presenter = ErrorPresenter()
    presenter.presented.connect(lines.append)
    before = (sys.excepthook, threading.excepthook)
    presenter.install()
    yield presenter
    presenter.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def test_error_for_the_user_is_shown_as_it_is(presenter: ErrorPresenter, lines: list[str]) -> None:
    error = ImageEmpty(Path("a.png"), "the file is empty")
    sys.excepthook(type(error), error, None)
    assert lines == ["a.png: the file is empty"]


def test_defect_is_shown_in_one_line_and_written_in_full(
    presenter: ErrorPresenter, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    error = RuntimeError("two\nlines")
    sys.excepthook(type(error), error, None)
    assert len(lines) == 1
    assert "RuntimeError: two lines" in lines[0]
    assert "RuntimeError: two\nlines" in capsys.readouterr().err


def test_defect_of_a_thread_is_shown(
    presenter: ErrorPresenter, lines: list[str], qtbot: object
) -> None:
    def fail() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(lines) == 1)  # type: ignore[attr-defined]
    assert "in a thread" in lines[0]


def test_ctrl_c_is_left_alone(
    presenter: ErrorPresenter, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    error = KeyboardInterrupt()
    sys.excepthook(type(error), error, None)
    assert lines == []
