"""The ISIC challenge of 2019 as published, both parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from miniatures import archives

from skinvl.contract.errors import DataError
from skinvl.dataset.sources.collection import Collection
from skinvl.dataset.sources.isic2019 import isic_id_of, read_isic2019


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return read_isic2019(archives.write_isic2019(tmp_path))


def test_isic2019_reads_every_class_and_both_parts(collection: Collection) -> None:
    training = [r for r in collection.records if r.published_split == "train"]
    found = {record.label: record.diagnosis for record in training}
    assert found == {
        "MEL": "melanoma",
        "NV": "melanocytic-nevus",
        "BCC": "basal-cell-carcinoma",
        "AK": "actinic-keratosis",
        "BKL": "benign-keratosis",
        "DF": "dermatofibroma",
        "VASC": "vascular-lesion",
        "SCC": "squamous-cell-carcinoma",
        "UNK": None,
        "MEL+NV": None,
    }
    test = {r.id: (r.label, r.diagnosis) for r in collection.records if r.published_split == "test"}
    assert test == {
        "ISIC_0034321": ("NV", "melanocytic-nevus"),
        "ISIC_0034322": ("UNK", None),
        "ISIC_0034323": (None, None),
    }


def test_isic2019_reduced_images_keep_their_names_and_metadata(collection: Collection) -> None:
    reduced = next(r for r in collection.records if r.id == "ISIC_0000001_downsampled")
    assert (reduced.age, reduced.lesion_id) == (45.0, "MSK4_0000000")
    assert isic_id_of(reduced.id) == "ISIC_0000001"


def test_isic2019_counts_what_has_no_diagnosis(collection: Collection) -> None:
    assert collection.undiagnosed == {
        "labelled unknown (UNK)": 2,
        "2 classes marked": 1,
        "no label": 1,
    }
    assert collection.missing == {"images": 1}
    assert collection.rejection_counts() == {"another file of this name was read": 1}
    aged = next(r for r in collection.records if r.id == "ISIC_0000003")
    assert aged.age is None


def test_isic2019_truth_with_plain_names_fits_reduced_files(tmp_path: Path) -> None:
    truth = archives._one_hot("ISIC_0000001", "MEL")
    archives.write_table(tmp_path / "ISIC_2019_Training_GroundTruth.csv", [truth])
    archives.paint_image(tmp_path / "ISIC_0000001_downsampled.jpg", 1)
    (record,) = read_isic2019(tmp_path).records
    assert record.diagnosis == "melanoma"


def test_isic2019_needs_a_table(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no ISIC_2019_Training_GroundTruth"):
        read_isic2019(tmp_path)
