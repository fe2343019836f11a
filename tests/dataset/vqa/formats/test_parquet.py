"""Parquet files as the `datasets` library opens them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.errors import DataError
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.books import ask_pairs
from skinvl.dataset.vqa.formats.parquet import write_parquet
from skinvl.dataset.vqa.pairs import make_sample

WriteBuild = Callable[[Sequence[Pair]], Path]


def test_the_library_sees_images_and_questions(
    pairs: list[Pair], write_build: WriteBuild, tmp_path: Path
) -> None:
    datasets = pytest.importorskip("datasets", reason="a library of the dev extra")
    folder = write_build(pairs)
    samples = [
        make_sample(pair, questions, {})
        for pair, questions in zip(pairs, ask_pairs(pairs), strict=True)
    ]
    write_parquet(folder, samples)
    files = {
        split: str(folder / "parquet" / f"{split}.parquet") for split in ("train", "val", "test")
    }
    loaded = datasets.load_dataset("parquet", data_files=files, cache_dir=str(tmp_path / "cache"))
    assert {split: len(rows) for split, rows in loaded.items()} == {
        split: sum(sample.split == split for sample in samples) for split in files
    }
    assert isinstance(loaded["train"].features["image"], datasets.Image)
    first = loaded["val"][0]
    sample = next(sample for sample in samples if sample.split == "val")
    original = np.asarray(Image.open(folder / sample.image))
    assert np.array_equal(np.asarray(first["image"]), original)
    assert (first["id"], first["diagnosis"], first["age"]) == (
        sample.id,
        sample.diagnosis,
        sample.age,
    )
    assert [qa["question"] for qa in first["qa"]] == [qa.question for qa in sample.qa]
    raw = loaded["val"].cast_column("image", datasets.Image(decode=False))[0]["image"]
    assert raw["bytes"] == (folder / sample.image).read_bytes()
    assert raw["path"] == Path(sample.image).name
    assert Image.open(io.BytesIO(raw["bytes"])).size == (12, 10)


def test_a_missing_picture_is_named_and_nothing_is_left(
    pairs: list[Pair], write_build: WriteBuild
) -> None:
    folder = write_build(pairs[:4])
    (folder / pairs[2].image_path).unlink()
    with pytest.raises(DataError, match="p3-1"):
        write_parquet(folder, [make_sample(pair, (), {}) for pair in pairs[:4]])
    assert not list(folder.glob("*parquet*")) and not list(folder.glob(".parquet*"))
