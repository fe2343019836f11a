"""Operators and external weights of graphs, told from their bytes."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.bundle import BundleFile
from skinvl.contract.errors import BundleSchemaError
from skinvl.runtime.graph_check import check_graph
from skinvl.runtime.location import find_shipped_bundle
from skinvl.runtime.operators import explain_refusal

onnx = pytest.importorskip("onnx", reason="the graphs of these tests are made with onnx")
helper = onnx.helper
FILES = {"g.onnx.data": BundleFile("0" * 64, 100), "sub/g.onnx.data": BundleFile("0" * 64, 100)}


def make_graph(*nodes: Any, weights: tuple[Any, ...] = ()) -> Any:
    value = helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1])
    return helper.make_graph(nodes, "g", [value], [value], weights)


def make_model(*nodes: Any, weights: tuple[Any, ...] = (), **more: Any) -> bytes:
    return bytes(helper.make_model(make_graph(*nodes, weights=weights), **more).SerializeToString())


def check(tmp_path: Path, content: bytes, name: str = "g.onnx") -> frozenset[str]:
    path = tmp_path / "g.onnx"
    path.write_bytes(content)
    return check_graph(path, name, FILES)


def external(**entries: str) -> Any:
    tensor = onnx.TensorProto(name="w", data_type=1, dims=[4])
    tensor.data_location = onnx.TensorProto.EXTERNAL
    for key, value in entries.items():
        tensor.external_data.add(key=key, value=value)
    return tensor


RELU = helper.make_node("Relu", ["x"], ["y"])


def test_every_shipped_graph_is_allowed() -> None:
    graphs = sorted(find_shipped_bundle().glob("*.onnx"))
    assert len(graphs) >= 4
    for path in graphs:
        assert check_graph(path, path.name, {}) == frozenset()


def test_what_the_runtime_needs_is_allowed() -> None:
    needed = ["GroupQueryAttention", "MatMulNBits", "SkipSimplifiedLayerNormalization"]
    assert [explain_refusal("com.microsoft", name) for name in needed] == [None] * 3
    assert explain_refusal("", "Softmax") is None


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (helper.make_node("Anything", ["x"], ["y"], domain="my.ops"), "custom domain 'my.ops'"),
        (helper.make_node("PyOp", ["x"], ["y"], domain="ai.onnx.contrib"), "'PyOp'"),
        (helper.make_node("TreeEnsemble", ["x"], ["y"], domain="ai.onnx.ml"), "custom domain"),
        (helper.make_node("EPContext", ["x"], ["y"], domain="com.microsoft"), "'EPContext'"),
        (helper.make_node("Loop", ["x"], ["y"], body=make_graph(RELU)), "'Loop'"),
        (helper.make_node("Scan", ["x"], ["y"], body=make_graph(RELU)), "'Scan'"),
        (helper.make_node("StringNormalizer", ["x"], ["y"]), "'StringNormalizer'"),
        (helper.make_node("", ["x"], ["y"]), "''"),
    ],
)
def test_operator_that_is_refused(tmp_path: Path, node: Any, words: str) -> None:
    with pytest.raises(BundleSchemaError, match=words) as refusal:
        check(tmp_path, make_model(RELU, node))
    assert str(tmp_path / "g.onnx") in str(refusal.value)
    inner = make_graph(RELU, node)
    branch = helper.make_node("If", ["x"], ["y"], then_branch=make_graph(RELU), else_branch=inner)
    with pytest.raises(BundleSchemaError, match=words):
        check(tmp_path, make_model(branch))


def test_branches_are_allowed_to_a_depth(tmp_path: Path) -> None:
    node = RELU
    for _ in range(7):
        inner = make_graph(node)
        node = helper.make_node("If", ["x"], ["y"], then_branch=inner, else_branch=inner)
        if len(inner.SerializeToString()) > 20_000:
            break
    assert check(tmp_path, make_model(node)) == frozenset()
    deep = RELU
    for _ in range(9):
        deep = helper.make_node("If", ["x"], ["y"], then_branch=make_graph(deep))
    with pytest.raises(BundleSchemaError, match="nested too deeply"):
        check(tmp_path, make_model(deep))


def test_operators_of_its_own(tmp_path: Path) -> None:
    function = helper.make_function(
        "my.ops", "F", ["x"], ["y"], [RELU], [helper.make_opsetid("", 18)]
    )
    with pytest.raises(BundleSchemaError, match="operators of its own"):
        check(tmp_path, make_model(RELU, functions=[function]))


def test_external_weights_beside_the_graph(tmp_path: Path) -> None:
    weights = (external(location="g.onnx.data", offset="84", length="16"),)
    assert check(tmp_path, make_model(RELU, weights=weights)) == {"g.onnx.data"}
    found = check(tmp_path, make_model(RELU, weights=weights), "sub/g.onnx")
    assert found == {"sub/g.onnx.data"}


@pytest.mark.parametrize(
    "entries",
    [
        {"location": "../g.onnx.data"},
        {"location": "/etc/passwd"},
        {"location": "C:\\g.onnx.data"},
        {"location": "sub/g.onnx.data"},
        {"location": "g.onnx.data_1"},
        {"location": "tokenizer.json"},
        # onnxruntime takes the offset of this place for an address in memory.
        {"location": "*/_ORT_MEM_ADDR_/*", "offset": "4096", "length": "16"},
        {"location": ""},
        {},
        {"location": "g.onnx.data", "offset": "85", "length": "16"},
        {"location": "g.onnx.data", "offset": "101"},
        {"location": "g.onnx.data", "offset": "-4"},
        {"location": "g.onnx.data", "offset": "9" * 30},
        {"location": "g.onnx.data", "length": "0x10"},
        {"location": "g.onnx.data", "length": "\u0661"},
    ],
)
@pytest.mark.parametrize("place", ["initializer", "attribute"])
def test_external_weights_elsewhere(tmp_path: Path, entries: dict[str, str], place: str) -> None:
    tensor = external(**entries)
    content = (
        make_model(RELU, weights=(tensor,))
        if place == "initializer"
        else make_model(helper.make_node("Constant", [], ["y"], value=tensor))
    )
    with pytest.raises(BundleSchemaError, match="weights"):
        check(tmp_path, content)


def test_location_given_twice(tmp_path: Path) -> None:
    tensor = external(location="g.onnx.data")
    tensor.external_data.add(key="location", value="/etc/passwd")
    with pytest.raises(BundleSchemaError, match="twice"):
        check(tmp_path, make_model(RELU, weights=(tensor,)))


def test_second_graph_and_second_operator(tmp_path: Path) -> None:
    """protobuf merges what is given twice, so each part alone could look harmless."""
    one = make_model(RELU)
    with pytest.raises(BundleSchemaError, match="2 graphs"):
        check(tmp_path, one + one)
    node = RELU.SerializeToString() + helper.make_node("Loop", [], []).SerializeToString()
    graph = bytes([0x0A, len(node)]) + node
    with pytest.raises(BundleSchemaError, match="twice in one node"):
        check(tmp_path, bytes([0x3A, len(graph)]) + graph)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 bytes"),
        (b"\x08", "cut off"),
        (b"\x3a\x7f", "ends outside"),
        (b"\xff" * 40, "too long"),
        (b"\x0b", "unknown kind 3"),
        (b"\x00\x00", "without a number"),
        (b"\x38\x01", "a part is expected"),
        (b"\x08\x0a", "0 graphs"),
        (b"\x08\x0a\x12\x04ORTM", "format of onnxruntime"),
    ],
)
def test_what_is_no_graph(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(BundleSchemaError, match=words):
        check(tmp_path, content)


def test_changed_bytes_give_a_verdict_and_nothing_else(tmp_path: Path) -> None:
    weight = onnx.numpy_helper.from_array(np.ones(4, np.float32), "w")
    whole = make_model(RELU, helper.make_node("Add", ["y", "w"], ["x"]), weights=(weight,))
    draw = random.Random(0)
    refused = 0
    for _ in range(2000):
        content = bytearray(whole)
        for _ in range(draw.randint(1, 3)):
            content[draw.randrange(len(content))] = draw.randrange(256)
        try:
            check(tmp_path, bytes(content[: draw.randint(1, len(content))]))
        except BundleSchemaError:
            refused += 1
    assert 500 < refused < 2000
