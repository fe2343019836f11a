"""The page of patients on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from miniatures.patient_clinic import Clinic

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.patient_page import PatientPage


@pytest.fixture
def clinic(store: Store) -> Clinic:
    return Clinic(store)


@pytest.fixture
def operations() -> Iterator[Operations]:
    operations = Operations(EngineChoice(None, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def page(qtbot: Any, clinic: Clinic, operations: Operations) -> Iterator[PatientPage]:
    desk = Desk()
    page = PatientPage(desk, operations)
    qtbot.addWidget(page)
    desk.set_store(clinic.store)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.list._typing.stop()
