"""The last lines about errors, for diagnostics, without a word that a person entered.

They keep only words of the program's own messages (``diagnostics_words.txt``); every name, number,
file name and path in them becomes a mark. They are reduced when they are noted, so that not even
the memory holds more.
"""

from __future__ import annotations

import builtins
import re
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from skinvl.contract.errors import SkinVLError

HIDDEN = "[...]"
_KEPT = 50
_TOKEN = re.compile(r"[A-Za-z][A-Za-z]*|[^\sA-Za-z]+")
_PUNCTUATION = re.compile(r"[.,;:!?()'\"]{1,3}")


@dataclass(frozen=True)
class Noted:
    """A line about an error, reduced to the program's own words, and when it came (UTC)."""

    at: datetime
    text: str


class Troubles:
    """The last lines about errors, reduced; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: deque[Noted] = deque(maxlen=_KEPT)

    def note(self, message: str) -> None:
        """Remember a line that a user saw."""
        noted = Noted(datetime.now(UTC), reduce_text(message))
        with self._lock:
            self._lines.append(noted)

    def list(self) -> tuple[Noted, ...]:
        """The lines, oldest first."""
        with self._lock:
            return tuple(self._lines)


def reduce_text(text: str) -> str:
    """Keep the program's own words and names of its errors; everything else becomes a mark."""
    kept: list[str] = []
    for part in text[:2000].split():
        # A part such as a path or a file name is hidden as a whole.
        tokens = _TOKEN.findall(part)
        if all(_is_open(token) for token in tokens):
            kept.append(part)
        elif not kept or kept[-1] != HIDDEN:
            kept.append(HIDDEN)
    return " ".join(kept)


def _is_open(token: str) -> bool:
    if token[0].isascii() and token[0].isalpha():
        return token in _words() or token in _error_names() or token == "SkinVL"
    return _PUNCTUATION.fullmatch(token) is not None


@cache
def _words() -> frozenset[str]:
    words = Path(__file__).with_name("diagnostics_words.txt").read_text(encoding="ascii").split()
    # A sentence begins with a capital letter.
    return frozenset(words) | {f"{word[0].upper()}{word[1:]}" for word in ("the", "no", "not")}


@cache
def _error_names() -> frozenset[str]:
    known = {name for name in dir(builtins) if name.endswith("Error")}
    return frozenset(known | {kind.__name__ for kind in _subclasses(SkinVLError)})


def _subclasses(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)
