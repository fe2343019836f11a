"""Agreement of two readers beyond chance: Cohen's kappa with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np


@dataclass(frozen=True)
class Kappa:
    """``value`` -1..1, None where it is not defined; ``observed`` is the share of equal pairs."""

    n: int
    observed: float | None
    value: float | None
    low: float | None
    high: float | None


def measure_kappa(pairs: Sequence[tuple[str, str]], confidence: float = 0.95) -> Kappa:
    """Cohen's kappa of pairs (first reader, second reader).

    The interval is the large-sample one of Fleiss, Cohen and Everitt (Psychological Bulletin 72,
    1969, eq. 13), cut to -1..1. Kappa is not defined where both always name the same one thing.
    """
    if not pairs:
        return Kappa(0, None, None, None, None)
    names = sorted({name for pair in pairs for name in pair})
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(names), len(names)))
    for first, second in pairs:
        table[place[first], place[second]] += 1
    table /= len(pairs)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    observed, chance = float(np.trace(table)), float(rows @ columns)
    if chance >= 1:
        return Kappa(len(pairs), observed, None, None, None)
    value = (observed - chance) / (1 - chance)
    same = np.diag(table)
    on = float((same * (1 - (rows + columns) * (1 - value)) ** 2).sum())
    # Element i, j: the share of i with the second reader plus that of j with the first.
    weights = (columns[:, None] + rows[None, :]) ** 2
    off = float((table * weights).sum() - (same * np.diag(weights)).sum()) * (1 - value) ** 2
    rest = (value - chance * (1 - value)) ** 2
    variance = max(0.0, (on + off - rest) / (len(pairs) * (1 - chance) ** 2))
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * sqrt(variance)
    return Kappa(len(pairs), observed, value, max(-1.0, value - reach), min(1.0, value + reach))
