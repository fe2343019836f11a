"""Weights into the slots of a decoder's skeleton, one after the other."""

from __future__ import annotations

import fnmatch
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto

from skinvl.contract.errors import ExportError
from skinvl.export.decoder.formats import BITS, Format, Product, store
from skinvl.export.decoder.skeleton import WeightSource

# Protobuf ends at 2 GiB; a graph near it is also slow to read as one message.
INLINE_LIMIT = 1 << 30
# onnxruntime maps external weights that begin at a multiple of this.
ALIGNMENT = 4096


@dataclass(frozen=True)
class DecoderRecipe:
    """One way to store a decoder's weights.

    Args:
        name: for reports and the manifest.
        default: format of every slot that `exceptions` does not name.
        exceptions: pattern of a weight's name (as of a file, `*` for any letters) -> format.
        half: whether the graph computes in float16, buffers of keys and values included (CUDA).
    """

    name: str
    default: Format
    exceptions: Mapping[str, Format] = field(default_factory=dict)
    half: bool = False

    def choose(self, parts: tuple[str, ...]) -> Format:
        """The format of the slot that these weights fill."""
        for pattern, kind in self.exceptions.items():
            if any(fnmatch.fnmatchcase(part, pattern) for part in parts):
                return kind
        return self.default


@dataclass(frozen=True)
class Skeleton:
    """The traced graph, and for each initializer that stands for a weight what fills it."""

    model: ModelProto
    parts: Mapping[str, tuple[str, ...]]
    weights: WeightSource

    def estimate(self, recipe: DecoderRecipe) -> int:
        """Bytes of the filled graph, roughly, before any weight is read."""
        bits = 0.0
        for parts in self.parts.values():
            count = sum(math.prod(self.weights.shape(part)) for part in parts)
            bits += count * BITS[recipe.choose(parts)]
        return int(bits / 8)

    def fill(
        self,
        recipe: DecoderRecipe,
        target: Path,
        *,
        inline_limit: int = INLINE_LIMIT,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Path:
        """Write the graph with its weights to `target`.

        Above `inline_limit` bytes, weights go to `<target>.data` beside it.

        Args:
            recipe: how weights are stored.
            target: `*.onnx` that must not exist.
            inline_limit: largest estimate in bytes that is written as a single file.
            progress: told the number of weights done and of all.

        Raises:
            ExportError: the disk refuses, or a weight cannot be quantized.
        """
        graph = ModelProto()
        graph.CopyFrom(self.model)
        outside = None
        try:
            if self.estimate(recipe) > inline_limit:
                outside = ExternalFile(target.with_name(f"{target.name}.data"))
            fill_slots(graph, self.parts, self.weights, recipe, outside, progress)
            target.write_bytes(graph.SerializeToString())
        except OSError as error:
            raise ExportError(f"{target}: cannot be written ({error.strerror})") from error
        return target


def fill_slots(
    model: ModelProto,
    parts: Mapping[str, tuple[str, ...]],
    weights: WeightSource,
    recipe: DecoderRecipe,
    outside: ExternalFile | None,
    progress: Callable[[int, int], None],
) -> None:
    """Replace each multiplication by a slot with that by its weight, in place."""
    graph = model.graph
    kept = [tensor for tensor in graph.initializer if tensor.name not in parts]
    nodes: list[NodeProto] = []
    filled: list[str] = []
    tensors = list(kept)
    for node in graph.node:
        slot = next((name for name in node.input if name in parts), None)
        if slot is None:
            nodes.append(node)
            continue
        kind = recipe.choose(parts[slot])
        try:
            product = store(load_slot(weights, parts[slot]), kind)
            if recipe.half:
                product = in_half(product)
        except (RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise ExportError(f"{parts[slot][0]}: cannot be stored as {kind} ({reason})") from error
        prefix = parts[slot][0].removesuffix(".weight")
        placed = product.place(prefix, node.input[0], node.output[0])
        nodes.extend(placed.nodes)
        for tensor in placed.tensors:
            tensors.append(tensor if outside is None else outside.take(tensor))
        filled.append(slot)
        progress(len(filled), len(parts))
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.initializer[:]
    graph.initializer.extend(tensors)


def load_slot(weights: WeightSource, parts: tuple[str, ...]) -> NDArray[np.float32]:
    """The weight of a slot, float32 [I, O]."""
    loaded = [weights.load(part) for part in parts]
    whole = loaded[0] if len(loaded) == 1 else torch.cat(loaded)
    return np.ascontiguousarray(whole.numpy().T)


class ExternalFile:
    """The file that holds the weights of one graph; written from front to back."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.touch(exist_ok=False)
        self._end = 0

    def take(self, tensor: TensorProto) -> TensorProto:
        """Write the values of `tensor` to the file; a tensor that says where they are."""
        # Some quantizers store numbers in fields of their type.
        content = tensor.raw_data or onnx.numpy_helper.to_array(tensor).tobytes()
        start = -(-self._end // ALIGNMENT) * ALIGNMENT
        with self.file.open("ab") as stream:
            stream.write(b"\0" * (start - self._end))
            stream.write(content)
        self._end = start + len(content)
        # A new one: what is cleared in a message is only given back with the whole message.
        moved = TensorProto(name=tensor.name, dims=tensor.dims, data_type=tensor.data_type)
        moved.data_location = TensorProto.EXTERNAL
        place = {"location": self.file.name, "offset": start, "length": len(content)}
        for key, value in place.items():
            moved.external_data.add(key=key, value=str(value))
        return moved


def in_half(product: Product) -> Product:
    """The same product for activations of float16: only its scales have a type to change.

    Raises:
        ValueError: int8 with rounded activations, which is float32 by definition.
    """
    if any(node.op_type == "MatMulInteger" for node in product.nodes):
        raise ValueError("not in a graph of float16")
    tensors = []
    for tensor in product.tensors:
        if tensor.data_type == TensorProto.FLOAT:
            values = onnx.numpy_helper.to_array(tensor).astype(np.float16)
            tensor = onnx.numpy_helper.from_array(values, tensor.name)
        tensors.append(tensor)
    return Product(product.nodes, tuple(tensors))


def name_slots(
    model: ModelProto, numbers: Mapping[int, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Initializer -> what fills it; the tracer may rename weights but keeps their values."""
    named = {}
    for tensor in find_slots(model):
        named[tensor.name] = numbers[int(onnx.numpy_helper.to_array(tensor).item())]
    if len(named) != len(numbers):
        raise ExportError(f"the decoder has {len(numbers)} weights where {len(named)} were traced")
    return named


def find_slots(model: ModelProto) -> Iterator[TensorProto]:
    """Initializers of one number that a multiplication reads."""
    multiplied = {node.input[1] for node in model.graph.node if node.op_type == "MatMul"}
    for tensor in model.graph.initializer:
        if tensor.name in multiplied and list(tensor.dims) == [1, 1]:
            yield tensor
