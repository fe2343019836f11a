"""Finding photographs: what fits, all of it, page by page, through indexes."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from miniatures.stores import make_finding, make_png

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import PhotographData, PhotographId
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData, PatientId
from skinvl.desktop.core.store.search import Query


@pytest.fixture
def filled(store: Store) -> Iterator[Store]:
    content = make_png()
    for number in range(6):
        patient = store.patients.add(
            PatientData(f"N{number}", f"Family{number}", "Given", date(1961, 4, number + 1))
        )
        site = ("head/neck", "ear") if number % 2 else ("palms/soles", "sole")
        lesion = store.lesions.add(patient.id, LesionData(f"L{number}", *site))
        for day in range(2):
            photograph = store.images.add(
                content,
                PhotographData(
                    "a.png", 24, 16, patient.id, lesion.id,
                    date(2026, 1, 1) + timedelta(days=10 * number + day), "dermoscopy",
                ),
            )  # fmt: skip
            code = "melanoma" if number < 3 else "nevus"
            reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256, code))
            if day:
                store.decisions.override(photograph.id, reading.id, "dermatofibroma")
    store.images.add(content, PhotographData("unfiled.png", 24, 16))
    yield store


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (Query(), 13),
        (Query(text="family3"), 2),
        (Query(text="n3 given"), 2),
        (Query(text="l4"), 2),
        (Query(text="1961-04-03"), 2),
        (Query(text="family2 3.4.1961"), 2),
        (Query(text="%"), 0),
        (Query(patient_id=PatientId(2)), 2),
        (Query(taken_from=date(2026, 1, 2), taken_to=date(2026, 1, 11)), 2),
        (Query(site_general="head/neck"), 6),
        (Query(site="sole"), 6),
        (Query(diagnosis="dermatofibroma"), 6),
        (Query(diagnosis="melanoma"), 3),
        (Query(states=("overridden",)), 6),
        (Query(states=("read", "new")), 7),
        (Query(abstained=False), 12),
        (Query(modality="dermoscopy", text="family1", states=("read",)), 1),
        (Query(without_patient=True), 1),
    ],
)
def test_query(filled: Store, query: Query, count: int) -> None:
    hits = filled.search.find(query)
    assert len(hits) == count == filled.search.count(query)
    assert sum(filled.search.count_states(query).values()) == count
    assert [hit.id for hit in hits] == sorted((hit.id for hit in hits), reverse=True)


def test_pages_hold_everything_once(filled: Store) -> None:
    found, before = [], None
    while page := filled.search.find(Query(), before=before, limit=4):
        found += [hit.id for hit in page]
        before = page[-1].id
    assert found == list(range(13, 0, -1))


def test_recent(filled: Store) -> None:
    for number in (3, 5, 3, 1):
        filled.images.note_view(PhotographId(number))
    assert [photograph.id for photograph in filled.search.list_recent()] == [1, 3, 5]


@pytest.mark.parametrize(
    ("where", "index"),
    [
        ("f.state = 'read'", "photograph_by_state"),
        ("f.diagnosis = 'nevus'", "photograph_by_diagnosis"),
        ("f.patient_id = 1", "photograph_by_patient"),
    ],
)
def test_queries_use_their_index(filled: Store, where: str, index: str) -> None:
    sql = f"SELECT f.id FROM photograph AS f WHERE {where} ORDER BY f.id DESC LIMIT 100"
    with filled.session.reading() as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    assert index in " ".join(row[3] for row in plan)
