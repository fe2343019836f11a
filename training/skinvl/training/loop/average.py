"""An exponential moving average of the weights, part of every checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel
from transformers import TrainerCallback

AVERAGE_FILE = "average.safetensors"


class AverageWeights(TrainerCallback):
    """Averages the weights after each step; `module` holds the average."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.average = AveragedModel(model, multi_avg_fn=moving_average(decay))
        self.model = model

    @property
    def module(self) -> nn.Module:
        module: nn.Module = self.average.module
        return module

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.average.to(args.device)

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.average.update_parameters(self.model)

    def write_state(self, folder: Path) -> None:
        """Write the average and its age into a checkpoint that is being made."""
        save_file(contiguous_state(self.average), folder / AVERAGE_FILE)

    def read_state(self, folder: Path) -> None:
        """Go on from the average of a complete checkpoint."""
        self.average.load_state_dict(load_file(folder / AVERAGE_FILE))


def moving_average(decay: float) -> Any:
    """An update for AveragedModel whose memory grows with the number of steps up to `decay`, so
    that the starting weights do not weigh on a young average."""

    def update(averaged: list[Tensor], current: list[Tensor], steps: Tensor | int) -> None:
        kept = min(decay, (1 + int(steps)) / (10 + int(steps)))
        torch._foreach_lerp_(averaged, current, 1 - kept)

    return update


def contiguous_state(module: nn.Module) -> dict[str, Tensor]:
    """The state in the plain memory layout that safetensors stores, tied weights once each."""
    state: dict[str, Tensor] = {}
    seen: set[int] = set()
    for name, value in module.state_dict().items():
        plain = value.contiguous()
        state[name] = plain.clone() if plain.data_ptr() in seen else plain
        seen.add(plain.data_ptr())
    return state
