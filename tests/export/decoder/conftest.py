"""A tiny Mistral decoder inside a LLaVA, and its skeleton, traced once."""

from __future__ import annotations

import pytest
import torch
from transformers import (
    CLIPVisionConfig,
    LlavaConfig,
    LlavaForConditionalGeneration,
    MistralConfig,
)

from skinvl.export.decoder import ModelWeights, Skeleton, trace_decoder


def make_text_config(**changes: object) -> MistralConfig:
    return MistralConfig(
        **{
            "vocab_size": 70,
            "hidden_size": 64,
            "num_hidden_layers": 3,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "intermediate_size": 96,
            "max_position_embeddings": 48,
            "sliding_window": None,
            **changes,
        }
    )


@pytest.fixture(scope="session")
def model() -> LlavaForConditionalGeneration:
    torch.manual_seed(5)
    vision = CLIPVisionConfig(
        hidden_size=16, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
        image_size=16, patch_size=8,
    )  # fmt: skip
    config = LlavaConfig(vision_config=vision, text_config=make_text_config(), image_token_index=3)
    made = LlavaForConditionalGeneration(config).eval()
    for parameter in made.parameters():
        if parameter.dim() == 1:
            # Norms of one value are merged by the tracer, as no trained model has them.
            torch.nn.init.uniform_(parameter, 0.5, 1.5)
    return made


@pytest.fixture(scope="session")
def skeleton(
    model: LlavaForConditionalGeneration, tmp_path_factory: pytest.TempPathFactory
) -> Skeleton:
    return trace_decoder(model, ModelWeights(model), tmp_path_factory.mktemp("skeleton"))
