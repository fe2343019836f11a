"""How the next token is chosen from its logits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Sampling:
    """Random choice among the likelier tokens; the same for the same seed.

    Args:
        temperature: logits are divided by it; small is close to greedy.
        top_k: choose among so many tokens; None: all.
        top_p: choose among the fewest tokens that hold this probability (Holtzman et al., "The
            Curious Case of Neural Text Degeneration", ICLR 2020); 1: all.
        seed: of the generator.

    Raises:
        ValueError: a value out of range; names it.
    """

    temperature: float = 1.0
    top_k: int | None = None
    top_p: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.temperature > 0:
            raise ValueError(f"temperature: {self.temperature} is not positive")
        if self.top_k is not None and self.top_k < 1:
            raise ValueError(f"top_k: {self.top_k} is less than 1")
        if not 0 < self.top_p <= 1:
            raise ValueError(f"top_p: {self.top_p} is not within 0..1")


class Sampler:
    """Draws tokens as `Sampling` says; one for each text."""

    def __init__(self, sampling: Sampling) -> None:
        self._sampling = sampling
        self._random = np.random.default_rng(sampling.seed)

    def __call__(self, logits: NDArray[np.float32]) -> int:
        """A token drawn from logits float32 [V]."""
        order, probabilities = rank(logits, self._sampling)
        return int(order[self._random.choice(len(order), p=probabilities)])


def rank(
    logits: NDArray[np.float32], sampling: Sampling
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The tokens that may be drawn, likeliest first, and their probabilities, which sum to 1."""
    order = np.argsort(-logits, kind="stable")[: sampling.top_k]
    scaled = logits[order].astype(np.float64) / sampling.temperature
    probabilities = np.exp(scaled - scaled.max())
    probabilities /= probabilities.sum()
    # A token counts when those before it do not hold the share yet: the first always does.
    before = np.cumsum(probabilities) - probabilities
    kept = before < sampling.top_p
    probabilities = probabilities[kept]
    return order[kept].astype(np.int64), probabilities / probabilities.sum()
