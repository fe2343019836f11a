"""A progress bar on stderr, in a few lines and without a dependency."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

T = TypeVar("T")
_WIDTH = 30
_REDRAW_SECONDS = 0.2
_LOG_SECONDS = 30.0


def track(items: Iterable[T], title: str, *, total: int | None = None) -> Iterator[T]:
    """Yield `items` unchanged and draw how many are done.

    On a terminal the line is redrawn; elsewhere a line is written every half minute and at the
    end, so that logs stay short.
    """
    count = total if total is not None else len(items) if isinstance(items, Sized) else 0
    started = drawn = time.monotonic()
    done = 0
    live = sys.stderr.isatty()
    for item in items:
        yield item
        done += 1
        now = time.monotonic()
        if now - drawn >= (_REDRAW_SECONDS if live else _LOG_SECONDS):
            drawn = now
            line = _line(title, done, count, now - started)
            sys.stderr.write(f"\r{line}" if live else f"{line}\n")
            sys.stderr.flush()
    prefix = "\r" if live else ""
    sys.stderr.write(prefix + _line(title, done, count, time.monotonic() - started) + "\n")
    sys.stderr.flush()


def _line(title: str, done: int, count: int, seconds: float) -> str:
    filled = _WIDTH * done // count if count else _WIDTH
    bar = "#" * filled + "." * (_WIDTH - filled)
    return f"{title:<18} [{bar}] {done}/{count or done} {seconds:.1f} s"
