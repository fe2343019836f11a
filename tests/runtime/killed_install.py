"""Installs a bundle in forks of itself and kills each of them a little later than the one before.

Arguments: a store, a folder for copies of it, the bundle to install. Writes one JSON object per
killed fork: what a reader then finds, and what the next installation makes of it.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from skinvl.contract.errors import SkinVLError
from skinvl.runtime.installing import Installer
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.store import BundleStore, find_default_bundle
from skinvl.runtime.trial import Trial
from skinvl.runtime.verify import verify_bundle

POINTS = 40
# The C functions that change the disk, or stand between two changes.
MOMENTS = {
    "open", "write", "fsync", "mkdir", "rename", "replace", "close", "flush", "rmdir", "chmod",
    "unlink", "mkstemp", "flock", "scandir", "__exit__",
}  # fmt: skip


def install(store: Path, bundle: Path) -> None:
    Installer(BundleStore(store), read_trusted_keys(), lambda v: Trial((), None)).install(bundle)


def fork(work: Callable[[], None]) -> int:
    """Do the work in a fork; its exit status as `waitpid` gives it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def count_moments(store: Path, bundle: Path, die_at: int | None, seen: list[int]) -> None:
    def watch(frame: Any, event: str, function: Any) -> None:
        if event == "c_call" and function.__name__ in MOMENTS:
            seen[0] += 1
            if seen[0] == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    install(store, bundle)
    sys.setprofile(None)


def report(store: Path, bundle: Path, killed: bool) -> dict[str, Any]:
    place = BundleStore(store)
    fault, active = None, None
    try:
        default = find_default_bundle(place)
        active = default.folder.name
        for folder in place.list_folders():
            verify_bundle(folder, read_trusted_keys())
    except SkinVLError as error:
        fault = str(error)
    folders = [path.name for path in place.list_folders()]
    install(store, bundle)
    after = find_default_bundle(place).folder.name
    kept = {path.name for path in place.list_folders()}
    left = sorted(path.name for path in store.iterdir() if path.name not in kept)
    new = max(kept)
    return {
        "killed": killed, "fault": fault, "active": active, "folders": folders, "new": new,
        "after": after, "left": left,
    }  # fmt: skip


def main(store: Path, copies: Path, bundle: Path) -> None:
    # Once for what Python loads and opens at the first time only, then to count.
    install(shutil.copytree(store, copies / "warm"), bundle)
    whole = shutil.copytree(store, copies / "whole")
    seen = [0]
    count_moments(whole, bundle, None, seen)
    # The last moments, around the replacement of the state, one by one; the others sampled.
    total = seen[0]
    last = range(max(total - POINTS // 2, 1), total + 1)
    sampled = range(1, last.start, max(last.start // (POINTS // 2), 1))
    for moment in [*sampled, *last]:
        copy = shutil.copytree(store, copies / str(moment))
        status = fork(lambda at=moment, to=copy: count_moments(to, bundle, at, [0]))
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print(json.dumps(report(copy, bundle, killed)))
        shutil.rmtree(copy)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
