"""A bar for work on many bytes, on a terminal only."""

from __future__ import annotations

import sys
import time

# Below this a copy takes a second or two, and a bar would only flicker.
SHOWN_FROM = 200 * 1000 * 1000
_WIDTH = 30
_EVERY_SECONDS = 0.2


class ByteBar:
    """Draws how far a copy is, one line on the standard error that is drawn over and over.

    Call it with the bytes done and the bytes there are; when both are equal the line is wiped.
    """

    def __init__(self, label: str) -> None:
        self._label = label
        self._drawn = 0.0

    def __call__(self, done: int, total: int) -> None:
        if total < SHOWN_FROM or not sys.stderr.isatty():
            return
        now = time.monotonic()
        if done < total and now - self._drawn < _EVERY_SECONDS:
            return
        self._drawn = now
        full = _WIDTH * done // total
        bar = "#" * full + "." * (_WIDTH - full)
        line = f"{self._label} {bar} {done / 1e9:.1f} of {total / 1e9:.1f} GB"
        end = "\r" + " " * len(line) + "\r" if done >= total else ""
        print(f"\r{line}{end}", end="", file=sys.stderr, flush=True)
