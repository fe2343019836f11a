"""What is traced: every weight a slot, the fused operators, and only decoders that are known."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import torch
from transformers import GPT2Config, LlamaConfig
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

from skinvl.contract.errors import ExportError
from skinvl.export.decoder import Skeleton
from skinvl.export.decoder.skeleton import (
    check_architecture,
    describe_attention,
    tabulate_rotation,
)


def test_every_large_weight_is_a_slot(skeleton: Skeleton, model: Any) -> None:
    filled = [part for parts in skeleton.parts.values() for part in parts]
    large = {
        name
        for name, weight in model.state_dict().items()
        if weight.dim() == 2 and ".layers." in name and "language_model" in name
    }
    assert sorted(filled) == sorted({*large, "lm_head.weight"})
    assert len(skeleton.model.SerializeToString()) < 40_000


def test_attention_and_normalisation_are_single_operators(skeleton: Skeleton) -> None:
    found = Counter(node.op_type for node in skeleton.model.graph.node)
    assert found["GroupQueryAttention"] == 3
    assert found["SkipSimplifiedLayerNormalization"] == 6
    assert found["MatMul"] == 3 * 5 + 1
    assert "Softmax" not in found


def test_attributes_are_those_of_the_configuration(skeleton: Skeleton) -> None:
    node = next(n for n in skeleton.model.graph.node if n.op_type == "GroupQueryAttention")
    values = {a.name: a.f if a.type == 1 else a.i for a in node.attribute}
    assert values["num_heads"] == 4
    assert values["kv_num_heads"] == 2
    assert values["scale"] == pytest.approx(16**-0.5)
    assert values["local_window_size"] == -1
    assert values["do_rotary"] == 1


def test_rotation_is_that_of_transformers_with_its_scaling() -> None:
    config = LlamaConfig(
        hidden_size=64,
        num_attention_heads=4,
        max_position_embeddings=64,
        rope_theta=5000.0,
        rope_scaling={
            "rope_type": "llama3",
            "factor": 8.0,
            "low_freq_factor": 1.0,
            "high_freq_factor": 4.0,
            "original_max_position_embeddings": 16,
        },
    )
    cos, sin = tabulate_rotation(config)
    rotary: Any = LlamaRotaryEmbedding(config=config)
    expected = rotary(torch.zeros(1), torch.tensor([[37]]))
    assert cos.shape == sin.shape == (64, 8)
    torch.testing.assert_close(torch.cat([cos[37]] * 2), expected[0][0, 0])
    torch.testing.assert_close(torch.cat([sin[37]] * 2), expected[1][0, 0])


def test_heads_of_a_width_of_their_own() -> None:
    config = LlamaConfig(hidden_size=64, num_attention_heads=2, head_dim=48)
    assert describe_attention(config).head_dim == 48


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (GPT2Config(), "a language model of type 'gpt2' cannot be exported; known: llama, mistral"),
        (LlamaConfig(hidden_act="gelu"), "with hidden_act: 'gelu'"),
        (LlamaConfig(attention_bias=True), "with attention_bias: True"),
        (LlamaConfig(mlp_bias=True), "with mlp_bias: True"),
        (
            LlamaConfig(rope_scaling={"rope_type": "dynamic", "factor": 2.0}),
            "with rope_scaling: .*dynamic",
        ),
        (
            LlamaConfig(hidden_size=48, num_attention_heads=6, num_key_value_heads=6),
            "heads of 8 values cannot be exported; onnxruntime takes multiples of 16",
        ),
    ],
)
def test_other_decoders_are_refused(config: Any, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        check_architecture(config)
