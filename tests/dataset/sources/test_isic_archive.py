"""Collections of the ISIC Archive, with its present and its earlier columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from miniatures import archives

from skinvl.contract.errors import DataError
from skinvl.dataset.sources.isic_archive import (
    modality_of,
    read_hiba,
    read_isic_archive,
    read_mskcc,
)


def test_the_most_specific_diagnosis_that_is_known_counts(tmp_path: Path) -> None:
    collection = read_isic_archive(archives.write_isic_archive(tmp_path))
    found = {record.id[-1]: (record.label, record.diagnosis) for record in collection.records}
    assert found == {
        "1": ("Melanoma Invasive, Nodular", "nodular-melanoma"),
        "2": ("Melanoma, NOS", "melanoma"),
        "3": ("Nevus, NOS, Compound", "melanocytic-nevus"),
        "4": ("Benign soft tissue proliferations - Vascular", "vascular-lesion"),
        "5": ("Benign", None),
        "6": (None, None),
    }
    assert collection.undiagnosed == {"no label": 1, "outside the ontology: Benign": 1}


def test_the_earlier_column_of_diagnoses_is_read_too(tmp_path: Path) -> None:
    collection = read_isic_archive(archives.write_isic_archive(tmp_path, hierarchical=False))
    found = {record.id[-1]: record.diagnosis for record in collection.records}
    assert found == {
        **{"1": "melanoma", "2": "melanoma", "3": "melanocytic-nevus"},
        **{"4": "angioma", "5": None, "6": None},
    }
    assert {record.site for record in collection.records} == {"anterior torso"}


def test_modality_and_licence_are_those_of_each_image(tmp_path: Path) -> None:
    collection = read_hiba(archives.write_isic_archive(tmp_path))
    assert [record.modality for record in collection.records] == [
        *("dermoscopy", "clinical", "clinical", "clinical", "other", "dermoscopy")
    ]
    assert [record.licence for record in collection.records] == [
        *("CC BY 4.0", "CC BY-NC 4.0", "CC0 1.0", "CC BY 4.0", "CC BY 4.0", "CC BY 4.0")
    ]
    assert collection.licence == "CC BY 4.0; CC BY-NC 4.0; CC0 1.0"
    assert collection.attributions == {"Hospital Italiano de Buenos Aires": 5, "Anonymous": 1}
    assert read_mskcc(tmp_path).records[5].licence == "not stated"


def test_people_are_read_as_published(tmp_path: Path) -> None:
    collection = read_isic_archive(archives.write_isic_archive(tmp_path))
    first, second, third = collection.records[:3]
    assert (first.age, second.age, third.age) == (55.0, None, 85.0)
    assert (first.skin_type, second.skin_type, third.skin_type) == (2, None, 6)
    assert (first.patient_id, first.lesion_id, first.site) == (
        *("IP_0000001", "IL_0000001"),
        "anterior trunk",
    )
    assert collection.rejection_counts() == {"a synthetic image": 1}
    assert collection.missing == {"images": 1}


def test_a_second_table_fills_what_the_first_leaves_open(tmp_path: Path) -> None:
    archives.write_isic_archive(tmp_path)
    extra = {"isic_id": "ISIC_0000006", "diagnosis_3": "Dermatofibroma", "lesion_id": "IL_9999999"}
    archives.write_table(tmp_path / "more" / "supplement.csv", [extra])
    records = {record.id: record for record in read_isic_archive(tmp_path).records}
    found = records["ISIC_0000006"]
    assert (found.diagnosis, found.lesion_id) == ("dermatofibroma", "IL_0000006")


@pytest.mark.parametrize(
    ("image_type", "modality"),
    [
        ("dermoscopic", "dermoscopy"),
        ("clinical: close-up", "clinical"),
        ("clinical", "clinical"),
        ("overview", "clinical"),
        ("TBP tile: overview", "clinical"),
        ("RCM: mosaic", "other"),
        ("", "pathology"),
    ],
)
def test_modality_of_an_image_type(image_type: str, modality: str) -> None:
    assert modality_of(image_type, "pathology") == modality


def test_tables_of_something_else_are_no_metadata(tmp_path: Path) -> None:
    archives.write_table(tmp_path / "metadata.csv", [{"image": "ISIC_0000001"}])
    with pytest.raises(DataError, match="the column isic_id"):
        read_isic_archive(tmp_path)
