"""The published probe, fault for fault."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.probe_data import Part
from skinvl.training.evaluation.probe_released import (
    STRENGTHS,
    divide_released,
    probe_as_released,
    released_ece,
    score_released,
    score_released_labels,
)


def make_part(count: int, *, classes: int = 2, seed: int = 0, shift: float = 1.0) -> Part:
    generator = np.random.default_rng(seed)
    truth = np.arange(count) % classes
    features = generator.normal(size=(count, 5)) + shift * truth[:, None]
    return Part(features, truth, tuple(f"u{n // 2}" for n in range(count)))


def test_the_published_grid() -> None:
    assert len(STRENGTHS) == 10
    assert STRENGTHS[0] == pytest.approx(1e-5) and STRENGTHS[-1] == pytest.approx(10)


def test_no_match_is_a_further_class_of_the_macro_averages_only() -> None:
    """Two classes, one answer unread: precision (0 + 1 + 1) / 3 where every answer that was read
    is right; balanced accuracy is the mean of 1/2 and 1."""
    found = score_released_labels(np.array([0, 0, 1, 1]), np.array([0, -1, 1, 1]))
    assert found == pytest.approx(
        {
            "accuracy": 3 / 4,
            "macro_precision": 2 / 3,
            "macro_recall": (0 + 1 / 2 + 1) / 3,
            "macro_f1": (0 + 2 / 3 + 1) / 3,
            "balanced_accuracy": 3 / 4,
        }
    )


def test_ece_of_two_classes_is_that_of_the_second() -> None:
    """Confidence 0.1 for class 1 where class 0 is true is a gap of 0.1 here, as of the top label;
    0.5 lies in the bin with 0.55, closed below, where the gaps -0.5 and +0.55 cancel."""
    assert released_ece(np.array([0]), np.array([0.1]), 10) == pytest.approx(0.1)
    assert released_ece(np.array([1, 0]), np.array([0.5, 0.55]), 10) == pytest.approx(0.025)
    assert released_ece(np.array([0, 1]), np.array([0.0, 1.0]), 10) == 0


def test_ece_of_more_classes_is_that_of_the_top_label() -> None:
    probabilities = np.array([[0.7, 0.2, 0.1], [0.1, 0.6, 0.3]])
    assert released_ece(np.array([0, 0]), probabilities, 10) == pytest.approx((0.3 + 0.6) / 2)


def test_two_classes_are_decided_at_one_half() -> None:
    found = score_released(
        np.array([0, 1, 1]), np.array([[0.6, 0.4], [0.5, 0.5], [0.9, 0.1]]), np.array([0, 1])
    )
    assert found["accuracy"] == pytest.approx(2 / 3)
    assert found["auroc_ovr"] == pytest.approx(1 / 2)


def test_a_class_that_training_lacks_moves_the_columns() -> None:
    """Trained on classes 0, 2 and 3: the second column is class 2 and is read as class 1."""
    probabilities = np.array([[0.1, 0.8, 0.1], [0.8, 0.1, 0.1]])
    found = score_released(np.array([2, 0]), probabilities, np.array([0, 2, 3]))
    assert found["accuracy"] == 0.5


def test_a_class_that_only_the_test_has_leaves_figures_out() -> None:
    probabilities = np.array([[0.2, 0.8], [0.9, 0.1], [0.5, 0.5]])
    found = score_released(np.array([1, 0, 2]), probabilities, np.array([0, 1]))
    assert found["log_loss"] is None and found["auroc_ovr"] is None
    assert found["accuracy"] == pytest.approx(2 / 3)


def test_validation_is_drawn_image_by_image() -> None:
    pool = make_part(101)
    train, val = divide_released(pool, None, keeps_val=False, share=None, seed=1)
    assert (len(train), len(val)) == (81, 20)
    assert set(train.units) & set(val.units)
    again, _ = divide_released(pool, None, keeps_val=False, share=None, seed=1)
    other, _ = divide_released(pool, None, keeps_val=False, share=None, seed=2)
    assert np.array_equal(train.features, again.features)
    assert not np.array_equal(train.features, other.features)


def test_validation_that_comes_with_the_data_is_kept_and_both_are_cut() -> None:
    train, val = make_part(100), make_part(50, seed=9)
    cut, cut_val = divide_released(train, val, keeps_val=True, share=0.1, seed=0)
    assert (len(cut), len(cut_val)) == (10, 5)
    known = {row.tobytes() for row in val.features}
    assert all(row.tobytes() in known for row in cut_val.features)


def test_the_last_fit_leaves_validation_out() -> None:
    train, val, test = make_part(40), make_part(30, seed=1), make_part(30, seed=2)
    found = probe_as_released(train, val, test)

    def loss(features: np.ndarray, truth: np.ndarray) -> float:
        model = make_pipeline(
            StandardScaler(),
            LogisticRegression(C=found.strength, random_state=42, max_iter=1000),
        )
        return float(log_loss(test.truth, model.fit(features, truth).predict_proba(test.features)))

    everything = np.vstack([train.features, val.features]), np.hstack([train.truth, val.truth])
    assert found.metrics["log_loss"] == pytest.approx(loss(train.features, train.truth))
    assert found.metrics["log_loss"] != pytest.approx(loss(*everything))
    assert (found.trained_on, found.validated_on, found.undefined_folds) == (40, 30, 0)


def test_a_fold_without_a_class_makes_every_strength_undefined() -> None:
    train, test = make_part(40), make_part(20, seed=1)
    truth = train.truth.copy()
    truth[:2] = 2
    rare = Part(train.features, truth, train.units)
    found = probe_as_released(rare, make_part(10, seed=3), test)
    assert found.undefined_folds > 0
    assert found.strength == pytest.approx(1e-5)


def test_too_few_images_are_named() -> None:
    tiny = make_part(4)
    with pytest.raises(DataError, match="too few images per class for 5 folds"):
        probe_as_released(tiny, make_part(2, seed=1), tiny)
