"""One split of the data as the stages take it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.training.data.labels import LabelledImages


@dataclass(frozen=True)
class Part:
    """One split: its usable images and their pixels uint8 [N, S, S, 3]."""

    images: LabelledImages
    pixels: NDArray[np.uint8]
