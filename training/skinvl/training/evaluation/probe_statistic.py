"""Further statistics of many resamples at once: macro precision, F1 and average precision.

Weights and values are as in `skinvl.contract.statistics.statistic`. Classes are those of the truth
of each resample, so that a predicted class that no image has is no class of its own.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from skinvl.contract.statistics.statistic import Floats, Ints, Statistic, mean_of

_FLOOR = 1e-15
_Combine = Callable[[Floats, Floats, Floats], Floats]


def log_loss_of(truth: Ints, probabilities: Floats) -> Statistic:
    """Mean negative natural logarithm of the true class's probability, clipped at 1e-15."""
    chosen = probabilities[np.arange(len(truth)), truth]
    return mean_of(-np.log(np.clip(chosen, _FLOOR, 1.0)))


def macro_precision_of(truth: Ints, predicted: Ints) -> Statistic:
    """Mean precision over the classes of the truth; a class never predicted counts 0."""
    return _macro(truth, predicted, lambda hits, real, called: hits / np.maximum(called, 1e-300))


def macro_f1_of(truth: Ints, predicted: Ints) -> Statistic:
    """Mean over the classes of the truth of 2 TP / (2 TP + FP + FN)."""
    return _macro(
        truth, predicted, lambda hits, real, called: 2 * hits / np.maximum(real + called, 1e-300)
    )


def macro_average_precision_of(truth: Ints, probabilities: Floats) -> Statistic:
    """Mean one-vs-rest average precision over the classes of the truth (area under the
    precision-recall curve without interpolation, as scikit-learn's average_precision_score)."""
    parts = [
        average_precision_of(truth == column, probabilities[:, column])
        for column in np.unique(truth).tolist()
    ]

    def statistic(weights: Floats) -> Floats:
        return _mean_defined(np.stack([part(weights) for part in parts], axis=1))

    return statistic


def average_precision_of(positive: Floats | Ints, scores: Floats) -> Statistic:
    """Sum over thresholds of precision times the gain in recall; equal scores are one threshold."""
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    last = np.concatenate((ordered[1:] != ordered[:-1], [True]))
    signs = np.asarray(positive, dtype=np.float64)[order]

    def statistic(weights: Floats) -> Floats:
        drawn = weights[:, order]
        true = np.cumsum(drawn * signs, axis=1)[:, last]
        called = np.cumsum(drawn, axis=1)[:, last]
        precision = true / np.maximum(called, 1e-300)
        gained = np.diff(true, axis=1, prepend=0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            value: Floats = (precision * gained).sum(axis=1) / true[:, -1]
        return value

    return statistic


def _macro(truth: Ints, predicted: Ints, combine: _Combine) -> Statistic:
    classes = np.unique(truth)
    real = (truth[:, None] == classes).astype(np.float64)
    called = (predicted[:, None] == classes).astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        present = weights @ real
        values = combine(weights @ (real * called), present, weights @ called)
        return _mean_defined(np.where(present > 0, values, np.nan))

    return statistic


def _mean_defined(values: Floats) -> Floats:
    defined = ~np.isnan(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Floats = np.where(defined, values, 0.0).sum(axis=1) / defined.sum(axis=1)
    return mean
