"""Confidence intervals and paired comparisons that respect groups.

Images of one patient, lesion or near-duplicate cluster are not independent, so whole groups are
drawn with replacement (cluster bootstrap; Davison and Hinkley 1997, section 3.8) and the 2.5th and
97.5th percentiles of the replicates bound the interval.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from skinvl.contract.statistics.statistic import Floats, Ints, Statistic

REPLICATES = 1000
LEVEL = 0.95
_CHUNK_CELLS = 2_000_000
_NORMAL_975 = 1.959963984540054


@dataclass(frozen=True)
class Estimate:
    """A metric with its 95 % interval; None where the data leave it undefined.

    ``n`` counts images (or questions), ``groups`` the independent units among them.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    groups: int
    note: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The object under the metric's name in ``metrics.json`` and in a bundle's manifest."""
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}


@dataclass(frozen=True)
class Difference:
    """Metric of A minus metric of B on the same images; ``p`` is two-sided, from the replicates."""

    value: float
    low: float
    high: float
    p: float
    n: int

    def to_json(self) -> dict[str, Any]:
        """The object in ``metrics.json`` under ``comparisons``; undefined numbers are None."""
        numbers = {"difference": self.value, "low": self.low, "high": self.high, "p": self.p}
        defined = {name: None if math.isnan(x) else x for name, x in numbers.items()}
        return {**defined, "n": self.n}


@dataclass(frozen=True)
class McNemar:
    """Images that only A, and only B, got right, with the exact two-sided p."""

    only_a: int
    only_b: int
    p: float


def group_weights(
    groups: Sequence[str], replicates: int = REPLICATES, seed: int = 0
) -> Iterator[Floats]:
    """Weights of the replicates in blocks float64 [R', N]; the blocks' rows add to `replicates`."""
    index, count = _number(groups)
    generator = np.random.default_rng(seed)
    rows = max(1, min(replicates, _CHUNK_CELLS // max(1, len(groups))))
    for start in range(0, replicates, rows):
        draws = _draw(generator, count, min(rows, replicates - start))
        yield draws.astype(np.float64)[:, index]


def bootstrap(
    statistics: Mapping[str, Statistic],
    groups: Sequence[str],
    *,
    replicates: int = REPLICATES,
    seed: int = 0,
    recentre: Collection[str] = (),
) -> dict[str, Estimate]:
    """Every statistic on the data, with a percentile interval over groups [N].

    A calibration error of a resample is biased upwards a second time (resampling adds its own
    noise to every bin), so that its percentiles may lie wholly above the value: for the names in
    `recentre` the replicates are moved by their mean's distance from the value, and not below 0.

    Raises:
        ValueError: no images.
    """
    if len(groups) == 0:
        raise ValueError("bootstrap needs at least one image")
    images, units = len(groups), len(set(groups))
    values = evaluate_all(statistics, images)
    replicated = replicate(statistics, groups, replicates=replicates, seed=seed)
    return {
        name: estimate_of(values[name], replicated[name], images, units, name in recentre)
        for name in statistics
    }


def proportion(
    successes: ArrayLike,
    groups: Sequence[str],
    *,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Estimate:
    """Share of successes, bool or 0..1 [N], with a percentile interval over groups [N].

    Where all are equal 0 or all equal 1 every resample is the same and the bootstrap says nothing;
    there the interval is Wilson's (1927) with the number of groups.
    """
    values = np.asarray(successes, dtype=np.float64)
    if len(values) == 0:
        return Estimate(None, None, None, 0, 0)
    index, units = _number(groups)
    sums = np.bincount(index, weights=values, minlength=units)
    sizes = np.bincount(index, minlength=units).astype(np.float64)
    share = float(values.mean())
    if share in (0.0, 1.0):
        low, high = wilson(share, units)
        return Estimate(share, low, high, len(values), units, "Wilson interval over groups")
    draws = _draw(np.random.default_rng(seed), units, replicates)
    replicated = (draws @ sums) / (draws @ sizes)
    return estimate_of(share, replicated, len(values), units, False)


def evaluate_all(statistics: Mapping[str, Statistic], images: int) -> dict[str, float]:
    """Every statistic on the data themselves."""
    ones = np.ones((1, images))
    return {name: float(measure(ones)[0]) for name, measure in statistics.items()}


def replicate(
    statistics: Mapping[str, Statistic],
    groups: Sequence[str],
    *,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> dict[str, Floats]:
    """Every statistic on the same resamples, float64 [replicates] each."""
    blocks: dict[str, list[Floats]] = {name: [] for name in statistics}
    for weights in group_weights(groups, replicates, seed):
        for name, measure in statistics.items():
            blocks[name].append(measure(weights))
    return {name: np.concatenate(values) for name, values in blocks.items()}


def paired_difference(
    a: Statistic,
    b: Statistic,
    groups: Sequence[str],
    *,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Difference:
    """a - b, both measured on the same resamples of the same images."""
    pair = {"a": a, "b": b}
    values = evaluate_all(pair, len(groups))
    drawn = replicate(pair, groups, replicates=replicates, seed=seed)
    return difference_of(values["a"] - values["b"], drawn["a"], drawn["b"], len(groups))


def difference_of(value: float, replicated_a: Floats, replicated_b: Floats, n: int) -> Difference:
    """The difference `value` with the interval and p of paired replicates, [R] each."""
    found = replicated_a - replicated_b
    found = found[~np.isnan(found)]
    if len(found) == 0:
        return Difference(value, math.nan, math.nan, math.nan, n)
    low, high = np.percentile(found, _percentiles())
    # +1: the data themselves count as one replicate, so p is never 0 (Davison and Hinkley 1997).
    below = (1 + int((found <= 0).sum())) / (1 + len(found))
    above = (1 + int((found >= 0).sum())) / (1 + len(found))
    return Difference(value, float(low), float(high), min(1.0, 2 * min(below, above)), n)


def mcnemar(correct_a: ArrayLike, correct_b: ArrayLike) -> McNemar:
    """Exact binomial McNemar test (1947) of two classifiers on the same images; bool [N] each."""
    first, second = np.asarray(correct_a, dtype=np.bool_), np.asarray(correct_b, dtype=np.bool_)
    only_a, only_b = int((first & ~second).sum()), int((second & ~first).sum())
    discordant = only_a + only_b
    tail = sum(math.comb(discordant, k) for k in range(min(only_a, only_b) + 1))
    return McNemar(only_a, only_b, min(1.0, 2 * tail / 2**discordant))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """p-values adjusted for the number of comparisons by Holm's (1979) step-down method.

    An undefined p (NaN) stays undefined and is no comparison.
    """
    ordered = sorted(
        (name for name in p_values if not math.isnan(p_values[name])),
        key=lambda name: p_values[name],
    )
    adjusted: dict[str, float] = {}
    floor = 0.0
    for rank, name in enumerate(ordered):
        floor = max(floor, min(1.0, (len(ordered) - rank) * p_values[name]))
        adjusted[name] = floor
    return {name: adjusted.get(name, math.nan) for name in p_values}


def wilson(share: float, n: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of a share seen in `n` independent trials."""
    z2 = _NORMAL_975**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _NORMAL_975 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At 0 and 1 the bound is exact in theory and off by a rounding in floating point.
    low = 0.0 if share == 0.0 else max(0.0, centre - half)
    return low, 1.0 if share == 1.0 else min(1.0, centre + half)


def estimate_of(value: float, replicated: Floats, n: int, units: int, recentre: bool) -> Estimate:
    """The metric `value` with the interval of its replicates [R]; `recentre` as in `bootstrap`."""
    defined = replicated[~np.isnan(replicated)]
    if math.isnan(value) or len(defined) == 0:
        return Estimate(None, None, None, n, units, "undefined on these images")
    notes = []
    if recentre:
        # The floor at 0 applies last: clipping before would hide how far below chance lies.
        defined = np.maximum(0.0, defined - (defined.mean() - value))
        value = max(0.0, value)
        notes.append("interval recentred, clipped at 0")
    if len(defined) < len(replicated):
        notes.append(f"undefined in {len(replicated) - len(defined)} of {len(replicated)} draws")
    low, high = np.percentile(defined, _percentiles())
    return Estimate(value, float(low), float(high), n, units, "; ".join(notes) or None)


def _draw(generator: np.random.Generator, units: int, rows: int) -> Ints:
    """How often each unit is drawn when as many as there are are drawn: int [rows, units]."""
    drawn = generator.integers(0, units, size=(rows, units))
    drawn += np.arange(rows)[:, None] * units
    return np.bincount(drawn.ravel(), minlength=rows * units).reshape(rows, units)


def _percentiles() -> list[float]:
    tail = 100 * (1 - LEVEL) / 2
    return [tail, 100 - tail]


def _number(groups: Sequence[str]) -> tuple[Ints, int]:
    """Each image's group as a number 0..G-1, in order of first appearance, and G."""
    numbers: dict[str, int] = {}
    index = [numbers.setdefault(group, len(numbers)) for group in groups]
    return np.asarray(index, dtype=np.int64), len(numbers)
