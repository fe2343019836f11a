"""Padding in front of a convolution, made part of the convolution.

TensorFlow's towers pad unevenly before a convolution of stride 2, which PyTorch can only write as
an operator of its own. ONNX's Conv pads unevenly by itself. Apart they cost a third of the time of
such a tower: onnxruntime keeps its blocked layout (NCHWc) through convolutions, and every Pad in
between makes it reorder the whole image twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, helper
from onnx.reference import ReferenceEvaluator

# Numbers before and after each of the four axes of an image batch.
_PADS = 8


def fold_padding(model: ModelProto) -> int:
    """Fold every constant zero padding into the one convolution that reads it, in place.

    The result is the same to the last bit: the same zeros are added in the same places.

    Returns:
        How many were folded; a padding of another kind stays.
    """
    graph = model.graph
    readers: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    outputs = {output.name for output in graph.output}
    folded = 0
    for pad in [node for node in graph.node if node.op_type == "Pad"]:
        conv, *others = readers.get(pad.output[0], [None])
        if conv is None or others or pad.output[0] in outputs:
            continue
        amounts = read_padding(model, pad)
        if amounts is None or not _takes_padding(conv, pad.output[0]):
            continue
        _widen(conv, amounts)
        conv.input[0] = pad.input[0]
        folded += 1
    if folded:
        remove_unread(graph)
    return folded


def read_padding(model: ModelProto, pad: NodeProto) -> tuple[int, int, int, int] | None:
    """Zeros (top, left, bottom, right) that a Pad adds; None where it does something else."""
    attributes = {entry.name: helper.get_attribute_value(entry) for entry in pad.attribute}
    inputs = [*pad.input, "", "", ""][:4]
    if attributes.get("mode", b"constant") != b"constant" or inputs[3]:
        return None
    amounts = evaluate(model, inputs[1])
    value = evaluate(model, inputs[2]) if inputs[2] else np.zeros(1)
    if amounts is None or amounts.size != _PADS or value is None or value.any():
        return None
    before, after = amounts[: _PADS // 2].tolist(), amounts[_PADS // 2 :].tolist()
    if any(before[:2]) or any(after[:2]) or min(*before, *after) < 0:
        return None
    return before[2], before[3], after[2], after[3]


def evaluate(model: ModelProto, name: str) -> NDArray[np.generic] | None:
    """A value that depends on no input of the graph; None for any other."""
    graph = model.graph
    makers: dict[str, NodeProto] = {}
    for node in graph.node:
        makers.update(dict.fromkeys(node.output, node))
    weights = {tensor.name: tensor for tensor in graph.initializer}
    needed: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in needed:
            continue
        needed.add(current)
        if current in makers:
            waiting.extend(part for part in makers[current].input if part)
        elif current not in weights:
            return None
    nodes = [node for node in graph.node if needed.intersection(node.output)]
    constants = [weights[part] for part in sorted(needed) if part in weights]
    value = onnx.ValueInfoProto(name=name)
    part = helper.make_graph(nodes, "constant", [], [value], constants)
    alone = helper.make_model(part, opset_imports=model.opset_import, ir_version=model.ir_version)
    computed: Any = ReferenceEvaluator(alone).run(None, {})
    return np.asarray(computed[0])


def remove_unread(graph: GraphProto) -> None:
    """Remove nodes and weights that nothing reads any more."""
    kept: list[NodeProto] = []
    read = {output.name for output in graph.output}
    # Nodes stand in the order of computation, so that readers come after what they read.
    for node in reversed(graph.node):
        if read.intersection(node.output):
            kept.append(node)
            read.update(node.input)
    _replace(graph.node, kept[::-1])
    _replace(graph.initializer, [tensor for tensor in graph.initializer if tensor.name in read])
    _replace(graph.value_info, [])


def _replace(field: object, values: Sequence[object]) -> None:
    copies = list(values)
    del field[:]  # type: ignore[attr-defined]
    field.extend(copies)  # type: ignore[attr-defined]


def _takes_padding(node: NodeProto, name: str) -> bool:
    if node.op_type != "Conv" or node.input[0] != name or name in node.input[1:]:
        return False
    attributes = {entry.name: helper.get_attribute_value(entry) for entry in node.attribute}
    return bool(attributes.get("auto_pad", b"NOTSET") == b"NOTSET")


def _widen(conv: NodeProto, amounts: tuple[int, int, int, int]) -> None:
    """Add to what the convolution pads already."""
    for entry in conv.attribute:
        if entry.name == "pads":
            entry.ints[:] = [a + b for a, b in zip(entry.ints, amounts, strict=True)]
            return
    conv.attribute.append(helper.make_attribute("pads", amounts))
