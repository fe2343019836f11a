"""Statistics of many resamples at once.

A `Statistic` maps weights float64 [R, N] (row r: how often each of the N images stands in resample
r) to values float64 [R]; NaN where a resample leaves the statistic undefined. Everything that does
not depend on the weights, sorting above all, is done once when the statistic is made, which is what
makes 1,000 bootstrap replicates of ten metrics cheap. `skinvl.training.evaluation.metrics` offers
the same formulas on plain arrays.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Statistic = Callable[[Floats], Floats]
Binning = Literal["width", "mass"]

# Rates are quotients of whole numbers; the slack keeps 9 of 10 from missing a target of 0.9.
_SLACK = 1e-12


def mean_of(values: Floats | Bools) -> Statistic:
    """Mean of `values` [N]."""
    column = values.astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        return _divide(weights @ column, weights.sum(axis=1))

    return statistic


def balanced_accuracy_of(truth: Ints, predicted: Ints) -> Statistic:
    """Mean recall over the classes that a resample contains; truth, predicted [N]."""
    classes = np.unique(truth)
    members = (truth[:, None] == classes[None, :]).astype(np.float64)
    hits = members * (truth == predicted)[:, None]

    def statistic(weights: Floats) -> Floats:
        return _mean_defined(_divide(weights @ hits, weights @ members))

    return statistic


def auroc_of(positive: Bools, scores: Floats) -> Statistic:
    """Area under the ROC curve: P(score of a positive > of a negative), ties count half.

    Mann and Whitney (1947); positive, scores [N].
    """
    ranking = _Ranking.ascending(scores)
    signs = positive[ranking.order].astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        positives, negatives = ranking.sums(weights, signs), ranking.sums(weights, 1.0 - signs)
        below = np.cumsum(negatives, axis=1) - negatives
        wins: Floats = (positives * (below + negatives / 2)).sum(axis=1)
        return _divide(wins, positives.sum(axis=1) * negatives.sum(axis=1))

    return statistic


def macro_auroc_of(truth: Ints, probabilities: Floats) -> Statistic:
    """Mean one-vs-rest AUROC over the classes present; truth [N], probabilities [N, K]."""
    parts = [
        auroc_of(truth == index, probabilities[:, index]) for index in np.unique(truth).tolist()
    ]

    def statistic(weights: Floats) -> Floats:
        return _mean_defined(np.stack([part(weights) for part in parts], axis=1))

    return statistic


def sensitivity_at_of(positive: Bools, scores: Floats, specificity: float) -> Statistic:
    """Highest sensitivity among the thresholds that reach `specificity`; no interpolation."""

    def choose(sensitivities: Floats, specificities: Floats) -> Floats:
        reached = specificities >= specificity - _SLACK
        return _highest(np.where(reached, sensitivities, 0.0))

    return _operating_point(positive, scores, choose)


def specificity_at_of(positive: Bools, scores: Floats, sensitivity: float) -> Statistic:
    """Highest specificity among the thresholds that reach `sensitivity`; no interpolation."""

    def choose(sensitivities: Floats, specificities: Floats) -> Floats:
        reached = sensitivities >= sensitivity - _SLACK
        return _highest(np.where(reached, specificities, 0.0))

    return _operating_point(positive, scores, choose)


def brier_of(truth: Ints, probabilities: Floats) -> Statistic:
    """Multi-class Brier score, 0..2: mean over images of the summed squared error (Brier 1950)."""
    target = np.zeros_like(probabilities)
    target[np.arange(len(truth)), truth] = 1.0
    return mean_of(np.square(probabilities - target).sum(axis=1))


def aurc_of(correct: Bools, confidence: Floats) -> Statistic:
    """Area under the risk-coverage curve (Geifman and El-Yaniv 2017); lower is better.

    Mean over images of the error rate among the images at least as confident.
    """
    ranking = _Ranking.ascending(-confidence)
    wrong = (~correct[ranking.order]).astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        errors = np.cumsum(ranking.sums(weights, wrong), axis=1)
        counts = ranking.sums(weights, np.ones_like(wrong))
        risks = np.divide(errors, np.maximum(np.cumsum(counts, axis=1), 1.0))
        return _divide((risks * counts).sum(axis=1), counts.sum(axis=1))

    return statistic


def excess_aurc_of(correct: Bools, confidence: Floats) -> Statistic:
    """AURC less that of the best ordering of the same errors: what the confidence alone loses.

    E-AURC of Geifman, Uziel and El-Yaniv (2019), with the best area exact instead of their
    approximation: with c right and e wrong it is the mean over all of j / (c + j) for j = 1..e,
    which harmonic numbers give in closed form.
    """
    area = aurc_of(correct, confidence)
    wrong = (~correct).astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        total, errors = weights.sum(axis=1), weights @ wrong
        right = total - errors
        counts = np.arange(1, int(total.max(initial=0)) + 1)
        harmonic = np.concatenate(([0.0], np.cumsum(1 / counts)))
        spread = harmonic[total.astype(np.int64)] - harmonic[right.astype(np.int64)]
        best = _divide(errors - right * spread, total)
        return area(weights) - best

    return statistic


def coverage_at_risk_of(correct: Bools, confidence: Floats, risk: float) -> Statistic:
    """Largest share of images, most confident first, whose error rate is at most `risk` (Geifman
    and El-Yaniv 2017); 0 where even the most confident are wrong more often."""
    ranking = _Ranking.ascending(-confidence)
    wrong = (~correct[ranking.order]).astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        errors = np.cumsum(ranking.sums(weights, wrong), axis=1)
        counts = np.cumsum(ranking.sums(weights, np.ones_like(wrong)), axis=1)
        reached = errors <= (risk + _SLACK) * counts
        return _divide(_highest(np.where(reached, counts, 0.0)), counts[:, -1])

    return statistic


def risk_at_coverage_of(correct: Bools, confidence: Floats, coverage: float) -> Statistic:
    """Error rate of the most confident images, as few as make up at least `coverage`."""
    ranking = _Ranking.ascending(-confidence)
    wrong = (~correct[ranking.order]).astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        errors = np.cumsum(ranking.sums(weights, wrong), axis=1)
        counts = np.cumsum(ranking.sums(weights, np.ones_like(wrong)), axis=1)
        first = (counts >= (coverage - _SLACK) * counts[:, -1:]).argmax(axis=1)
        rows = np.arange(len(weights))
        return _divide(errors[rows, first], counts[rows, first])

    return statistic


def within(mask: Bools, part: Statistic) -> Statistic:
    """A statistic of the images of `mask` [N] as one of all N, to compare parts on the same
    resamples."""

    def statistic(weights: Floats) -> Floats:
        return part(weights[:, mask])

    return statistic


def ece_of(correct: Bools, confidence: Floats, bins: int, binning: Binning) -> Statistic:
    """Expected calibration error of the top label (Naeini et al. 2015; Guo et al. 2017)."""
    cells = _Cells.make(correct, confidence, bins, binning)

    def statistic(weights: Floats) -> Floats:
        _, gap, _, share = cells.measure(weights)
        return _total(share * np.abs(gap))

    return statistic


def ece_debiased_of(correct: Bools, confidence: Floats, bins: int, binning: Binning) -> Statistic:
    """2 ECE - E[ECE of a resample of the labels]: Kumar, Liang and Ma (2019), the debiasing of
    the l1 error under a normal accuracy per bin. The expectation is taken in closed form (mean of
    the folded normal, Leone et al. 1961) instead of by simulation. May be below 0. Of the bias of
    calibrated predictions 2 - sqrt(2), about 59 %, stays: only the squared error below is unbiased.
    """
    cells = _Cells.make(correct, confidence, bins, binning)

    def statistic(weights: Floats) -> Floats:
        counts, gap, accuracy, share = cells.measure(weights)
        deviation = np.sqrt(accuracy * (1 - accuracy) / np.maximum(counts, 1.0))
        return _total(share * (2 * np.abs(gap) - _folded_normal_mean(gap, deviation)))

    return statistic


def squared_calibration_error_debiased_of(
    correct: Bools, confidence: Floats, bins: int, binning: Binning
) -> Statistic:
    """Squared l2 calibration error of the top label, unbiased per bin: mean of
    (confidence - accuracy)^2 - accuracy (1 - accuracy) / (n - 1); Broecker (2012), Kumar, Liang
    and Ma (2019). May be below 0. Bins with one image are left out.
    """
    cells = _Cells.make(correct, confidence, bins, binning)

    def statistic(weights: Floats) -> Floats:
        counts, gap, accuracy, share = cells.measure(weights)
        noise = accuracy * (1 - accuracy) / np.maximum(counts - 1, 1.0)
        return _total(np.where(counts > 1, share * (gap**2 - noise), 0.0))

    return statistic


def bin_index(confidence: Floats, bins: int, binning: Binning) -> Ints:
    """Bin 0..bins-1 of each confidence [N]: equal width over (0, 1], closed above, or equal mass
    over the confidences given; equal confidences share a bin."""
    if binning == "width":
        edges = np.linspace(0.0, 1.0, bins + 1)[1:-1]
    else:
        edges = np.quantile(confidence, np.linspace(0.0, 1.0, bins + 1)[1:-1])
    return np.searchsorted(edges, confidence, side="left").astype(np.int64)


@dataclass(frozen=True)
class _Ranking:
    """Images in ascending order of score, with the starts of the runs of equal scores."""

    order: Ints
    starts: Ints

    @staticmethod
    def ascending(scores: Floats) -> _Ranking:
        order = np.argsort(scores, kind="stable")
        ordered = scores[order]
        starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        return _Ranking(order, starts)

    def sums(self, weights: Floats, factor: Floats) -> Floats:
        """Sum of weight * factor (factor [N], already ordered) per run: [R, runs]."""
        products = weights[:, self.order] * factor
        if len(self.starts) == len(self.order):
            return products
        return np.add.reduceat(products, self.starts, axis=1)


@dataclass(frozen=True)
class _Cells:
    """Calibration bins: membership, summed confidence and summed correctness, each [N, bins]."""

    members: Floats
    confidence: Floats
    correct: Floats

    @staticmethod
    def make(correct: Bools, confidence: Floats, bins: int, binning: Binning) -> _Cells:
        index = bin_index(confidence, bins, binning)
        members = (index[:, None] == np.arange(bins)[None, :]).astype(np.float64)
        return _Cells(members, members * confidence[:, None], members * correct[:, None])

    def measure(self, weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Count, confidence - accuracy, accuracy and share of the images, each [R, bins]."""
        counts = weights @ self.members
        filled = np.maximum(counts, 1.0)
        accuracy = (weights @ self.correct) / filled
        gap = (weights @ self.confidence) / filled - accuracy
        share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1.0)
        return counts, gap, accuracy, share


