"""Progress bars on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from tqdm import tqdm

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


class PageBar:
    """Documents and pages of a running build; quiet where stderr is no terminal.

    Books announce their pages when they are opened; those of the others are guessed from them.
    """

    def __init__(self, documents: int, *, steps_per_page: int = 1) -> None:
        """A bar for `documents` books that report `steps_per_page` steps for a page."""
        self._documents = documents
        self._steps_per_page = steps_per_page
        self._finished: set[int] = set()
        self._steps: dict[int, tuple[int, int]] = {}
        self._bar = tqdm(
            unit="page",
            disable=not (documents and sys.stderr.isatty()),
            file=sys.stderr,
            dynamic_ncols=True,
        )

    def __enter__(self) -> PageBar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def step(self, position: int, done: int, total: int) -> None:
        """Book `position` has done so many of its steps."""
        if self._steps.get(position) != (done, total):
            self._steps[position] = (done, total)
            self._draw()

    def finish(self, position: int) -> None:
        """Book `position` is done."""
        _, total = self._steps.get(position, (0, 0))
        self._steps[position] = (total, total)
        self._finished.add(position)
        self._draw()

    @property
    def pages(self) -> int:
        """Pages done."""
        return int(sum(done for done, _ in self._steps.values()) / self._steps_per_page)

    @property
    def expected(self) -> int:
        """Pages in all, as far as can be guessed."""
        known = sum(total for _, total in self._steps.values()) / self._steps_per_page
        return round(known / max(1, len(self._steps)) * self._documents)

    def _draw(self) -> None:
        self._bar.set_description(
            f"documents {len(self._finished)}/{self._documents}", refresh=False
        )
        self._bar.total = self.expected
        self._bar.update(self.pages - self._bar.n)
