"""Evaluation metrics on plain arrays, for any caller that has labels and probabilities.

Shapes: truth, predicted int [N]; probabilities float [N, K] (K may exceed the classes that occur in
the truth: the further columns compete for the top label but have no recall of their own);
positive, correct bool [N]; scores, confidence float [N]. A metric that the data leave undefined
(AUROC without negatives) is NaN. Each agrees with its `*_of` counterpart in
`skinvl.contract.statistics.statistic`, where the formulas and their sources stand.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from skinvl.contract.statistics import statistic
from skinvl.contract.statistics.statistic import Binning, Bools, Floats, Ints, Statistic

CALIBRATION_BINS = 15


def accuracy(truth: ArrayLike, predicted: ArrayLike) -> float:
    """Share of predictions that equal the truth."""
    return _value(statistic.mean_of(_ints(truth) == _ints(predicted)), len(_ints(truth)))


def balanced_accuracy(truth: ArrayLike, predicted: ArrayLike) -> float:
    """Mean recall over the classes in the truth."""
    labels = _ints(truth)
    return _value(statistic.balanced_accuracy_of(labels, _ints(predicted)), len(labels))


def auroc(positive: ArrayLike, scores: ArrayLike) -> float:
    """Area under the ROC curve, ties count half."""
    signs = _bools(positive)
    return _value(statistic.auroc_of(signs, _floats(scores)), len(signs))


def macro_auroc(truth: ArrayLike, probabilities: ArrayLike) -> float:
    """Mean one-vs-rest AUROC over the classes in the truth."""
    labels = _ints(truth)
    return _value(statistic.macro_auroc_of(labels, _floats(probabilities)), len(labels))


def malignant_auroc(truth: ArrayLike, probabilities: ArrayLike, malignant: ArrayLike) -> float:
    """AUROC of the summed probability of the malignant classes; malignant bool [K]."""
    classes = _bools(malignant)
    return auroc(classes[_ints(truth)], _floats(probabilities)[:, classes].sum(axis=1))


def sensitivity_at_specificity(
    positive: ArrayLike, scores: ArrayLike, specificity: float = 0.90
) -> float:
    """Highest sensitivity at a threshold whose specificity is at least `specificity`."""
    signs = _bools(positive)
    return _value(statistic.sensitivity_at_of(signs, _floats(scores), specificity), len(signs))


def specificity_at_sensitivity(
    positive: ArrayLike, scores: ArrayLike, sensitivity: float = 0.95
) -> float:
    """Highest specificity at a threshold whose sensitivity is at least `sensitivity`."""
    signs = _bools(positive)
    return _value(statistic.specificity_at_of(signs, _floats(scores), sensitivity), len(signs))


def fpr_at_tpr(positive: ArrayLike, scores: ArrayLike, tpr: float = 0.95) -> float:
    """Lowest false positive rate at a threshold whose true positive rate is at least `tpr`."""
    return 1.0 - specificity_at_sensitivity(positive, scores, tpr)


def ece(
    truth: ArrayLike,
    probabilities: ArrayLike,
    bins: int = CALIBRATION_BINS,
    binning: Binning = "width",
) -> float:
    """Expected calibration error of the top label, 0..1; biased upwards in small samples."""
    correct, confidence = top_label(truth, probabilities)
    return _value(statistic.ece_of(correct, confidence, bins, binning), len(correct))


def ece_debiased(
    truth: ArrayLike,
    probabilities: ArrayLike,
    bins: int = CALIBRATION_BINS,
    binning: Binning = "width",
) -> float:
    """`ece` less its estimated sampling bias (Kumar et al. 2019), clipped at 0.

    Of well calibrated predictions more than half of the bias stays, so that small values are still
    too large rather than too small; `rms_calibration_error_debiased` has no such rest.
    """
    correct, confidence = top_label(truth, probabilities)
    raw = _value(statistic.ece_debiased_of(correct, confidence, bins, binning), len(correct))
    return max(0.0, raw)


def rms_calibration_error_debiased(
    truth: ArrayLike,
    probabilities: ArrayLike,
    bins: int = CALIBRATION_BINS,
    binning: Binning = "mass",
) -> float:
    """Root of the unbiased squared calibration error (Kumar et al. 2019), clipped at 0."""
    correct, confidence = top_label(truth, probabilities)
    squared = statistic.squared_calibration_error_debiased_of(correct, confidence, bins, binning)
    return float(np.sqrt(max(0.0, _value(squared, len(correct)))))


def brier(truth: ArrayLike, probabilities: ArrayLike) -> float:
    """Multi-class Brier score, 0..2."""
    labels = _ints(truth)
    return _value(statistic.brier_of(labels, _floats(probabilities)), len(labels))


def aurc(correct: ArrayLike, confidence: ArrayLike) -> float:
    """Area under the risk-coverage curve, 0..1; lower is better."""
    right = _bools(correct)
    return _value(statistic.aurc_of(right, _floats(confidence)), len(right))


def top_label(truth: ArrayLike, probabilities: ArrayLike) -> tuple[Bools, Floats]:
    """Whether the most probable class is the true one [N], and its probability [N]."""
    values = _floats(probabilities)
    return values.argmax(axis=1) == _ints(truth), values.max(axis=1)


def risk_coverage(correct: ArrayLike, confidence: ArrayLike) -> tuple[Floats, Floats]:
    """Coverage [T] and error rate [T] as the least confident images are let in one by one."""
    order = np.argsort(-_floats(confidence), kind="stable")
    wrong = ~_bools(correct)[order]
    counts = np.arange(1, len(wrong) + 1)
    return counts / len(wrong), np.cumsum(wrong) / counts


def roc(positive: ArrayLike, scores: ArrayLike) -> tuple[Floats, Floats]:
    """False and true positive rates [T] from (0, 0) to (1, 1)."""
    signs, values = _bools(positive), _floats(scores)
    order = np.argsort(-values, kind="stable")
    last = np.concatenate((values[order][1:] != values[order][:-1], [True]))
    true = np.cumsum(signs[order])[last] / max(1, int(signs.sum()))
    false = np.cumsum(~signs[order])[last] / max(1, int((~signs).sum()))
    return np.concatenate(([0.0], false)), np.concatenate(([0.0], true))


def _value(measure: Statistic, images: int) -> float:
    return float(measure(np.ones((1, images)))[0])


def _ints(values: ArrayLike) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _bools(values: ArrayLike) -> Bools:
    return np.asarray(values, dtype=np.bool_)
