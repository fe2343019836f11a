"""A model from the weights of a checkpoint, whole or without the layers of its decoder.

Those are nine tenths of a 7B. Where they stay on the meta device, the decoder's graph is made from
`CheckpointWeights`, one tensor at a time.
"""

from __future__ import annotations

from typing import Any, TypeVar

from torch import Tensor, nn
from transformers import LlavaConfig
from transformers.integrations.accelerate import init_empty_weights

from skinvl.contract.errors import ExportError
from skinvl.export.weights import CheckpointWeights
from skinvl.model import PooledLlava
from skinvl.model.llava.names import OUTPUT, PROJECTOR

Model = TypeVar("Model", bound=PooledLlava)
_DECODER = ("model.language_model.layers.", "model.language_model.norm.", OUTPUT)


def load_model(
    kind: type[Model], config: LlavaConfig, weights: CheckpointWeights, *, whole: bool
) -> Model:
    """The model in float32 and evaluation mode.

    Every tensor of the checkpoint is read once, also those that are not kept.

    Args:
        kind: class of the model.
        config: of the checkpoint.
        weights: of the checkpoint.
        whole: False leaves the layers of the decoder, its norm and untied output weights on the
            meta device.

    Raises:
        ExportError: tensors are missing, left over, misshapen, damaged or not finite; names them.
    """
    with init_empty_weights(include_buffers=False):
        model = kind(config)
    shapes = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    if not any(name.startswith(PROJECTOR) for name in weights.names()):
        raise ExportError(
            f"{weights.folder}: has no projector (multi_modal_projector.*) between its vision "
            "tower and its language model"
        )
    weights.check_shapes(shapes)
    for name in shapes:
        values = weights.load(name)
        if whole or not name.startswith(_DECODER):
            _place(model, name, values)
        # One tensor at a time, not this one beside the next.
        del values
    tie: Any = model.tie_weights
    tie()
    nn.Module.eval(model)
    return model


def _place(model: nn.Module, name: str, values: Tensor) -> None:
    parent, _, leaf = name.rpartition(".")
    module = model.get_submodule(parent)
    buffer = leaf in module._buffers
    # The graphs and PyTorch's own answers need no gradients.
    setattr(module, leaf, values if buffer else nn.Parameter(values, requires_grad=False))
