"""Regions of a small mask: where to cut a grey image, which part counts, and its outline."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
_BINS = 128


def blur(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Gaussian blur of float32 [H, W]; the border repeats."""
    height, width = image.shape
    return np.asarray(_smoother(height, sigma) @ image @ _smoother(width, sigma).T)


def split_levels(values: NDArray[np.float32]) -> tuple[float, float]:
    """Otsu's threshold of values [N] and how well it separates them.

    Otsu, "A threshold selection method from gray-level histograms", IEEE SMC 9:62-66, 1979.

    Returns:
        The threshold, and the share of the variance that lies between the two parts, 0..1; for
        equal values that value and 0.
    """
    if values.min() == values.max():
        return float(values.max()), 0.0
    counts, edges = np.histogram(values, _BINS)
    centres = (edges[1:] + edges[:-1]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * centres)
    gap = sums[-1] * below / below[-1] - sums
    between = np.zeros(_BINS)
    cut = (below > 0) & (above > 0)
    between[cut] = gap[cut] ** 2 * below[-1] / (below[cut] * above[cut])
    best = int(between.argmax())
    total = float((counts * (centres - sums[-1] / below[-1]) ** 2).sum())
    return float(centres[best]), float(between[best]) / total


def find_heaviest_part(mask: Mask, weights: NDArray[np.float32]) -> Mask:
    """The 4-connected part of `mask` with the largest sum of `weights` (not negative), its holes
    filled; empty if the mask is."""
    rest, best, heaviest = mask.copy(), np.zeros_like(mask), -1.0
    while rest.any() and float(weights[rest].sum()) > heaviest:
        seed = np.zeros_like(mask)
        seed.flat[int(np.where(rest, weights, -1.0).argmax())] = True
        part = flood(seed, rest)
        weight = float(weights[part].sum())
        if weight > heaviest:
            best, heaviest = part, weight
        rest &= ~part
    return fill_holes(best)


def flood(seed: Mask, within: Mask) -> Mask:
    """Everything in `within` that is 4-connected to `seed`."""
    grown = seed & within
    count = 0
    while (reached := int(grown.sum())) != count:
        count = reached
        spread = grown.copy()
        spread[1:] |= grown[:-1]
        spread[:-1] |= grown[1:]
        spread[:, 1:] |= grown[:, :-1]
        spread[:, :-1] |= grown[:, 1:]
        grown = spread & within
    return grown


def fill_holes(mask: Mask) -> Mask:
    """`mask` and everything it encloses."""
    background = np.pad(~mask, 1, constant_values=True)
    corner = np.zeros_like(background)
    corner[0, 0] = True
    return ~flood(corner, background)[1:-1, 1:-1]


def trace(mask: Mask) -> NDArray[np.float64]:
    """The outline of one 4-connected mask without holes.

    Returns:
        Corners float64 [N, 2] (x, y) of its pixels, clockwise, once around; [0, 2] if it is empty.
    """
    padded = np.pad(mask, 1)
    following: dict[tuple[int, int], tuple[int, int]] = {}
    # Each side of a pixel that borders on nothing, with the mask on its right hand.
    for row, column in np.argwhere(mask):
        r, c = int(row), int(column)
        if not padded[r, c + 1]:
            following[c, r] = (c + 1, r)
        if not padded[r + 1, c + 2]:
            following[c + 1, r] = (c + 1, r + 1)
        if not padded[r + 2, c + 1]:
            following[c + 1, r + 1] = (c, r + 1)
        if not padded[r + 1, c]:
            following[c, r + 1] = (c, r)
    if not following:
        return np.empty((0, 2))
    start = place = next(iter(following))
    corners = [start]
    while (place := following[place]) != start:
        corners.append(place)
    return np.array(corners, dtype=np.float64)


def round_corners(corners: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """A closed outline [N, 2] smoothed by a Gaussian of `sigma` corners, every second one kept."""
    count = len(corners)
    if count < 8:
        return corners
    offsets = np.arange(count)
    distance = np.minimum(offsets, count - offsets)
    kernel = np.exp(-(distance**2) / (2 * sigma**2))
    spectrum = np.fft.rfft(kernel / kernel.sum())[:, None]
    smooth = np.fft.irfft(np.fft.rfft(corners, axis=0) * spectrum, n=count, axis=0)
    return np.asarray(smooth[::2])


def _smoother(length: int, sigma: float) -> NDArray[np.float32]:
    reach = int(np.ceil(3 * sigma))
    offsets = np.arange(-reach, reach + 1)
    kernel = np.exp(-(offsets**2) / (2 * sigma**2))
    weights = np.zeros((length, length))
    for offset, share in zip(offsets, kernel / kernel.sum(), strict=True):
        places = np.clip(np.arange(length) + offset, 0, length - 1)
        np.add.at(weights, (np.arange(length), places), share)
    return weights.astype(np.float32)
