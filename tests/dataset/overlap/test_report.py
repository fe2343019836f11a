"""What links mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from skinvl.dataset.overlap.entries import read_folders
from skinvl.dataset.overlap.hashes import hash_entries
from skinvl.dataset.overlap.links import TIES, find_links
from skinvl.dataset.overlap.report import Count, Report, write_report


def _report(*folders: Path, examples: int = 20) -> Report:
    read, entries = read_folders(folders)
    links = find_links(read, entries, TIES, hash_entries(read, entries, workers=1))
    return write_report(read, entries, links, examples=examples)


def test_counts_per_pair_of_folders_and_of_splits(pair: tuple[Path, Path]) -> None:
    (overlap,) = _report(*pair).overlaps
    assert (overlap.first, overlap.second) == ("first", "second")
    assert overlap.shared == Count(5, 5, 5)
    assert {tie: count.pairs for tie, count in overlap.ties.items()} == dict.fromkeys(TIES, 1)
    assert {name: count.pairs for name, count in overlap.splits.items()} == {
        "train/train": 1,
        "train/val": 1,
        "train/withheld": 1,
        "val/test": 1,
        "test/train": 1,
    }


def test_a_leak_has_train_on_one_side_and_test_on_the_other(pair: tuple[Path, Path]) -> None:
    report = _report(*pair)
    assert report.leaks == 2
    shown = report.overlaps[0].examples
    assert [example.leak for example in shown] == [True, True, False, False, False]
    assert {(e.first, e.second) for e in shown if e.leak} == {
        ("ISIC_0000001_downsampled", "crops/ISIC_0000001"),
        ("whole", "reduced"),
    }
    assert len(_report(*pair, examples=1).overlaps[0].examples) == 1


def test_two_diagnoses_of_one_picture_conflict_unless_one_is_a_kind_of_the_other(
    pair: tuple[Path, Path],
) -> None:
    (overlap,) = _report(*pair).overlaps
    assert overlap.conflicts == 1
    assert [(e.first, e.diagnoses) for e in overlap.examples if e.conflict] == [
        ("whole", ("melanocytic-nevus", "melanoma"))
    ]


def test_withheld_are_learned_images_that_another_folder_tests_on_with_their_groups(
    pair: tuple[Path, Path],
) -> None:
    withheld = _report(*pair).withheld
    assert [(w.archive, w.id, w.split, w.reason, w.test_id) for w in withheld] == [
        ("first", "ISIC_0000001_downsampled", "train", "id", "crops/ISIC_0000001"),
        (
            *("first", "other-of-a", "train"),
            "group of ISIC_0000001_downsampled",
            "crops/ISIC_0000001",
        ),
        ("first", "lesion", "val", "lesion", "same-lesion"),
        ("second", "reduced", "train", "near", "whole"),
    ]


def test_three_folders_are_compared_two_by_two(pair: tuple[Path, Path], write_folder: Any) -> None:
    third = write_folder("third", [{"name": "again", "seed": 1, "split": "test"}])
    report = _report(*pair, third)
    assert [(o.first, o.second, o.shared.pairs, o.leaks.pairs) for o in report.overlaps] == [
        ("first", "second", 5, 2),
        ("first", "third", 1, 1),
        ("second", "third", 1, 1),
    ]
    assert [folder.images for folder in report.folders] == [8, 6, 1]
