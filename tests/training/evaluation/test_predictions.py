"""predictions.jsonl."""

from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.contract.sample import Sample
from skinvl.training.evaluation.predictions import (
    Prediction,
    RunRecord,
    by_subset,
    read_lines,
    subset_of,
    write_lines,
)


def make_sample(identity: str, source: str) -> Sample:
    return Sample(
        identity, "images/x.png", "0" * 64, source, "CC0", "dermoscopy", None, None, "test", "g"
    )


def test_what_is_written_is_read(tmp_path: Path, run: RunRecord, predict) -> None:
    records = [
        predict(1, "melanoma", {"melanoma": 0.7, "melanocytic-nevus": 0.3}),
        predict(2, None, {}),
    ]
    write_lines(tmp_path / "p.jsonl", run, records)
    assert read_lines(tmp_path / "p.jsonl", Prediction, "classification") == (run, records)


def test_damage_is_named(tmp_path: Path, run: RunRecord, predict) -> None:
    path = tmp_path / "p.jsonl"
    with pytest.raises(DataError, match="no such file"):
        read_lines(path, Prediction, "classification")
    write_lines(path, run, [predict(1, None, {})])
    with pytest.raises(DataError, match="expected 'vqa'"):
        read_lines(path, Prediction, "vqa")
    path.write_text(path.read_text() + '{"id": 3}\n')
    with pytest.raises(DataError, match="line 3"):
        read_lines(path, Prediction, "classification")
    write_lines(path, run, [])
    with pytest.raises(DataError, match="no predictions"):
        read_lines(path, Prediction, "classification")


@pytest.mark.parametrize(
    ("identity", "source", "subset"),
    [
        ("HAM10000_images/ISIC_1", "ham10000", "ham10000-dermoscopy"),
        ("HAM10000_images_part_2/ISIC_1", "ham10000", "ham10000-dermoscopy"),
        ("HAM10000_crops_224/ISIC_1", "ham10000", "ham10000-dermoscopy-crops-224"),
        ("train/ISIC_1", "isic2017", "isic2017-dermoscopy"),
    ],
)
def test_subsets(identity: str, source: str, subset: str) -> None:
    assert subset_of(make_sample(identity, source)) == subset


def test_by_subset_is_in_order(predict) -> None:
    found = by_subset([predict(1, None, {}, subset="z"), predict(2, None, {}, subset="a")])
    assert list(found) == ["a", "z"]
