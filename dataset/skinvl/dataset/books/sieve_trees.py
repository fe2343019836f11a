"""A sum of small decision trees, read from plain numbers and evaluated by numpy.

Gradient-boosted trees (Friedman, "Greedy function approximation", 2001) as
``benchmarks/sieve.py`` writes them: every tree is stored as a full binary tree, in which node i has
the children 2i + 1 (value <= threshold) and 2i + 2.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Trees:
    """``features`` and ``thresholds`` of the inner nodes [T, 2^d - 1], ``leaves`` [T, 2^d].

    ``limit`` is the probability from which the answer is yes, ``limit_told`` the one where the
    words say yes.
    """

    features: NDArray[np.intp]
    thresholds: NDArray[np.float32]
    leaves: NDArray[np.float32]
    base: float
    limit: float
    limit_told: float

    def judge(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probabilities [N] of the rows of `table`, float32 [N, F]."""
        rows = np.arange(len(table))[:, None]
        trees = np.arange(len(self.features))[None, :]
        node = np.zeros((len(table), len(self.features)), np.intp)
        inner = self.features.shape[1]
        while inner and len(table) and node[0, 0] < inner:
            value = table[rows, self.features[trees, node]]
            node = 2 * node + 1 + (value > self.thresholds[trees, node])
        score = self.base + self.leaves[trees, node - inner].sum(1, dtype=np.float64)
        return np.asarray(1 / (1 + np.exp(-score)))


@cache
def load_trees(file: str) -> Trees:
    """The trees that ship beside this module as `file`."""
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    return read_trees(json.loads(text))


def read_trees(record: dict[str, Any]) -> Trees:
    """From the record that ``benchmarks/sieve.py`` writes."""
    return Trees(
        features=np.array(record["features"], np.intp),
        thresholds=np.array(record["thresholds"], np.float32),
        leaves=np.array(record["leaves"], np.float32),
        base=record["base"],
        limit=record["limit"],
        limit_told=record["limit_told"],
    )
