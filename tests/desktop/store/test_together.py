"""Changes that are made together: seen by who makes them, on the disk at once or not at all."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, make_finding, make_png

from skinvl.desktop.core.store import Store, create_store, open_store
from skinvl.desktop.core.store.errors import RecordConflict, StoreError, StoreFull
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.search import Query


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return create_store(tmp_path / "data", "anna", "Dr. Anna Berg", PASSWORD, cost=QUICK).store


def test_a_photograph_and_its_reading_are_one_transaction(store: Store, tmp_path: Path) -> None:
    content = make_png(1)
    with store.session.together():
        photograph = store.images.add(content, PhotographData("a.png", 8, 8))
        store.readings.add(photograph.id, make_finding(photograph.image_sha256))
        assert store.images.get(photograph.id).state == "read"
        seen: list[int] = []
        other = threading.Thread(target=lambda: seen.append(store.search.count(Query())))
        other.start()
        other.join()
        # Another thread sees it when it is on the disk, and not before.
        assert seen == [0]
    assert store.search.count(Query()) == 1
    store.close()
    again = open_store(tmp_path / "data", "anna", PASSWORD, cost=QUICK)
    assert again.search.count(Query()) == 1
    assert again.warnings == ()
    again.close()


def test_an_error_in_the_block_takes_everything_back(store: Store) -> None:
    entries = len(store.audit.list())
    with pytest.raises(ZeroDivisionError), store.session.together():
        store.patients.add(PatientData("4711", "Doe", "Jane"))
        raise ZeroDivisionError
    assert store.patients.find_by_number("4711") is None
    assert len(store.audit.list()) == entries
    # The log goes on where it was: the chain has no gap.
    store.patients.add(PatientData("4712", "Doe", "John"))
    assert len(store.audit.list()) == entries + 1
    store.close()


def test_a_change_that_fails_leaves_the_others(store: Store, tmp_path: Path) -> None:
    with store.session.together():
        store.patients.add(PatientData("4711", "Doe", "Jane"))
        with pytest.raises(RecordConflict):
            store.patients.add(PatientData("4711", "Doe", "John"))
        store.patients.add(PatientData("4712", "Doe", "John"))
    found = {number for number in ("4711", "4712") if store.patients.find_by_number(number)}
    assert found == {"4711", "4712"}
    store.close()
    again = open_store(tmp_path / "data", "anna", PASSWORD, cost=QUICK)
    assert again.warnings == ()
    again.close()


def test_what_the_disk_took_back_is_not_followed_by_a_part_of_the_rest(store: Store) -> None:
    entries = len(store.audit.list())
    with pytest.raises(StoreError), store.session.together():
        store.patients.add(PatientData("4711", "Doe", "Jane"))
        # What SQLite does by itself where the disk is full.
        with store.session.reading() as connection:
            connection.execute("ROLLBACK")
        with pytest.raises(StoreFull, match="nothing was changed"):
            store.patients.add(PatientData("4712", "Doe", "John"))
    assert store.patients.count() == 0
    assert len(store.audit.list()) == entries
    store.patients.add(PatientData("4713", "Poe", "Ann"))
    assert store.patients.count() == 1


def test_bytes_that_were_prepared_are_kept_once(store: Store) -> None:
    content = make_png(2)
    store.images.prepare(content)
    files = sorted((store.folder / "images").rglob("*.sealed"))
    photograph = store.images.add(content, PhotographData("a.png", 8, 8))
    assert sorted((store.folder / "images").rglob("*.sealed")) == files
    assert store.images.read(photograph) == content
    store.close()
