"""What is written loads in transformers and peft alone, with the same logits."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from miniatures.llava import write_adapter, write_llava_med, write_projector
from miniatures.llava_reference import converted_logits
from miniatures.llava_tensors import PATCHES
from peft import PeftModel
from PIL import Image
from transformers import AutoProcessor, LlavaForConditionalGeneration, LlavaProcessor

from skinvl.contract.errors import ModelError
from skinvl.contract.preprocess import preprocess
from skinvl.model.llava import convert_llava, load_llava, save_llava


@pytest.mark.parametrize("name", ["base", "merged", "hf"])
def test_transformers_loads_what_is_written(folders: Path, tmp_path: Path, name: str) -> None:
    loaded = load_llava(folders / name)
    out = tmp_path / "out"
    save_llava(out, loaded)
    model, info = LlavaForConditionalGeneration.from_pretrained(out, output_loading_info=True)
    assert not any(info.values())
    assert torch.equal(converted_logits(model), converted_logits(loaded.model))
    again = load_llava(out)
    assert again.image == loaded.image
    assert again.tokenizer.get_vocab() == loaded.tokenizer.get_vocab()
    for key, tensor in loaded.model.state_dict().items():
        assert torch.equal(again.model.state_dict()[key], tensor), key


def test_the_trained_projector_survives_the_round_trip(folders: Path, tmp_path: Path) -> None:
    """The released merge script loses it."""
    out = tmp_path / "merged"
    convert_llava(folders / "adapter", out, base=folders / "base", merge=True)
    trained = torch.load(folders / "adapter" / "non_lora_trainables.bin", weights_only=True)
    module = load_llava(out).model.model.multi_modal_projector
    prefix = "base_model.model.model.mm_projector."
    assert torch.equal(module.linear_1.weight, trained[f"{prefix}0.weight"])
    assert torch.equal(module.linear_1.bias, trained[f"{prefix}0.bias"])
    assert torch.equal(module.linear_2.weight, trained[f"{prefix}2.weight"])
    assert torch.equal(module.linear_2.bias, trained[f"{prefix}2.bias"])


def test_peft_loads_a_converted_adapter_with_its_projector(folders: Path, tmp_path: Path) -> None:
    convert_llava(folders / "base", tmp_path / "base")
    report = convert_llava(folders / "adapter", tmp_path / "adapter", base=folders / "base")
    assert report.written == "adapter"
    assert any("convert" in note and "--merge" in note for note in report.notes)
    base = LlavaForConditionalGeneration.from_pretrained(tmp_path / "base")
    model = PeftModel.from_pretrained(base, tmp_path / "adapter").eval()
    expected = converted_logits(load_llava(folders / "merged").model)
    torch.testing.assert_close(converted_logits(model), expected, atol=2e-5, rtol=1e-4)
    # CLIP's q_proj has the name of the language model's, but is not adapted.
    assert not any("vision_tower" in name for name, _ in model.named_parameters() if "lora" in name)
    # And it is read again as what it is.
    once_more = load_llava(tmp_path / "adapter", base=tmp_path / "base")
    torch.testing.assert_close(converted_logits(once_more.model), expected, atol=2e-5, rtol=1e-4)


def test_a_linear_projector_survives(folders: Path, tmp_path: Path) -> None:
    base = write_llava_med(tmp_path / "base", projector="linear")
    loaded = load_llava(base)
    save_llava(tmp_path / "out", loaded)
    model = LlavaForConditionalGeneration.from_pretrained(tmp_path / "out")
    assert torch.equal(converted_logits(model), converted_logits(loaded.model))
    adapter = write_adapter(tmp_path / "adapter", folders / "base", projector="linear")
    with pytest.raises(ModelError, match="trained a linear projector, its base has another"):
        convert_llava(adapter, tmp_path / "x", base=folders / "base")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("aspect", ["pad", None])
def test_the_processor_makes_the_same_input(tmp_path: Path, aspect: str | None) -> None:
    loaded = load_llava(write_llava_med(tmp_path / "m", image_aspect_ratio=aspect))
    save_llava(tmp_path / "out", loaded)
    processor = AutoProcessor.from_pretrained(tmp_path / "out", use_fast=False)
    assert isinstance(processor, LlavaProcessor)
    shape = (84, 124, 3) if aspect is None else (60, 90, 3)
    rgb = np.random.default_rng(3).integers(0, 256, shape, dtype=np.uint8)
    inputs = processor(images=Image.fromarray(rgb), text="<image>\nWhat?", return_tensors="pt")
    ids = inputs["input_ids"][0].tolist()
    assert ids.count(loaded.model.config.image_token_id) == PATCHES
    # One step of 8 bits: the two round the resized pixels apart.
    found = inputs["pixel_values"][0].numpy()
    difference = np.abs(found - preprocess(rgb, loaded.image))
    # Cut before the resize, as the contract does, the filter sees nothing beyond the edge.
    seen = slice(2, -2) if aspect is None else slice(None)
    assert difference[:, :, seen].max() < 1.5 / 255 / min(loaded.image.std)
    with torch.no_grad():
        assert loaded.model(**inputs).logits.shape[1] == len(ids)


def test_nothing_is_overwritten_and_nothing_half_written(
    folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load_llava(folders / "base")
    (tmp_path / "there").mkdir()
    with pytest.raises(ModelError, match="there: is there already"):
        save_llava(tmp_path / "there", loaded)

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(LlavaProcessor, "save_pretrained", fail)
    with pytest.raises(OSError, match="no space"):
        save_llava(tmp_path / "new", loaded)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there"]


def test_a_padding_that_transformers_cannot_do(folders: Path, tmp_path: Path) -> None:
    loaded = load_llava(folders / "base")
    black = replace(loaded, image=replace(loaded.image, background=(0, 0, 0)))
    with pytest.raises(ModelError, match="pads with the mean colour"):
        save_llava(tmp_path / "out", black)


def test_a_projector_over_a_base_is_written_whole(folders: Path, tmp_path: Path) -> None:
    stage1 = write_projector(tmp_path / "stage1", folders / "base")
    convert_llava(stage1, tmp_path / "out", base=folders / "base")
    expected = converted_logits(load_llava(stage1, base=folders / "base").model)
    assert torch.equal(converted_logits(load_llava(tmp_path / "out").model), expected)
