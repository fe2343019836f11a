"""Inputs of the golden tests, made by formula so that they are the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray


@pytest.fixture(scope="session")
def golden_image() -> NDArray[np.uint8]:
    """uint8 [45, 70, 3]: a dark ellipse with a light rim and a grid on a gradient."""
    y, x = np.mgrid[0:45, 0:70]
    red = 180 + x // 2
    green = 120 + y
    blue = 90 + (x + y) // 2
    image = np.stack([red, green, blue], axis=-1)
    radius = 9 * (x - 30) ** 2 + 16 * (y - 20) ** 2
    image[radius < 3600] = (200, 180, 160)
    image[radius < 2500] = (60, 35, 30)
    image[(x % 7 == 0) & (y % 5 == 0)] = (10, 20, 30)
    return image.astype(np.uint8)
