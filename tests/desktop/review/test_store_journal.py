"""Reviews kept in the store: killed and taken up, nothing twice, nothing lost, nothing swapped."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, make_finding, make_png

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.review.queue import Wanted
from skinvl.desktop.core.review.records import Done
from skinvl.desktop.core.review.run import Review, ReviewOptions, begin_review
from skinvl.desktop.core.review.scan import FoundFile
from skinvl.desktop.core.review.store_journal import StoreJournal
from skinvl.desktop.core.review.store_queue import StoreQueue
from skinvl.desktop.core.review.worker import ReadingOptions
from skinvl.desktop.core.store import Store, create_store, open_store
from skinvl.desktop.core.store.erase import erase_patient
from skinvl.desktop.core.store.errors import StaleResult
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.search import Query

READER = """
import sys
from pathlib import Path
from miniatures.stores import PASSWORD, QUICK
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.review.run import ReviewOptions, begin_review
from skinvl.desktop.core.review.store_journal import StoreJournal
from skinvl.desktop.core.review.worker import ReadingOptions
from skinvl.desktop.core.store import open_store

if __name__ == "__main__":
    data, folder, bundle = map(Path, sys.argv[1:])
    store = open_store(data, "anna", PASSWORD, cost=QUICK)
    options = ReviewOptions(folder, None, ReadingOptions(EngineChoice(bundle, "cpu")), workers=1)
    review = begin_review(
        options, lambda said: StoreJournal(store, store.batches.begin(said["folder"], said))
    )
    review.run(on_progress=lambda progress: print(progress.done, flush=True))
    review.close()
    store.close()
