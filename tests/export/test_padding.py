"""Padding folded into convolutions gives the same numbers from fewer operators."""

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from skinvl.export.padding import fold_padding

UNEVEN = (0, 0, 0, 0, 0, 0, 1, 1)


def make_model(
    pads: tuple[int, ...] = UNEVEN,
    *,
    value: float = 0.0,
    mode: str = "constant",
    conv: dict[str, Any] | None = None,
    read_twice: bool = False,
    given: bool = False,
) -> ModelProto:
    """Pad and convolution; the amounts come out of two operators, as PyTorch's exporter has it."""
    halves = [numpy_helper.from_array(np.array(part, np.int64), name) for part, name in
              ((pads[:4], "before"), (pads[4:], "after"))]  # fmt: skip
    weight = np.random.default_rng(0).normal(size=(4, 3, 3, 3)).astype(np.float32)
    nodes = [
        helper.make_node("Concat", ["before", "after"], ["joined"], axis=0),
        helper.make_node("Cast", ["joined"], ["amounts"], to=TensorProto.INT64),
        helper.make_node(
            "Pad", ["x", "given" if given else "amounts", "value"], ["padded"], mode=mode
        ),
        helper.make_node("Conv", ["padded", "weight"], ["y"], strides=[2, 2], **(conv or {})),
    ]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)]
    if read_twice:
        nodes.append(helper.make_node("Relu", ["padded"], ["z"]))
        outputs.append(helper.make_tensor_value_info("z", TensorProto.FLOAT, None))
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["B", 3, 8, 8])]
    if given:
        inputs.append(helper.make_tensor_value_info("given", TensorProto.INT64, [8]))
    constants = [
        *halves,
        numpy_helper.from_array(np.float32(value), "value"),
        numpy_helper.from_array(weight, "weight"),
    ]
    graph = helper.make_graph(nodes, "padded", inputs, outputs, constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def run(model: ModelProto) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    pixels = np.random.default_rng(1).normal(size=(2, 3, 8, 8)).astype(np.float32)
    return np.asarray(session.run(["y"], {"x": pixels})[0])


@pytest.mark.parametrize("pads", [UNEVEN, (0, 0, 1, 2, 0, 0, 3, 0)])
@pytest.mark.parametrize("conv", [None, {"pads": [1, 1, 1, 1]}])
def test_same_numbers(pads: tuple[int, ...], conv: dict[str, Any] | None) -> None:
    model = make_model(pads, conv=conv)
    before = run(model)
    assert fold_padding(model) == 1
    assert [node.op_type for node in model.graph.node] == ["Conv"]
    assert [tensor.name for tensor in model.graph.initializer] == ["weight"]
    np.testing.assert_array_equal(run(model), before)


@pytest.mark.parametrize(
    "options",
    [
        {"value": 1.0},
        {"mode": "reflect"},
        {"pads": (0, 1, 0, 0, 0, 0, 0, 0), "conv": {"group": 1}},
        {"pads": (0, 0, -1, 0, 0, 0, 0, 0)},
        {"conv": {"auto_pad": "SAME_UPPER"}},
        {"read_twice": True},
        {"given": True},
    ],
    ids=lambda options: next(iter(options)),
)
def test_other_paddings_stay(options: dict[str, Any]) -> None:
    model = make_model(**options)
    untouched = onnx.ModelProto()
    untouched.CopyFrom(model)
    assert fold_padding(model) == 0
    assert model == untouched
