"""The list of photographs: searched, counted, scrolled, opened; on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt

from skinvl.contract.finding import Abstain, Finding, Ranked, Stamp
from skinvl.contract.ontology import DiagnosisCode
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.search import Query
from skinvl.desktop.ui import case_export
from skinvl.desktop.ui.case_export import list_found
from skinvl.desktop.ui.case_table import PAGE
from skinvl.desktop.ui.cases_page import CasesPage
from skinvl.desktop.ui.desk import Desk


@pytest.fixture
def filled(store: Store) -> Store:
    """Two patients with three photographs, and one photograph of nobody."""
    for number, name, day, site in (
        ("4711", "Doe", date(2026, 3, 1), "back"),
        ("4712", "Müller", date(2026, 5, 1), "hand"),
    ):
        patient = store.patients.add(
            PatientData(number=number, family_name=name, given_name="Kim", birth_date=day)
        )
        general = "posterior torso" if site == "back" else "upper extremity"
        finer = "upper back" if site == "back" else "hand"
        lesion = store.lesions.add(
            patient.id, LesionData(label="L1", site_general=general, site=finer)
        )
        store.images.add(
            f"bytes {number}".encode(),
            PhotographData(
                file_name=f"{number}.jpg",
                width=10,
                height=10,
                patient_id=patient.id,
                lesion_id=lesion.id,
                taken_on=day,
            ),
        )
    store.images.add(b"nobody's", PhotographData(file_name="x.jpg", width=10, height=10))
    return store


@pytest.fixture
def page(qtbot: Any, filled: Store) -> Iterator[CasesPage]:
    desk = Desk()
    page = CasesPage(desk)
    qtbot.addWidget(page)
    desk.set_store(filled)
    page.show()
    yield page
    page._typing.stop()


def column(page: CasesPage, number: int) -> list[str]:
    model = page.model
    return [model.data(model.index(row, number)) for row in range(model.rowCount())]


def test_newest_first_with_whose_they_are(page: CasesPage) -> None:
    assert column(page, 0) == ["nobody yet", "Müller, Kim", "Doe, Kim"]
    assert column(page, 2) == ["", "4712", "4711"]
    assert page.counts == "3 photograph(s): 3 not read yet"


def test_typing_searches_without_accents(page: CasesPage, qtbot: Any) -> None:
    qtbot.keyClicks(page.search, "muller")
    qtbot.waitUntil(lambda: column(page, 2) == ["4712"])
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.counts.startswith("1 photograph(s)")


def test_filters_add_up_and_can_be_taken_back(page: CasesPage) -> None:
    page.site.setCurrentIndex(page.site.findData("upper extremity"))
    assert column(page, 2) == ["4712"]
    page._clear()
    page.without_patient.setChecked(True)
    assert column(page, 0) == ["nobody yet"]
    page._clear()
    assert len(column(page, 0)) == 3
    page.use_dates.setChecked(True)
    page.since.setDate(date(2026, 4, 1))
    page.until.setDate(date(2026, 12, 31))
    assert column(page, 2) == ["4712"]


def test_opening_puts_photograph_patient_and_lesion_on_the_desk(
    page: CasesPage, qtbot: Any
) -> None:
    with qtbot.waitSignal(page.chosen):
        page.open_row(2)
    desk = page._desk
    assert desk.patient is not None and desk.patient.number == "4711"
    assert desk.lesion is not None and desk.lesion.label == "L1"
    assert desk.photograph is not None and desk.photograph.file_name == "4711.jpg"
    assert desk.store is not None
    assert [p.file_name for p in desk.store.search.list_recent()] == ["4711.jpg"]


def test_long_list_is_read_a_page_at_a_time(page: CasesPage, filled: Store) -> None:
    for number in range(PAGE + 5):
        data = PhotographData(file_name=f"{number}.jpg", width=1, height=1)
        filled.images.add(str(number).encode(), data)
    page.refresh()
    assert page.model.rowCount() == PAGE
    assert page.model.canFetchMore(QModelIndex())
    page.model.fetchMore(QModelIndex())
    assert page.model.rowCount() == PAGE + 8
    assert not page.model.canFetchMore(QModelIndex())


def test_locked_store_leaves_no_row(page: CasesPage) -> None:
    page._desk.lock()
    assert page.model.rowCount() == 0
    assert page.counts == ""


def read(store: Store, page: CasesPage, row: int, code: str, malignant: float) -> None:
    photograph = store.images.get(page.model.hit(row).id)
    stamp = Stamp("tiny", "b" * 64, "cpu", "fp32", "1", photograph.image_sha256, "2026-01-01")
    failed = Finding.failed(photograph.file_name, "", stamp)
    ranked = Ranked(DiagnosisCode(code), code, malignant, None, "malignant")
    finding = replace(
        failed,
        status="ok",
        error=None,
        abstain=Abstain(False, None),
        differential=(ranked,),
        malignant=malignant,
    )
    store.readings.add(photograph.id, finding)
    page.refresh()


def test_results_stay_hidden_until_a_person_has_decided(page: CasesPage, filled: Store) -> None:
    read(filled, page, 1, "melanoma", 0.9)
    read(filled, page, 2, "melanoma", 0.8)
    assert column(page, 8) == ["", "90 %", "80 %"]
    page.configure(Configuration(opinion_first=True))
    assert column(page, 7)[1:] == ["after your own opinion"] * 2
    assert column(page, 8) == ["", "", ""]
    assert not page.only_abstained.isEnabled()
    page.diagnosis.setCurrentIndex(page.diagnosis.findData("melanoma"))
    assert column(page, 2) == []
    photograph = next(item for item in filled.search.find(Query(text="4711")))
    filled.decisions.override(photograph.id, None, "melanoma")
    page.refresh()
    assert column(page, 2) == ["4711"]
    assert column(page, 8) == ["80 %"]
    page.state.setCurrentIndex(page.state.findData("read"))
    assert not page.diagnosis.isEnabled()
    assert column(page, 2) == ["4712"]


def test_export_is_asked_for_what_is_found(page: CasesPage, filled: Store, qtbot: Any) -> None:
    page.search.setText("müller")
    page.refresh()
    with qtbot.waitSignal(page.export_asked) as asked:
        page.export.click()
    found = list_found(filled, asked.args[0])
    assert [filled.images.get(number).file_name for number in found] == ["4712.jpg"]
    page.search.setText("nobody of that name")
    page.refresh()
    assert not page.export.isEnabled()


def test_everything_that_is_found_is_listed_page_by_page(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_export, "_PAGE", 2)
    ids = {hit.id for hit in filled.search.find(Query())}
    listed = list_found(filled, Query())
    assert set(listed) == ids and len(listed) == 3