"""
MODEL = {"folder": "/photographs", "model": f"SkinVL-mini 1.0 {'b' * 64}"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    create_store(folder, "anna", "Dr. Anna Berg", PASSWORD, cost=QUICK).store.close()
    return folder


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = open_store(data, "anna", PASSWORD, cost=QUICK)
    yield opened
    opened.close()


@pytest.fixture
def journal(store: Store, tmp_path: Path) -> StoreJournal:
    """Of a folder with three small images, listed and not read yet."""
    place = tmp_path / "few"
    place.mkdir()
    for number in range(3):
        (place / f"{number}.png").write_bytes(make_png(number))
    said = {**MODEL, "folder": str(place)}
    journal = StoreJournal(store, store.batches.begin(str(place), said))
    journal.note_scan([FoundFile(f"{number}.png", 1, 1) for number in range(3)], 1)
    journal.end_scan(1)
    return journal


def keep(journal: StoreJournal, number: int, malignant: float = 0.7) -> None:
    """Note a result for the image with this number."""
    sha256 = hashlib.sha256(make_png(number)).hexdigest()
    file = next(f for f in journal.waiting(0, 9) if f.path == f"{number}.png")
    finding = make_finding(sha256, malignant=malignant).to_json()
    journal.note([Done(file.id, sha256, finding, None, (24, 16))])


def review_into(store: Store, folder: Path, bundle: Path) -> Review:
    options = ReviewOptions(folder, None, ReadingOptions(EngineChoice(bundle, "cpu")), workers=1)
    return begin_review(
        options, lambda said: StoreJournal(store, store.batches.begin(said["folder"], said))
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that kills")
def test_killed_again_and_again_every_image_is_kept_once(
    data: Path, folder: Path, many: int, tiny: Path, tmp_path: Path
) -> None:
    script = tmp_path / "reader.py"
    script.write_text(READER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for least in (20, 90):
        process = subprocess.Popen(
            [sys.executable, str(script), str(data), str(folder), str(tiny)],
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        assert process.stdout is not None
        shown = 0
        for line in process.stdout:
            shown = int(line)
            if shown >= least:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert shown >= least
        with open_store(data, "anna", PASSWORD, cost=QUICK) as store:
            (batch,) = store.batches.list()
            assert store.batches.counts(batch.id)["done"] >= shown
    with open_store(data, "anna", PASSWORD, cost=QUICK) as store:
        review = review_into(store, folder, tiny)
        review.run()
        review.close()
        (batch,) = store.batches.list()
        assert store.batches.counts(batch.id) == {"done": many}
        hits = store.search.find(Query(), limit=many + 1)
        assert len(hits) == many
        assert len({hit.image_sha256 for hit in hits}) == many
        assert all(len(store.readings.list(hit.id)) == 1 for hit in hits)
        assert store.audit.verify().is_whole


def test_same_folder_again_reads_nothing(store: Store, folder: Path, tiny: Path) -> None:
    for _ in range(2):
        review = review_into(store, folder, tiny)
        assert review.run().done == 12
        review.close()
    assert store.search.count(Query()) == 12
    readings = [store.readings.list(hit.id) for hit in store.search.find(Query())]
    assert {len(found) for found in readings} == {1}


def test_most_urgent_comes_first(journal: StoreJournal) -> None:
    for number, malignant in enumerate((0.2, 0.9, 0.6)):
        keep(journal, number, malignant)
    queue = StoreQueue(journal.store, journal.batch)
    paths = [item.path for item in queue.items(queue.arrange(Wanted()).ids)]
    assert paths == ["1.png", "2.png", "0.png"]


def test_decision_about_a_superseded_result_is_refused(journal: StoreJournal) -> None:
    keep(journal, 0)
    store, queue = journal.store, StoreQueue(journal.store, journal.batch)
    (item,) = queue.items(queue.arrange(Wanted(("open",))).ids)
    assert item.photograph_id is not None and item.sha256 is not None
    store.readings.add(item.photograph_id, make_finding(item.sha256, "naevus"))  # type: ignore[arg-type]
    with pytest.raises(StaleResult):
        queue.decide(item, "accept", "melanoma")
    assert queue.arrange(Wanted()).balance.reviewed == 0


def test_file_changed_between_reading_and_keeping_fails(journal: StoreJournal) -> None:
    (Path(journal.batch.folder) / "0.png").write_bytes(make_png(99))
    keep(journal, 0)
    assert journal.counts()["failed"] == 1
    assert journal.store.search.count(Query()) == 0
    (row,) = [row for row in journal.rows() if row.state == "failed"]
    assert row.reason is not None and "was changed while it was read" in row.reason


def test_image_of_two_patients_is_filed_with_each(journal: StoreJournal, store: Store) -> None:
    """The same bytes under two names, and the table gives them to different patients."""
    for number in ("1", "2"):
        store.patients.add(PatientData(number, "Doe", number))
    place = Path(journal.batch.folder)
    (place / "copy.png").write_bytes(make_png(0))
    journal.note_scan([FoundFile("copy.png", 1, 1)], 2)
    journal.assign({"0.png": {"patient": "1"}, "copy.png": {"patient": "2"}})
    keep(journal, 0)
    (file,) = [f for f in journal.waiting(0, 9) if f.path == "copy.png"]
    done = next(row for row in journal.rows() if row.path == "0.png")
    journal.note([Done(file.id, done.sha256, None)])
    owners = {hit.number for hit in store.search.find(Query())}
    assert owners == {"1", "2"}
    assert journal.counts()["done"] == 2


def test_erased_patient_leaves_no_name_of_a_file(journal: StoreJournal, store: Store) -> None:
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    journal.assign({"0.png": {"patient": "4711"}, "1.png": {"patient": "4711"}})
    keep(journal, 0)
    erase_patient(store.session, patient.id)
    assert [row.path for row in journal.rows()] == ["2.png"]


def test_gone_files_stay_to_be_reviewed_once_they_are_kept(journal: StoreJournal) -> None:
    keep(journal, 0)
    journal.end_scan(2)
    assert journal.counts()["gone"] == 2
    queue = StoreQueue(journal.store, journal.batch)
    assert queue.arrange(Wanted()).balance.found == 1
    (item,) = queue.items(queue.arrange(Wanted()).ids)
    assert queue.content(item) == make_png(0)


def test_undo_takes_back_only_what_the_user_decided(
    journal: StoreJournal, store: Store, data: Path
) -> None:
    keep(journal, 0)
    queue = StoreQueue(store, journal.batch)
    (item,) = queue.items(queue.arrange(Wanted(("open",))).ids)
    queue.decide(item, "flag")
    store.users.add("bert", "Bert", "reader", "another good password")
    store.unlock("bert", "another good password")
    assert queue.undo() is None
    store.unlock("anna", PASSWORD)
    undone = queue.undo()
    assert undone is not None and undone.item == item.id
    assert queue.undo() is None


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_a_name_that_is_no_utf8_is_kept_with_its_numbers(
    store: Store, tiny: Path, tmp_path: Path
) -> None:
    place = tmp_path / "odd"
    place.mkdir()
    (place / os.fsdecode(b"odd \xff.png")).write_bytes(make_png(5))
    review = review_into(store, place, tiny)
    assert review.run().done == 1
    review.close()
    (hit,) = store.search.find(Query())
    assert store.images.get(hit.id).file_name == "odd \\udcff.png"
