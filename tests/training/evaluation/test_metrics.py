"""Metrics against hand-computed cases and scikit-learn."""

import math

import numpy as np
import pytest
from sklearn import metrics as sk

from skinvl.contract.statistics import statistic
from skinvl.training.evaluation import metrics


def random_case(seed: int, images: int = 200, classes: int = 5):
    """Truth and coarse probabilities, so that ties are common."""
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, classes, images)
    logits = generator.normal(size=(images, classes)) + 2 * np.eye(classes)[truth]
    probabilities = np.round(np.exp(logits) / np.exp(logits).sum(1, keepdims=True), 1)
    return truth, probabilities


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_scikit_learn(seed: int) -> None:
    truth, probabilities = random_case(seed)
    predicted = probabilities.argmax(1)
    assert metrics.accuracy(truth, predicted) == pytest.approx(sk.accuracy_score(truth, predicted))
    assert metrics.balanced_accuracy(truth, predicted) == pytest.approx(
        sk.balanced_accuracy_score(truth, predicted)
    )
    areas = [sk.roc_auc_score(truth == k, probabilities[:, k]) for k in range(5)]
    assert metrics.macro_auroc(truth, probabilities) == pytest.approx(np.mean(areas))
    false, true, _ = sk.roc_curve(truth == 0, probabilities[:, 0], drop_intermediate=False)
    assert metrics.sensitivity_at_specificity(truth == 0, probabilities[:, 0]) == pytest.approx(
        true[1 - false >= 0.9 - 1e-12].max()
    )
    assert metrics.specificity_at_sensitivity(truth == 0, probabilities[:, 0]) == pytest.approx(
        (1 - false)[true >= 0.95 - 1e-12].max()
    )
    ours_false, ours_true = metrics.roc(truth == 0, probabilities[:, 0])
    assert np.allclose(ours_false, false) and np.allclose(ours_true, true)


def test_balanced_accuracy_by_hand() -> None:
    # Class 0: 3 of 4, class 1: 1 of 2; an answer outside the classes (7) is simply wrong.
    assert metrics.balanced_accuracy([0, 0, 0, 0, 1, 1], [0, 0, 0, 7, 1, 0]) == 0.625


def test_auroc_by_hand() -> None:
    # Pairs: (.8, .3) won, (.8, .5) won, (.5, .3) won, (.5, .5) tied.
    assert metrics.auroc([1, 1, 0, 0], [0.8, 0.5, 0.3, 0.5]) == 0.875


def test_auroc_without_negatives_is_undefined() -> None:
    assert math.isnan(metrics.auroc([1, 1], [0.2, 0.3]))
    assert math.isnan(metrics.sensitivity_at_specificity([1, 1], [0.2, 0.3]))


def test_operating_points_by_hand() -> None:
    positive = [1] * 4 + [0] * 10
    scores = [0.9, 0.8, 0.45, 0.1, 0.85, 0.4, 0.4, 0.3, 0.3, 0.2, 0.2, 0.2, 0.2, 0.05]
    # One false positive (.85) is allowed at 90 % specificity: .9, .8 and .45 are found.
    assert metrics.sensitivity_at_specificity(positive, scores, 0.90) == 0.75
    # No false positive at all leaves only .9.
    assert metrics.sensitivity_at_specificity(positive, scores, 1.0) == 0.25
    # All four positives take the threshold to .1: one negative of ten stays below.
    assert metrics.specificity_at_sensitivity(positive, scores, 0.95) == pytest.approx(0.1)
    assert metrics.fpr_at_tpr(positive, scores, 0.95) == pytest.approx(0.9)


def test_malignant_auroc_sums_the_malignant_columns() -> None:
    probabilities = np.array([[0.3, 0.3, 0.4], [0.1, 0.2, 0.7], [0.5, 0.0, 0.5]])
    assert metrics.malignant_auroc([0, 2, 2], probabilities, [True, True, False]) == 1.0


def test_brier_by_hand() -> None:
    # (.2^2 + .2^2) and (.9^2 + .9^2), averaged.
    assert metrics.brier([0, 1], [[0.8, 0.2], [0.9, 0.1]]) == pytest.approx((0.08 + 1.62) / 2)


