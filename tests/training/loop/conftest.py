"""A model of a few weights in the real loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.utils.data import Dataset
from transformers import TrainingArguments

from skinvl.training.loop import SAMPLE_IDS, AverageWeights, Draw, SeededOrder, TrustedTrainer


class Line(nn.Module):
    """A linear model of four features with dropout, squared error."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(4, 1)
        self.drop = nn.Dropout(0.5)

    def forward(self, x: Tensor, y: Tensor) -> dict[str, Tensor]:
        return {"loss": (self.layer(self.drop(x)).squeeze(1) - y).square().mean()}


class Points(Dataset[Draw]):
    """Passes draws through."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, draw: Draw) -> Draw:
        return draw


class PointCollator:
    """Features [B, 4], targets [B] and ids of the drawn points."""

    def __init__(self, x: Tensor) -> None:
        self.x = x

    def __call__(self, draws: list[Draw]) -> dict[str, Any]:
        rows = [draw.row for draw in draws]
        x = self.x[rows]
        return {"x": x, "y": x.sum(1), SAMPLE_IDS: [f"point-{row}" for row in rows]}


Build = Callable[..., TrustedTrainer]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Makes a trainer of `Line` over 24 points, 6 steps an epoch, in `tmp_path`."""

    def make(
        x: Tensor | None = None,
        model: nn.Module | None = None,
        folder: Path = tmp_path,
        steps: int = 9,
        save_steps: int = 2,
        arguments: dict[str, Any] | None = None,
        average: bool = False,
        **kwargs: Any,
    ) -> TrustedTrainer:
        torch.manual_seed(0)
        points = torch.randn(24, 4) if x is None else x
        network = Line() if model is None else model
        folder.mkdir(exist_ok=True)
        settings: dict[str, Any] = {
            "output_dir": str(folder / "stage"),
            "max_steps": steps,
            "per_device_train_batch_size": 4,
            "learning_rate": 0.05,
            "logging_steps": 1,
            "save_steps": save_steps,
            "use_cpu": True,
            "report_to": [],
            "remove_unused_columns": False,
            **(arguments or {}),
        }
        return TrustedTrainer(
            model=network,
            args=TrainingArguments(**settings),
            train_dataset=Points(len(points)),
            data_collator=PointCollator(points),
            sampler=SeededOrder(len(points), 11),
            callbacks=[AverageWeights(network, 0.9)] if average else [],
            run_folder=folder,
            stage="stage",
            **kwargs,
        )

    return make
