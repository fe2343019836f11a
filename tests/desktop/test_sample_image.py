"""The shipped sample is what the drawing gives, and can be opened."""

from __future__ import annotations

import numpy as np

from skinvl.contract.image import open_image
from skinvl.desktop.core.sample_image import draw_sample, find_sample


def test_sample_is_the_drawing() -> None:
    shipped = open_image(find_sample()).rgb.astype(np.int64)
    drawn = draw_sample().astype(np.int64)
    assert shipped.shape == drawn.shape
    # Resampling may differ by a rounding step between versions of Pillow.
    assert np.abs(shipped - drawn).mean() < 1.0
