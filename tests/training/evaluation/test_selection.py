"""Which samples are evaluated."""

from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.selection import (
    check_names,
    fingerprint_samples,
    hash_datasets,
    select_samples,
)


def test_split_and_its_absence(skin_data: Path) -> None:
    assert len(select_samples([skin_data], "test")) == len(select_samples([skin_data], "all")) == 9
    with pytest.raises(DataError, match="no sample of split 'val'; it has test"):
        select_samples([skin_data], "val")


def test_limit_is_seeded_and_keeps_groups_whole(skin_data: Path) -> None:
    def ids(limit: int, seed: int) -> set[str]:
        return {s.sample.id for s in select_samples([skin_data], "test", limit=limit, seed=seed)}

    assert ids(4, 0) == ids(4, 0)
    assert len(ids(4, 0)) == 4
    assert len({frozenset(ids(4, seed)) for seed in range(5)}) > 1
    everything = select_samples([skin_data], "test")
    for seed in range(5):
        groups = {s.sample.group for s in everything if s.sample.id in ids(3, seed)}
        assert {s.sample.id for s in everything if s.sample.group in groups} == ids(3, seed)


def test_fingerprint_ignores_order_and_sees_members(skin_data: Path) -> None:
    chosen = select_samples([skin_data], "test")
    assert fingerprint_samples(chosen) == fingerprint_samples(chosen[::-1])
    assert fingerprint_samples(chosen) != fingerprint_samples(chosen[1:])
    assert list(hash_datasets([skin_data])) == ["skin"]


def test_equal_names_are_refused(skin_data: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="same folder name"):
        check_names([skin_data, tmp_path / "skin"])
