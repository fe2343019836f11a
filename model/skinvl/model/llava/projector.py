"""The projector: its type is what its tensors are, whatever the configuration says.

The released training script left `--mm_projector_type` out, so that config.json says `linear`
while the weights are a two-layer perceptron.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from skinvl.contract.errors import ModelError
from skinvl.model.llava.names import PROJECTOR, shorten
from skinvl.model.llava.weights import StoredTensor

_ACTIVATIONS = {"mlp2x_gelu": "gelu", "linear": "linear"}

_FIRST = {PROJECTOR + "linear_1.weight", PROJECTOR + "linear_1.bias"}
_SECOND = {PROJECTOR + "linear_2.weight", PROJECTOR + "linear_2.bias"}


@dataclass(frozen=True)
class Projector:
    """`kind` as in mm_projector_type; `made`: tensors that the class has and the files do not."""

    kind: str
    made: dict[str, Tensor]

    @property
    def activation(self) -> str:
        """`projector_hidden_act` that makes transformers' two-layer class this projector."""
        return _ACTIVATIONS[self.kind]


def recognize_projector(
    stored: Mapping[str, StoredTensor], where: str, activation: str | None = None
) -> Projector:
    """The projector among `stored` (by the class's names; other tensors are left alone).

    A linear projector becomes transformers' two layers without an activation between them, the
    second one the identity: the same numbers, exactly. `activation`: of the base, which decides
    where tensors come in transformers' layout, in which both kinds have the same names.

    Raises:
        ModelError: the tensors are those of no supported projector; `where` is named.
    """
    found = {name: tensor for name, tensor in stored.items() if name.startswith(PROJECTOR)}
    if found.keys() == _FIRST | _SECOND:
        original = any("mm_projector" in tensor.name for tensor in found.values())
        linear = activation == "linear" and not original
        return Projector("linear" if linear else "mlp2x_gelu", {})
    if found.keys() == _FIRST:
        width = found[PROJECTOR + "linear_1.bias"].shape[0]
        made = {
            PROJECTOR + "linear_2.weight": torch.eye(width),
            PROJECTOR + "linear_2.bias": torch.zeros(width),
        }
        return Projector("linear", made)
    if not found:
        raise ModelError(f"{where}: has no projector (mm_projector.*)")
    raise ModelError(
        f"{where}: neither a linear nor an mlp2x_gelu projector, found {shorten(sorted(found))}"
    )


def check_configured(kind: str, configured: object, where: str) -> tuple[str, ...]:
    """A note when config.json names another projector than its tensors are."""
    if configured in (kind, None):
        return ()
    return (
        f"{where}: says mm_projector_type {configured!r}, but the projector's tensors are "
        f"{kind}; {kind} is built",
    )
