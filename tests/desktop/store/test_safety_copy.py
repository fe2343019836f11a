"""Copies of the database inside the data folder: whole, put back, killed on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, Clock, flip_bit

from skinvl.desktop.core.store import Store, create_store, open_store
from skinvl.desktop.core.store.errors import BackupRefused, LoginRefused, StoreInUse
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.safety_copy import (
    copy_closed_store,
    list_safety_copies,
    make_safety_copy,
    put_back,
)

KILLS = 8
LONGEST_SECONDS = 0.4

WRITE_AND_WAIT = """
import sys
from pathlib import Path
from miniatures.stores import PASSWORD, QUICK
from skinvl.desktop.core.store import open_store
from skinvl.desktop.core.store.patients import PatientData
store = open_store(Path(sys.argv[1]), "anna", PASSWORD, cost=QUICK)
store.patients.add(PatientData("2", "Roe", "Rick"))
print("ready", flush=True)
sys.stdin.read()
"""
PUT_BACK = """
import sys
from pathlib import Path
from miniatures.stores import PASSWORD, QUICK
from skinvl.desktop.core.store.safety_copy import put_back
print("ready", flush=True)
while True:
    put_back(Path(sys.argv[1]), Path(sys.argv[2]), "anna", PASSWORD, cost=QUICK)
"""

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")


def run_and_kill(script: str, seconds: float, *arguments: Path) -> None:
    tests = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join([tests, *(item for item in sys.path if item)])
    child = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert child.stdout is not None and child.stdin is not None
    assert child.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    child.stdin.close()


def count_patients(folder: Path) -> int:
    with open_store(folder, "anna", PASSWORD, cost=QUICK) as store:
        return store.patients.count()


@pytest.fixture
def copied(folder: Path, store: Store) -> Path:
    """A closed store with two patients and a copy from when it had one."""
    store.patients.add(PatientData("1", "Doe", "Jane"))
    with store.session.unlocked.database.exclusive() as connection:
        copy = make_safety_copy(store.session, connection, "trial")
    store.patients.add(PatientData("late", "Roe", "Rick"))
    store.close()
    return copy


def test_put_back_and_forth(folder: Path, copied: Path, reopen: Callable[..., Store]) -> None:
    aside = put_back(folder, copied, "anna", PASSWORD, cost=QUICK)
    assert count_patients(folder) == 1
    put_back(folder, aside, "anna", PASSWORD, cost=QUICK)
    assert count_patients(folder) == 2
    assert [path.name for path in folder.glob(".*put-back*")] == []


def test_password_of_now_stays(folder: Path, copied: Path) -> None:
    with open_store(folder, "anna", PASSWORD, cost=QUICK) as store:
        store.users.change_password(PASSWORD, "a password of later")
    with pytest.raises(LoginRefused, match="of when it was made"):
        put_back(folder, copied, "anna", "a password of later", cost=QUICK)
    put_back(folder, copied, "anna", PASSWORD, cost=QUICK)
    with open_store(folder, "anna", "a password of later", cost=QUICK) as store:
        assert store.patients.count() == 1


def test_open_store_is_left_alone(folder: Path, copied: Path) -> None:
    with open_store(folder, "anna", PASSWORD, cost=QUICK):
        for change in (
            lambda: put_back(folder, copied, "anna", PASSWORD, cost=QUICK),
            lambda: copy_closed_store(folder, "trial"),
        ):
            with pytest.raises(StoreInUse):
                change()
    assert count_patients(folder) == 2


def test_damaged_copy_is_refused(folder: Path, copied: Path) -> None:
    flip_bit(copied / "skinvl.db", 40_000)
    with pytest.raises(BackupRefused, match="damaged"):
        put_back(folder, copied, "anna", PASSWORD, cost=QUICK)
    assert count_patients(folder) == 2


def test_copy_of_another_store_is_refused(folder: Path, copied: Path, place: Path) -> None:
    create_store(place / "other", "anna", "Anna", PASSWORD, cost=QUICK).store.close()
    other = copy_closed_store(place / "other", "trial")
    with pytest.raises(BackupRefused, match="another store"):
        put_back(folder, other, "anna", PASSWORD, cost=QUICK)
    assert count_patients(folder) == 2


def test_newest_ones_are_kept(folder: Path, copied: Path, clock: Clock) -> None:
    for _ in range(6):
        clock.pass_time(minutes=1)
        copy_closed_store(folder, "trial", clock)
    kept = list_safety_copies(folder)
    assert len(kept) == 4 and copied not in kept
    assert [path.name for path in kept] == sorted((path.name for path in kept), reverse=True)


def test_the_oldest_copy_can_be_put_back(folder: Path, copied: Path, clock: Clock) -> None:
    for _ in range(3):
        clock.pass_time(minutes=1)
        copy_closed_store(folder, "trial", clock)
    assert list_safety_copies(folder)[-1] == copied
    put_back(folder, copied, "anna", PASSWORD, cost=QUICK, clock=clock)
    assert count_patients(folder) == 1


def test_what_was_put_aside_is_never_let_go(folder: Path, copied: Path, clock: Clock) -> None:
    clock.pass_time(minutes=1)
    aside = put_back(folder, copied, "anna", PASSWORD, cost=QUICK, clock=clock)
    for _ in range(6):
        clock.pass_time(minutes=1)
        copy_closed_store(folder, "trial", clock)
    assert aside in list_safety_copies(folder)
    put_back(folder, aside, "anna", PASSWORD, cost=QUICK, clock=clock)
    assert count_patients(folder) == 2


@needs_signals
def test_log_of_a_killed_process_belongs_to_the_copy(folder: Path, store: Store) -> None:
    store.patients.add(PatientData("1", "Doe", "Jane"))
    store.close()
    run_and_kill(WRITE_AND_WAIT, 0.0, folder)
    copy = copy_closed_store(folder, "trial")
    assert (copy / "skinvl.db-wal").stat().st_size > 0
    with open_store(folder, "anna", PASSWORD, cost=QUICK) as opened:
        opened.patients.add(PatientData("3", "Poe", "Ann"))
    put_back(folder, copy, "anna", PASSWORD, cost=QUICK)
    assert count_patients(folder) == 2


@needs_signals
def test_killed_while_putting_back_it_is_one_of_the_two(folder: Path, copied: Path) -> None:
    chance = random.Random(3)
    kept = folder.parent / copied.name
    copied.rename(kept)
    for _ in range(KILLS):
        run_and_kill(PUT_BACK, chance.uniform(0, LONGEST_SECONDS), folder, kept)
        with open_store(folder, "anna", PASSWORD, cost=QUICK) as store:
            assert store.patients.count() in (1, 2)
            store.patients.add(PatientData(f"{time.monotonic_ns()}", "Poe", "Ann"))
            added = store.patients.count()
        assert count_patients(folder) == added
        put_back(folder, kept, "anna", PASSWORD, cost=QUICK)
        assert count_patients(folder) == 1
