"""Ruler marks: short dark ticks that follow one another evenly in one narrow strip."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

_STRIP = 8
"""Pixels across: about the length of a tick at a long side of 200 pixels."""
_CEILING = 12.0
"""Grey levels at which a mark's darkness is cut, so that one hair does not outweigh many ticks."""
_FAINTEST = 0.35
"""Grey levels: standard deviation along a strip below which there is nothing but noise."""
_PERIODS = (3.2, 16.0)
_BINS = 256
_TREND = 21
_MARGIN = 2


def measure_periodicity(black_hat: NDArray[np.float32], inside: NDArray[np.bool_]) -> float:
    """How regular the dark marks along the first axis are in the most regular strip, 0..1.

    For each strip of columns the darkness is averaged across and its spectrum taken along: the
    result is the share of the power between the shortest and the longest tick spacing that lies
    within two bins of the peak. On HAM10000 at 200x150, all images above 0.79 looked at showed a
    ruler; between 0.7 and 0.79 ridges of the skin and hair mix in. Many rulers are missed: ticks
    far apart have an overtone within the band, which lowers the share.

    Args:
        black_hat: how much darker than its surroundings along the first axis each pixel is,
            float32 [H, W], grey levels.
        inside: the lesion, bool [H, W].
    """
    marks = np.where(inside, 0.0, np.minimum(black_hat, _CEILING))
    marks[:_MARGIN] = marks[-_MARGIN:] = 0.0
    if marks.shape[0] < _TREND or marks.shape[1] <= _STRIP:
        return 0.0
    summed = np.cumsum(np.pad(marks, ((0, 0), (1, 0))), axis=1)
    strips = (summed[:, _STRIP:] - summed[:, :-_STRIP])[:, ::2] / _STRIP
    strips = strips - ndimage.uniform_filter1d(strips, _TREND, axis=0)
    window = np.hanning(len(strips))[:, None]
    power = np.abs(np.fft.rfft(strips * window, n=max(_BINS, len(strips)), axis=0)) ** 2
    frequency = np.arange(len(power)) / (2 * (len(power) - 1))
    band = power[(frequency >= 1 / _PERIODS[1]) & (frequency <= 1 / _PERIODS[0])]
    column = np.arange(band.shape[1])
    peak = band.argmax(axis=0)
    running = np.cumsum(np.pad(band, ((1, 0), (0, 0))), axis=0)
    low, high = np.maximum(peak - 2, 0), np.minimum(peak + 3, len(band))
    share = (running[high, column] - running[low, column]) / (band.sum(axis=0) + 1e-6)
    return float(np.where(strips.std(axis=0) > _FAINTEST, share, 0.0).max())
