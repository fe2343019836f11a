"""A process killed for real and resumed gives the run that was never interrupted."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import yaml
from safetensors.torch import load_file

from skinvl.contract.errors import ConfigError
from skinvl.training.loop import TrainingError
from skinvl.training.loop.checkpoints import all_checkpoints, complete_checkpoints
from skinvl.training.loop.metrics import read_lines
from skinvl.training.recipe import train

# Runs `skinvl` and kills it at a step of a stage: while it trains, or while a checkpoint is
# written and only its marker is still missing.
KILLED = """
import os, signal, sys
from skinvl.cli.main import main
from skinvl.training.loop import trainer

stage, step, where = sys.argv[1], int(sys.argv[2]), sys.argv[3]
take_step, mark = trainer.TrustedTrainer.training_step, trainer.mark_complete

def train_or_die(self, *args, **kwargs):
    if where == "training" and self.stage == stage and self.state.global_step == step:
        os.kill(os.getpid(), signal.SIGKILL)
    return take_step(self, *args, **kwargs)

def mark_or_die(folder, at):
    if where == "saving" and at == step:
        os.kill(os.getpid(), signal.SIGKILL)
    mark(folder, at)

trainer.TrustedTrainer.training_step = train_or_die
trainer.mark_complete = mark_or_die
sys.exit(main(["train", *sys.argv[4:]]))
"""


def run_killed(where: tuple[str, int, str], *arguments: str | Path) -> None:
    command = [sys.executable, "-c", KILLED, *map(str, where), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def curve(run: Path, stage: str) -> list[tuple[Any, ...]]:
    lines = [line for line in read_lines(run / "metrics.jsonl") if line["stage"] == stage]
    return [(line["step"], line["loss"], line["lr"], line["grad_norm"]) for line in lines]


def scores(run: Path, stage: str) -> list[dict[str, Any]]:
    return [line for line in read_lines(run / "validation.jsonl") if line["stage"] == stage]


def check_same_weights(first: Path, second: Path) -> None:
    ours, theirs = load_file(first), load_file(second)
    assert ours.keys() == theirs.keys()
    for name, weight in ours.items():
        assert torch.equal(weight, theirs[name]), name


@pytest.fixture
def long_config(changed_config: Callable[..., Path]) -> Path:
    """Three epochs of two optimizer steps, language epochs of four, a checkpoint every 3 steps."""
    return changed_config(
        loop={"log_steps": 1, "checkpoint_steps": 3},
        vision={"epochs": 3, "batch_size": 4, "accumulation": 2},
        language={
            "batch_size": 16,
            "alignment_steps": 2,
            "instruction_steps": 8,
            "gradient_checkpointing": True,
        },
    )


def test_vision_killed_while_a_checkpoint_is_written(
    long_config: Path, tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    train(long_config, data=tiny_data, out=whole, stage="vision")
    where = ("vision", 4, "saving")
    run_killed(where, long_config, "--data", tiny_data, "--out", cut, "--stage", "vision")
    assert list(complete_checkpoints(cut)) == [2]
    assert list(all_checkpoints(cut)) == [2, 4]
    train(long_config, data=tiny_data, out=cut, stage="vision", resume=True)
    assert "checkpoint-4: incomplete" in capsys.readouterr().err
    assert curve(cut, "vision") == curve(whole, "vision")
    assert len(curve(cut, "vision")) == 6
    assert scores(cut, "vision") == scores(whole, "vision")
    check_same_weights(cut / "vision.safetensors", whole / "vision.safetensors")


def test_language_killed_in_the_middle_of_an_epoch(
    long_config: Path, trained: Path, tiny_data: Path, tmp_path: Path
) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    for run in (whole, cut):
        run.mkdir()
        for name in ("vision.safetensors", "calibration.json"):
            shutil.copy(trained / name, run)
    train(long_config, data=tiny_data, out=whole, stage="language")
    where = ("instruction", 7, "training")
    run_killed(where, long_config, "--data", tiny_data, "--out", cut, "--stage", "language")
    assert list(complete_checkpoints(cut / "instruction")) == [3, 6]
    assert not (cut / "checkpoint").exists()
    train(long_config, data=tiny_data, out=cut, stage="language", resume=True)
    for stage, steps in (("alignment", 2), ("instruction", 8)):
        assert curve(cut, stage) == curve(whole, stage)
        assert len(curve(cut, stage)) == steps
        assert scores(cut, stage) == scores(whole, stage)
    check_same_weights(
        cut / "checkpoint" / "model.safetensors", whole / "checkpoint" / "model.safetensors"
    )


def test_resuming_with_other_settings_or_data_is_refused(
    trained: Path,
    changed_config: Callable[..., Path],
    own_data: Path,
    tmp_path: Path,
) -> None:
    run = tmp_path / "run"
    shutil.copytree(trained, run)
    other = changed_config(vision={"learning_rate": 0.5})
    card = own_data / "tiny" / "samples.jsonl"
    lines = card.read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0]) | {"split": "val"}
    card.write_text("\n".join([json.dumps(first), *lines[1:]]) + "\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        train(other, data=own_data, out=run, stage="vision", resume=True)
    assert "vision.learning_rate: 0.0003 before, 0.5 now" in str(caught.value)
    assert "data_fingerprint" in str(caught.value)
    assert "'train': 72" in str(caught.value)


def test_starting_over_a_run_is_refused(trained: Path, tiny_config: Path, tiny_data: Path) -> None:
    before = (trained / "run.json").read_bytes()
    for stage in ("vision", "language", "all"):
        with pytest.raises(TrainingError, match="--resume"):
            train(tiny_config, data=tiny_data, out=trained, stage=stage)
    assert (trained / "run.json").read_bytes() == before


def test_checkpoints_of_an_earlier_version_are_left_alone(
    tiny_config: Path, tiny_data: Path, tmp_path: Path
) -> None:
    old = tmp_path / "checkpoint-7"
    old.mkdir()
    (old / "model.safetensors").write_bytes(b"kept")
    (tmp_path / "config.yaml").write_text(yaml.safe_dump({"name": "old"}), encoding="utf-8")
    with pytest.raises(TrainingError, match="earlier version"):
        train(tiny_config, data=tiny_data, out=tmp_path, stage="vision", resume=True)
    assert os.listdir(old) == ["model.safetensors"]
