"""How much memory training takes, from one measured forward pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

# Bytes of one fp32 value; AdamW keeps two of them a trained parameter (Loshchilov, Hutter 2019).
VALUE = 4
MOMENTS = 2


@dataclass(frozen=True)
class MemoryEstimate:
    """Bytes on one device."""

    weights: int
    gradients: int
    optimizer: int
    activations: int

    @property
    def total(self) -> int:
        return self.weights + self.gradients + self.optimizer + self.activations

    def __str__(self) -> str:
        parts = {
            "weights": self.weights,
            "gradients": self.gradients,
            "optimizer": self.optimizer,
            "activations": self.activations,
        }
        listed = ", ".join(f"{name} {size / 2**20:,.0f}" for name, size in parts.items())
        return f"{self.total / 2**20:,.0f} MiB ({listed})"


def estimate_memory(
    model: nn.Module, loss: Callable[[], Tensor], rows: int, batch: int, copies: int = 1
) -> MemoryEstimate:
    """The memory of training `model` in fp32 weights with AdamW.

    `loss` runs `model` on `rows` rows; what autograd keeps of it is scaled to `batch` rows.
    `copies` of the weights are held, two with a moving average.
    """
    owned = {tensor.untyped_storage().data_ptr() for tensor in model.state_dict().values()}
    kept: dict[int, int] = {}

    def note(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in owned:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        # Held until all is counted, so that no storage is given out twice.
        value = loss()
    every = {id(p): p.numel() for p in model.parameters()}
    trained = {id(p): p.numel() for p in model.parameters() if p.requires_grad}
    del value
    return MemoryEstimate(
        weights=copies * VALUE * sum(every.values()),
        gradients=VALUE * sum(trained.values()),
        optimizer=MOMENTS * VALUE * sum(trained.values()),
        activations=sum(kept.values()) * batch // rows,
    )
