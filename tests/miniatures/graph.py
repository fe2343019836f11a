"""Small ONNX graphs, node by node."""

from __future__ import annotations

from typing import Any

import numpy as np


class GraphBuilder:
    """Collects nodes and weights of one small graph."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def node(self, kind: str, inputs: list[str], *outputs: str, **attributes: Any) -> None:
        from onnx import helper

        self._nodes.append(helper.make_node(kind, inputs, outputs, **attributes))

    def constant(self, value: Any) -> str:
        from onnx import numpy_helper

        name = f"weight.{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def ints(self, values: int | list[int]) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def random(self, *shape: int) -> str:
        return self.constant(self._random.normal(0, 0.5, shape).astype(np.float32))

    def finish(self, inputs: dict[str, Any], outputs: dict[str, Any]) -> bytes:
        from onnx import TensorProto, checker, helper

        kinds = {"f": TensorProto.FLOAT, "i": TensorProto.INT64, "n": TensorProto.INT32}

        def borders(named: dict[str, Any]) -> list[Any]:
            return [
                helper.make_tensor_value_info(name, kinds[kind], shape)
                for name, (kind, shape) in named.items()
            ]

        graph = helper.make_graph(
            self._nodes, "tiny", borders(inputs), borders(outputs), self._weights
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
        checker.check_model(model)
        return bytes(model.SerializeToString())
