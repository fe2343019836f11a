"""Merging equals applying; what does not fit is refused before anything changes."""

import json
from pathlib import Path

import pytest
import torch
from miniatures.llava import write_adapter, write_hf_adapter
from miniatures.llava_reference import converted_logits
from miniatures.llava_tensors import write_json
from peft import PeftModel
from safetensors.torch import load_file, save_file
from transformers import LlavaForConditionalGeneration

from skinvl.contract.errors import ModelError
from skinvl.model.llava import convert_llava, load_llava, merge_adapter


@pytest.mark.parametrize(
    "settings",
    [
        {"use_dora": True},
        {"use_rslora": True},
        {"rank_pattern": {"down_proj": 2}, "alpha_pattern": {"v_proj": 8}},
    ],
)
def test_merged_equals_applied(folders: Path, tmp_path: Path, settings: dict[str, object]) -> None:
    adapter = write_hf_adapter(tmp_path / "adapter", folders / "hf", **settings)
    base = LlavaForConditionalGeneration.from_pretrained(folders / "hf")
    plain = converted_logits(base)
    expected = converted_logits(PeftModel.from_pretrained(base, adapter).eval())
    assert (expected - plain).abs().max() > 0.05
    merged = load_llava(adapter).model
    torch.testing.assert_close(converted_logits(merged), expected, atol=5e-5, rtol=1e-4)
    assert not any("lora" in name for name in merged.state_dict())
    assert all(parameter.requires_grad for parameter in merged.parameters())


def test_half_precision_is_rounded_once(folders: Path) -> None:
    exact = load_llava(folders / "adapter", base=folders / "base").model
    half = load_llava(folders / "adapter", base=folders / "base", dtype=torch.bfloat16).model
    base = load_llava(folders / "base", dtype=torch.bfloat16).model
    name = "model.language_model.layers.0.self_attn.q_proj.weight"
    delta = exact.state_dict()[name] - load_llava(folders / "base").model.state_dict()[name]
    expected = (base.state_dict()[name].float() + delta).bfloat16()
    # Products of the delta differ in their last bit, which may tip a rounding.
    assert (half.state_dict()[name] == expected).float().mean() > 0.99
    assert {p.dtype for p in half.parameters()} == {torch.bfloat16}


def test_an_adapter_without_a_projector_says_so(folders: Path, tmp_path: Path) -> None:
    adapter = write_adapter(tmp_path / "adapter", folders / "base", projector=None)
    loaded = merge_adapter(load_llava(folders / "base"), adapter)
    assert "holds no trained projector" in loaded.notes[-1]
    module = loaded.model.model.multi_modal_projector.state_dict()
    base = load_llava(folders / "base").model.model.multi_modal_projector.state_dict()
    assert all(torch.equal(module[name], tensor) for name, tensor in base.items())


def test_misfits_are_all_named_and_the_model_stays(folders: Path, tmp_path: Path) -> None:
    adapter = write_adapter(tmp_path / "adapter", folders / "base")
    path = adapter / "adapter_model.safetensors"
    tensors = load_file(path)
    prefix = "base_model.model.model.layers."
    del tensors[f"{prefix}0.mlp.up_proj.lora_B.weight"]
    tensors[f"{prefix}1.mlp.up_proj.lora_A.weight"] = torch.zeros(4, 7)
    save_file(tensors, path)
    loaded = load_llava(folders / "base")
    before = {name: tensor.clone() for name, tensor in loaded.model.state_dict().items()}
    with pytest.raises(ModelError) as caught:
        merge_adapter(loaded, adapter)
    assert "missing: base_model.model.model.language_model.layers.0.mlp.up_proj.lora_B" in str(
        caught.value
    )
    assert "layers.1.mlp.up_proj.lora_A.weight is [4, 7], not [4, 32]" in str(caught.value)
    after = loaded.model.state_dict()
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())


def test_an_adapter_of_a_deeper_model(folders: Path, tmp_path: Path) -> None:
    adapter = write_adapter(tmp_path / "adapter", folders / "base")
    path = adapter / "adapter_model.safetensors"
    deep = {name.replace("layers.1.", "layers.9."): t for name, t in load_file(path).items()}
    save_file(deep, path)
    with pytest.raises(ModelError, match=r"adapts what the base lacks: .*layers\.9\."):
        load_llava(adapter, base=folders / "base")


def test_a_rank_that_is_not_the_configured_one(folders: Path, tmp_path: Path) -> None:
    adapter = write_adapter(tmp_path / "adapter", folders / "base", rank=4)
    config = json.loads((adapter / "adapter_config.json").read_text())
    write_json(adapter / "adapter_config.json", config | {"r": 8})
    with pytest.raises(ModelError, match=r"lora_A\.weight is \[4, 32\], not \[8, 32\]"):
        load_llava(adapter, base=folders / "base")


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda f: (f / "adapter_model.safetensors").unlink(), "no adapter_model.safetensors"),
        (
            lambda f: write_json(f / "adapter_config.json", {"peft_type": "PROMPT_TUNING"}),
            "PROMPT_TUNING is not LORA",
        ),
        (
            lambda f: save_file(
                {"base_model.model.model.norm.weight": torch.ones(32)},
                f / "adapter_model.safetensors",
            ),
            "holds no LoRA tensors",
        ),
        (
            lambda f: torch.save(
                {"base_model.model.model.embed_tokens.weight": torch.ones(4, 4)},
                f / "non_lora_trainables.bin",
            ),
            "trained more than LoRA and the projector: model.language_model.embed_tokens.weight",
        ),
    ],
)
def test_folders_that_are_no_adapter(
    folders: Path, tmp_path: Path, break_it: object, words: str
) -> None:
    adapter = write_adapter(tmp_path / "adapter", folders / "base")
    assert callable(break_it)
    break_it(adapter)
    with pytest.raises(ModelError, match=words):
        load_llava(adapter, base=folders / "base")


def test_how_an_adapter_was_trained_stays_with_it(folders: Path, tmp_path: Path) -> None:
    adapter = write_adapter(tmp_path / "adapter", folders / "base")
    record = json.loads((adapter / "config.json").read_text())
    trained = {"training_template": "vicuna_v1", "inference_template": "mistral_instruct"}
    write_json(adapter / "config.json", {**record, "skinvl": trained, "image_aspect_ratio": "pad"})
    convert_llava(folders / "base", tmp_path / "base-hf")
    convert_llava(adapter, tmp_path / "peft", base=tmp_path / "base-hf")
    convert_llava(tmp_path / "peft", tmp_path / "whole", base=tmp_path / "base-hf", merge=True)
    convert_llava(tmp_path / "whole", tmp_path / "again")
    for folder in ("peft", "whole", "again"):
        written = json.loads((tmp_path / folder / "config.json").read_text())
        assert written["skinvl"] == trained
