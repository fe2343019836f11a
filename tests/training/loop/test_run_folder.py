"""The run folder says how a checkpoint came about, and guards against mixing runs."""

from __future__ import annotations

import dataclasses
import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from skinvl.contract.errors import ConfigError
from skinvl.training.loop.environment import command_line
from skinvl.training.loop.run_folder import open_run, read_run


@dataclass(frozen=True)
class Stage:
    epochs: int
    rates: tuple[float, ...]


@dataclass(frozen=True)
class Config:
    name: str
    stage: Stage


CONFIG = Config("run", Stage(2, (0.1, 0.2)))
FACTS: dict[str, Any] = {"seed": 1, "data_fingerprint": "abc", "images": {"train": 3}}


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    file = tmp_path / "given.yaml"
    file.write_text("# as given\nname: run\n", encoding="utf-8")
    return file


def test_everything_is_kept(config_file: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    open_run(run, config_file=config_file, config=CONFIG, facts=FACTS, resume=False)
    assert (run / "config.yaml").read_text(encoding="utf-8").startswith("# as given")
    resolved = yaml.safe_load((run / "config.resolved.yaml").read_text(encoding="utf-8"))
    assert resolved == {"name": "run", "stage": {"epochs": 2, "rates": [0.1, 0.2]}}
    record = read_run(run)
    assert record["seed"] == 1
    assert record["data_fingerprint"] == "abc"
    environment = record["environment"]
    assert {"torch", "transformers", "numpy"} <= set(environment["packages"])
    assert len(environment["commit"]) in (7, 40)
    assert environment["host"]["cpus"] >= 1
    assert record["invocations"][0]["command"]
    assert socket.gethostname() not in (run / "run.json").read_text(encoding="utf-8")


def test_resuming_the_same_run_adds_an_invocation(config_file: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    for resume in (False, True):
        open_run(run, config_file=config_file, config=CONFIG, facts=FACTS, resume=resume)
    assert [entry["resume"] for entry in read_run(run)["invocations"]] == [False, True]


def test_other_settings_are_refused_with_every_difference(
    config_file: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    open_run(run, config_file=config_file, config=CONFIG, facts=FACTS, resume=False)
    before = (run / "run.json").read_bytes()
    changed = dataclasses.replace(CONFIG, stage=Stage(3, (0.1,)))
    facts = FACTS | {"data_fingerprint": "xyz"}
    with pytest.raises(ConfigError) as caught:
        open_run(run, config_file=config_file, config=changed, facts=facts, resume=True)
    text = str(caught.value)
    assert "stage.epochs: 2 before, 3 now" in text
    assert "stage.rates: [0.1, 0.2] before, [0.1] now" in text
    assert "data_fingerprint: 'abc' before, 'xyz' now" in text
    assert "name:" not in text
    assert (run / "run.json").read_bytes() == before


def test_a_run_of_an_earlier_version_is_compared_by_its_facts(
    config_file: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    run.mkdir()
    (run / "config.yaml").write_text("older: keys\n", encoding="utf-8")
    (run / "run.json").write_text(json.dumps({"data_fingerprint": "abc"}), encoding="utf-8")
    open_run(run, config_file=config_file, config=CONFIG, facts=FACTS, resume=True)
    (run / "config.resolved.yaml").unlink()
    with pytest.raises(ConfigError, match="data_fingerprint"):
        facts = FACTS | {"data_fingerprint": "other"}
        open_run(run, config_file=config_file, config=CONFIG, facts=facts, resume=True)


def test_only_the_first_of_several_processes_writes(
    config_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RANK", "1")
    open_run(tmp_path / "run", config_file=config_file, config=CONFIG, facts=FACTS, resume=False)
    assert not (tmp_path / "run").exists()


def test_absolute_paths_are_cut(tmp_path: Path) -> None:
    given = [str(tmp_path / "bin" / "skinvl"), "train", "x.yaml", f"--out={tmp_path / 'r'}", "a/b"]
    assert command_line(given) == [".../skinvl", "train", "x.yaml", "--out=.../r", "a/b"]
