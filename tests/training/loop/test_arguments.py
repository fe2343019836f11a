"""A run computes in the precision that it states."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from accelerate import Accelerator

from skinvl.training.loop import RunArguments


def test_full_precision_after_a_run_in_bf16(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCELERATE_MIXED_PRECISION", "no")
    RunArguments(output_dir=str(tmp_path), bf16=True, use_cpu=True, report_to=[])
    RunArguments(output_dir=str(tmp_path), bf16=False, use_cpu=True, report_to=[])
    accelerator = Accelerator(cpu=True)
    assert accelerator.mixed_precision == "no"
    with accelerator.autocast():
        assert not torch.is_autocast_enabled("cpu")
