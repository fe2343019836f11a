"""Where the vision tower's shape and weights come from."""

import json
from pathlib import Path

import pytest
import torch
from miniatures.llava import write_clip_tower, write_llava_med
from miniatures.llava_tensors import VISION, tower_tensors, write_json

from skinvl.contract.errors import ModelError
from skinvl.model.llava import load_llava

CLASS = "vision_model.embeddings.class_embedding"


def test_the_shape_of_openais_towers_is_read_from_their_tensors(tmp_path: Path) -> None:
    config = load_llava(write_llava_med(tmp_path / "model")).model.config.vision_config
    for key in (
        "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
        "image_size", "patch_size",
    ):  # fmt: skip
        assert getattr(config, key) == VISION[key]
    assert config.hidden_act == "quick_gelu"


def test_a_tower_of_unknown_shape_needs_its_config(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", mm_vision_tower="laion/some-clip")
    with pytest.raises(
        ModelError, match=r"'laion/some-clip' is not known; .*config.json is enough"
    ):
        load_llava(folder)
    shape = tmp_path / "shape"
    shape.mkdir()
    write_json(shape / "config.json", {"model_type": "clip_vision_model", **VISION})
    assert load_llava(folder, vision_tower=shape).notes == ()


def test_weights_inside_the_checkpoint_win(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model")
    clip = write_clip_tower(tmp_path / "clip", seed=9)
    loaded = load_llava(folder, vision_tower=clip)
    stored = loaded.model.model.vision_tower.state_dict()[CLASS]
    assert torch.equal(stored, tower_tensors(1)[CLASS])
    assert "the vision tower inside the checkpoint is used" in loaded.notes[0]


@pytest.mark.parametrize("place", ["absolute", "within", "beside"])
def test_where_a_tower_is_looked_for(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "model"
    clip = {
        "absolute": tmp_path / "far" / "away" / "clip-vit-x",
        "within": folder / "clip-vit-x",
        "beside": tmp_path / "clip-vit-x",
    }[place]
    name = str(clip) if place == "absolute" else "someone/clip-vit-x"
    write_llava_med(folder, tower="absent", mm_vision_tower=name)
    write_clip_tower(clip, seed=6)
    stored = load_llava(folder).model.model.vision_tower.state_dict()[CLASS]
    assert torch.equal(stored, tower_tensors(6)[CLASS])


def test_a_folder_that_is_no_clip(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", tower="absent")
    with pytest.raises(ModelError, match=r"no config\.json; --vision-tower takes a CLIP folder"):
        load_llava(folder, vision_tower=tmp_path)
    clip = write_clip_tower(tmp_path / "clip")
    record = json.loads((clip / "config.json").read_text())
    write_json(clip / "config.json", record | {"model_type": "siglip"})
    with pytest.raises(ModelError, match="is a siglip; only CLIP towers are supported"):
        load_llava(folder, vision_tower=clip)


def test_a_tower_that_lacks_a_tensor(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", tower="absent")
    clip = write_clip_tower(tmp_path / "clip")
    tensors = torch.load(clip / "pytorch_model.bin", weights_only=True)
    del tensors[CLASS]
    torch.save(tensors, clip / "pytorch_model.bin")
    with pytest.raises(ModelError, match=f"missing: model.vision_tower.{CLASS}"):
        load_llava(folder, vision_tower=clip)
