"""config.json of original checkpoints: what is kept, and what is refused."""

from pathlib import Path

import pytest
import torch
from miniatures.llava import write_llava_med
from miniatures.llava_tensors import original_config, write_json
from transformers import LlamaConfig, MistralConfig

from skinvl.contract.errors import ModelError
from skinvl.model.llava import load_llava
from skinvl.model.llava.original import find_family, read_text_config


def test_settings_of_the_language_model_are_kept() -> None:
    text = read_text_config(original_config(rope_theta=123.0, num_key_value_heads=1))
    assert isinstance(text, MistralConfig)
    assert (text.rope_theta, text.num_key_value_heads, text.rms_norm_eps) == (123.0, 1, 1e-5)
    # Absent, MistralConfig would attend to 4096 tokens only.
    assert text.sliding_window is None
    assert not any(name.startswith("mm_") for name in text.to_dict())
    scaling = {"type": "linear", "factor": 4.0}
    llama = read_text_config(original_config("llama", rope_scaling=scaling))
    assert isinstance(llama, LlamaConfig)
    assert llama.rope_scaling["factor"] == 4.0


def test_all_that_is_not_supported_comes_in_one_error(tmp_path: Path) -> None:
    folder = write_llava_med(
        tmp_path / "model",
        image_aspect_ratio="anyres",
        mm_patch_merge_type="spatial_unpad",
        mm_use_im_start_end=True,
        mm_vision_select_layer=[-2, -5],
        mm_vision_select_feature="cls",
        s2=True,
        quantization_config={"load_in_4bit": True},
    )
    with pytest.raises(ModelError) as caught:
        load_llava(folder)
    text = str(caught.value)
    for word in (
        "'anyres'", "'spatial_unpad'", "mm_use_im_start_end", "several layers", "'cls'", "s2",
        "quantization_config",
    ):  # fmt: skip
        assert word in text
    assert text.startswith(f"{folder / 'config.json'}: not supported: ")


@pytest.mark.parametrize("record", [{"model_type": "llava_qwen"}, {"model_type": "gpt2"}, {}])
def test_other_architectures_are_refused_by_name(tmp_path: Path, record: dict[str, object]) -> None:
    folder = write_llava_med(tmp_path / "model")
    write_json(folder / "config.json", record)
    with pytest.raises(ModelError, match="is not supported; LlavaMistralForCausalLM, Llava"):
        load_llava(folder)
    with pytest.raises(ModelError, match="nowhere: is no folder"):
        load_llava(tmp_path / "nowhere")


def test_a_family_without_architectures() -> None:
    record = original_config()
    del record["architectures"]
    assert find_family(record) == "LlavaMistralForCausalLM"
    # LLaVA 1.1 wrote model_type `llava`, which is Hugging Face's own word too.
    old = original_config("llama", model_type="llava")
    assert find_family(old) == "LlavaLlamaForCausalLM"


def test_the_selected_layer_and_feature_are_followed(tmp_path: Path) -> None:
    folder = write_llava_med(
        tmp_path / "model", mm_vision_select_layer=-1, mm_vision_select_feature="cls_patch"
    )
    model = load_llava(folder).model
    assert model.config.vision_feature_layer == -1
    side = model.config.vision_config.image_size
    pixels = torch.randn(1, 3, side, side)
    (features,) = model.get_image_features(pixels)
    tower = model.model.vision_tower(pixels, output_hidden_states=True).hidden_states[-1]
    assert torch.equal(features, model.model.multi_modal_projector(tower)[0])
    assert model.config.image_seq_length == features.shape[0] == 10


def test_a_tower_of_another_width(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", mm_hidden_size=1024)
    with pytest.raises(ModelError, match="mm_hidden_size is 1024, but its vision tower has 128"):
        load_llava(folder)
