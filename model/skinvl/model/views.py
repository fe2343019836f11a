"""Mirrored views of an image: a lesion has no upright side, so the diagnosis averages over them."""

from __future__ import annotations

import torch
from torch import Tensor

# Axes of [B, 3, H, W] along which each view is flipped; none is the image itself.
FLIPS: tuple[tuple[int, ...], ...] = ((), (3,), (2,), (2, 3))


def stack_views(pixels: Tensor, count: int) -> Tensor:
    """The first `count` views of pixels [B, 3, H, W] as one batch [count * B, 3, H, W]; the
    images themselves come first."""
    return torch.cat([pixels.flip(flip) if flip else pixels for flip in FLIPS[:count]])


def average_views(features: Tensor, count: int) -> Tensor:
    """The mean [B, C] over the views of features [count * B, C]."""
    return features.reshape(count, -1, features.shape[-1]).mean(dim=0)


def average_patches(tokens: Tensor, count: int, grid: tuple[int, int]) -> Tensor:
    """Patch features [B, T, C] of the upright image: the mean over the views of tokens
    [count * B, T, C], each mirrored back. Their mean over T is that of all tokens of all views.

    Args:
        tokens: features of `stack_views`, in row order.
        count: number of views.
        grid: (rows, columns), T in all.
    """
    views = tokens.reshape(count, -1, *grid, tokens.shape[-1])
    # An axis of [B, 3, H, W] is one earlier in [B, rows, columns, C].
    upright = [
        view.flip([axis - 1 for axis in flip]) if flip else view
        for view, flip in zip(views, FLIPS, strict=False)
    ]
    # Not added in turn: quantization would round each sum to 8 bits, and the mean is to be exact.
    return torch.stack(upright).mean(dim=0).flatten(1, 2)
