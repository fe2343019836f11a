"""What of a DICOM file's facts is offered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, make_png

from skinvl.desktop.core.dicom_facts import DicomFacts
from skinvl.desktop.core.dicom_offers import Place, draft_patient, find_place, list_offers
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.patients import PatientData


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    created = create_store(tmp_path / "data", "anna", "Dr. Anna Berg", PASSWORD, cost=QUICK)
    yield created.store
    created.store.close()


@pytest.mark.parametrize(
    ("site", "side", "place"),
    [
        ("lower leg", "left", Place("lower extremity", "lower leg", "left")),
        ("LOWER_LEG".lower(), "", Place("lower extremity", "lower leg", None)),
        ("back", "", Place("posterior torso", None, None)),
        ("calf", "right", Place("lower extremity", "lower leg", "right")),
        ("breast", "left", Place("anterior torso", "chest", "left")),
        ("lung", "left", None),
        ("", "left", None),
    ],
)
def test_body_part_in_the_words_of_the_dictionary(
    site: str, side: str, place: Place | None
) -> None:
    assert find_place(DicomFacts(site=site, laterality=side)) == place


def test_patient_of_a_file() -> None:
    drafted = draft_patient(DicomFacts(number="4711", name="Doe, Jane", sex="female"))
    assert (drafted.family_name, drafted.given_name, drafted.sex) == ("Doe", "Jane", "female")


def test_a_file_without_a_name_offers_nobody() -> None:
    assert list_offers(DicomFacts(site="back"), None, None) == ()
    assert list_offers(DicomFacts(number="1"), None, None) == ("patient",)


@pytest.mark.parametrize(("whose", "offered"), [(1, ("place",)), (2, ()), (None, ())])
def test_a_place_is_offered_for_an_image_of_the_patient_in_view_alone(
    store: Store, whose: int | None, offered: tuple[str, ...]
) -> None:
    patients = {
        number: store.patients.add(PatientData(str(number), "Doe", "Jane")) for number in (1, 2)
    }
    owner = patients[whose].id if whose is not None else None
    photograph = store.images.add(make_png(1), PhotographData("a.dcm", 8, 8, patient_id=owner))
    assert list_offers(DicomFacts(site="back"), patients[1], photograph) == offered
