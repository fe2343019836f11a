"""A dry run says what training would take, and counts right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch
from torch import nn

from skinvl.training.loop.memory_estimate import estimate_memory
from skinvl.training.recipe import train


def test_everything_is_reported(
    tiny_config: Path, own_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_data / "tiny" / "images" / "clinical-acne-0.png").unlink()
    train(tiny_config, data=own_data, out=tmp_path / "run", dry_run=True)
    assert not (tmp_path / "run").exists()
    shown = capsys.readouterr().out
    # 2 epochs of 16 draws in batches of 8.
    assert "4 steps of 8 x 1 images, 32 images" in shown
    assert "72 images, 1 files missing" in shown
    assert re.search(r"vision stage: [\d,]+ trained parameters", shown)
    assert len(re.findall(r"memory [\d,]+ MiB \(weights \d", shown)) == 3
    assert re.search(r"instruction stage: .* 2 steps of 4 x 1 images, 72 images, about \d+", shown)
    assert re.search(r"first alignment batch: 4 images, \d+ tokens, \d+ of them learned", shown)
    # What is learned is the answer with its stop token, and nothing else.
    assert "<bos><image><q>Is this a dermoscopic image?<a> [" in shown
    assert re.search(r"<a> \[(yes|no)<eos>\]", shown)


def test_memory_is_counted() -> None:
    model = nn.Sequential(nn.Linear(100, 50), nn.ReLU(), nn.Linear(50, 10))
    model[0].weight.requires_grad_(False)
    pixels = torch.rand(2, 100)
    estimate = estimate_memory(model, lambda: model(pixels).sum(), rows=2, batch=8, copies=2)
    parameters = 100 * 50 + 50 + 50 * 10 + 10
    trained = parameters - 100 * 50
    assert estimate.weights == 2 * 4 * parameters
    assert estimate.gradients == 4 * trained
    assert estimate.optimizer == 8 * trained
    # Autograd keeps the output of the ReLU [2, 50], once for it and for the next layer; the
    # first layer, whose weight does not learn, keeps nothing.
    assert estimate.activations == 4 * 2 * 50 * 4
    assert estimate.total == sum(
        (estimate.weights, estimate.gradients, estimate.optimizer, estimate.activations)
    )
