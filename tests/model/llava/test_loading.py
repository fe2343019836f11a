"""Every layout loads, and its logits are those of the forward pass written by hand."""

import json
from pathlib import Path

import pytest
import torch
from miniatures.llava import (
    clip_preprocessor,
    hf_model,
    write_adapter,
    write_clip_tower,
    write_hf_llava,
    write_llava_med,
    write_projector,
)
from miniatures.llava_reference import converted_logits, reference_logits
from miniatures.llava_tensors import read_tensors, tower_tensors, write_json, write_tensors
from miniatures.llava_tokenizer import vocab_size
from peft import PeftModel
from torch import Tensor
from transformers import LlavaForConditionalGeneration

from skinvl.contract.errors import ModelError
from skinvl.model.llava import load_llava
from skinvl.model.llava.loading import stored_dtype

TOWER = "model.vision_tower.vision_tower."


def assert_same(found: Tensor, expected: Tensor) -> None:
    """Equal logits over the published vocabulary; rows for `<image>` follow it."""
    assert expected.std() > 0.1  # the comparison means something
    torch.testing.assert_close(found[:, : expected.shape[1]], expected, atol=2e-5, rtol=1e-4)


@pytest.mark.parametrize("family", ["mistral", "llama"])
@pytest.mark.parametrize(("files", "shards"), [("safetensors", 3), ("safetensors", 1), ("bin", 2)])
def test_original_layout(tmp_path: Path, family: str, files: str, shards: int) -> None:
    folder = write_llava_med(tmp_path / "m", family=family, files=files, shards=shards)
    loaded = load_llava(folder)
    assert_same(converted_logits(loaded.model), reference_logits(read_tensors(folder), family))
    assert "Llava" in loaded.layout and loaded.notes == ()


