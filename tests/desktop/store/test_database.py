"""One writer, many readers, and a disk that is full."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, make_png

from skinvl.desktop.core.store import Store, open_store
from skinvl.desktop.core.store.errors import StoreFull
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.migrations import load_migrations
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.search import Query
from skinvl.desktop.core.store.verify import verify_store

WRITERS, EACH, READERS = 3, 20, 4


def test_readers_see_whole_states_while_writers_write(store: Store) -> None:
    """Every transaction adds a patient and its entry: no reader ever sees one without the other."""
    faults: list[str] = []
    done = threading.Event()
    reads = [0] * READERS

    def write(writer: int) -> None:
        for number in range(EACH):
            store.patients.add(PatientData(f"{writer}-{number}", "Doe", "Jane"))

    def read(reader: int) -> None:
        while not (done.is_set() and reads[reader]):
            with store.session.reading() as connection:
                patients = connection.execute("SELECT count(*) FROM patient").fetchone()[0]
                entries = connection.execute(
                    "SELECT count(*) FROM audit WHERE event = 'create' AND subject = 'patient'"
                ).fetchone()[0]
            if patients != entries:
                faults.append(f"{patients} patients, {entries} entries")
            reads[reader] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert faults == []
    assert store.patients.count() == WRITERS * EACH
    assert store.audit.verify().is_whole


def test_settings_of_every_connection(store: Store) -> None:
    expected = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0,
        "temp_store": 2, "secure_delete": 1, "cipher_memory_security": "1",
        "application_id": 0x534B564C, "user_version": len(load_migrations()),
    }  # fmt: skip
    database = store.session.unlocked.database
    with database.exclusive() as writer, database.reading() as reader:
        for connection in (writer, reader):
            found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
            assert found == expected
        assert reader.execute("PRAGMA query_only").fetchone()[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are of POSIX systems")
def test_full_disk_changes_nothing(store: Store, folder: Path) -> None:
    """A limit on the size of files stands for a full disk; it holds for a process of its own."""
    store.close()
    code = f"""
import resource, signal, sys
from pathlib import Path
from skinvl.desktop.core.store import open_store
from skinvl.desktop.core.store.errors import StoreFull
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData
store = open_store(Path(sys.argv[1]), "anna", {PASSWORD!r}, cost=Cost(64, 1, 1))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
number = 0
try:
    while True:
        store.patients.add(PatientData(str(number), "Doe", "Jane", note="x" * 5000))
        number += 1
except StoreFull as error:
    print(number, str(error), sep="|")
try:
    store.images.add(b"x" * 700_000, PhotographData("a.png", 1, 1))
except StoreFull as error:
    print(str(error))
print(store.patients.count())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.patients.add(PatientData("after", "Doe", "Jane"))
store.close()
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    first, second, count = run.stdout.splitlines()
    written = int(first.partition("|")[0])
    assert written > 0
    assert "make room" in first and "images" in second
    assert int(count) == written
    with open_store(folder, "anna", PASSWORD, cost=QUICK) as again:
        assert again.patients.count() == written + 1
        report = verify_store(again.session)
        assert (report.faults, report.orphans) == ((), 0)


def test_image_that_cannot_be_written(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(StoreFull, match="No space"):
            store.images.add(make_png(), PhotographData("a.png", 24, 16))
    assert store.search.count(Query()) == 0
    assert [path for path in (folder / "images").rglob("*") if path.is_file()] == []
