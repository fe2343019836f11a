"""``skinvl dataset duplicates`` as a user calls it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skinvl.dataset.importing import ImportConfig, import_collection


def _call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "skinvl.cli", "dataset", "duplicates", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folders(ham10000: Path, tmp_path: Path) -> tuple[Path, Path]:
    """HAM10000 for training, and the same images as a test set."""
    for name, fractions in (("train", (1.0, 0.0, 0.0)), ("test", (0.0, 0.0, 1.0))):
        import_collection(ImportConfig("ham10000", ham10000, tmp_path / name, fractions=fractions))
    return tmp_path / "train", tmp_path / "test"


def test_strict_fails_where_train_meets_test(folders: tuple[Path, Path], tmp_path: Path) -> None:
    shown = _call(*folders)
    assert shown.returncode == 0, shown.stderr
    assert "LEAK" in shown.stdout and "hashing images" in shown.stderr
    strict = _call(*folders, "--strict", "--json", "--withhold", tmp_path / "withhold.csv")
    assert strict.returncode == 1
    report = json.loads(strict.stdout)
    assert report["overlaps"][0]["splits"]["train/test"]["first_images"] == 9
    assert len((tmp_path / "withhold.csv").read_text().splitlines()) == 1 + 9
    shutil.rmtree(folders[1] / "images")
    assert _call(*folders, "--strict", "--by", "id").returncode == 1


def test_strict_passes_where_nothing_is_tested_on(folders: tuple[Path, Path]) -> None:
    copy = folders[0].with_name("copy")
    shutil.copytree(folders[0], copy)
    passed = _call(folders[0], copy, "--strict", "--by", "bytes")
    assert passed.returncode == 0 and "train/train" in passed.stdout


def test_wrong_usage_is_one_line(folders: tuple[Path, Path]) -> None:
    unknown = _call(*folders, "--by", "looks")
    assert unknown.returncode == 2 and "some of id, bytes" in unknown.stderr
    alone = _call(folders[0])
    assert alone.returncode == 1 and alone.stderr.strip().count("\n") == 0
    missing = _call(folders[0], folders[0] / "none")
    assert missing.returncode == 1 and "dataset.json" in missing.stderr
