"""Small collections with the file names and columns of the published ones."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

Paint = Callable[[Path, int], None]


def paint_image(path: Path, seed: int, size: tuple[int, int] = (80, 60)) -> None:
    """A picture of smooth noise: seeds apart are no near-duplicates of one another."""
    coarse = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC).save(path, quality=95)


def write_table(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """A CSV file with the keys of the first row as its header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def draw_lesion(
    height: int = 150, width: int = 200, *, colour: tuple[int, int, int] = (110, 70, 45)
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """A round lesion of one colour on plain skin, uint8 [H, W, 3], and its mask."""
    rows, columns = np.mgrid[:height, :width]
    mask = (rows - height / 2) ** 2 + (columns - width / 2) ** 2 <= (height / 4) ** 2
    rgb = np.empty((height, width, 3), dtype=np.uint8)
    rgb[:] = (224, 184, 162)
    rgb[mask] = colour
    return rgb, mask


@pytest.fixture
def ham10000(tmp_path: Path) -> Path:
    """HAM10000 as published, with two parts, crops and masks: 6 lesions of 8 images."""
    root = tmp_path / "HAM10000"
    rows: list[dict[str, object]] = []
    for number, (lesion, dx) in enumerate(
        [("HAM_0000001", "mel"), ("HAM_0000001", "mel"), ("HAM_0000002", "nv"),
         ("HAM_0000003", "nv"), ("HAM_0000004", "bkl"), ("HAM_0000005", "bcc"),
         ("HAM_0000006", "akiec"), ("HAM_0000006", "akiec")]
    ):
        name = f"ISIC_{24306 + number:07d}"
        part = "HAM10000_images_part_1" if number < 5 else "HAM10000_images_part_2"
        paint_image(root / part / f"{name}.jpg", number)
        rows.append(
            {"lesion_id": lesion, "image_id": name, "dx": dx, "dx_type": "histo",
             "age": "65.0" if number else "", "sex": "male" if number else "unknown",
             "localization": "back"}
        )
        mask = np.zeros((450, 600), dtype=np.uint8)
        mask[150:300, 200:400] = 255
        folder = root / "HAM10000_segmentations_lesion_tschandl"
        folder.mkdir(exist_ok=True)
        if number != 3:
            Image.fromarray(mask).save(folder / f"{name}_segmentation.png")
    paint_image(root / "HAM10000_crops_224" / "ISIC_0024306.jpg", 100, (60, 60))
    rows.append({**rows[0], "image_id": "ISIC_0099999", "lesion_id": "HAM_0000009"})
    write_table(root / "HAM10000_metadata.csv", rows)
    return root


@pytest.fixture
def real_data() -> Path:
    """The folder of real images, or a skip."""
    default = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("SKINVL_DATA", default)) / "skin"
    if not folder.is_dir():
        pytest.skip("the real skin images are not here (SKINVL_DATA)")
    return folder
