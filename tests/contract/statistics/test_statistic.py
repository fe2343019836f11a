"""Weights must mean what they say: weight 2 is the image twice, weight 0 is no image."""

import numpy as np
import pytest

from skinvl.contract.statistics import statistic
from skinvl.training.evaluation.scores import build_statistics, classified_from_arrays


def make_images(seed: int = 0, images: int = 60):
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, 3, images)
    logits = generator.normal(size=(images, 3)) + np.eye(3)[truth]
    probabilities = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    groups = [str(n) for n in range(images)]
    return classified_from_arrays(truth, np.round(probabilities, 2), [True, False, False], groups)


# Bins of equal mass are drawn on the images given, which repeating them may move.
@pytest.mark.parametrize(
    "name", sorted(set(build_statistics(make_images())) - {"calibration_error_squared_debiased"})
)
def test_weights_equal_repetition(name: str) -> None:
    images = make_images()
    weights = np.random.default_rng(1).integers(0, 4, (5, len(images))).astype(np.float64)
    weighted = build_statistics(images)[name](weights)
    for row, counts in enumerate(weights.astype(int)):
        repeated = images.take(np.repeat(np.arange(len(images)), counts))
        expected = build_statistics(repeated)[name](np.ones((1, len(repeated))))[0]
        assert weighted[row] == pytest.approx(expected)


def test_resample_without_a_class_is_scored_on_the_others() -> None:
    measure = statistic.balanced_accuracy_of(np.array([0, 0, 1]), np.array([0, 1, 1]))
    assert measure(np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]])).tolist() == [0.5, 0.75]
    macro = statistic.macro_auroc_of(np.array([0, 1]), np.array([[0.9, 0.1], [0.2, 0.8]]))
    assert np.isnan(macro(np.array([[1.0, 0.0]]))[0])


def test_bins_of_equal_width_are_closed_above() -> None:
    index = statistic.bin_index(np.array([0.2, 0.21, 1.0, 0.5]), 5, "width")
    assert index.tolist() == [0, 1, 4, 2]


def test_bins_of_equal_mass_keep_ties_together() -> None:
    index = statistic.bin_index(np.array([0.1, 0.5, 0.5, 0.5, 0.9, 0.95]), 3, "mass")
    assert len(set(index[1:4].tolist())) == 1
    assert index[0] <= index[1] < index[4]


def test_threshold_reaches_the_specificity_on_all_images() -> None:
    positive = np.array([True, True] + [False] * 10)
    scores = np.array([0.9, 0.45, 0.8, *np.linspace(0.0, 0.4, 9)])
    # One negative of ten (.8) may lie above: .45 is the lowest score with nine below it.
    assert statistic.threshold_at(positive, scores, 0.9) == 0.45
    assert statistic.threshold_at(np.array([True]), np.array([0.5]), 0.9) == float("inf")
