"""`skinvl bundle benchmark`, called with its own parser."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import ConfigError, ImageMissing
from skinvl.runtime.commands import bundle_benchmark
from skinvl.runtime.location import CACHE_VARIABLE
from skinvl.runtime.signature import KEYS_VARIABLE
from skinvl.runtime.tuning import recall_settings


@pytest.fixture(autouse=True)
def trust(bundles: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, str(bundles.keys))
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    bundle_benchmark.add_arguments(parser)
    return bundle_benchmark.run(parser.parse_args(list(map(str, words))))


def test_report_for_people_keeps_the_settings(
    tiny: Path, images: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = images["melanoma"].parent
    assert run(tiny, "--provider", "cpu", "--images", folder, "--keep") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("tiny 1.2.3 on ")
    assert lines[1].startswith("kept: ")
    assert any(line.split()[0] == "tokens_per_second" for line in lines[2:])
    assert len(list((Path(lines[0]).parent).glob("*"))) >= 0


def test_json(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tiny, "--threads", "1", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["threads"] == 1
    assert record["faults"] == {}
    assert record["tuning"] is None
    assert set(record["metrics"]["fp32-cpu/load_ms"]) == {"value", "low", "high", "n"}
    assert recall_settings(record["bundle_sha256"]) is None


def test_arguments_that_cannot_be(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--threads"):
        run(tiny, "--threads", "0")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ImageMissing, match="without images"):
        run(tiny, "--images", empty)
