"""What of a model is in memory, and that no more of a checkpoint ever is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from miniatures.llava import write_hf_llava
from miniatures.llava_tensors import write_tensors
from transformers import (
    CLIPVisionConfig,
    LlavaConfig,
    LlavaForConditionalGeneration,
    MistralConfig,
    PreTrainedTokenizerFast,
)

from skinvl.export import Exported, ExportOptions, export_bundle
from skinvl.export.checkpoint import read_checkpoint
from skinvl.export.diagnosis import read_diagnosis
from skinvl.export.images import draw_lesion, encode_png
from skinvl.export.llava import Statement, read_llava
from skinvl.export.loading import load_model
from skinvl.export.weights import open_weights
from skinvl.model import (
    PooledLlava,
    SkinVLConfig,
    SkinVLForConditionalGeneration,
    load_checkpoint,
    save_checkpoint,
)
from skinvl.model.llava import list_shapes
from skinvl.runtime import load_bundle
from skinvl.runtime.signature import read_trusted_keys

MEASURE = """
import sys
from pathlib import Path
from transformers import LlavaConfig
from skinvl.export.loading import load_model
from skinvl.export.weights import open_weights
from skinvl.model import PooledLlava
from skinvl.model.llava import list_shapes
def peak():
    # Not getrusage, in which a child inherits the peak of the process that started it.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
