"""Intervals over groups and paired tests."""

import math

import numpy as np
import pytest
from scipy.stats import binomtest

from skinvl.contract.statistics import bootstrap as boot
from skinvl.contract.statistics.statistic import auroc_of, mean_of
from skinvl.training.evaluation.scores import classified_from_arrays, score_images


def test_groups_stay_whole() -> None:
    groups = ["a", "b", "a", "c", "b", "a"]
    for weights in boot.group_weights(groups, 50, seed=1):
        assert (weights[:, 0] == weights[:, 2]).all() and (weights[:, 0] == weights[:, 5]).all()
        assert (weights[:, 1] == weights[:, 4]).all()
        assert (weights[:, 0] + weights[:, 1] + weights[:, 3] == 3).all()


def test_blocks_add_to_the_replicates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boot, "_CHUNK_CELLS", 100)
    blocks = list(boot.group_weights([str(n) for n in range(30)], 10))
    assert [len(block) for block in blocks] == [3, 3, 3, 1]


def test_same_seed_same_interval() -> None:
    values, groups = np.arange(50) / 50, [str(n % 20) for n in range(50)]
    first, again, other = (
        boot.bootstrap({"m": mean_of(values)}, groups, seed=seed)["m"] for seed in (1, 1, 2)
    )
    assert first == again != other
    assert first.value == pytest.approx(0.49)
    assert first.low is not None and first.high is not None
    assert first.low < 0.49 < first.high
    assert (first.n, first.groups) == (50, 20)


def test_copies_within_a_group_add_no_certainty() -> None:
    values = np.random.default_rng(0).uniform(size=40)
    single = boot.bootstrap({"m": mean_of(values)}, [str(n) for n in range(40)])["m"]
    copied = boot.bootstrap(
        {"m": mean_of(np.repeat(values, 10))}, [str(n // 10) for n in range(400)]
    )["m"]
    assert copied.low == pytest.approx(single.low) and copied.high == pytest.approx(single.high)


def test_interval_matches_theory() -> None:
    """1,000 fair coins: standard error 0.0158."""
    values = np.arange(1000) % 2 == 0
    found = boot.proportion(values, [str(n) for n in range(1000)], replicates=4000)
    assert found.low == pytest.approx(0.5 - 1.96 * 0.0158, abs=0.003)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.0158, abs=0.003)


def test_proportion_of_all_or_none_is_wilson_over_groups() -> None:
    found = boot.proportion([True] * 40, [str(n // 4) for n in range(40)])
    assert found.value == found.high == 1.0
    # z^2 / (n + z^2) below 1 with n = 10 groups, not 40 images.
    assert found.low == pytest.approx(10 / (10 + 1.959964**2), abs=1e-6)
    assert boot.proportion([], []).value is None


def test_undefined_is_none_and_partly_undefined_says_so() -> None:
    measure = auroc_of(np.array([True, True]), np.array([0.1, 0.2]))
    assert boot.bootstrap({"a": measure}, ["a", "b"])["a"].value is None
    measure = auroc_of(np.array([True, False]), np.array([0.2, 0.1]))
    found = boot.bootstrap({"a": measure}, ["a", "b"])["a"]
    assert found.value == 1.0 and found.note is not None and "undefined in" in found.note
    with pytest.raises(ValueError, match="at least one"):
        boot.bootstrap({"a": measure}, [])


def test_calibration_intervals_surround_their_value() -> None:
    generator = np.random.default_rng(5)
    top = generator.uniform(0.5, 1.0, 500)
    truth = (generator.uniform(size=500) > top).astype(int)
    images = classified_from_arrays(
        truth, np.stack([top, 1 - top], axis=1), [True, False], [str(n) for n in range(500)]
    )
    found = score_images(images)
    for name in ("ece", "ece_debiased", "calibration_error_squared_debiased"):
        estimate = found[name]
        assert estimate.value is not None and estimate.low is not None and estimate.high is not None
        assert 0 <= estimate.low <= estimate.value <= estimate.high


def test_paired_difference() -> None:
    generator = np.random.default_rng(0)
    worse = generator.uniform(size=300) < 0.5
    better = worse | (generator.uniform(size=300) < 0.3)
    groups = [str(n) for n in range(300)]
    same = boot.paired_difference(mean_of(worse), mean_of(worse), groups)
    assert (same.value, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)
    found = boot.paired_difference(mean_of(better), mean_of(worse), groups)
    assert found.value == pytest.approx(better.mean() - worse.mean())
    assert 0 < found.low < found.value < found.high
    assert found.p == pytest.approx(2 / 1001)
    none = auroc_of(np.array([True]), np.array([0.5]))
    assert boot.paired_difference(none, none, ["a"]).to_json()["p"] is None


def test_mcnemar_by_hand_and_scipy() -> None:
    a = [True] * 9 + [False] + [True] * 5
    b = [False] * 9 + [True] + [True] * 5
    found = boot.mcnemar(a, b)
    assert (found.only_a, found.only_b) == (9, 1)
    assert found.p == pytest.approx(2 * (1 + 10) / 2**10)
    assert found.p == pytest.approx(binomtest(1, 10).pvalue)
    assert boot.mcnemar(a, a).p == 1.0
    assert math.isfinite(boot.mcnemar([True] * 5000, [False] * 5000).p)


def test_holm_by_hand() -> None:
    # Sorted: .01 x 3, .03 x 2, then max(.06, .04 x 1).
    assert boot.holm({"x": 0.04, "y": 0.01, "z": 0.03}) == pytest.approx(
        {"x": 0.06, "y": 0.03, "z": 0.06}
    )
    undefined = boot.holm({"x": 0.02, "y": math.nan})
    assert undefined["x"] == 0.02 and math.isnan(undefined["y"])
    assert boot.holm({"x": 0.9, "y": 0.8}) == {"x": 1.0, "y": 1.0}
