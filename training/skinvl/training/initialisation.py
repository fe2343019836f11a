"""Starting weights for the vision tower: ImageNet MobileNetV2 read from a TFLite file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from skinvl.contract.errors import ModelError
from skinvl.model import SkinVLVisionModel

CONVOLUTIONS = ("CONV_2D", "DEPTHWISE_CONV_2D")


def load_mobilenet(tower: SkinVLVisionModel, path: str | Path) -> None:
    """Fill the tower with the dequantised weights of a full-integer MobileNetV2 TFLite file.

    The file's batch normalisation is folded and its integers are symmetric per output channel
    (TFLite 8-bit quantisation specification), so weight = integer * scale of its channel and
    bias = integer * its scale. The classifier (the last convolution) is left out.

    Raises:
        ModelError: the file is missing, is no TFLite model or has another shape of network.
    """
    file = Path(path)
    if not file.is_file():
        raise ModelError(f"{file}: starting weights not found; set vision.initial_weights")
    try:
        layers = read_convolutions(file.read_bytes())
    except Exception as error:
        raise ModelError(f"{file}: not a readable TFLite model ({error})") from error
    targets = [module for module in tower.modules() if isinstance(module, nn.Conv2d)]
    if len(layers) != len(targets) + 1:
        raise ModelError(f"{file}: {len(layers) - 1} convolutions, the tower has {len(targets)}")
    with torch.no_grad():
        for target, (weight, bias) in zip(targets, layers, strict=False):
            if target.weight.shape != weight.shape:
                raise ModelError(
                    f"{file}: a convolution of shape {tuple(weight.shape)} where the tower has "
                    f"{tuple(target.weight.shape)}"
                )
            target.weight.copy_(weight)
            assert target.bias is not None
            target.bias.copy_(bias)


def read_convolutions(content: bytes) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """(weight [out, in / groups, k, k], bias [out]) of every convolution in execution order."""
    import tflite

    names = {v: k for k, v in vars(tflite.BuiltinOperator).items() if isinstance(v, int)}
    model = tflite.Model.GetRootAsModel(content, 0)
    graph = model.Subgraphs(0)
    layers = []
    for index in range(graph.OperatorsLength()):
        operator = graph.Operators(index)
        code = model.OperatorCodes(operator.OpcodeIndex())
        name = names[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
        if name not in CONVOLUTIONS:
            continue
        weight = dequantise(model, graph.Tensors(operator.Inputs(1)), np.int8)
        bias = dequantise(model, graph.Tensors(operator.Inputs(2)), np.int32)
        # TFLite stores OHWI, and 1HWO for depthwise.
        order = (0, 3, 1, 2) if name == "CONV_2D" else (3, 0, 1, 2)
        layers.append((torch.from_numpy(weight.transpose(order).copy()), torch.from_numpy(bias)))
    return layers


def dequantise(model: Any, tensor: Any, dtype: type) -> NDArray[np.float32]:
    """The tensor as float32, in its own shape."""
    buffer = model.Buffers(tensor.Buffer()).DataAsNumpy()
    integers = np.frombuffer(buffer.tobytes(), dtype=dtype).reshape(tensor.ShapeAsNumpy())
    parameters = tensor.Quantization()
    scale = parameters.ScaleAsNumpy().astype(np.float32)
    if np.any(parameters.ZeroPointAsNumpy() != 0):
        raise ValueError("weights with a zero point are not supported")
    shape = [1] * integers.ndim
    axis = parameters.QuantizedDimension() if len(scale) > 1 else 0
    shape[axis] = len(scale)
    values: np.ndarray[Any, np.dtype[np.float32]] = integers.astype(np.float32) * scale.reshape(
        shape
    )
    return values
