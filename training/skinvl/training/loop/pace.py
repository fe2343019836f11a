"""How fast a run is, and how much memory it has taken."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import torch


class Pace:
    """Counts images or tokens over the time spent on training, validation left out."""

    def __init__(self) -> None:
        self.items = 0
        self.started = time.monotonic()
        self.left_out = 0.0

    def restart(self) -> None:
        self.items = 0
        self.started = time.monotonic()
        self.left_out = 0.0

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What happens inside does not count as training."""
        begun = time.monotonic()
        yield
        self.left_out += time.monotonic() - begun

    def take(self) -> float:
        """Items a second since the last call."""
        seconds = time.monotonic() - self.started - self.left_out
        rate = self.items / max(seconds, 1e-9)
        self.restart()
        return rate


def peak_memory_mib() -> float:
    """The most that was allocated on the GPU, or without one the largest resident size, in MiB."""
    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes on Linux, bytes on macOS (getrusage(2)).
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
