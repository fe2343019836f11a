"""Real test images of HAM10000 with the lesion masks that experts drew, where they are at hand."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

DATA = Path(os.environ.get("SKINVL_DATA") or Path(__file__).parents[3] / "shared" / "data")
IMAGES, MASKS = "HAM10000_images", "HAM10000_segmentations_lesion_tschandl"


def list_masked_images(count: int) -> list[tuple[Path, Path]]:
    """`count` images of the test part, evenly spread, each with its mask; skips without them."""
    folder = DATA / "skin" / "ham10000"
    if not folder.is_dir():
        pytest.skip("the real skin images are not here (SKINVL_DATA)")
    with (DATA / "skin" / "splits.csv").open(newline="", encoding="utf-8") as file:
        names = [
            Path(row["file"]).stem
            for row in csv.DictReader(file)
            if row["split"] == "test" and IMAGES in row["file"]
        ]
    return [
        (folder / IMAGES / f"{name}.jpg", folder / MASKS / f"{name}_segmentation.png")
        for name in names[:: len(names) // count][:count]
    ]


def read_mask(file: Path, size: tuple[int, ...]) -> NDArray[np.bool_]:
    """A mask resized to `size`, width and height: bool [height, width], True inside."""
    width, height = size
    with Image.open(file) as opened:
        return np.asarray(opened.convert("L").resize((width, height))) > 127
