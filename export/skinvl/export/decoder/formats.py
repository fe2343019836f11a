"""How one weight of the decoder is stored and multiplied: onnxruntime's own quantizers.

A weight is quantized alone, as a graph of one multiplication, and the nodes and tensors that the
quantizer makes of it are handed on. So a decoder of any size is quantized one weight at a time.
"""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)

from skinvl.export.quiet import quiet_onnxruntime

Format = Literal["fp32", "fp16", "int8", "int8-weights", "int4"]
# Bits a weight takes, its scales included; for estimates of size only.
BITS: Mapping[Format, float] = {
    "fp32": 32,
    "fp16": 16,
    "int8": 8.1,
    "int8-weights": 9,
    "int4": 5,
}
# Weights that share a scale; 32 is what llama.cpp's Q4_0 has as well.
BLOCK = 32
# onnxruntime multiplies blocks with activations rounded to 8 bits (MatMulNBits, accuracy_level 4).
INT8_ACTIVATIONS = 4
_INPUT, _WEIGHT, _OUTPUT = "x", "weight", "y"
_OPSET, _IR_VERSION = 18, 10


@dataclass(frozen=True)
class Product:
    """`x` times a weight, as nodes and tensors of ONNX; `x` and `y` are its input and output."""

    nodes: tuple[NodeProto, ...]
    tensors: tuple[TensorProto, ...]

    def place(self, prefix: str, given: str, made: str) -> Product:
        """The same with `x` named `given`, `y` named `made`, and all else below `prefix`."""
        names = {_INPUT: given, _OUTPUT: made, "": ""}

        def rename(name: str) -> str:
            return names.get(name, f"{prefix}.{name}")

        nodes = []
        for number, node in enumerate(self.nodes):
            renamed = NodeProto()
            renamed.CopyFrom(node)
            renamed.name = f"{prefix}.{node.op_type}_{number}"
            renamed.input[:] = [rename(name) for name in node.input]
            renamed.output[:] = [rename(name) for name in node.output]
            nodes.append(renamed)
        # The tensors hold the weight: they are renamed, never copied.
        for tensor in self.tensors:
            tensor.name = rename(tensor.name)
        return Product(tuple(nodes), self.tensors)


def store(weight: NDArray[np.float32], kind: Format) -> Product:
    """Multiplication by `weight` float32 [I, O] in a format.

    `int8` rounds activations to 8 bits as well, by the extremes of what is read together; sessions
    are opened so that every processor multiplies them alike (`skinvl.runtime.sessions`).
    `int8-weights` and `int4` have a scale for each block of 32 weights.
    """
    if kind in ("fp32", "fp16"):
        values = weight.astype(np.float16) if kind == "fp16" else weight
        return Product(
            (helper.make_node("MatMul", [_INPUT, _WEIGHT], [_OUTPUT]),),
            (numpy_helper.from_array(np.ascontiguousarray(values), _WEIGHT),),
        )
    model = _multiply(weight)
    with quiet_onnxruntime():
        quantized = _quantize_dynamic(model) if kind == "int8" else _quantize_blocks(model, kind)
    # Copies: a part of a message keeps all of it in memory, the float32 weight as well.
    return Product(
        tuple(copy.deepcopy(node) for node in quantized.graph.node),
        tuple(copy.deepcopy(tensor) for tensor in quantized.graph.initializer),
    )


def _multiply(weight: NDArray[np.float32]) -> onnx.ModelProto:
    """A graph of nothing but the multiplication."""
    rows, columns = weight.shape
    graph = helper.make_graph(
        [helper.make_node("MatMul", [_INPUT, _WEIGHT], [_OUTPUT], name="product")],
        "product",
        [helper.make_tensor_value_info(_INPUT, TensorProto.FLOAT, ["B", "S", rows])],
        [helper.make_tensor_value_info(_OUTPUT, TensorProto.FLOAT, ["B", "S", columns])],
        [numpy_helper.from_array(np.ascontiguousarray(weight), _WEIGHT)],
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)


def _quantize_dynamic(model: onnx.ModelProto) -> onnx.ModelProto:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "product.onnx"
        quantize_dynamic(
            model,
            str(target),
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            extra_options={"MatMulConstBOnly": True},
        )
        return onnx.load(str(target))


def _quantize_blocks(model: onnx.ModelProto, kind: Format) -> onnx.ModelProto:
    config: Any = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK,
        is_symmetric=True,
        accuracy_level=INT8_ACTIVATIONS,
        bits=4 if kind == "int4" else 8,
    )
    quantizer = MatMulNBitsQuantizer(model, algo_config=config)
    quantizer.process()
    quantized: onnx.ModelProto = quantizer.model.model
    return quantized
