"""Images are divided, not conversations, and none is on two sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.model.llava.conversation import Turn
from skinvl.training.llava.records import Record
from skinvl.training.llava.splits import divide, refuse_leaks


def record(sha256: str, split: str | None = None, group: str | None = None) -> Record:
    return Record(sha256, Path(f"{sha256}.png"), sha256, group, split, (Turn("<image>\n?", "!"),))


def test_all_conversations_about_an_image_are_on_one_side() -> None:
    divided = divide([record(f"image{n % 200}") for n in range(600)], 0.2, seed=1)
    sides: dict[str | None, set[str | None]] = {}
    for entry in divided:
        sides.setdefault(entry.sha256, set()).add(entry.split)
    assert all(len(found) == 1 for found in sides.values())
    kept = sum(found == {"val"} for found in sides.values())
    # A binomial share: 40 of 200 expected, standard deviation 5.7.
    assert 20 < kept < 60
    refuse_leaks(divided, "data")


def test_the_division_depends_on_image_and_seed_alone() -> None:
    records = [record(f"image{n}") for n in range(100)]
    first = {r.sha256: r.split for r in divide(records, 0.5, seed=1)}
    again = {r.sha256: r.split for r in divide(records[::-1][:60], 0.5, seed=1)}
    assert again.items() <= first.items()
    assert first != {r.sha256: r.split for r in divide(records, 0.5, seed=2)}


def test_a_split_that_is_there_already_stays() -> None:
    assert [r.split for r in divide([record("a", "test"), record("b")], 0.0, 1)] == [
        "test",
        "train",
    ]


@pytest.mark.parametrize("apart", ["val", "test", "withheld"])
def test_an_image_on_two_sides_is_refused(apart: str) -> None:
    with pytest.raises(DataError, match=rf"data: 1 images .* a\.png \(train\) is a\.png \({apart}"):
        refuse_leaks([record("a", "train"), record("b", "train"), record("a", apart)], "data")


def test_a_group_on_two_sides_is_refused() -> None:
    with pytest.raises(DataError, match="data: 1 groups are in train and kept apart"):
        refuse_leaks([record("a", "train", "patient"), record("b", "test", "patient")], "data")


def test_images_kept_apart_twice_are_no_leak() -> None:
    refuse_leaks([record("a", "val", "g"), record("a", "test", "g"), record("b", "train")], "data")
