"""Small collections with the file names and columns of the published ones."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from miniatures import archives
from PIL import Image


class Trees:
    """Makes the files of small collections."""

    def paint_image(self, path: Path, seed: int, size: tuple[int, int] = (80, 60)) -> None:
        """A picture of smooth noise: seeds apart are no near-duplicates of one another."""
        archives.paint_image(path, seed, size)

    def write_table(self, path: Path, rows: Sequence[Mapping[str, object]]) -> None:
        """A CSV file with the keys of the first row as its header."""
        archives.write_table(path, rows)


@pytest.fixture
def trees() -> Trees:
    """The maker of small collections."""
    return Trees()


@pytest.fixture
def ham10000(trees: Trees, tmp_path: Path) -> Path:
    """HAM10000 as published, with two parts, crops and masks: 6 lesions, 8 images."""
    root = tmp_path / "HAM10000"
    rows: list[dict[str, object]] = []
    for number, (lesion, dx) in enumerate(
        [
            ("HAM_0000001", "mel"),
            ("HAM_0000001", "mel"),
            ("HAM_0000002", "nv"),
            ("HAM_0000003", "nv"),
            ("HAM_0000004", "bkl"),
            ("HAM_0000005", "bcc"),
            ("HAM_0000006", "akiec"),
            ("HAM_0000006", "akiec"),
        ]
    ):
        name = f"ISIC_{24306 + number:07d}"
        part = "HAM10000_images_part_1" if number < 5 else "HAM10000_images_part_2"
        trees.paint_image(root / part / f"{name}.jpg", number)
        rows.append(
            {
                "lesion_id": lesion,
                "image_id": name,
                "dx": dx,
                "dx_type": "histo",
                "age": "65.0" if number else "",
                "sex": "male" if number else "unknown",
                "localization": "back",
            }
        )
        mask = np.zeros((450, 600), dtype=np.uint8)
        mask[150:300, 200:400] = 255
        folder = root / "HAM10000_segmentations_lesion_tschandl"
        folder.mkdir(exist_ok=True)
        if number != 3:
            Image.fromarray(mask).save(folder / f"{name}_segmentation.png")
    trees.paint_image(root / "HAM10000_crops_224" / "ISIC_0024306.jpg", 100, (60, 60))
    rows.append({**rows[0], "image_id": "ISIC_0099999", "lesion_id": "HAM_0000009"})
    trees.write_table(root / "HAM10000_metadata.csv", rows)
    return root


@pytest.fixture
def real_data() -> Path:
    """The folder of real images, or a skip."""
    default = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("SKINVL_DATA", default)) / "skin"
    if not folder.is_dir():
        pytest.skip("the real skin images are not here (SKINVL_DATA)")
    return folder
