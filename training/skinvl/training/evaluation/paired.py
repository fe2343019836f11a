"""Two systems on the same images: differences with paired intervals, tests and verdicts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from skinvl.contract.statistics import statistic
from skinvl.contract.statistics.bootstrap import (
    Difference,
    Estimate,
    McNemar,
    bootstrap,
    difference_of,
    evaluate_all,
    holm,
    mcnemar,
    replicate,
    wilson,
)
from skinvl.contract.statistics.statistic import Bools, Statistic
from skinvl.training.evaluation.scores import CALIBRATION_ERRORS, Classified, build_statistics

# The smallest p of a bootstrap is 2 / (replicates + 1), which Holm multiplies by the comparisons.
PAIRED_REPLICATES = 2000
SIGNIFICANT = 0.05
LOWER_IS_BETTER = frozenset({"ece", "ece_debiased", "brier", "aurc"})
METRICS = (
    "accuracy",
    "balanced_accuracy",
    "macro_auroc",
    "malignant_auroc",
    "malignant_sensitivity_at_90_specificity",
    "ece",
    "brier",
    "aurc",
)
BETTER, NOT_INFERIOR, UNDECIDED, WORSE = "better", "within margin", "undecided", "worse"


@dataclass(frozen=True)
class Paired:
    """One metric of candidate and reference; ``margin`` is how much worse is accepted, None where
    the metric takes no part in the verdict. ``identical`` says that both gave the same
    probabilities for every image, ``units`` counts the independent groups behind the difference."""

    metric: str
    candidate: Estimate
    reference: Estimate
    difference: Difference
    margin: float | None
    p_holm: float = math.nan
    units: int = 0
    identical: bool = False

    @property
    def overlap(self) -> bool | None:
        """Whether the two 95 % intervals overlap; None where one is undefined."""
        a, b = self.candidate, self.reference
        if a.low is None or a.high is None or b.low is None or b.high is None:
            return None
        return a.low <= b.high and b.low <= a.high

    @property
    def verdict(self) -> str | None:
        """better: the paired interval lies above 0 and Holm's p below .05; within margin: its
        lower end lies above -margin; worse: it lies below 0 with Holm's p below .05; undecided:
        the images are too few to say.

        Where systems that are not identical differ in no image, every resample is the same and the
        bootstrap says nothing: Wilson's bound of 0 in ``units`` then stands for the lower end.
        """
        found = self.difference
        if self.margin is None or math.isnan(found.low):
            return None
        sign = -1.0 if self.metric in LOWER_IS_BETTER else 1.0
        low, high = sorted((sign * found.low, sign * found.high))
        if low == high == 0 and not self.identical:
            low = -wilson(0.0, max(1, self.units))[1]
        if low > 0 and self.p_holm < SIGNIFICANT:
            return BETTER
        if low > -self.margin:
            return NOT_INFERIOR
        return WORSE if high < 0 and self.p_holm < SIGNIFICANT else UNDECIDED

    def to_json(self) -> dict[str, Any]:
        """The object in ``metrics.json`` under ``comparisons``."""
        return {
            "candidate": self.candidate.to_json(),
            "reference": self.reference.to_json(),
            **self.difference.to_json(),
            "p_holm": None if math.isnan(self.p_holm) else self.p_holm,
            "intervals_overlap": self.overlap,
            "margin": self.margin,
            "verdict": self.verdict,
        }


def compare_pair(
    candidate: Classified,
    reference: Classified,
    margins: Mapping[str, float],
    masks: Mapping[str, Bools],
    *,
    seed: int = 0,
) -> tuple[list[Paired], McNemar]:
    """Every metric of both on the same resamples, p adjusted by Holm over all of them.

    Args:
        candidate, reference: the same images in the same order.
        margins: by metric name.
        masks: further groups of images, each compared by its mean sensitivity over the diagnoses
            under ``skin_type_sensitivity <name>``.
    """
    a, b = build_statistics(candidate), build_statistics(reference)
    pairs: dict[str, tuple[Statistic, Statistic]] = {name: (a[name], b[name]) for name in METRICS}
    accepted: dict[str, float | None] = {name: margins.get(name) for name in METRICS}
    for name, mask in masks.items():
        key = f"skin_type_sensitivity {name}"
        pairs[key] = (_sensitivity(candidate, mask), _sensitivity(reference, mask))
        accepted[key] = margins.get("skin_type_sensitivity")
    identical = np.array_equal(candidate.probabilities, reference.probabilities)
    found = [
        _compare(name, both, candidate.groups, masks, accepted[name], identical, seed)
        for name, both in pairs.items()
    ]
    adjusted = holm({pair.metric: pair.difference.p for pair in found})
    tested = [replace(pair, p_holm=adjusted[pair.metric]) for pair in found]
    return tested, mcnemar(candidate.correct, reference.correct)


def _sensitivity(images: Classified, mask: Bools) -> Statistic:
    part = images.take(mask)
    return statistic.within(mask, statistic.balanced_accuracy_of(part.truth, part.predicted))


def _compare(
    name: str,
    both: tuple[Statistic, Statistic],
    groups: Sequence[str],
    masks: Mapping[str, Bools],
    margin: float | None,
    identical: bool,
    seed: int,
) -> Paired:
    pair = {"candidate": both[0], "reference": both[1]}
    # The intervals of the two are those of every other table, the difference has its own draws.
    own = bootstrap(
        pair, groups, seed=seed, recentre=tuple(pair) if name in CALIBRATION_ERRORS else ()
    )
    values = evaluate_all(pair, len(groups))
    drawn = replicate(pair, groups, replicates=PAIRED_REPLICATES, seed=seed)
    mask = masks.get(name.removeprefix("skin_type_sensitivity "), np.ones(len(groups), np.bool_))
    count = int(np.count_nonzero(mask))
    units = len({groups[row] for row in np.flatnonzero(mask).tolist()})
    difference = difference_of(
        values["candidate"] - values["reference"], drawn["candidate"], drawn["reference"], count
    )
    candidate, reference = (replace(own[key], n=count, groups=units) for key in pair)
    return Paired(name, candidate, reference, difference, margin, units=units, identical=identical)
