"""Every tensor is accounted for, and the published 7B has the names and shapes expected here."""

import json
import re
from pathlib import Path

import pytest
import torch
from miniatures.llava import write_llava_med
from miniatures.llava_tensors import original_config, read_tensors, write_tensors
from torch import nn
from transformers import CLIPVisionConfig, CLIPVisionModel, LlamaConfig, MistralForCausalLM

from skinvl.contract.errors import ModelError
from skinvl.model.llava import list_original_shapes, list_shapes, load_llava
from skinvl.model.llava.names import translate
from skinvl.model.llava.original import llava_config, read_text_config

# config.json of microsoft/llava-med-v1.5-mistral-7b and of openai/clip-vit-large-patch14-336.
PUBLISHED_TEXT = {
    "hidden_size": 4096,
    "intermediate_size": 14336,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "max_position_embeddings": 32768,
    "vocab_size": 32000,
    "mm_hidden_size": 1024,
}
PUBLISHED_VISION = {
    "hidden_size": 1024,
    "intermediate_size": 4096,
    "num_hidden_layers": 24,
    "num_attention_heads": 16,
    "image_size": 336,
    "patch_size": 14,
    "projection_dim": 768,
}


def published() -> dict[str, tuple[int, ...]]:
    """Names and shapes of the published 7B, from the parts' own classes, nothing allocated."""
    with torch.device("meta"):
        language = MistralForCausalLM(read_text_config(original_config(**PUBLISHED_TEXT)))
        tower = CLIPVisionModel(CLIPVisionConfig(**PUBLISHED_VISION))
        projector = nn.Sequential(nn.Linear(1024, 4096), nn.GELU(), nn.Linear(4096, 4096))
    shapes = {name: tuple(t.shape) for name, t in language.state_dict().items()}
    for name, tensor in projector.state_dict().items():
        shapes[f"model.mm_projector.{name}"] = tuple(tensor.shape)
    for name, tensor in tower.state_dict().items():
        shapes[f"model.vision_tower.vision_tower.{name}"] = tuple(tensor.shape)
    return shapes


def test_the_published_7b_fits_without_a_tensor_more_or_less() -> None:
    record = original_config(**PUBLISHED_TEXT)
    config = llava_config(record, CLIPVisionConfig(**PUBLISHED_VISION), "gelu", Path("config.json"))
    expected = published()
    assert {translate(name): shape for name, shape in expected.items()} == list_shapes(config)
    assert list_original_shapes(config) == expected
    count = sum(torch.Size(shape).numel() for shape in expected.values())
    # 7,241,732,096 (Mistral-7B) + 303,507,456 (CLIP-L/336) + 20,979,712 (projector).
    assert count == 7_566_219_264
    assert expected["model.layers.31.self_attn.k_proj.weight"] == (1024, 4096)
    assert expected["model.mm_projector.2.weight"] == (4096, 4096)
    assert config.image_seq_length == 576


def test_a_linear_projector_is_listed_as_original_llava_names_it() -> None:
    record = original_config(**PUBLISHED_TEXT)
    config = llava_config(record, CLIPVisionConfig(**PUBLISHED_VISION), "linear", Path("c"))
    listed = list_original_shapes(config, linear=True)
    projector = {name: s for name, s in listed.items() if "mm_projector" in name}
    assert projector == {
        "model.mm_projector.weight": (4096, 1024),
        "model.mm_projector.bias": (4096,),
    }


def test_every_wrong_tensor_is_named_in_one_error(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    tensors = read_tensors(folder)
    del tensors["model.norm.weight"], tensors["model.layers.0.mlp.up_proj.weight"]
    del tensors["model.layers.1.mlp.up_proj.weight"]
    tensors["model.layers.7.mlp.up_proj.weight"] = torch.zeros(2, 2)
    tensors["lm_head.weight"] = torch.zeros(5, 32)
    write_tensors(folder, tensors, "safetensors", 1)
    with pytest.raises(ModelError) as caught:
        load_llava(folder)
    text = str(caught.value)
    assert text.startswith(f"{folder}: ") and "\n" not in text
    missing, _, rest = text.partition("unexpected:")
    assert "model.language_model.norm.weight" in missing
    assert "model.language_model.layers.{0,1}.mlp.up_proj.weight" in missing
    unexpected, _, misshapen = rest.partition("of another shape:")
    assert "model.language_model.layers.7.mlp.up_proj.weight" in unexpected
    assert re.search(r"lm_head\.weight is \[5, 32\], not \[\d+, 32\]", misshapen)


def test_names_of_no_layout_are_listed(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    tensors = read_tensors(folder) | {"head.a.weight": torch.ones(1), "other": torch.ones(1)}
    write_tensors(folder, tensors, "safetensors", 1)
    with pytest.raises(ModelError, match=r"of no LLaVA layout: head\.a\.weight, other"):
        load_llava(folder)


def test_a_tensor_under_two_names(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    tensors = read_tensors(folder) | {"multi_modal_projector.linear_1.bias": torch.ones(32)}
    write_tensors(folder, tensors, "safetensors", 1)
    with pytest.raises(ModelError, match=r"stored twice.*: model\.mm_projector\.0\.bias"):
        load_llava(folder)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("model.image_newline", "LLaVA-NeXT"),
        ("model.vision_resampler.x", "resampler"),
        ("model.mm_projector.4.weight", "more than two layers"),
    ],
)
def test_other_variants_are_refused_by_name(tmp_path: Path, name: str, words: str) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    tensors = read_tensors(folder) | {name: torch.ones(4)}
    write_tensors(folder, tensors, "safetensors", 1)
    with pytest.raises(ModelError, match=f"not supported: .*{words}.*: {name}"):
        load_llava(folder)


def test_computed_buffers_of_old_checkpoints_are_passed_over(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    tensors = read_tensors(folder) | {
        "model.layers.0.self_attn.rotary_emb.inv_freq": torch.full((4,), torch.nan),
        "model.vision_tower.vision_tower.vision_model.embeddings.position_ids": torch.arange(10),
    }
    write_tensors(folder, tensors, "safetensors", 1)
    assert load_llava(folder).notes == ()


def test_numbers_that_are_none_are_named(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    tensors = read_tensors(folder)
    tensors["model.norm.weight"][3] = torch.nan
    tensors["model.mm_projector.0.bias"][0] = 1e30
    write_tensors(folder, tensors, "safetensors", 1)
    with pytest.raises(ModelError, match=r"NaN or infinity as torch.float32: model\.norm\.weight$"):
        load_llava(folder)
    with pytest.raises(ModelError, match=r"torch\.float16: .*mm_projector\.0\.bias"):
        load_llava(folder, dtype=torch.float16)


def test_tied_embeddings_stay_tied(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "m", family="llama", shards=1, tie_word_embeddings=True)
    tensors = read_tensors(folder)
    del tensors["lm_head.weight"]
    write_tensors(folder, tensors, "safetensors", 1)
    model = load_llava(folder).model
    assert model.get_output_embeddings().weight is model.get_input_embeddings().weight
    assert isinstance(model.config.text_config, LlamaConfig)
    assert json.loads((folder / "config.json").read_text())["tie_word_embeddings"] is True