def test_ece_by_hand() -> None:
    # Bin of .9: accuracy 1/2, gap .4, half of the images. Bin of .6: accuracy 1, gap .4.
    probabilities = [[0.9, 0.1], [0.9, 0.1], [0.6, 0.4], [0.6, 0.4]]
    truth = [0, 1, 0, 0]
    assert metrics.ece(truth, probabilities) == pytest.approx(0.4)
    assert metrics.ece(truth, probabilities, bins=2, binning="mass") == pytest.approx(0.4)
    # One bin only: mean confidence .75, accuracy .75.
    assert metrics.ece(truth, probabilities, bins=1) == pytest.approx(0.0)


def test_debiased_ece_equals_the_simulated_correction() -> None:
    truth, probabilities = calibrated_case(np.random.default_rng(3), 400)
    correct, confidence = metrics.top_label(truth, probabilities)
    index = np.ceil(confidence * 15).astype(int)
    generator = np.random.default_rng(0)
    raw, resampled = 0.0, 0.0
    for cell in np.unique(index):
        rows = index == cell
        accuracy, share = correct[rows].mean(), rows.mean()
        deviation = math.sqrt(accuracy * (1 - accuracy) / rows.sum())
        draws = generator.normal(accuracy, deviation, 200_000)
        raw += share * abs(confidence[rows].mean() - accuracy)
        resampled += share * np.abs(confidence[rows].mean() - draws).mean()
    expected = max(0.0, 2 * raw - resampled)
    assert metrics.ece(truth, probabilities) == pytest.approx(raw)
    assert metrics.ece_debiased(truth, probabilities) == pytest.approx(expected, abs=2e-4)


def test_debiasing_on_calibrated_predictions() -> None:
    """The true error is 0. The l1 correction takes about 41 % of the bias off (2 - sqrt 2 of it
    stays); the squared error is unbiased."""
    generator = np.random.default_rng(0)
    cases = [calibrated_case(generator, 300) for _ in range(200)]
    raw, debiased, squared, squared_raw = [], [], [], []
    for case in cases:
        correct, confidence = metrics.top_label(*case)
        ones = np.ones((1, len(correct)))
        raw.append(statistic.ece_of(correct, confidence, 15, "mass")(ones)[0])
        debiased.append(statistic.ece_debiased_of(correct, confidence, 15, "mass")(ones)[0])
        measure = statistic.squared_calibration_error_debiased_of(correct, confidence, 15, "mass")
        squared.append(measure(ones)[0])
        squared_raw.append(raw[-1] ** 2)
    assert np.mean(debiased) == pytest.approx((2 - math.sqrt(2)) * np.mean(raw), rel=0.1)
    assert abs(np.mean(squared)) < 0.1 * np.mean(squared_raw)
    assert min(metrics.ece_debiased(*case) for case in cases) >= 0.0


def test_squared_calibration_error_by_hand() -> None:
    # One bin: confidence .8, accuracy .5 of 4: .3^2 - .25 / 3 is positive by .00667.
    value = metrics.rms_calibration_error_debiased([0, 0, 1, 1], [[0.8, 0.2]] * 4, bins=1)
    assert value == pytest.approx(math.sqrt(0.09 - 0.25 / 3))


def test_aurc_by_hand() -> None:
    # Risks after each image, most confident first: 0, 1/2, 1/3.
    assert metrics.aurc([True, False, True], [0.9, 0.8, 0.7]) == pytest.approx(
        (0 + 1 / 2 + 1 / 3) / 3
    )
    # Equal confidences let all three in at once, whatever their order.
    assert metrics.aurc([False, True, True], [0.5] * 3) == pytest.approx(1 / 3)
    coverage, risk = metrics.risk_coverage([True, False, True], [0.9, 0.8, 0.7])
    assert coverage.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert risk.tolist() == pytest.approx([0, 1 / 2, 1 / 3])


def calibrated_case(generator: np.random.Generator, images: int):
    top = generator.uniform(0.5, 1.0, images)
    truth = (generator.uniform(size=images) > top).astype(int)
    return truth, np.stack([top, 1 - top], axis=1)
