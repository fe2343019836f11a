"""Macro precision, F1, average precision and log loss, by hand and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score, log_loss, precision_score

from skinvl.training.evaluation.probe_statistic import (
    average_precision_of,
    log_loss_of,
    macro_average_precision_of,
    macro_f1_of,
    macro_precision_of,
)

ONCE = np.ones((1, 6))


def test_macro_precision_and_f1_by_hand() -> None:
    """Column 3 stands for no answer: it is no class of the average."""
    truth, predicted = np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 1, 1, 3, 3])
    assert macro_precision_of(truth, predicted)(ONCE)[0] == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert macro_f1_of(truth, predicted)(ONCE)[0] == pytest.approx((4 / 5 + 1 / 2 + 0) / 3)


def test_a_class_that_a_resample_lacks_is_left_out() -> None:
    truth, predicted = np.array([0, 1]), np.array([0, 0])
    weights = np.array([[1.0, 1.0], [2.0, 0.0]])
    assert macro_precision_of(truth, predicted)(weights).tolist() == [0.25, 1.0]


def test_against_scikit_learn_with_repeated_images() -> None:
    generator = np.random.default_rng(3)
    truth = generator.integers(0, 4, 60)
    values = np.round(generator.dirichlet(np.ones(4), 60), 1) + 0.01
    values /= values.sum(axis=1, keepdims=True)
    predicted = values.argmax(axis=1)
    counts = generator.integers(0, 3, 60)
    rows = np.repeat(np.arange(60), counts)
    weights = counts[None].astype(np.float64)
    drawn = truth[rows]
    options = {"average": "macro", "labels": np.unique(drawn), "zero_division": 0}
    assert macro_precision_of(truth, predicted)(weights)[0] == pytest.approx(
        precision_score(drawn, predicted[rows], **options)
    )
    assert macro_f1_of(truth, predicted)(weights)[0] == pytest.approx(
        f1_score(drawn, predicted[rows], **options)
    )
    assert macro_average_precision_of(truth, values)(weights)[0] == pytest.approx(
        average_precision_score(drawn, values[rows], average="macro")
    )
    assert log_loss_of(truth, values)(weights)[0] == pytest.approx(log_loss(drawn, values[rows]))


def test_average_precision_of_equal_scores_is_the_prevalence() -> None:
    positive = np.array([1, 0, 0, 1, 0, 0])
    assert average_precision_of(positive, np.full(6, 0.4))(ONCE)[0] == pytest.approx(1 / 3)


def test_average_precision_without_positives_is_undefined() -> None:
    assert np.isnan(average_precision_of(np.zeros(6), np.arange(6.0))(ONCE)[0])


def test_log_loss_of_an_impossible_truth_is_finite() -> None:
    found = log_loss_of(np.array([1]), np.array([[1.0, 0.0]]))(np.ones((1, 1)))[0]
    assert found == pytest.approx(15 * np.log(10))
