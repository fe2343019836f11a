"""A store of the first schema, opened by today's program: whole afterwards, killed or not."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, make_png

from skinvl.contract import __version__
from skinvl.desktop.core.store import create_store, open_store
from skinvl.desktop.core.store.connection import full_check
from skinvl.desktop.core.store.errors import StoreTooNew
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.migrations import Migration, load_migrations, schema_version
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.safety_copy import list_safety_copies, put_back
from skinvl.desktop.core.store.written_by import read_written_by

SHIPPED = load_migrations()
PATIENTS = 60
KILLS = 10

CHILD = """
import sys
from miniatures.stores import PASSWORD, QUICK
from pathlib import Path
from skinvl.desktop.core.store import open_store
import skinvl.desktop.core.store.batches, skinvl.desktop.core.store.migrations
print("ready", flush=True)
open_store(Path(sys.argv[1]), "anna", PASSWORD, cost=QUICK)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real file of the first schema with patients and an image."""
    folder = tmp_path_factory.mktemp("first") / "data"
    made = create_store(folder, "anna", "Anna", PASSWORD, cost=QUICK, migrations=SHIPPED[:1])
    with made.store as store:
        for number in range(PATIENTS):
            patient = store.patients.add(PatientData(str(number), "Doe", "Jane"))
        photograph = PhotographData("a.png", 24, 16, patient.id)
        store.images.add(make_png(), photograph)
    return folder


@pytest.fixture
def older(first: Path, place: Path) -> Path:
    shutil.copytree(first, place / "data")
    return place / "data"


def check_whole(folder: Path) -> None:
    """Everything that was entered is there, in today's schema."""
    with open_store(folder, "anna", PASSWORD, cost=QUICK) as store:
        assert store.patients.count() == PATIENTS
        last = store.patients.find_by_number(str(PATIENTS - 1))
        assert last is not None
        (photograph,) = store.images.list(patient_id=last.id)
        assert store.images.read(photograph) == make_png()
        with store.session.reading() as connection:
            assert schema_version(connection) == SHIPPED[-1].number
            assert full_check(connection) == ()
        migrated = [entry.detail["schema"] for entry in store.audit.list(event="migrate")]
        assert sorted(migrated) == [migration.number for migration in SHIPPED[1:]]
        assert store.audit.verify().is_whole


def test_first_schema_is_brought_to_todays(older: Path) -> None:
    told: list[str] = []
    tell = lambda stage, done, total: told.append(stage)  # noqa: E731
    open_store(older, "anna", PASSWORD, cost=QUICK, tell=tell).close()
    assert told[0] == "copy" and told[-1] == "migrate"
    assert told.count("migrate") == len(SHIPPED) - 1
    check_whole(older)
    told.clear()
    open_store(older, "anna", PASSWORD, cost=QUICK, tell=tell).close()
    assert told == []
    names = [copy.name.rpartition("-")[0] for copy in list_safety_copies(older)]
    assert sorted(names) == [f"before-schema-{migration.number}" for migration in SHIPPED[1:]]


def test_copy_before_the_upgrade_can_be_put_back(older: Path) -> None:
    open_store(older, "anna", PASSWORD, cost=QUICK).close()
    with open_store(older, "anna", PASSWORD, cost=QUICK) as store:
        store.patients.add(PatientData("late", "Roe", "Rick"))
    oldest = list_safety_copies(older)[-1]
    aside = put_back(older, oldest, "anna", PASSWORD, cost=QUICK)
    assert (aside / "skinvl.db").is_file()
    # The former program, which knows the first schema only, opens it again.
    old = open_store(older, "anna", PASSWORD, cost=QUICK, migrations=SHIPPED[:1])
    with old as store:
        assert store.patients.count() == PATIENTS
        assert store.warnings == ()
        (entry,) = store.audit.list(event="restore")
        assert entry.detail == {"copy": oldest.name}
        assert store.audit.verify().is_whole
    check_whole(older)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="sends POSIX signals")
def test_killed_on_the_way_it_is_old_or_new_and_whole(older: Path, first: Path) -> None:
    chance = random.Random(11)
    child = start_opening(older)
    begin = time.monotonic()
    assert child.communicate()[0] == b"open\n"
    whole_seconds = time.monotonic() - begin
    finished = 0
    for number in range(KILLS):
        shutil.rmtree(older)
        shutil.copytree(first, older)
        child = start_opening(older)
        # One kill in each part of the way, wherever this computer is then.
        time.sleep(whole_seconds * (number + chance.random()) / KILLS)
        child.send_signal(signal.SIGKILL)
        finished += child.communicate()[0] == b"open\n"
        for copy in list_safety_copies(older):
            # A copy has its name only when it is whole.
            assert (copy / "skinvl.db").stat().st_size > 0 and (copy / "keys.json").is_file()
        check_whole(older)
        assert list((older / "backups").glob(".before-*")) == []
    assert finished < KILLS


def start_opening(folder: Path) -> subprocess.Popen[bytes]:
    """A process that is about to open the store in `folder`, and says when it has."""
    tests = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join([tests, *(item for item in sys.path if item)])
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def test_newer_store_is_refused_in_words_and_untouched(older: Path) -> None:
    newer = (*SHIPPED, Migration(SHIPPED[-1].number + 1, "CREATE TABLE more (id INTEGER);"))
    open_store(older, "anna", PASSWORD, cost=QUICK, migrations=newer).close()
    found = read_written_by(older)
    assert found is not None and found.schema == newer[-1].number
    before = {path: path.read_bytes() for path in older.rglob("*") if path.is_file()}
    with pytest.raises(StoreTooNew) as refusal:
        open_store(older, "anna", PASSWORD, cost=QUICK)
    text = str(refusal.value)
    assert f"by SkinVL {__version__} (schema {newer[-1].number}" in text and "\n" not in text
    assert "install that version again, or restore a backup" in text
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    # The lock names the process; the try is counted; the log of changes is opened and closed.
    assert changed <= {"skinvl.lock", "attempts.json", "skinvl.db-shm", "skinvl.db-wal"}
    open_store(older, "anna", PASSWORD, cost=QUICK, migrations=newer).close()


def test_another_version_is_in_the_audit_log(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(older, "anna", PASSWORD, cost=QUICK).close()
    monkeypatch.setattr("skinvl.desktop.core.store.written_by.__version__", "9.9.9")
    for _ in range(2):
        with open_store(older, "anna", PASSWORD, cost=QUICK) as store:
            (entry,) = store.audit.list(event="change", subject="application")
            assert entry.detail == {"from": __version__, "to": "9.9.9"}
    found = read_written_by(older)
    assert found is not None and found.app_version == "9.9.9"
