"""Two tiny LLaVA layouts, exported once: SkinVL-mini's and the published 7B checkpoints'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from transformers import (
    CLIPVisionConfig,
    LlamaConfig,
    LlavaConfig,
    LlavaForConditionalGeneration,
    MistralConfig,
)

from skinvl.contract.bundle import DecoderSpec
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.export.conversion import as_plain_llava, convert
from skinvl.export.decoder import DecoderRecipe, ModelWeights, Skeleton, trace_decoder
from skinvl.export.parity import open_graph
from skinvl.model import SkinVLConfig, SkinVLForConditionalGeneration, SkinVLVisionConfig
from skinvl.runtime.sessions import Graph

# Tiny tensors: threads would only wait for each other.
torch.set_num_threads(1)

SIDE = 32
IMAGE_ID = 3


@dataclass(frozen=True)
class Layout:
    """A model, its exported graphs, and the shapes of its decoder."""

    model: LlavaForConditionalGeneration
    graphs: Mapping[str, Graph]
    decoder: DecoderSpec
    skeleton: Skeleton


def make_mini() -> LlavaForConditionalGeneration:
    config = SkinVLConfig(
        vision_config=SkinVLVisionConfig(
            stem_channels=8,
            stages=((1, 3, 1, 1, 8), (2, 3, 2, 2, 16)),
            hidden_size=32,
            image_size=SIDE,
        ),
        text_config=LlamaConfig(
            vocab_size=90,
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            intermediate_size=96,
            max_position_embeddings=96,
            initializer_range=0.2,
            tie_word_embeddings=True,
        ),
        image_token_index=IMAGE_ID,
        image_seq_length=64,
        dermoscopy_codes=("melanoma", "melanocytic-nevus"),
        clinical_codes=("acne", "eczema"),
        typicality_rank=4,
        tie_word_embeddings=True,
    )
    return SkinVLForConditionalGeneration(config)


def make_7b_layout() -> LlavaForConditionalGeneration:
    """CLIP without its class token and last layer, two-layer projector, Mistral with grouped
    queries and untied output weights; no head, as published."""
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(
            hidden_size=32,
            intermediate_size=48,
            num_hidden_layers=3,
            num_attention_heads=2,
            image_size=SIDE,
            patch_size=8,
        ),
        text_config=MistralConfig(
            vocab_size=80,
            hidden_size=96,
            num_hidden_layers=2,
            num_attention_heads=6,
            num_key_value_heads=2,
            intermediate_size=96,
            max_position_embeddings=96,
            initializer_range=0.2,
            sliding_window=None,
        ),
        image_token_index=IMAGE_ID,
        image_seq_length=16,
        vision_feature_layer=-2,
        vision_feature_select_strategy="default",
    )
    return LlavaForConditionalGeneration(config)


@pytest.fixture
def published() -> LlavaForConditionalGeneration:
    """A model of the published layout, not shared, to be changed at will."""
    torch.manual_seed(11)
    return make_7b_layout().eval()


@pytest.fixture(scope="session", params=["mini", "7b"])
def layout(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Layout:
    torch.manual_seed(11)
    model = (make_mini if request.param == "mini" else make_7b_layout)().eval()
    folder: Path = tmp_path_factory.mktemp(str(request.param))
    spec = PreprocessSpec(SIDE, SIDE, "squash", (0, 0, 0), "bicubic", (0.5,) * 3, (0.5,) * 3)
    files = convert(model, spec, folder)
    skeleton = trace_decoder(as_plain_llava(model), ModelWeights(model), folder)
    files["decoder"] = skeleton.fill(DecoderRecipe("fp32", "fp32"), folder / "decoder.onnx")
    text = model.config.text_config
    decoder = DecoderSpec(
        layers=text.num_hidden_layers,
        kv_heads=text.num_key_value_heads,
        head_dim=text.hidden_size // text.num_attention_heads,
        hidden_size=text.hidden_size,
        vocab_size=text.vocab_size,
        max_length=text.max_position_embeddings,
        image_tokens=model.config.image_seq_length,
        bos_id=1,
        eos_id=2,
        pad_id=0,
        image_id=IMAGE_ID,
    )
    return Layout(
        model, {name: open_graph(file) for name, file in files.items()}, decoder, skeleton
    )
