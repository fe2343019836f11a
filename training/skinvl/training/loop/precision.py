"""On what and in which precision a run computes."""

from __future__ import annotations

from typing import Literal

import torch

from skinvl.contract.errors import ConfigError

Precision = Literal["auto", "bf16", "fp32"]


def trains_in_bf16(setting: Precision) -> bool:
    """`auto` asks the GPU, or without one the CPU, whether it multiplies bfloat16 itself.

    Raises:
        ConfigError: bf16 is demanded of a GPU that has none.
    """
    if setting == "fp32":
        return False
    if torch.cuda.is_available():
        supported = torch.cuda.is_bf16_supported(including_emulation=False)
        if setting == "bf16" and not supported:
            name = torch.cuda.get_device_name()
            raise ConfigError([f"precision: bf16, but {name} has none; set auto or fp32"])
        return bool(supported)
    return setting == "bf16" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def training_device() -> torch.device:
    """The GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
