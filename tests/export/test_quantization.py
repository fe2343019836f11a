"""Graphs of matrix products in fewer bits still compute what they did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from skinvl.export.quantization import (
    list_nodes,
    measure_size,
    optimise,
    write_dynamic,
    write_half,
    write_packed,
)

WIDTH = 64


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three products with ReLU between them, as `optimise` leaves them."""
    folder = tmp_path_factory.mktemp("products")
    rng = np.random.default_rng(0)
    nodes, weights, value = [], [], "x"
    for name in ("a", "b", "c"):
        matrix = rng.normal(0, WIDTH**-0.5, (WIDTH, WIDTH)).astype(np.float32)
        weights.append(onnx.numpy_helper.from_array(matrix, f"{name}.w"))
        nodes.append(onnx.helper.make_node("MatMul", [value, f"{name}.w"], [f"{name}.y"], name))
        nodes.append(onnx.helper.make_node("Relu", [f"{name}.y"], [f"{name}.z"], f"{name}.relu"))
        value = f"{name}.z"
    described = [
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["batch", WIDTH])
        for name in ("x", value)
    ]
    model = onnx.helper.make_model(
        onnx.helper.make_graph(nodes, "products", described[:1], described[1:], weights),
        opset_imports=[onnx.helper.make_opsetid("", 18)],
        ir_version=9,
    )
    onnx.save(model, str(folder / "traced.onnx"))
    optimise(folder / "traced.onnx", folder / "graph.onnx")
    return folder / "graph.onnx"


def run(file: Path) -> np.ndarray:
    x = np.random.default_rng(1).normal(size=(4, WIDTH)).astype(np.float32)
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"x": x})[0])


@pytest.mark.parametrize(
    ("write", "kind", "error"),
    [
        (write_dynamic, "MatMulInteger", 0.05),
        (lambda file, target: write_packed(file, target, 8), "MatMulNBits", 0.02),
        (lambda file, target: write_packed(file, target, 4), "MatMulNBits", 0.25),
        (write_half, "MatMul", 0.005),
    ],
)
def test_products_are_smaller_and_near(
    graph: Path, tmp_path: Path, write: Callable[[Path, Path], None], kind: str, error: float
) -> None:
    target = tmp_path / "small.onnx"
    write(graph, target)
    assert len(list_nodes(target, (kind,))) == 3
    truth, found = run(graph), run(target)
    assert 0 < np.abs(found - truth).mean() / np.abs(truth).mean() < error
    assert measure_size(target) < 0.7 * measure_size(graph)


def test_kept_layers_stay_in_float32(graph: Path, tmp_path: Path) -> None:
    target = tmp_path / "mixed.onnx"
    write_dynamic(graph, target, ("c",))
    assert list_nodes(target, ("MatMul",)) == ["c"]
    assert len(list_nodes(target, ("MatMulInteger",))) == 2


def test_weights_beside_a_graph_count(tmp_path: Path) -> None:
    (tmp_path / "g.onnx").write_bytes(b"12345")
    (tmp_path / "g.onnx_data").write_bytes(b"123")
    (tmp_path / "other.onnx_data").write_bytes(b"1")
    assert measure_size(tmp_path / "g.onnx") == 8
