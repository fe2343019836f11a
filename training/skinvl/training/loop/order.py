"""The order of the data as a function of the seed, and randomness as one of the draw.

A batch must not depend on what was drawn before it: loaders fetch ahead, and a resumed run skips.
So every draw carries a seed of its own, from which its augmentation follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import Sampler
from transformers.trainer_pt_utils import get_length_grouped_indices

LARGEST_SEED = 2**62


@dataclass(frozen=True)
class Draw:
    """A row of the data set, and the seed of all that is random about showing it this time."""

    row: int
    seed: int


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """torch's CPU generator starts at `seed` inside, and goes on as before afterwards."""
    state = torch.get_rng_state()
    # Not torch.manual_seed, which would reach the GPU's generator as well.
    torch.default_generator.manual_seed(seed)
    try:
        yield
    finally:
        torch.set_rng_state(state)


class SeededOrder(Sampler[Draw]):
    """`draws` rows an epoch, the same ones for the same seed and epoch: with `weights` [N] drawn
    with replacement, otherwise each row once in random order."""

    def __init__(
        self,
        count: int,
        seed: int,
        weights: NDArray[np.float64] | None = None,
        draws: int | None = None,
    ) -> None:
        self.count = count
        self.seed = seed
        self.weights = None if weights is None else torch.from_numpy(weights)
        self.draws = count if draws is None else draws
        self.epoch = 0

    def __len__(self) -> int:
        return self.draws

    def set_epoch(self, epoch: int) -> None:
        """Called by the loader before each epoch, and before a resumed one."""
        self.epoch = epoch

    def __iter__(self) -> Iterator[Draw]:
        generator = epoch_generator(self.seed, self.epoch)
        rows = self._rows(generator)
        seeds = torch.randint(LARGEST_SEED, (len(rows),), generator=generator).tolist()
        return (Draw(row, seed) for row, seed in zip(rows, seeds, strict=True))

    def _rows(self, generator: torch.Generator) -> list[int]:
        if self.weights is not None:
            drawn = torch.multinomial(self.weights, self.draws, True, generator=generator)
        else:
            drawn = torch.randperm(self.count, generator=generator)[: self.draws]
        rows: list[int] = drawn.tolist()
        return rows


class LengthGroupedOrder(SeededOrder):
    """Each row once, rows of like length together: random megabatches of 50 `batch`es, each
    sorted by length (`group_by_length` of transformers). `batch` is the number of rows of one
    optimizer step."""

    def __init__(self, lengths: Sequence[int], batch: int, seed: int) -> None:
        super().__init__(len(lengths), seed)
        self.lengths = list(lengths)
        self.batch = batch

    def _rows(self, generator: torch.Generator) -> list[int]:
        rows = get_length_grouped_indices(self.lengths, self.batch, generator=generator)
        return [int(row) for row in rows]


def epoch_generator(seed: int, epoch: int) -> torch.Generator:
    """A generator for one epoch; epochs of one seed never share their numbers with another's."""
    (mixed,) = np.random.SeedSequence([seed, epoch]).generate_state(1, dtype=np.uint64)
    return torch.Generator().manual_seed(int(mixed) % LARGEST_SEED)
