"""A lesion drawn on even skin, with its exact mask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Lesion:
    """A drawn lesion: image, uint8 [H, W, 3], and its mask, bool [H, W]."""

    rgb: NDArray[np.uint8]
    mask: NDArray[np.bool_]


def draw_lesion(
    colour: tuple[int, int, int] = (110, 70, 45),
    *,
    size: tuple[int, int] = (150, 200),
    axes: tuple[float, float] = (0.25, 0.25),
    skin: tuple[int, int, int] = (224, 184, 162),
) -> Lesion:
    height, width = size
    rows, columns = np.mgrid[:height, :width]
    mask = (
        ((rows - height / 2) / (axes[0] * height)) ** 2
        + ((columns - width / 2) / (axes[1] * height)) ** 2
    ) <= 1
    rgb = np.where(mask[..., None], colour, skin).astype(np.float64)
    rgb += np.random.default_rng(1).normal(0, 1.0, (height, width, 1))
    return Lesion(np.clip(rgb, 0, 255).astype(np.uint8), mask)
