"""Killed in the middle of writing, 200 times: everything that was acknowledged is there."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, cast

import pytest
from miniatures.store_writer import NEW_PASSWORD, WRITERS
from miniatures.stores import PASSWORD, QUICK, make_finding, make_png

from skinvl.desktop.core.store import Store, create_store, keys, open_store
from skinvl.desktop.core.store.annotations import AnnotationId
from skinvl.desktop.core.store.backup import list_backups, place_of
from skinvl.desktop.core.store.connection import connected, quick_check
from skinvl.desktop.core.store.errors import RecordMissing
from skinvl.desktop.core.store.images import PhotographData, PhotographId
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.restore import Secret, verify_backup
from skinvl.desktop.core.store.sweep import sweep_orphans
from skinvl.desktop.core.store.verify import verify_store

KILLS = 200
LONGEST_SECONDS = 0.03
Ack = dict[str, Any]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


class Writer:
    """The process that forks writing children."""

    def __init__(self) -> None:
        tests = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join([tests, *(item for item in sys.path if item)])
        script = Path(tests) / "miniatures" / "store_writer.py"
        self._process = subprocess.Popen(
            [sys.executable, str(script), PASSWORD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            text=True,
        )

    def run(self, folder: Path, kind: str, seed: int, seconds: float) -> list[Ack]:
        """Let a child write, kill it some time after its first acknowledgement; all of them."""
        stdin, stdout = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)
        stdin.write(f"{folder}\t{kind}\t{seed}\n")
        stdin.flush()
        acks, child = [], 0
        while line := stdout.readline():
            word, _, rest = line.partition(" ")
            if word == "pid":
                child = int(rest)
            elif word == "dead":
                assert int(rest) == -signal.SIGKILL
                return acks
            else:
                acks.append(json.loads(rest))
            if child and len(acks) == 1:
                time.sleep(seconds)
                os.kill(child, signal.SIGKILL)
        raise AssertionError("the writer has ended")

    def close(self) -> None:
        cast(IO[str], self._process.stdin).close()
        self._process.wait()
        cast(IO[str], self._process.stdout).close()


@pytest.fixture(scope="module")
def writer() -> Iterator[Writer]:
    process = Writer()
    yield process
    process.close()


@pytest.fixture
def data(place: Path) -> Path:
    """A store with one patient and one photograph that has a reading."""
    (place / "usb").mkdir()
    with create_store(place / "data", "anna", "Anna", PASSWORD, cost=QUICK).store as store:
        patient = store.patients.add(PatientData("1", "Doe", "Jane"))
        photograph = store.images.add(make_png(), PhotographData("a.png", 24, 16, patient.id))
        store.readings.add(photograph.id, make_finding(photograph.image_sha256))
    return place / "data"


def check_patient(store: Store, ack: Ack) -> None:
    assert store.patients.get(ack["id"]).number == ack["tag"]
    assert store.lesions.get(ack["lesion"]).patient_id == ack["id"]


def check_image(store: Store, ack: Ack) -> None:
    photograph = store.images.get(ack["id"])
    assert store.images.read(photograph) == ack["tag"].encode() * 20_000


def check_reading(store: Store, ack: Ack) -> None:
    assert store.readings.finding(ack["id"]).malignant == 0.7
    assert [edit.text for edit in store.descriptions.list(ack["id"])] == [ack["tag"]]


def check_decision(store: Store, ack: Ack) -> None:
    assert store.decisions.get(ack["id"]).comment == ack["tag"]
    assert store.decisions.get(ack["undo"]).withdraws == ack["id"]


def check_opinion(store: Store, ack: Ack) -> None:
    photograph = PhotographId(1)
    assert ack["tag"] in [opinion.comment for opinion in store.opinions.list(photograph)]
    assert ack["checklist"] in [item.id for item in store.checklists.list(photograph)]
    drawn = {item.id: item.overlay for item in store.annotations.list(photograph)}
    assert drawn[AnnotationId(ack["annotation"])] == {"arrows": [ack["tag"]]}


def check_exchange(store: Store, ack: Ack) -> None:
    exchange = store.exchanges.get(ack["id"])
    assert (exchange.answer, exchange.state) == (f"{ack['tag']}!", "complete")


def check_report(store: Store, ack: Ack) -> None:
    report = store.reports.get(ack["id"])
    assert report.stamp == {"tag": ack["tag"]}
    assert store.reports.read(report) == ack["tag"].encode() * 5_000


def check_user(store: Store, ack: Ack) -> None:
    assert store.users.get(ack["id"]).role == "senior"
    found = keys.read_keys(store.folder / "keys.json")
    assert keys.unwrap_with_password(found, ack["tag"], NEW_PASSWORD, QUICK) is not None


def check_setting(store: Store, ack: Ack) -> None:
    last = str(store.preferences.of_user()["last"])
    assert int(last.rpartition("-")[2]) >= int(ack["tag"].rpartition("-")[2])


def check_backup(store: Store, ack: Ack) -> None:
    backups = place_of(store.folder.parent / "usb", store.session.unlocked.keys.store_id)
    newest = list_backups(backups)[0]
    # A day keeps its newest one: the next, killed before it was acknowledged, may have replaced it.
    assert newest.folder.name >= ack["name"]
    verify_backup(newest.folder, Secret("anna", PASSWORD))


def check_erasure(store: Store, ack: Ack) -> None:
    with pytest.raises(RecordMissing):
        store.patients.get(ack["id"])
    sha256 = hashlib.sha256(ack["tag"].encode() * 9_000).hexdigest()
    assert not store.session.unlocked.images.path_of(sha256).exists()


CHECKS: dict[str, Callable[[Store, Ack], None]] = {
    name.removeprefix("check_"): check
    for name, check in list(globals().items())
    if name.startswith("check_")
}


def test_every_kind_is_checked() -> None:
    assert CHECKS.keys() == WRITERS.keys()


@pytest.mark.parametrize("kind", WRITERS)
def test_acknowledged_records_survive(kind: str, data: Path, writer: Writer) -> None:
    chance = random.Random(kind)
    kills = -(-KILLS // len(WRITERS))
    for seed in range(kills):
        acks = writer.run(data, kind, seed, chance.uniform(0, LONGEST_SECONDS))
        assert acks
        with open_store(data, "anna", PASSWORD, cost=QUICK) as store:
            for ack in acks[-2:] if kind == "backup" else acks:
                CHECKS[kind](store, ack)
            assert store.audit.verify().is_whole
            with connected(data / "skinvl.db", store.session.unlocked.data_key) as connection:
                assert quick_check(connection) == ()
    with open_store(data, "anna", PASSWORD, cost=QUICK) as store:
        assert verify_store(store.session).faults == ()
        sweep_orphans(store.session)
        report = verify_store(store.session)
        assert (report.faults, report.orphans) == ((), 0)