folder = Path(sys.argv[1])
config = LlavaConfig.from_pretrained(folder)
weights = open_weights(folder, tied=False)
# What is imported late, and the classes of the model.
list_shapes(config)
weights.load("model.language_model.norm.weight")
before = peak()
load_model(PooledLlava, config, weights, whole=False)
print(before, peak())
"""


def test_layers_of_the_decoder_stay_out_of_memory_until_asked(tmp_path: Path) -> None:
    folder = write_hf_llava(tmp_path / "hf")
    truth = LlavaForConditionalGeneration.from_pretrained(folder).state_dict()
    config = LlavaConfig.from_pretrained(folder)
    weights = open_weights(folder, tied=False)
    partly = load_model(PooledLlava, config, weights, whole=False)
    outside = {name for name, tensor in partly.state_dict().items() if tensor.is_meta}
    layers = {name for name in truth if ".language_model.layers." in name}
    assert outside == layers | {"model.language_model.norm.weight", "lm_head.weight"}
    pixels = torch.randn(1, 3, 42, 42)
    whole = load_model(PooledLlava, config, weights, whole=True)
    with torch.no_grad():
        assert torch.equal(partly.encode(pixels)[0], whole.encode(pixels)[0])
    assert all(torch.equal(whole.state_dict()[name], truth[name]) for name in truth)


def test_own_checkpoints_are_read_without_their_decoder_too(checkpoint: Path) -> None:
    source = read_checkpoint(checkpoint, whole=False)
    truth = load_checkpoint(checkpoint).model
    pixels = torch.randn(2, 3, 32, 32)
    with torch.no_grad():
        for found, expected in zip(source.model.encode(pixels), truth.encode(pixels), strict=True):
            assert torch.equal(found, expected)
        assert isinstance(source.model, SkinVLForConditionalGeneration)
        features = expected
        for found, value in zip(source.model.head(features), truth.head(features), strict=True):
            assert torch.equal(found, value)
    assert source.model.get_output_embeddings().weight is source.model.get_input_embeddings().weight
    meta = [name for name, tensor in source.model.state_dict().items() if tensor.is_meta]
    assert meta and all(name.startswith("model.language_model.") for name in meta)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_peak_memory_is_far_below_the_checkpoint(tmp_path: Path) -> None:
    """185 MB in half precision, 370 MB as float32, are read within a quarter: one tensor in both
    types, the pages of its file, and what the allocator keeps."""
    text = MistralConfig(
        vocab_size=64,
        hidden_size=1024,
        intermediate_size=4096,
        num_hidden_layers=6,
        num_attention_heads=8,
        num_key_value_heads=2,
    )
    vision = CLIPVisionConfig(
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        image_size=28,
        patch_size=14,
    )
    config = LlavaConfig(vision_config=vision, text_config=text, image_token_index=63)
    folder = tmp_path / "large"
    folder.mkdir()
    config.save_pretrained(folder)
    zeros = {n: torch.zeros(s, dtype=torch.bfloat16) for n, s in list_shapes(config).items()}
    write_tensors(folder, zeros, "safetensors", 2)
    stored = sum(file.stat().st_size for file in folder.glob("*.safetensors"))
    del zeros
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(folder)], capture_output=True, text=True, check=True
    )
    before, after = map(int, run.stdout.split())
    print(f"stored {stored}, peak {before} KiB before and {after} KiB after")
    assert stored > 150e6
    assert (after - before) * 1024 < stored / 2


def test_a_clip_tower_and_mistral_with_an_own_head(
    checkpoint: Path,
    home: Path,
    keys: Path,
    exported: Exported,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The large layout as SkinVL's own class: its head reads the tower of the language model."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setattr("skinvl.export.exporting.PARITY_IMAGES", 2)
    given = load_checkpoint(checkpoint)
    torch.manual_seed(3)
    small = given.model.config
    config = SkinVLConfig(
        vision_config=CLIPVisionConfig(
            hidden_size=32,
            intermediate_size=48,
            num_hidden_layers=3,
            num_attention_heads=2,
            image_size=32,
            patch_size=8,
        ),
        text_config=MistralConfig(
            vocab_size=small.text_config.vocab_size,
            hidden_size=96,
            num_hidden_layers=2,
            num_attention_heads=6,
            num_key_value_heads=2,
            intermediate_size=96,
            max_position_embeddings=96,
            sliding_window=None,
            initializer_range=0.2,
            bos_token_id=1,
            eos_token_id=2,
            pad_token_id=0,
        ),
        image_token_index=3,
        image_seq_length=16,
        vision_feature_layer=-2,
        vision_feature_select_strategy="default",
        dermoscopy_codes=tuple(small.dermoscopy_codes),
        clinical_codes=tuple(small.clinical_codes),
        modalities=tuple(small.modalities),
        typicality_rank=4,
    )
    model = SkinVLForConditionalGeneration(config).eval()
    with torch.no_grad():
        features = model.encode(torch.randn(64, 3, 32, 32))[1]
        model.head.fit_typicality(features, torch.arange(64) % 5)
    folder = tmp_path / "large"
    save_checkpoint(folder, model, given.tokenizer, given.manifest)
    out = tmp_path / "bundle"
    manifest = export_bundle(folder, out, ExportOptions(precisions=("fp32",))).manifest
    assert manifest.diagnosis is None and manifest.decoder.image_tokens == 16
    assert manifest.parity["variants"]["fp32"]["text"]["share"] == 1.0
    bundle = load_bundle(out, provider="cpu", trusted_keys=keys)
    encoded = bundle.encode(encode_png(draw_lesion(5)))
    assert encoded.tokens.shape == (16, 96)
    assert np.isfinite(encoded.head.logits.dermoscopy).all()


def test_a_llava_is_read_without_its_decoder(
    exported: Exported, keys: Path, tmp_path: Path
) -> None:
    folder = write_hf_llava(tmp_path / "hf")
    diagnosis = read_diagnosis(exported.folder, read_trusted_keys(keys))
    source = read_llava(folder, diagnosis, Statement("v1"), whole=False)
    assert source.decoder.image_tokens == 9
    assert source.model.lm_head.weight.is_meta
    assert set(source.weights.names()) == set(source.model.state_dict())
    shutil.rmtree(folder)


def test_the_tokenizer_of_a_checkpoint_needs_no_transformers(checkpoint: Path) -> None:
    source = read_checkpoint(checkpoint, whole=False)
    wrapped = PreTrainedTokenizerFast(tokenizer_file=str(checkpoint / "tokenizer.json"))
    text = "Describe the image."
    assert source.tokenizer.encode(text, add_special_tokens=False).ids == wrapped.encode(
        text, add_special_tokens=False
    )
