"""Sizes from a config.json alone, and a base in fewer bits."""

from __future__ import annotations

import copy
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch
from miniatures.llava import TOWER_NAME, original_config, write_clip_tower, write_llava_med
from transformers import LlavaForConditionalGeneration

from skinvl.contract.errors import ConfigError, ModelError
from skinvl.model.llava import load_llava
from skinvl.model.llava.assembly import list_shapes
from skinvl.training.llava.base import quantize, read_sizes


def write_config(folder: Path, **changes: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps({**original_config(), **changes}), "utf-8")
    return folder


def test_sizes_of_a_hugging_face_base(base: Path) -> None:
    expected = {name: tuple(t.shape) for name, t in load_llava(base).model.state_dict().items()}
    assert list_shapes(read_sizes("any", base)) == expected


def test_sizes_of_an_original_base_are_those_of_the_loaded_model(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "llava-med", tower="external")
    tower = tmp_path / TOWER_NAME.rpartition("/")[2]
    loaded = load_llava(folder)
    expected = {name: tuple(t.shape) for name, t in loaded.model.state_dict().items()}
    with_weights = read_sizes("any", folder)
    config_alone = tmp_path / "alone"
    config_alone.mkdir()
    shutil.copy(folder / "config.json", config_alone)
    for config in (with_weights, read_sizes("any", config_alone, tower)):
        assert list_shapes(config) == expected
        assert config.image_token_index == loaded.model.config.image_token_index


def test_the_published_tower_needs_no_folder(tmp_path: Path) -> None:
    config = read_sizes("any", write_config(tmp_path, mm_hidden_size=1024))
    assert config.vision_config.num_hidden_layers == 24
    assert config.vision_config.hidden_act == "quick_gelu"
    with pytest.raises(ModelError, match="sizes of the vision tower 'other' are unknown"):
        read_sizes("any", write_config(tmp_path, mm_vision_tower="other"))


def test_a_clip_folder_of_both_halves_gives_the_sizes_of_the_tower(tmp_path: Path) -> None:
    tower = write_clip_tower(tmp_path / "clip")
    config = read_sizes("any", write_config(tmp_path / "base"), tower)
    assert config.vision_config.image_size == 42


def test_unknown_names_and_other_models_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"no sizes are shipped for 'x', only for llava-med-v1\.5-mistral-7b"
    ):
        read_sizes("x", None)
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', "utf-8")
    with pytest.raises(ModelError, match="of model_type 'bert', not a LLaVA"):
        read_sizes("x", tmp_path)


@pytest.mark.skipif(find_spec("bitsandbytes") is not None, reason="bitsandbytes is installed")
def test_without_bitsandbytes_a_quantized_base_is_refused(base: Path) -> None:
    with pytest.raises(ConfigError, match="pip install bitsandbytes"):
        quantize(load_llava(base).model, "nf4")


@pytest.mark.skipif(find_spec("bitsandbytes") is None, reason="bitsandbytes is not installed")
@pytest.mark.parametrize("kind", ["nf4", "int8"])
def test_only_the_language_model_is_quantized(kind: str, base: Path) -> None:
    import bitsandbytes as bnb

    # The miniature's layers are too small for blocks of 64 numbers.
    config = read_sizes("any", base)
    config.text_config.hidden_size, config.text_config.intermediate_size = 128, 256
    model = LlavaForConditionalGeneration(config)
    exact = copy.deepcopy(model)
    quantize(model, kind)  # type: ignore[arg-type]
    model.to("cpu")
    layer = {"nf4": bnb.nn.Linear4bit, "int8": bnb.nn.Linear8bitLt}[kind]
    small = {name for name, module in model.named_modules() if isinstance(module, layer)}
    assert len(small) == 14 and all(name.startswith("model.language_model.") for name in small)
    for name in small:
        plain = exact.get_submodule(name)
        inputs = torch.randn(64, plain.in_features, generator=torch.Generator().manual_seed(1))
        expected = plain(inputs)
        error = (model.get_submodule(name)(inputs) - expected).norm() / expected.norm()
        # 16 levels at the quantiles of a normal distribution; 255 even ones.
        assert 0 < error < {"nf4": 0.12, "int8": 0.03}[kind]
