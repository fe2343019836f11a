"""Folders of small photographs, and reviews of them with the miniature bundle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.review.pool import Limits
from skinvl.desktop.core.review.run import Review, ReviewOptions, begin_review
from skinvl.desktop.core.review.worker import ReadingOptions


def draw_photograph(path: Path, seed: int) -> None:
    """A photograph of its own for every seed."""
    generator = np.random.default_rng(seed)
    pixels = np.full((72, 96, 3), (224, 172, 150), np.float64)
    rows, columns = np.mgrid[:72, :96]
    centre = generator.uniform((25, 30), (47, 66))
    inside = np.hypot(rows - centre[0], columns - centre[1]) < generator.uniform(8, 20)
    pixels[inside] = generator.uniform(40, 120, 3)
    pixels += generator.normal(0, 6, pixels.shape)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path, quality=92)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve photographs in three folders."""
    place = tmp_path / "photographs"
    for number in range(12):
        draw_photograph(place / f"visit {number % 3}" / f"image {number:02d}.jpg", number)
    return place


@pytest.fixture
def many(folder: Path) -> int:
    """Makes `folder` so large that a review is seen on its way; how many there are then."""
    for number in range(12, 300):
        draw_photograph(folder / "many" / f"image {number}.jpg", number)
    return 300


@pytest.fixture
def begin(tiny: Path, folder: Path, tmp_path: Path) -> Callable[..., Review]:
    """Begins a review of `folder` with the miniature bundle."""

    def start(out: str = "results", seconds: float = 60.0, **changes: object) -> Review:
        options = {
            "folder": folder,
            "out": tmp_path / out,
            "reading": ReadingOptions(EngineChoice(tiny, "cpu")),
            "workers": 2,
            "limits": Limits(seconds=seconds, batch=2),
        }
        return begin_review(ReviewOptions(**{**options, **changes}))  # type: ignore[arg-type]

    return start
