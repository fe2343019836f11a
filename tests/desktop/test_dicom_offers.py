"""What of a DICOM file's facts is offered."""

from __future__ import annotations

import pytest

from skinvl.desktop.core.dicom_facts import DicomFacts
from skinvl.desktop.core.dicom_offers import Place, draft_patient, find_place, list_offers


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
