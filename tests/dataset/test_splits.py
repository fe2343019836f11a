"""Seeded division by group and tables of given splits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import DataError
from skinvl.dataset.splits import (
    GivenSplits,
    assign_split,
    carve_test,
    count_group_crossings,
    find_crossings,
)


def test_groups_fall_into_splits_by_their_fractions() -> None:
    counts = Counter(assign_split(f"g{n}", 7, (0.8, 0.15, 0.05)) for n in range(4000))
    assert 0.77 < counts["train"] / 4000 < 0.83
    assert 0.13 < counts["val"] / 4000 < 0.17
    assert 0.04 < counts["test"] / 4000 < 0.06


def test_another_seed_divides_otherwise() -> None:
    divisions = [[assign_split(f"g{n}", seed, (0.5, 0.25, 0.25)) for n in range(50)]
                 for seed in (0, 0, 1)]
    assert divisions[0] == divisions[1] != divisions[2]


def test_only_components_wholly_in_train_are_carved() -> None:
    components = [f"c{n}" for n in range(300) for _ in range(2)]
    given: Any = ["train", "train"] * 200 + ["train", "val"] * 50 + ["val", "test"] * 50
    carved = carve_test(components, given, 0.3, 0)
    assert carved[400:] == given[400:]
    pairs = list(zip(carved[0:400:2], carved[1:400:2], strict=True))
    assert all(first == second for first, second in pairs)
    assert 35 <= sum(first == "test" for first, _ in pairs) <= 85
    assert carve_test(components, given, 0.0, 0) == given


def test_test_and_withheld_are_one_side() -> None:
    splits: Any = ["test", "withheld", "train", "val"]
    pairs = [(0, 1), (0, 2), (2, 3)]
    assert find_crossings(splits, pairs) == [(0, 2), (2, 3)]
    assert count_group_crossings(["a", "a", "b", "b"], splits) == 1


def test_files_are_relative_to_the_table(trees: Any, tmp_path: Path) -> None:
    trees.write_table(
        tmp_path / "data" / "splits.csv",
        [{"file": "x/1.jpg", "split": "val", "group": "g", "label": "melanoma"}],
    )
    given = GivenSplits(tmp_path / "data" / "splits.csv")
    row = given.find(tmp_path / "data" / "x" / ".." / "x" / "1.jpg")
    assert row is not None and (row.split, row.group, row.label) == ("val", "g", "melanoma")
    assert given.find(tmp_path / "x" / "1.jpg") is None


def test_links_to_listed_files_are_found(trees: Any, tmp_path: Path) -> None:
    trees.paint_image(tmp_path / "data" / "1.png", 1)
    trees.write_table(tmp_path / "data" / "splits.csv", [{"file": "1.png", "split": "test"}])
    (tmp_path / "link.png").symlink_to(tmp_path / "data" / "1.png")
    row = GivenSplits(tmp_path / "data" / "splits.csv").find(tmp_path / "link.png")
    assert row is not None and row.group is None


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"file": "1.jpg", "split": "dev"}], "line 2: split 'dev'"),
        ([{"file": "1.jpg", "split": "val"}, {"file": "1.jpg", "split": "test"}], "listed twice"),
        ([{"image": "1.jpg", "split": "val"}], "no column file"),
    ],
)
def test_faulty_tables_are_refused(
    trees: Any, tmp_path: Path, rows: list[dict[str, str]], message: str
) -> None:
    trees.write_table(tmp_path / "splits.csv", rows)
    with pytest.raises(DataError, match=message):
        GivenSplits(tmp_path / "splits.csv")


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.csv: no such file"):
        GivenSplits(tmp_path / "none.csv")
