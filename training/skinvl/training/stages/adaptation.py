"""How much of a pre-trained vision tower learns: all of it, low-rank adapters, or nothing."""

from __future__ import annotations

from typing import Literal

from peft import LoraConfig, inject_adapter_in_model
from peft.tuners.tuners_utils import BaseTunerLayer
from torch import nn

# Rank and scale of the adapters on a tower of a few million parameters.
RANK = 16
ALPHA = 32


def adapt(tower: nn.Module, adaptation: Literal["full", "lora", "frozen"]) -> None:
    """Prepare `tower` in place. Adapters (Hu et al. 2021, arXiv:2106.09685) sit on the 1 x 1
    convolutions, which hold nearly all parameters; everything else of the tower is then fixed."""
    if adaptation == "frozen":
        tower.requires_grad_(False)
    elif adaptation == "lora":
        targets = [
            name
            for name, module in tower.named_modules()
            if isinstance(module, nn.Conv2d) and module.kernel_size == (1, 1)
        ]
        inject_adapter_in_model(LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=targets), tower)


def merge_adapters(tower: nn.Module) -> None:
    """Add what adapters learned to the weights below them and take the adapters out."""
    for name, module in list(tower.named_modules()):
        if isinstance(module, BaseTunerLayer):
            module.merge()
            parent, _, leaf = name.rpartition(".")
            setattr(tower.get_submodule(parent), leaf, module.get_base_layer())