def test_a_tower_outside_the_weights(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", tower="external")
    tensors = read_tensors(folder)
    assert not any(name.startswith(TOWER) for name in tensors)
    tensors |= {TOWER + name: tensor for name, tensor in tower_tensors(1).items()}
    assert_same(converted_logits(load_llava(folder).model), reference_logits(tensors))


def test_a_tower_that_the_user_names(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", tower="absent")
    with pytest.raises(ModelError, match="clip-vit-large-patch14-336 with --vision-tower"):
        load_llava(folder)
    clip = write_clip_tower(tmp_path / "somewhere", seed=4)
    tensors = read_tensors(folder)
    tensors |= {TOWER + name: tensor for name, tensor in tower_tensors(4).items()}
    loaded = load_llava(folder, vision_tower=clip)
    assert_same(converted_logits(loaded.model), reference_logits(tensors))


def test_the_released_adapter_with_its_projector_equals_the_merged_folder(folders: Path) -> None:
    expected = reference_logits(read_tensors(folders / "merged"))
    adapted = load_llava(folders / "adapter", base=folders / "base")
    merged = load_llava(folders / "merged")
    assert_same(converted_logits(merged.model), expected)
    assert_same(converted_logits(adapted.model), expected)
    without = reference_logits(read_tensors(folders / "lost"))
    assert (expected - without).abs().max() > 0.05  # the projector matters
    assert "rank 4" in adapted.layout


def test_a_merged_folder_tells_whether_its_projector_was_trained(
    folders: Path, tmp_path: Path
) -> None:
    base = folders / "base"
    (lost,) = load_llava(folders / "lost", base=base).notes
    assert "equals that of" in lost and "merging lost it" in lost
    (kept,) = load_llava(folders / "merged", base=base).notes
    assert "differs from that of" in kept
    half = write_llava_med(tmp_path / "half", dtype=torch.float16)
    (rounded,) = load_llava(half, base=base).notes
    assert "equals that of" in rounded


@pytest.mark.parametrize("names", ["current", "older"])
def test_hugging_face_layouts(tmp_path: Path, names: str) -> None:
    loaded = load_llava(write_hf_llava(tmp_path / "hf", names=names))
    torch.testing.assert_close(converted_logits(loaded.model), converted_logits(hf_model()))
    assert loaded.image.fit == "pad" and loaded.image.background == (122, 116, 104)


def test_a_peft_adapter_over_a_hugging_face_base(folders: Path) -> None:
    base = LlavaForConditionalGeneration.from_pretrained(folders / "hf")
    expected = converted_logits(PeftModel.from_pretrained(base, folders / "hf-adapter").eval())
    # adapter_config.json names the base's folder.
    loaded = load_llava(folders / "hf-adapter")
    torch.testing.assert_close(converted_logits(loaded.model), expected, atol=2e-5, rtol=1e-4)
    assert loaded.notes == ()


def test_the_released_adapter_over_a_converted_base(folders: Path, tmp_path: Path) -> None:
    converted = write_hf_llava(tmp_path / "hf", seed=3)
    adapter = write_adapter(tmp_path / "adapter", folders / "base", files="bin")
    loaded = load_llava(adapter, base=converted)
    kept = loaded.model.model.multi_modal_projector.linear_2.weight
    trained = torch.load(adapter / "non_lora_trainables.bin", weights_only=True)
    assert torch.equal(kept, trained["base_model.model.model.mm_projector.2.weight"])


def test_a_projector_alone(folders: Path, tmp_path: Path) -> None:
    folder = write_projector(tmp_path / "stage1", folders / "base")
    tensors = read_tensors(folders / "base")
    tensors |= torch.load(folder / "mm_projector.bin", weights_only=True)
    loaded = load_llava(folder, base=folders / "base")
    assert_same(converted_logits(loaded.model), reference_logits(tensors))


def test_half_precision(folders: Path, tmp_path: Path) -> None:
    stored = write_llava_med(tmp_path / "half", dtype=torch.bfloat16)
    assert stored_dtype(stored) == torch.bfloat16
    model = load_llava(stored, dtype=torch.bfloat16).model
    assert {p.dtype for p in model.parameters()} == {torch.bfloat16}
    # Positions are computed in float32 whatever the weights are.
    assert model.model.language_model.rotary_emb.inv_freq.dtype == torch.float32
    assert_same(converted_logits(load_llava(stored).model), reference_logits(read_tensors(stored)))


@pytest.mark.parametrize(
    ("aspect", "fit", "background"),
    [("pad", "pad", (122, 116, 104)), ("square", "crop", (0, 0, 0)), (None, "crop", (0, 0, 0))],
)
def test_how_images_are_fitted(
    tmp_path: Path, aspect: str | None, fit: str, background: tuple[int, int, int]
) -> None:
    image = load_llava(write_llava_med(tmp_path / "m", image_aspect_ratio=aspect)).image
    assert (image.fit, image.background, image.width, image.height) == (fit, background, 42, 42)
    assert image.mean == pytest.approx((0.48145466, 0.4578275, 0.40821073))


def test_the_towers_own_preprocessing_counts(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", tower="external")
    clip = tmp_path / "clip-vit-large-patch14-336"
    changed = clip_preprocessor() | {"image_mean": [0.5, 0.25, 0.125], "resample": 2}
    write_json(clip / "preprocessor_config.json", changed)
    image = load_llava(folder).image
    assert image.background == (127, 63, 31)
    assert image.resample == "bilinear"


def test_an_adapter_sees_images_as_its_training_did(folders: Path, tmp_path: Path) -> None:
    cropped = write_llava_med(tmp_path / "base", image_aspect_ratio=None)
    loaded = load_llava(folders / "adapter", base=cropped)
    assert loaded.image.fit == "pad" and loaded.image.background == (122, 116, 104)
    assert any("trained with images fitted by pad" in note for note in loaded.notes)


def test_an_adapter_selects_features_as_its_training_did(folders: Path, tmp_path: Path) -> None:
    other = write_llava_med(
        tmp_path / "base", mm_vision_select_layer=-1, mm_vision_select_feature="cls_patch"
    )
    adapter = write_adapter(tmp_path / "adapter", folders / "base")
    config = json.loads((adapter / "config.json").read_text())
    # As training over a quantized base leaves it.
    write_json(adapter / "config.json", config | {"quantization_config": {"load_in_4bit": True}})
    loaded = load_llava(adapter, base=other)
    expected = reference_logits(read_tensors(folders / "merged"))
    assert_same(converted_logits(loaded.model), expected)
    assert loaded.model.config.image_seq_length == 9
    assert sum("trained with vision_feature" in note for note in loaded.notes) == 2


def test_the_image_token_leaves_other_rows_alone(folders: Path) -> None:
    loaded = load_llava(folders / "base")
    published = vocab_size()
    model, tokenizer = loaded.model, loaded.tokenizer
    assert tokenizer.convert_tokens_to_ids("<image>") == published == model.config.image_token_id
    assert tokenizer.encode("a<image>b", add_special_tokens=False).count(published) == 1
    assert model.config.text_config.vocab_size % 64 == 0
    stored = read_tensors(folders / "base")
    for layer, name in (
        (model.get_input_embeddings(), "model.embed_tokens.weight"),
        (model.get_output_embeddings(), "lm_head.weight"),
    ):
        assert torch.equal(layer.weight[:published], stored[name])
        mean = stored[name].mean(dim=0).expand(layer.weight.shape[0] - published, -1)
        torch.testing.assert_close(layer.weight[published:].detach(), mean)


def test_a_padded_vocabulary_has_room_for_the_image_token(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1, vocab_size=vocab_size() + 64)
    tensors = read_tensors(folder)
    for name in ("model.embed_tokens.weight", "lm_head.weight"):
        tensors[name] = torch.cat([tensors[name], torch.ones(64, tensors[name].shape[1])])
    write_tensors(folder, tensors, "safetensors", 1)
    model = load_llava(folder).model
    assert model.get_input_embeddings().weight.shape[0] == vocab_size() + 64
    assert model.config.image_token_id == vocab_size()


@pytest.mark.parametrize("layered", ["adapter", "projector"])
def test_what_lies_on_a_base_needs_one(folders: Path, tmp_path: Path, layered: str) -> None:
    folder = folders / "adapter"
    if layered == "projector":
        folder = write_projector(tmp_path / "stage1", folders / "base")
    with pytest.raises(ModelError, match="give its folder with --base"):
        load_llava(folder)
    with pytest.raises(ModelError, match="is no whole model"):
        load_llava(folder, base=folders / "adapter")
