"""Broken samples are counted, listed once, and too many of them stop the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.training.loop import SkippedSamples
from skinvl.training.loop.metrics import read_lines


def test_a_sample_is_listed_once_and_counted(tmp_path: Path) -> None:
    for _ in range(2):
        skipped = SkippedSamples(tmp_path)
        skipped.record(stage="train", id="a", file="d/a.png", reason="empty")
        skipped.record(stage="val", id="a", file="d/a.png", reason="empty")
        assert skipped.count("train") == 1
    assert len(read_lines(tmp_path / "skipped.jsonl")) == 2
    assert "1 of 20 samples skipped" in skipped.summary("train", 20)
    assert skipped.summary("test", 20) == "test: all 20 samples usable"


def test_more_than_the_allowed_share_stops(tmp_path: Path) -> None:
    skipped = SkippedSamples(tmp_path, limit=0.1)
    skipped.record(stage="train", id="a", file="d/a.png", reason="the file is empty")
    skipped.check("train", 10)
    with pytest.raises(DataError, match=r"1 of 9 samples.*more than the 10%.*a: the file is empty"):
        skipped.check("train", 9)
