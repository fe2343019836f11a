"""Undoing the mean error that rounded weights put on a convolution.

A filter whose large weights cancel each other, as depthwise ones do, turns their rounding into a
constant offset as soon as its input has a mean. The expected offset, the rounding error of the
weights times the mean of the input, is taken off the bias (Nagel et al., "Data-Free Quantization
Through Weight Equalization and Bias Correction", ICCV 2019, section 4.2, with measured means in
place of those of batch normalisation). On MobileNetV2 it is what makes int8 usable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from skinvl.export.quantization import CONVOLUTIONS

Means = Mapping[str, NDArray[np.float64]]
_PREFIX = "channel_mean."


def measure_means(file: Path, batches: Iterable[NDArray[np.float32]]) -> Means:
    """Mean of every input of a convolution, float64 [channels], over batches [B, 3, H, W]."""
    model = onnx.load(str(file))
    graph = model.graph
    names = sorted({node.input[0] for node in graph.node if node.op_type in CONVOLUTIONS})
    axes = onnx.numpy_helper.from_array(np.array([2, 3], dtype=np.int64), f"{_PREFIX}axes")
    graph.initializer.append(axes)
    for name in names:
        output = _PREFIX + name
        inputs = [name, axes.name]
        graph.node.append(onnx.helper.make_node("ReduceMean", inputs, [output], keepdims=0))
        graph.output.append(
            onnx.helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, None)
        )
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), sess_options=options, providers=["CPUExecutionProvider"]
    )
    sums: list[NDArray[np.float64]] = [np.zeros(()) for _ in names]
    images = 0
    for batch in batches:
        found = session.run([_PREFIX + name for name in names], {"pixel_values": batch})
        # Mirrored views stand in the batch: every row of a run counts alike.
        means = [np.asarray(value, dtype=np.float64).mean(axis=0) for value in found]
        sums = [total + len(batch) * mean for total, mean in zip(sums, means, strict=True)]
        images += len(batch)
    return {name: total / images for name, total in zip(names, sums, strict=True)}


def correct_biases(file: Path, quantized: Path, means: Means) -> int:
    """Take the expected offset off the biases of a static int8 graph, in place.

    Args:
        file: the float32 graph that it was made of.
        quantized: QDQ graph with the same names of nodes.
        means: of `measure_means` on `file`.

    Returns:
        How many convolutions were corrected; those without bias, or in float32, are not.
    """
    original, model = onnx.load(str(file)), onnx.load(str(quantized))
    weights = {tensor.name: tensor for tensor in original.graph.initializer}
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    nodes = {node.name: node for node in model.graph.node}
    sources = {output: node for node in model.graph.node for output in node.output}
    corrected = 0
    for node in original.graph.node:
        if node.op_type not in CONVOLUTIONS or len(node.input) < 3:
            continue
        weight, bias = (sources.get(name) for name in nodes[node.name].input[1:3])
        if weight is None or bias is None or bias.op_type != "DequantizeLinear":
            continue
        true = onnx.numpy_helper.to_array(weights[node.input[1]]).astype(np.float64)
        error = _dequantize(weight, stored) - true
        tensor = stored[bias.input[0]]
        scale = onnx.numpy_helper.to_array(stored[bias.input[1]]).astype(np.float64)
        offset = expect_offset(error, means[node.input[0]], _read_groups(node))
        shifted = onnx.numpy_helper.to_array(tensor) - np.rint(offset / scale)
        limits = np.iinfo(np.int32)
        value = np.clip(shifted, limits.min, limits.max).astype(np.int32)
        tensor.CopyFrom(onnx.numpy_helper.from_array(value, tensor.name))
        corrected += 1
    onnx.save(model, str(quantized))
    return corrected


def expect_offset(
    error: NDArray[np.float64], means: NDArray[np.float64], groups: int
) -> NDArray[np.float64]:
    """Mean of a convolution's output, float64 [O], with weights `error` [O, I / groups, h, w] and
    an input of channel means [I]; padding at the rim is not counted."""
    summed = error.sum(axis=tuple(range(2, error.ndim)))
    inputs = means.reshape(groups, -1)
    offset = np.einsum("gok,gk->go", summed.reshape(groups, -1, inputs.shape[1]), inputs)
    return np.asarray(offset.ravel(), dtype=np.float64)


def _dequantize(
    node: onnx.NodeProto, stored: Mapping[str, onnx.TensorProto]
) -> NDArray[np.float64]:
    values, scale, zero = (
        onnx.numpy_helper.to_array(stored[name]).astype(np.float64) for name in node.input
    )
    shape = (-1,) + (1,) * (values.ndim - 1)
    return np.asarray((values - zero.reshape(shape)) * scale.reshape(shape))


def _read_groups(node: onnx.NodeProto) -> int:
    return next((entry.i for entry in node.attribute if entry.name == "group"), 1)
