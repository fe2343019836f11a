"""Selective prediction against hand-computed curves."""

import numpy as np
import pytest

from skinvl.contract.statistics import statistic
from skinvl.training.evaluation.classification import score_classification
from skinvl.training.evaluation.predictions import RunRecord

# Most confident first: right, wrong, right, right, wrong.
CORRECT = np.array([True, False, True, True, False])
CONFIDENCE = np.array([0.9, 0.8, 0.7, 0.6, 0.5])


def value(measure) -> float:
    return float(measure(np.ones((1, 5)))[0])


def test_excess_area_by_hand() -> None:
    area = (0 + 1 / 2 + 1 / 3 + 1 / 4 + 2 / 5) / 5
    best = (0 + 0 + 0 + 1 / 4 + 2 / 5) / 5
    assert value(statistic.aurc_of(CORRECT, CONFIDENCE)) == pytest.approx(area)
    assert value(statistic.excess_aurc_of(CORRECT, CONFIDENCE)) == pytest.approx(area - best)


@pytest.mark.parametrize("correct", [np.ones(5, bool), np.zeros(5, bool)])
def test_nothing_to_order_has_no_excess(correct) -> None:
    assert value(statistic.excess_aurc_of(correct, CONFIDENCE)) == pytest.approx(0)


def test_best_area_is_near_the_published_approximation() -> None:
    """Geifman, Uziel and El-Yaniv (2019): r + (1 - r) ln(1 - r) for large samples."""
    correct = np.arange(20_000) >= 4_000
    weights = np.ones((1, len(correct)))
    area = statistic.aurc_of(correct, correct.astype(float))
    confidence = np.linspace(1, 0, len(correct))
    excess = statistic.excess_aurc_of(correct, confidence)(weights)[0]
    best = statistic.aurc_of(correct, confidence)(weights)[0] - excess
    assert best == pytest.approx(0.2 + 0.8 * np.log(0.8), abs=1e-4)
    # All right ones tie, so that ordering within them is no matter.
    assert area(weights)[0] == pytest.approx(0.2 * 0.2, abs=1e-3)


@pytest.mark.parametrize(
    ("risk", "coverage"), [(0.0, 0.2), (0.24, 0.2), (0.25, 0.8), (0.4, 1.0), (0.34, 0.8)]
)
def test_coverage_at_risk_by_hand(risk: float, coverage: float) -> None:
    assert value(statistic.coverage_at_risk_of(CORRECT, CONFIDENCE, risk)) == coverage


def test_no_coverage_where_the_most_confident_is_wrong() -> None:
    assert value(statistic.coverage_at_risk_of(~CORRECT, CONFIDENCE, 0.1)) == 0


@pytest.mark.parametrize(
    ("coverage", "risk"), [(0.2, 0.0), (0.21, 1 / 2), (0.4, 1 / 2), (0.8, 1 / 4), (1.0, 2 / 5)]
)
def test_risk_at_coverage_by_hand(coverage: float, risk: float) -> None:
    measure = statistic.risk_at_coverage_of(CORRECT, CONFIDENCE, coverage)
    assert value(measure) == pytest.approx(risk)


def test_equal_confidences_are_kept_together() -> None:
    tied = np.array([0.9, 0.9, 0.9, 0.6, 0.5])
    assert value(statistic.coverage_at_risk_of(CORRECT, tied, 0.3)) == 0.8
    assert value(statistic.risk_at_coverage_of(CORRECT, tied, 0.2)) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "make",
    [
        statistic.excess_aurc_of,
        lambda c, s: statistic.coverage_at_risk_of(c, s, 0.3),
        lambda c, s: statistic.risk_at_coverage_of(c, s, 0.6),
    ],
)
def test_weights_equal_repetition(make) -> None:
    weights = np.array([[2.0, 0.0, 1.0, 3.0, 1.0]])
    rows = np.repeat(np.arange(5), weights[0].astype(int))
    repeated = make(CORRECT[rows], CONFIDENCE[rows])(np.ones((1, len(rows))))
    assert make(CORRECT, CONFIDENCE)(weights) == pytest.approx(repeated)


def test_report_has_the_point_of_the_own_abstention(run: RunRecord, predict) -> None:
    members = [
        predict(
            n,
            "melanoma",
            {"melanoma": 0.9 - n / 10, "melanocytic-nevus": 0.1 + n / 10},
            abstain=n == 5,
        )
        for n in range(6)
    ]
    report = score_classification(members, run)
    name = "s-dermoscopy/selective"
    # Of the answered 0..4, the one at .5 against .5 goes to melanoma: none is wrong.
    assert report.metrics[f"{name}/abstention_coverage"].value == pytest.approx(5 / 6)
    assert report.metrics[f"{name}/abstention_risk"].value == 0
    # The one it abstained on is wrong with .6, and so among the five most confident.
    assert report.metrics[f"{name}/risk_at_80_coverage"].value == pytest.approx(1 / 5)
    assert {f"{name}/aurc", f"{name}/excess_aurc", f"{name}/coverage_at_10_risk"} <= set(
        report.metrics
    )
