"""The trusted loop on a model of a few weights: it stops, it keeps, it goes on exactly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from skinvl.training.loop import (
    OutOfMemory,
    TrainingError,
    TrustedTrainer,
    complete_checkpoints,
    newest_checkpoint,
)
from skinvl.training.loop.metrics import read_lines

Build = Callable[..., TrustedTrainer]


def curve(folder: Path) -> list[tuple[Any, ...]]:
    lines = read_lines(folder / "metrics.jsonl")
    return [(line["step"], line["loss"], line["lr"], line["grad_norm"]) for line in lines]


def test_a_loss_that_is_no_number_names_step_and_samples(build: Build, tmp_path: Path) -> None:
    x = torch.randn(24, 4)
    x[13, 2] = float("nan")
    trainer = build(x=x, steps=6)
    with pytest.raises(TrainingError) as caught:
        trainer.fit()
    assert "point-13" in str(caught.value)
    assert "\n" not in str(caught.value)
    record = json.loads((tmp_path / "non_finite.json").read_text(encoding="utf-8"))
    assert "point-13" in record["samples"]
    assert len(record["samples"]) == 4
    assert record["step"] == trainer.state.global_step + 1
    assert f"step {record['step']}" in str(caught.value)
    for checkpoint in complete_checkpoints(tmp_path / "stage"):
        assert checkpoint < record["step"]


class Cliff(nn.Module):
    """A loss of zero whose gradient is infinite: the root of a distance of zero."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4))

    def forward(self, x: Tensor, y: Tensor) -> dict[str, Tensor]:
        distance = (self.weight - self.weight.detach()).square().sum()
        return {"loss": distance.sqrt() + 0 * x.sum() * self.weight.sum()}


def test_a_gradient_that_is_no_number_stops_before_a_checkpoint(
    build: Build, tmp_path: Path
) -> None:
    trainer = build(
        model=Cliff(), save_steps=1, arguments={"gradient_accumulation_steps": 2, "max_steps": 3}
    )
    with pytest.raises(TrainingError, match="gradient norm of step 1 is nan"):
        trainer.fit()
    record = json.loads((tmp_path / "non_finite.json").read_text(encoding="utf-8"))
    assert len(record["samples"]) == 8, "both accumulated batches"
    assert complete_checkpoints(tmp_path / "stage") == {}


class Glutton(nn.Module):
    """Asks for more memory than any machine has."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))

    def forward(self, x: Tensor, y: Tensor) -> dict[str, Tensor]:
        return {"loss": (torch.empty(2**56) * self.weight).sum()}


def test_out_of_memory_says_what_to_lower(build: Build) -> None:
    trainer = build(model=Glutton(), advice="lower vision.batch_size")
    with pytest.raises(OutOfMemory) as caught:
        trainer.fit()
    text = str(caught.value)
    assert "lower vision.batch_size" in text
    assert "step 1 with batches of 4 x 1" in text
    assert "\n" not in text


def test_another_runtime_error_is_a_defect(build: Build) -> None:
    trainer = build(x=torch.randn(24, 5))
    with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
        trainer.fit()


def test_last_and_best_checkpoints_are_kept(build: Build, tmp_path: Path) -> None:
    figures = iter((0.2, 0.9, 0.5, 0.6, 0.7))
    trainer = build(steps=10, validate=lambda: {"accuracy": next(figures)}, best="accuracy")
    trainer.fit()
    assert list(complete_checkpoints(tmp_path / "stage")) == [4, 8, 10]
    best = trainer.best_checkpoint()
    assert best is not None
    assert best.name == "checkpoint-4"
    scored = read_lines(tmp_path / "validation.jsonl")
    assert [(line["step"], line["accuracy"]) for line in scored] == [
        (2, 0.2),
        (4, 0.9),
        (6, 0.5),
        (8, 0.6),
        (10, 0.7),
    ]


def test_of_a_loss_the_least_is_best(build: Build) -> None:
    figures = iter((0.5, 0.2, 0.9))
    trainer = build(steps=6, validate=lambda: {"loss": next(figures)}, best="loss", keep_last=1)
    trainer.fit()
    best = trainer.best_checkpoint()
    assert best is not None
    assert best.name == "checkpoint-4"


def test_an_unknown_figure_is_named(build: Build) -> None:
    trainer = build(validate=lambda: {"accuracy": 1.0}, best="auroc")
    with pytest.raises(TrainingError, match="'auroc'; figures are: accuracy"):
        trainer.fit()


@pytest.mark.parametrize("save_steps", (2, 4, 6))
def test_a_resumed_run_is_the_uninterrupted_one(
    build: Build, tmp_path: Path, save_steps: int
) -> None:
    whole = build(folder=tmp_path / "whole", save_steps=save_steps, average=True)
    whole.fit()
    # Steps 6 an epoch: checkpoints in the middle of an epoch and at its end.
    first = build(folder=tmp_path / "cut", save_steps=save_steps, average=True)
    stop_at(first, save_steps + 1)
    with pytest.raises(KeyboardInterrupt):
        first.fit()
    second = build(folder=tmp_path / "cut", save_steps=save_steps, average=True)
    second.fit(resume=True)
    assert curve(tmp_path / "cut") == curve(tmp_path / "whole")
    for mine, theirs in ((whole.model, second.model), average_of(whole, second)):
        for a, b in zip(mine.parameters(), theirs.parameters(), strict=True):
            assert torch.equal(a, b)


def average_of(*trainers: TrustedTrainer) -> list[nn.Module]:
    return [trainer.callback_handler.callbacks[1].module for trainer in trainers]


def stop_at(trainer: TrustedTrainer, step: int) -> None:
    """Break off in the middle of a step, as Ctrl-C does."""
    whole = trainer.training_step

    def interrupted(*args: Any, **kwargs: Any) -> Tensor:
        if trainer.state.global_step == step:
            raise KeyboardInterrupt
        return whole(*args, **kwargs)

    trainer.training_step = interrupted  # type: ignore[method-assign]


def test_a_finished_run_may_be_resumed(build: Build, tmp_path: Path) -> None:
    first = build(steps=4)
    first.fit()
    second = build(steps=4)
    second.fit(resume=True)
    assert torch.equal(first.model.layer.weight, second.model.layer.weight)
    assert [step for step, *_ in curve(tmp_path)] == [1, 2, 3, 4]


def test_a_checkpoint_holds_no_pickle_of_this_machine(build: Build, tmp_path: Path) -> None:
    build(steps=2).fit()
    newest = newest_checkpoint(tmp_path / "stage")
    assert newest is not None
    assert not (newest / "training_args.bin").exists()


def test_starting_over_is_refused(build: Build) -> None:
    build(steps=2).fit()
    with pytest.raises(TrainingError, match="--resume"):
        build(steps=2).fit()
