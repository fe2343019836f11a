"""Patch16 as on heiDATA."""

from __future__ import annotations

from pathlib import Path

import pytest
from miniatures import archives

from skinvl.contract.errors import DataError
from skinvl.contract.sample import read_samples
from skinvl.dataset.importing import ImportConfig, import_collection
from skinvl.dataset.sources.patch16 import NORMAL, TUMOURS, read_patch16


def test_tumours_are_diagnoses_and_normal_tissue_is_none(tmp_path: Path) -> None:
    collection = read_patch16(archives.write_patch16(tmp_path))
    assert {r.label: r.diagnosis for r in collection.records if r.diagnosis} == TUMOURS
    assert collection.undiagnosed == {"tissue without a tumour": 3}
    assert {record.modality for record in collection.records} == {"pathology"}
    assert collection.missing == {"images": 1}
    assert len(NORMAL) + len(TUMOURS) == 16


def test_tiles_of_a_case_stay_together(tmp_path: Path) -> None:
    root = archives.write_patch16(tmp_path / "patch16")
    card = import_collection(ImportConfig("patch16", root, tmp_path / "out", images="link"))
    assert card.sources[0]["splits"]["groups"] == 4
    assert card.sources[0]["published_division"] == {
        "images": {"test": 2, "train": 4, "val": 2},
        "groups_across_splits": 0,
        "duplicate_pairs_across_splits": 0,
        "examples_across_splits": [],
    }
    assert all(sample.caption is None for sample in read_samples(tmp_path / "out"))


def test_without_its_table_class_folders_and_slides_are_read(tmp_path: Path) -> None:
    with_table = read_patch16(archives.write_patch16(tmp_path / "a"))
    without = read_patch16(archives.write_patch16(tmp_path / "b", with_table=False))
    assert [r.id for r in without.records] == [r.id for r in with_table.records]
    assert {r.given_group for r in without.records} == {f"slide {n}" for n in (44, 45, 46, 47)}
    assert all(r.published_split is None for r in without.records)


def test_another_folder_is_refused(tmp_path: Path) -> None:
    archives.paint_image(tmp_path / "dermis" / "1.jpg", 1)
    with pytest.raises(DataError, match="class of Patch16"):
        read_patch16(tmp_path)
