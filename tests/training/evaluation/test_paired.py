"""Paired comparisons: hand-computed differences and the four verdicts."""

from dataclasses import replace

import numpy as np
import pytest

from skinvl.contract.statistics.bootstrap import Difference, Estimate
from skinvl.training.evaluation.paired import (
    BETTER,
    METRICS,
    NOT_INFERIOR,
    UNDECIDED,
    WORSE,
    Paired,
    compare_pair,
)
from skinvl.training.evaluation.scores import Classified, classified_from_arrays

MARGINS = {"accuracy": 0.05, "ece": 0.05, "skin_type_sensitivity": 0.05}


def paired(
    low: float, high: float, p: float = 0.001, metric: str = "accuracy", margin: float | None = 0.01
) -> Paired:
    estimate = Estimate(0.5, 0.4, 0.6, 100, 100)
    difference = Difference((low + high) / 2, low, high, p, 100)
    return Paired(metric, estimate, estimate, difference, margin, p)


@pytest.mark.parametrize(
    ("low", "high", "p", "verdict"),
    [
        (0.02, 0.05, 0.001, BETTER),
        (0.02, 0.05, 0.2, NOT_INFERIOR),
        (-0.005, 0.02, 0.5, NOT_INFERIOR),
        (-0.005, -0.001, 0.001, NOT_INFERIOR),
        (-0.03, 0.02, 0.5, UNDECIDED),
        (-0.05, -0.001, 0.2, UNDECIDED),
        (-0.05, -0.02, 0.001, WORSE),
    ],
)
def test_verdict(low: float, high: float, p: float, verdict: str) -> None:
    assert paired(low, high, p).verdict == verdict
    # Of an error, more is worse.
    assert paired(-high, -low, p, "ece").verdict == verdict


def test_without_a_margin_or_an_interval_there_is_no_verdict() -> None:
    assert paired(0.1, 0.2, margin=None).verdict is None
    assert paired(float("nan"), float("nan")).verdict is None


def test_overlap_of_the_own_intervals() -> None:
    far = Paired("accuracy", Estimate(0.9, 0.85, 0.95, 9, 9), Estimate(0.7, 0.6, 0.8, 9, 9),
                 Difference(0.2, 0.1, 0.3, 0.001, 9), 0.01)  # fmt: skip
    assert far.overlap is False
    assert paired(0, 0).overlap is True
    undefined = Paired("accuracy", Estimate(None, None, None, 0, 0), far.reference,
                       far.difference, 0.01)  # fmt: skip
    assert undefined.overlap is None


def images(right: np.ndarray) -> Classified:
    """Two classes; where not `right` the other class is more probable."""
    truth = np.arange(len(right)) % 2
    probabilities = np.where((truth == 0) == right, 0.9, 0.1)
    return classified_from_arrays(
        truth,
        np.stack([probabilities, 1 - probabilities], axis=1),
        [True, False],
        [str(n) for n in range(len(right))],
    )


def test_differences_by_hand() -> None:
    """The candidate repairs 12 of the reference's 20 errors among 80 and breaks 2."""
    reference = np.arange(80) >= 20
    candidate = reference.copy()
    candidate[:12] = True
    candidate[-2:] = False
    group = np.arange(80) < 20
    found, test = compare_pair(
        images(candidate), images(reference), MARGINS, {"I-II": group, "V-VI": ~group}
    )
    by_name = {pair.metric: pair for pair in found}
    assert set(by_name) == {*METRICS, "skin_type_sensitivity I-II", "skin_type_sensitivity V-VI"}
    accuracy = by_name["accuracy"]
    assert accuracy.difference.value == pytest.approx(10 / 80)
    assert (accuracy.candidate.value, accuracy.reference.value) == (70 / 80, 60 / 80)
    assert 0 < accuracy.difference.low < 10 / 80 < accuracy.difference.high
    assert accuracy.p_holm >= accuracy.difference.p
    assert accuracy.verdict == BETTER
    light, dark = (by_name[f"skin_type_sensitivity {name}"] for name in ("I-II", "V-VI"))
    assert light.difference.value == pytest.approx(12 / 20)
    assert dark.difference.value == pytest.approx(-2 / 60)
    assert (light.difference.n, dark.candidate.n) == (20, 60)
    assert by_name["brier"].verdict is None
    assert (test.only_a, test.only_b) == (12, 2)
    # Twice the tail of 14 throws with at most 2 heads: 2 (1 + 14 + 91) / 2^14.
    assert test.p == pytest.approx(2 * 106 / 2**14)


def test_equal_systems_differ_by_nothing() -> None:
    same = images(np.arange(40) >= 10)
    found, test = compare_pair(same, same, MARGINS, {})
    for pair in found:
        assert (pair.difference.value, pair.difference.low, pair.difference.high) == (0, 0, 0)
        assert pair.p_holm == 1.0
        assert pair.verdict in (NOT_INFERIOR, None)
    assert test.p == 1.0


@pytest.mark.parametrize(("count", "verdict"), [(6, UNDECIDED), (400, NOT_INFERIOR)])
def test_no_differing_image_among_few_proves_nothing(count: int, verdict: str) -> None:
    reference = images(np.arange(count) >= count // 3)
    shifted = 0.9 * reference.probabilities + 0.05 * np.array([1, 1, 0])
    candidate = replace(reference, probabilities=shifted)
    found, _ = compare_pair(candidate, reference, MARGINS, {})
    (accuracy,) = (pair for pair in found if pair.metric == "accuracy")
    assert (accuracy.difference.low, accuracy.difference.high) == (0, 0)
    assert accuracy.units == count
    # Wilson's upper bound of none in 6 is 39 %, of none in 400 it is 0.95 %.
    assert accuracy.verdict == verdict