def threshold_at(positive: Bools, scores: Floats, specificity: float) -> float:
    """The lowest threshold (positive means score >= threshold) that reaches `specificity` on all
    images, so that every group is judged at the same one; infinite without negatives."""
    negatives = np.sort(scores[~positive])
    if len(negatives) == 0:
        return float("inf")
    for threshold in np.unique(scores).tolist():
        below = int(np.searchsorted(negatives, threshold, side="left"))
        if below >= (specificity - _SLACK) * len(negatives):
            return float(threshold)
    return float("inf")


def _operating_point(
    positive: Bools, scores: Floats, choose: Callable[[Floats, Floats], Floats]
) -> Statistic:
    ranking = _Ranking.ascending(-scores)
    signs = positive[ranking.order].astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        called = np.cumsum(ranking.sums(weights, signs), axis=1)
        false = np.cumsum(ranking.sums(weights, 1.0 - signs), axis=1)
        positives, negatives = called[:, -1:], false[:, -1:]
        start = np.zeros_like(positives)
        sensitivities = _divide(np.hstack([start, called]), positives)
        specificities = 1.0 - _divide(np.hstack([start, false]), negatives)
        undefined = (positives[:, 0] == 0) | (negatives[:, 0] == 0)
        return np.where(undefined, np.nan, choose(sensitivities, specificities))

    return statistic


def _folded_normal_mean(mean: Floats, deviation: Floats) -> Floats:
    """E|X| for X normal with this mean and standard deviation."""
    spread = np.maximum(deviation, 1e-12)
    ratio = mean / spread
    erf = np.vectorize(math.erf, otypes=[np.float64])(ratio / math.sqrt(2))
    folded = spread * math.sqrt(2 / math.pi) * np.exp(-(ratio**2) / 2) + mean * erf
    return np.where(deviation > 0, folded, np.abs(mean))


def _total(values: Floats) -> Floats:
    total: Floats = values.sum(axis=1)
    return total


def _highest(values: Floats) -> Floats:
    highest: Floats = values.max(axis=1)
    return highest


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: Floats = numerator / denominator
    return quotient


def _mean_defined(values: Floats) -> Floats:
    """Row means of [R, K] over the entries that are not NaN."""
    defined = ~np.isnan(values)
    return _divide(np.where(defined, values, 0.0).sum(axis=1), defined.sum(axis=1))
