"""A progress bar on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_WIDTH = 30
_INTERVAL_SECONDS = 0.2


def track(items: Sequence[T], title: str) -> Iterator[T]:
    """Yield `items` and draw how many are done and how long the rest may take.

    Off a terminal only the finished line is written, so that logs stay short.
    """
    started = drawn = time.monotonic()
    live = sys.stderr.isatty()
    for done, item in enumerate(items):
        now = time.monotonic()
        if live and now - drawn >= _INTERVAL_SECONDS:
            drawn = now
            left = (now - started) / max(1, done) * (len(items) - done)
            sys.stderr.write(f"\r{_line(title, done, len(items))} {left:.0f} s left ")
            sys.stderr.flush()
        yield item
    seconds = time.monotonic() - started
    head = "\r" if live else ""
    sys.stderr.write(f"{head}{_line(title, len(items), len(items))} {seconds:.1f} s      \n")
    sys.stderr.flush()


def _line(title: str, done: int, count: int) -> str:
    filled = _WIDTH * done // max(1, count)
    return f"{title:<12} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{count}"
