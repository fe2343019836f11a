"""Which backups are kept: the newest of seven days, four weeks and twelve months."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Rotation:
    """How many days, weeks and months that have a backup keep their newest one."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def choose_kept(times: Iterable[datetime], rotation: Rotation) -> frozenset[datetime]:
    """The backups to keep; the newest of all is always among them."""
    newest_first = sorted(times, reverse=True)
    periods: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (rotation.days, lambda time: time.date()),
        (rotation.weeks, lambda time: time.isocalendar()[:2]),
        (rotation.months, lambda time: (time.year, time.month)),
    )
    kept = set(newest_first[:1])
    for count, name in periods:
        found: dict[Hashable, datetime] = {}
        for time in newest_first:
            found.setdefault(name(time), time)
        kept.update(sorted(found.values(), reverse=True)[:count])
    return frozenset(kept)
