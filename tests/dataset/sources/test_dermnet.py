"""Dermnet as on Kaggle."""

from __future__ import annotations

from pathlib import Path

import pytest
from miniatures import archives

from skinvl.contract.errors import DataError
from skinvl.contract.sample import read_samples
from skinvl.dataset.importing import ImportConfig, import_collection
from skinvl.dataset.sources.dermnet import read_dermnet


def test_dermnet_classes_that_mix_diagnoses_have_none(tmp_path: Path) -> None:
    collection = read_dermnet(archives.write_dermnet(tmp_path / "dermnet").parent)
    assert {record.label: record.diagnosis for record in collection.records} == {
        "Acne and Rosacea Photos": "acne-or-rosacea",
        "Eczema Photos": "eczema",
        "Melanoma Skin Cancer Nevi and Moles": None,
        "Vascular Tumors": None,
    }
    assert sum(collection.undiagnosed.values()) == 4
    assert collection.rejection_counts() == {"in no class folder": 1}


def test_dermnet_published_division_is_judged_and_not_used(tmp_path: Path) -> None:
    root = archives.write_dermnet(tmp_path / "dermnet")
    card = import_collection(ImportConfig("dermnet", root, tmp_path / "out"))
    published = card.sources[0]["published_division"]
    assert published["images"] == {"test": 5, "train": 4}
    assert published["duplicate_pairs_across_splits"] == published["groups_across_splits"] == 1
    assert published["examples_across_splits"] == [
        ["train/Eczema Photos/picture-1.jpg", "test/Eczema Photos/again.jpg"]
    ]
    assert any("cross the published division" in note for note in card.notes)
    splits = {sample.id: sample.split for sample in read_samples(tmp_path / "out")}
    again, original = published["examples_across_splits"][0]
    assert splits[again] == splits[original]


def test_dermnet_published_division_is_kept_on_request(tmp_path: Path) -> None:
    root = archives.write_dermnet(tmp_path / "dermnet")
    card = import_collection(ImportConfig("dermnet", root, tmp_path / "out", published_splits=True))
    samples = read_samples(tmp_path / "out")
    assert all(sample.id.startswith(f"{sample.split}/") for sample in samples)
    assert card.sources[0]["splits"]["given_by"] == "the archive"
    assert card.sources[0]["splits"]["duplicate_pairs_across_splits"] == 1
    with pytest.raises(DataError, match="1 duplicate pairs and 1 groups cross splits"):
        import_collection(
            ImportConfig("dermnet", root, tmp_path / "o", published_splits=True, strict=True)
        )


def test_dermnet_needs_one_of_its_parts(tmp_path: Path) -> None:
    archives.paint_image(tmp_path / "Eczema Photos" / "1.jpg", 1)
    with pytest.raises(DataError, match="no folder train or test"):
        read_dermnet(tmp_path)
