"""Dividing scanned images, with and without a division that the archive publishes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from skinvl.contract.image_hash import ImageHashes
from skinvl.contract.sample import Split
from skinvl.dataset.division import divide
from skinvl.dataset.scan import Scan
from skinvl.dataset.sources.collection import Record


def _scans(*images: tuple[str, Split | None, int]) -> list[Scan]:
    """Images of a lesion, with a published split, and pixels that a number stands for."""
    made = []
    for number, (lesion, split, pixels) in enumerate(images):
        words = np.random.default_rng(pixels).integers(0, 2**63, 5, dtype=np.uint64)
        record = Record(
            id=f"image-{number}",
            file=Path(f"image-{number}.jpg"),
            modality="dermoscopy",
            label=None,
            diagnosis=None,
            source="test",
            licence="CC0",
            lesion_id=lesion,
            published_split=split,
        )
        made.append(Scan(record, ImageHashes(str(number), words[:1], words[1:]), None))
    return made


def test_no_published_division_is_no_verdict_on_one() -> None:
    division = divide(_scans(("a", None, 1)), None, seed=0, fractions=(1.0, 0.0, 0.0))
    assert division.published is None


def test_lesions_and_duplicates_across_the_published_division_are_counted() -> None:
    scans = _scans(
        ("a", "train", 1), ("a", "test", 2), ("b", "train", 3), ("c", "test", 3), ("d", None, 4)
    )
    division = divide(scans, None, seed=0, fractions=(1.0, 0.0, 0.0))
    assert division.splits == ("train",) * 5
    assert division.crossing_groups == 0 and division.published is not None
    assert division.published.images == {"test": 2, "train": 2}
    assert division.published.crossing_pairs == ((2, 3),)
    assert division.published.crossing_groups == 2


@pytest.mark.parametrize(("fractions", "rest"), [((1.0, 0.0, 0.0), "train"), ((0, 1.0, 0), "val")])
def test_the_published_division_is_kept_and_the_rest_divided(
    fractions: tuple[float, float, float], rest: Split
) -> None:
    scans = _scans(("a", "train", 1), ("b", "test", 2), ("c", None, 3))
    division = divide(scans, None, seed=0, fractions=fractions, published=True)
    assert division.splits == ("train", "test", rest)
    assert division.crossing_groups == 0
