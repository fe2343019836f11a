"""Stores in folders of their own, with a password function that takes no time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, Clock, make_png

from skinvl.desktop.core.store import Store, create_store, open_store
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.patients import Patient, PatientData


@pytest.fixture(scope="module", autouse=True)
def trusted() -> None:
    """The store needs no bundle."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place() -> Iterator[Path]:
    """In memory where there is such a place: waiting for a disk shows nothing here."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def folder(place: Path) -> Path:
    return place / "data"


@pytest.fixture
def recovery_key() -> list[str]:
    """Filled by `store`."""
    return []


@pytest.fixture
def store(folder: Path, clock: Clock, recovery_key: list[str]) -> Iterator[Store]:
    """An empty store with the administrator "anna", logged in."""
    created = create_store(folder, "anna", "Dr. Anna Berg", PASSWORD, cost=QUICK, clock=clock)
    recovery_key.append(created.recovery_key)
    yield created.store
    created.store.close()


@pytest.fixture
def reopen(folder: Path, store: Store, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Closes the store and opens it again, as anna unless told otherwise."""
    opened = [store]

    def open_again(user: str = "anna", password: str = PASSWORD) -> Store:
        opened[-1].close()
        opened.append(open_store(folder, user, password, cost=QUICK, clock=clock))
        return opened[-1]

    yield open_again
    opened[-1].close()


@pytest.fixture
def patient(store: Store) -> Patient:
    return store.patients.add(PatientData("4711", "Doe", "Jane"))


@pytest.fixture
def photograph(store: Store, patient: Patient) -> Photograph:
    data = PhotographData("IMG_0001.png", 24, 16, patient.id)
    return store.images.add(make_png(), data)
