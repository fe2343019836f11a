"""Cohen's kappa against published figures and against resampling."""

from __future__ import annotations

import numpy as np
import pytest

from skinvl.desktop.core.review.kappa import measure_kappa


def pairs_of(table: list[list[int]]) -> list[tuple[str, str]]:
    return [
        (str(row), str(column))
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def test_known_table() -> None:
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.70, by chance 0.50, kappa 0.40."""
    kappa = measure_kappa(pairs_of([[20, 5], [10, 15]]))
    assert kappa.n == 50
    assert kappa.observed == pytest.approx(0.7)
    assert kappa.value == pytest.approx(0.4)


def test_interval_is_that_of_resampling() -> None:
    pairs = pairs_of([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    kappa = measure_kappa(pairs)
    assert kappa.value == pytest.approx(0.492, abs=0.001)
    generator = np.random.default_rng(0)
    drawn = [
        measure_kappa([pairs[i] for i in generator.integers(0, len(pairs), len(pairs))]).value
        for _ in range(1000)
    ]
    low, high = np.percentile([value for value in drawn if value is not None], [2.5, 97.5])
    assert kappa.low == pytest.approx(low, abs=0.02)
    assert kappa.high == pytest.approx(high, abs=0.02)


def test_full_agreement_is_one() -> None:
    kappa = measure_kappa([("a", "a"), ("b", "b"), ("c", "c")])
    assert (kappa.value, kappa.low, kappa.high) == pytest.approx((1.0, 1.0, 1.0))


def test_nothing_and_one_name_only_have_no_kappa() -> None:
    assert measure_kappa([]).observed is None
    kappa = measure_kappa([("a", "a")] * 5)
    assert kappa.observed == 1.0
    assert kappa.value is None
