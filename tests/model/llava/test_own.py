"""This project's own checkpoint as a plain LLaVA."""

from pathlib import Path

import pytest
import torch
from miniatures.llava_tensors import randomize
from miniatures.llava_tokenizer import tokenizer_json, vocab_size
from tokenizers import AddedToken, Tokenizer
from transformers import AutoProcessor, LlamaConfig, LlavaForConditionalGeneration

from skinvl.contract.errors import ModelError
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.model import (
    SkinVLConfig,
    SkinVLForConditionalGeneration,
    SkinVLVisionConfig,
    save_checkpoint,
)
from skinvl.model.llava import load_llava, save_llava

SPEC = PreprocessSpec(64, 64, "squash", (0, 0, 0), "bicubic", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))


def write_own(folder: Path, manifest: dict[str, object] | None = None) -> Path:
    tokenizer = Tokenizer.from_str(tokenizer_json())
    tokenizer.add_special_tokens([AddedToken("<image>", special=True, normalized=False)])
    config = SkinVLConfig(
        vision_config=SkinVLVisionConfig(
            stem_channels=4, stages=((1, 3, 2, 2, 8),), hidden_size=24, image_size=64
        ),
        text_config=LlamaConfig(
            vocab_size=vocab_size() + 1,
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=4,
            num_key_value_heads=2,
            intermediate_size=48,
            tie_word_embeddings=True,
            pad_token_id=0,
        ),
        image_token_index=vocab_size(),
        image_seq_length=256,
        dermoscopy_codes=("nevus", "melanoma"),
        clinical_codes=("acne", "eczema"),
        typicality_rank=2,
    )
    model = SkinVLForConditionalGeneration(config)
    model.load_state_dict(randomize(model.state_dict(), 2), strict=False)
    model.tie_weights()
    contract = {"contract": {"preprocess": SPEC.to_json()}}
    save_checkpoint(folder, model, tokenizer, contract if manifest is None else manifest)
    return folder


def test_logits_stay_and_the_head_is_left_out(tmp_path: Path) -> None:
    folder = write_own(tmp_path / "own")
    whole = SkinVLForConditionalGeneration.from_pretrained(folder).eval()
    loaded = load_llava(folder)
    assert type(loaded.model) is LlavaForConditionalGeneration
    assert loaded.image == SPEC
    assert "head" in loaded.notes[0] and "import skinvl.model" in loaded.notes[1]
    save_llava(tmp_path / "hf", loaded)
    again = LlavaForConditionalGeneration.from_pretrained(tmp_path / "hf").eval()
    tokens = (64 // 4) ** 2
    ids = torch.tensor([[1, *[vocab_size()] * tokens, 302, 349]])
    inputs = {"input_ids": ids, "pixel_values": torch.randn(1, 3, 64, 64)}
    with torch.no_grad():
        expected = whole(**inputs).logits
        assert torch.equal(loaded.model(**inputs).logits, expected)
        assert torch.equal(again(**inputs).logits, expected)
    assert expected.std() > 0.1
    processor = AutoProcessor.from_pretrained(tmp_path / "hf", use_fast=False)
    assert (processor.patch_size, processor.num_additional_image_tokens) == (4, 0)
    assert load_llava(tmp_path / "hf").image == SPEC


def test_a_manifest_without_preprocessing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"skinvl\.json: contract\.preprocess"):
        load_llava(write_own(tmp_path / "own", manifest={"contract": {}}))
