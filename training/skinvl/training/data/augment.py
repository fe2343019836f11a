"""Random views of a batch of images, computed for the whole batch at once."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional


def augment(pixels: Tensor, size: int) -> Tensor:
    """Random views float [B, 3, size, size] in 0..1 of pixels uint8 [B, H, W, 3].

    Rotation over the whole circle, flips, scale, aspect and shift; loss of sharpness, because
    the same lesion comes from cameras and archives of very different resolution; exposure,
    contrast, saturation and white balance; a hidden rectangle. All from torch's own generator.
    """
    images = pixels.permute(0, 3, 1, 2).float().div_(255)
    images = functional.grid_sample(
        images, random_grid(len(images), size), padding_mode="reflection", align_corners=False
    )
    images = soften(images)
    return erase(recolour(images)).clamp_(0, 1)


def random_grid(count: int, size: int) -> Tensor:
    """Sampling grid [B, size, size, 2] of random similarity transforms with some aspect."""
    angle = torch.rand(count) * 2 * math.pi
    scale = 0.62 + 0.43 * torch.rand(count)
    aspect = torch.exp((torch.rand(count) - 0.5) * 0.5)
    flip = torch.where(torch.rand(count) < 0.5, -1.0, 1.0)
    room = (1 - scale).clamp(min=0.05)
    shift = (torch.rand(count, 2) * 2 - 1) * room[:, None]
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    rows = torch.stack(
        [
            torch.stack([cos * aspect.sqrt() * flip, -sin / aspect.sqrt(), shift[:, 0]], 1),
            torch.stack([sin * aspect.sqrt() * flip, cos / aspect.sqrt(), shift[:, 1]], 1),
        ],
        1,
    )
    return functional.affine_grid(rows, [count, 3, size, size], align_corners=False)


def soften(images: Tensor, share: float = 0.3) -> Tensor:
    """Some images down and up again: between 0.35 and 0.8 of their resolution."""
    chosen = torch.rand(len(images)) < share
    if chosen.any():
        size = images.shape[-1]
        small = max(16, int(size * (0.35 + 0.45 * torch.rand(1).item())))
        reduced = functional.interpolate(
            images[chosen], size=(small, small), mode="bilinear", antialias=True
        )
        images[chosen] = functional.interpolate(
            reduced, size=(size, size), mode="bilinear", align_corners=False
        )
    return images


def recolour(images: Tensor) -> Tensor:
    """Exposure, white balance, contrast and saturation of float [B, 3, H, W]."""
    count = len(images)

    def factor(spread: float, channels: int = 1) -> Tensor:
        return torch.exp((torch.rand(count, channels, 1, 1) * 2 - 1) * spread)

    images = images * factor(0.2) * factor(0.08, 3)
    centre = images.mean((1, 2, 3), keepdim=True)
    images = (images - centre) * factor(0.2) + centre
    grey = images.mean(1, keepdim=True)
    return (images - grey) * factor(0.25) + grey


def erase(images: Tensor, share: float = 0.25) -> Tensor:
    """A grey rectangle over a part of some images, so that no single detail decides."""
    size = images.shape[-1]
    for row in torch.nonzero(torch.rand(len(images)) < share).flatten().tolist():
        height, width = (torch.rand(2) * 0.25 * size + 0.1 * size).int().tolist()
        top = int(torch.randint(0, size - height, (1,)))
        left = int(torch.randint(0, size - width, (1,)))
        images[row, :, top : top + height, left : left + width] = 0.5
    return images
