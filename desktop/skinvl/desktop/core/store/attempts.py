"""Wrong passwords: counted on disk before each try, so that ending the program does not help.

The counts lie in ``attempts.json``, which cannot be authenticated while the key is not known. Who
can change that file can also copy the key file and guess elsewhere; against that stands Argon2id.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from skinvl.contract.record import read_record, write_record
from skinvl.desktop.core.store.errors import LoginDelayed
from skinvl.desktop.core.store.place import ATTEMPTS, write_private

FREE_TRIES = 3
LONGEST_DELAY = 900.0
_MOST_NAMES = 500


@dataclass(frozen=True)
class Tries:
    """Wrong tries under one name since its last right one. ``reported``: those in the audit log."""

    holder: str
    count: int
    last: str
    reported: int = 0


@dataclass(frozen=True)
class _File:
    tries: tuple[Tries, ...] = ()


def delay_after(count: int) -> float:
    """Seconds to wait after so many wrong tries: 0, 0, 2, 4, 8 ... up to 900."""
    if count < FREE_TRIES:
        return 0.0
    return min(2.0 ** min(count - FREE_TRIES + 1, 30), LONGEST_DELAY)


def begin_try(folder: Path, holder: str, now: datetime) -> None:
    """Count a try as a wrong one, until `clear_tries` says that it was right.

    Raises:
        LoginDelayed: it comes too soon after wrong ones; it is not counted.
    """
    tries = {item.holder: item for item in _read(folder)}
    found = tries.pop(holder, Tries(holder, 0, now.isoformat()))
    waited = (now - datetime.fromisoformat(found.last)).total_seconds()
    # A clock that was set back must neither help nor lock out for ever.
    missing = delay_after(found.count) - max(0.0, waited)
    if found.count and missing > 0:
        raise LoginDelayed("login", missing)
    tries[holder] = replace(found, count=found.count + 1, last=now.isoformat())
    newest = sorted(tries.values(), key=lambda item: item.last)[-_MOST_NAMES:]
    _write(folder, newest)


def seconds_to_wait(folder: Path, holder: str, now: datetime) -> float:
    """Seconds until a try under this name is looked at, 0 where it is at once."""
    found = next((item for item in _read(folder) if item.holder == holder), None)
    if found is None:
        return 0.0
    until = datetime.fromisoformat(found.last) + timedelta(seconds=delay_after(found.count))
    return min(max(0.0, (until - now).total_seconds()), LONGEST_DELAY)


def clear_tries(folder: Path, holder: str) -> tuple[Tries, ...]:
    """Note that the last try under `holder` was right.

    Returns:
        Wrong tries under any name that are not in the audit log; counts exclude reported ones.
    """
    tries = {item.holder: item for item in _read(folder)}
    own = tries.pop(holder, None)
    wrong = list(tries.values())
    if own is not None and own.count > 1:
        wrong.append(replace(own, count=own.count - 1))
    _write(folder, [replace(item, reported=item.count) for item in tries.values()])
    return tuple(
        replace(item, count=item.count - item.reported)
        for item in wrong
        if item.count > item.reported
    )


def _read(folder: Path) -> tuple[Tries, ...]:
    try:
        tries = read_record(_File, json.loads((folder / ATTEMPTS).read_bytes()), "").tries
        for item in tries:
            datetime.fromisoformat(item.last)
    except (OSError, ValueError):
        return ()
    return tries


def _write(folder: Path, tries: list[Tries]) -> None:
    content = json.dumps(write_record(_File(tuple(tries)))).encode("ascii")
    write_private(folder / ATTEMPTS, content)
