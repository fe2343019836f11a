"""The layer that bears no rounding is found, however little time there is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from skinvl.export.quantization import write_stored
from skinvl.export.sensitivity import Damage, rank_layers, widen

LAYERS = [f"conv{n}" for n in range(6)]


def make_graph(file: Path, sensitive: str) -> None:
    """Six 1x1 convolutions; in one of them large weights, which meet nothing but zeros, take the
    range from all the others."""
    rng = np.random.default_rng(0)
    nodes, weights, value = [], [], "x"
    for name in LAYERS:
        matrix = np.eye(8) + rng.normal(0, 0.05, (8, 8))
        if name == sensitive:
            matrix[:, 7] = 60.7
        matrix[7] = 0
        tensor = matrix.astype(np.float32).reshape(8, 8, 1, 1)
        weights.append(onnx.numpy_helper.from_array(tensor, f"{name}.w"))
        nodes.append(onnx.helper.make_node("Conv", [value, f"{name}.w"], [name], name=name))
        value = name
    shape = [1, 8, 4, 4]
    graph = onnx.helper.make_graph(
        nodes,
        "chain",
        [onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, shape)],
        [onnx.helper.make_tensor_value_info(value, onnx.TensorProto.FLOAT, shape)],
        weights,
    )
    opset = [onnx.helper.make_opsetid("", 18)]
    onnx.save(onnx.helper.make_model(graph, opset_imports=opset, ir_version=9), str(file))


def run(file: Path) -> np.ndarray:
    x = np.random.default_rng(2).uniform(0.5, 1.5, (1, 8, 4, 4)).astype(np.float32)
    x[:, 7] = 0
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"x": x})[0])


def test_the_sensitive_layer_comes_first(tmp_path: Path) -> None:
    file, stored, mixed = (tmp_path / f"{name}.onnx" for name in ("float", "stored", "mixed"))
    make_graph(file, "conv3")
    write_stored(file, stored)
    rounded = {
        node.output[0].removesuffix(".w"): node
        for node in onnx.load(str(stored)).graph.node
        if node.op_type == "DequantizeLinear"
    }
    assert set(rounded) == set(LAYERS)
    truth = run(file)

    def measure(alone: tuple[str, ...]) -> float:
        make_graph(mixed, "conv3")
        whole, model = onnx.load(str(stored)), onnx.load(str(mixed))
        values = {t.name: onnx.numpy_helper.to_array(t) for t in whole.graph.initializer}
        for tensor in model.graph.initializer:
            if tensor.name.removesuffix(".w") in alone:
                scale = values[f"{tensor.name}.scale"].reshape(-1, 1, 1, 1)
                weights = values[f"{tensor.name}.int8"].astype(np.float32) * scale
                tensor.CopyFrom(onnx.numpy_helper.from_array(weights, tensor.name))
        onnx.save(model, str(mixed))
        return float(np.abs(run(mixed) - truth).max())

    ranked = rank_layers(LAYERS, measure, 60.0, lambda line: None)
    assert ranked[0].layers == ("conv3",)
    assert ranked[0].value > 3 * ranked[1].value
    assert sorted(name for damage in ranked for name in damage.layers) == LAYERS
    assert next(widen(ranked)) == ("conv3",)


def test_without_time_neighbours_are_measured_together() -> None:
    lines: list[str] = []
    ranked = rank_layers(LAYERS, lambda alone: float("conv4" in alone), 0.0, lines.append)
    assert ranked[0].layers == ("conv2", "conv3", "conv4", "conv5")
    assert len(ranked) == 3 and "4 at a time" in lines[0]


def test_attempts_widen_and_stop_at_half() -> None:
    ranked = [Damage((f"n{n}",), 10.0 - n) for n in range(10)]
    kept = list(widen(ranked))
    assert [len(names) for names in kept] == [1, 2, 3, 4]
    assert kept[2] == ("n0", "n1", "n2")
    assert list(widen([])) == [] and rank_layers([], lambda alone: 0.0, 1.0, print) == []
