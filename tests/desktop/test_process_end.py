"""How a process ended, in words."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys

import pytest

from skinvl.desktop.core.process_end import describe_end


@pytest.mark.parametrize(
    ("code", "hung", "words"),
    [
        (-9, True, "did not respond and was ended"),
        (3, False, "ended unexpectedly (exit code 3)"),
        (None, False, "ended unexpectedly (exit code 0)"),
    ],
)
def test_words(code: int | None, hung: bool, words: str) -> None:
    assert describe_end(code, hung=hung) == words


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("number", "words"),
    [(9, "by the system, perhaps"), (11, "crashed (SIGSEGV)"), (40, "crashed (signal 40)")],
)
def test_a_signal_is_named(number: int, words: str) -> None:
    child = multiprocessing.get_context("spawn").Process(target=signal.pause)
    child.start()
    os.kill(int(child.pid or 0), number)
    child.join()
    assert words in describe_end(child.exitcode, hung=False)
