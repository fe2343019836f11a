"""Weights into slots: which format for which, how much memory, what a full disk leaves behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from torch import Tensor

from skinvl.contract.errors import ExportError
from skinvl.export.decoder import DecoderRecipe, Skeleton
from skinvl.export.decoder.filling import ALIGNMENT, load_slot


class CountingWeights:
    """Hands weights on and remembers which."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.loaded: list[str] = []

    def shape(self, name: str) -> tuple[int, ...]:
        shape: tuple[int, ...] = self.source.shape(name)
        return shape

    def load(self, name: str) -> Tensor:
        self.loaded.append(name)
        weight: Tensor = self.source.load(name)
        return weight


def test_packed_projections_are_stacked_in_order(skeleton: Skeleton, model: Any) -> None:
    parts = next(parts for parts in skeleton.parts.values() if "q_proj" in parts[0])
    attention = model.model.language_model.layers[0].self_attn
    rows = [attention.q_proj, attention.k_proj, attention.v_proj]
    expected = torch.cat([row.weight for row in rows]).T.detach().numpy()
    np.testing.assert_array_equal(load_slot(skeleton.weights, parts), expected)


def test_every_weight_is_read_once(skeleton: Skeleton, tmp_path: Path) -> None:
    weights = CountingWeights(skeleton.weights)
    done: list[tuple[int, int]] = []
    watched = Skeleton(skeleton.model, skeleton.parts, weights)
    watched.fill(
        DecoderRecipe("int8", "int8"),
        tmp_path / "decoder.onnx",
        progress=lambda count, total: done.append((count, total)),
    )
    assert len(weights.loaded) == len(set(weights.loaded)) == 3 * 7 + 1
    assert done == [(count, 16) for count in range(1, 17)]


def test_exceptions_keep_their_own_format(skeleton: Skeleton, tmp_path: Path) -> None:
    recipe = DecoderRecipe("mixed", "int4", {"lm_head.*": "int8-weights", "*.layers.1.*": "fp32"})
    graph = onnx.load(str(skeleton.fill(recipe, tmp_path / "decoder.onnx"))).graph
    bits = [
        next(a.i for a in node.attribute if a.name == "bits")
        for node in graph.node
        if node.op_type == "MatMulNBits"
    ]
    assert sorted(bits) == [4] * 10 + [8]
    plain = [node.input[1] for node in graph.node if node.op_type == "MatMul"]
    assert len(plain) == 5
    assert all(".layers.1." in name for name in plain)


def test_estimates_are_near_the_truth(skeleton: Skeleton, tmp_path: Path) -> None:
    bare = len(skeleton.model.SerializeToString())
    for kind in ("fp32", "int8", "int8-weights", "int4"):
        recipe = DecoderRecipe(kind, kind)  # type: ignore[arg-type]
        size = skeleton.fill(recipe, tmp_path / f"{kind}.onnx").stat().st_size - bare
        # Names of nodes and scales weigh more in a decoder as small as this.
        assert skeleton.estimate(recipe) == pytest.approx(size, rel=0.3)


def test_weights_beside_the_graph_are_aligned(skeleton: Skeleton, tmp_path: Path) -> None:
    recipe = DecoderRecipe("int4", "int4")
    file = skeleton.fill(recipe, tmp_path / "decoder.onnx", inline_limit=0)
    graph = onnx.load(str(file), load_external_data=False).graph
    places = [
        {entry.key: entry.value for entry in tensor.external_data}
        for tensor in graph.initializer
        if tensor.data_location == onnx.TensorProto.EXTERNAL
    ]
    assert {place["location"] for place in places} == {"decoder.onnx.data"}
    assert all(int(place["offset"]) % ALIGNMENT == 0 for place in places)
    ends = [int(place["offset"]) + int(place["length"]) for place in places]
    assert max(ends) == (tmp_path / "decoder.onnx.data").stat().st_size


def test_half_precision_takes_no_rounded_activations(skeleton: Skeleton, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"q_proj.weight: cannot be stored as int8"):
        skeleton.fill(DecoderRecipe("odd", "int8", half=True), tmp_path / "decoder.onnx")


def test_a_disk_that_refuses_is_named(skeleton: Skeleton, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"decoder.onnx: cannot be written \(No such file"):
        skeleton.fill(DecoderRecipe("int8", "int8"), tmp_path / "missing" / "decoder.onnx")


MEASURE = """
import resource, sys
from pathlib import Path
import torch
from accelerate import init_empty_weights
from transformers import CLIPVisionConfig, LlavaConfig, LlavaForConditionalGeneration, MistralConfig
from skinvl.export.decoder import DecoderRecipe, trace_decoder

torch.set_num_threads(1)
layers, folder = int(sys.argv[1]), Path(sys.argv[2])
text = MistralConfig(
    vocab_size=2048, hidden_size=1024, num_hidden_layers=layers, num_attention_heads=16,
    num_key_value_heads=4, intermediate_size=4096, max_position_embeddings=128, sliding_window=None,
)
vision = CLIPVisionConfig(hidden_size=16, intermediate_size=16, num_hidden_layers=1,
                          num_attention_heads=2, image_size=16, patch_size=8)
with init_empty_weights(include_buffers=False):
    model = LlavaForConditionalGeneration(
        LlavaConfig(vision_config=vision, text_config=text, image_token_index=3))
shapes = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}

class Weights:
    def shape(self, name):
        return shapes[name]
    def load(self, name):
        return torch.randn(shapes[name]) * 0.02

skeleton = trace_decoder(model, Weights(), folder)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
skeleton.fill(DecoderRecipe("int4", "int4"), folder / "decoder.onnx", inline_limit=0)
print(skeleton.estimate(DecoderRecipe("fp32", "fp32")) // 1024)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_memory_does_not_grow_with_the_number_of_layers(tmp_path: Path) -> None:
    """Twelve layers take 0.7 GB in float32; filling them takes what one weight takes."""
    result = subprocess.run(
        [sys.executable, "-c", MEASURE, "12", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    whole, grown = map(int, result.stdout.split()[-2:])
    assert whole > 700_000
    assert grown < whole / 4
