"""Dataset folders that have pictures, ids, lesions and patients in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from miniatures import archives

from skinvl.contract.image import open_image
from skinvl.contract.sample import Sample, Split, build_card, write_samples

WriteFolder = Callable[[str, Sequence[dict[str, Any]]], Path]


@pytest.fixture
def write_folder(tmp_path: Path) -> WriteFolder:
    """Writes a dataset folder: for each image its name, split and whatever differs."""

    def write(name: str, images: Sequence[dict[str, Any]]) -> Path:
        folder = tmp_path / name
        samples = []
        for number, given in enumerate(images):
            cells = dict(given)
            place = f"images/{cells.pop('name')}.png"
            seed, size = cells.pop("seed", 1000 * len(name) + number), cells.pop("size", (80, 60))
            archives.paint_image(folder / place, seed, size)
            split: Split = cells.pop("split", "train")
            samples.append(
                Sample(
                    **{
                        "id": place.removeprefix("images/").removesuffix(".png"),
                        "image": place,
                        "image_sha256": open_image(folder / place).sha256,
                        "source": name,
                        "licence": "CC0",
                        "modality": "dermoscopy",
                        "diagnosis": "melanoma",
                        "label": "mel",
                        "split": split,
                        "group": f"{name}-{number}",
                        **cells,
                    }
                )
            )
        card = build_card(samples, name=name, version="1", created="now", licence="CC0", sources=())
        write_samples(folder, samples, card)
        return folder

    return write


@pytest.fixture
def pair(write_folder: WriteFolder) -> tuple[Path, Path]:
    """Two folders that share an id, a file, a reduced picture, a lesion and a patient."""
    first = write_folder(
        "first",
        [
            {"name": "ISIC_0000001_downsampled", "split": "train", "group": "a"},
            {"name": "other-of-a", "split": "train", "group": "a"},
            {"name": "tested-of-a", "split": "test", "group": "a"},
            {"name": "same-bytes", "seed": 1, "split": "train"},
            {"name": "whole", "seed": 2, "split": "test", "diagnosis": "melanocytic-nevus"},
            {"name": "lesion", "lesion_id": "HAM_0000550", "split": "val"},
            {"name": "patient", "patient_id": "IP_0000550", "split": "train"},
            {"name": "local", "lesion_id": "881", "patient_id": "PAT_46"},
        ],
    )
    second = write_folder(
        "second",
        [
            {"name": "crops/ISIC_0000001", "split": "withheld"},
            {"name": "copy", "seed": 1, "split": "train", "diagnosis": "melanoma-in-situ"},
            {"name": "reduced", "seed": 2, "size": (72, 54), "split": "train"},
            {"name": "same-lesion", "lesion_id": "HAM_0000550", "split": "test"},
            {"name": "same-patient", "patient_id": "IP_0000550", "split": "val"},
            {"name": "local", "lesion_id": "881", "patient_id": "PAT_46", "split": "test"},
        ],
    )
    return first, second
