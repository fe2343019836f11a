"""The vision tower of an original checkpoint: inside its weights, or a CLIP folder beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transformers import CLIPVisionConfig

from skinvl.contract.errors import ModelError
from skinvl.model.llava.names import TOWER, is_derived
from skinvl.model.llava.weights import StoredTensor, has_weights, list_weights, read_json

_EMBEDDINGS = TOWER + "vision_model.embeddings."
# Every CLIP of OpenAI has heads of this width and the quick GELU (Radford et al., "Learning
# Transferable Visual Models From Natural Language Supervision", 2021, tables 19 and 20).
_HEAD_WIDTH = 64


@dataclass(frozen=True)
class Tower:
    """`stored` by the class's names; `preprocessor`: preprocessor_config.json, where it is."""

    config: CLIPVisionConfig
    stored: dict[str, StoredTensor]
    preprocessor: dict[str, Any] | None
    notes: tuple[str, ...]


def find_tower(
    folder: Path, name: str, given: Path | None, stored: Mapping[str, StoredTensor]
) -> Tower:
    """The tower of the checkpoint in `folder`, whose config.json calls it `name`.

    Args:
        given: a CLIP folder that the user names; else one called as `name` in or beside `folder`.
        stored: the checkpoint's tensors by the class's names; a tower among them wins.

    Raises:
        ModelError: no tower can be found, or it is not a CLIP.
    """
    inside = {key: tensor for key, tensor in stored.items() if key.startswith(TOWER)}
    clip = _find_folder(folder, name, given)
    if clip is None and not inside:
        raise ModelError(
            f"{folder}: has no vision tower in its weights; give the folder of {name or 'its CLIP'}"
            " with --vision-tower"
        )
    preprocessor = None
    if clip is not None and (clip / "preprocessor_config.json").is_file():
        preprocessor = read_json(clip / "preprocessor_config.json")
    if inside:
        config = _read_config(clip) if clip is not None else _infer_config(folder, name, inside)
        notes = (
            (f"the vision tower inside the checkpoint is used, not the weights in {given}",)
            if given is not None and has_weights(given)
            else ()
        )
        return Tower(config, inside, preprocessor, notes)
    assert clip is not None
    return Tower(_read_config(clip), _list_clip(clip), preprocessor, ())


def _find_folder(folder: Path, name: str, given: Path | None) -> Path | None:
    if given is not None:
        if not (given / "config.json").is_file():
            raise ModelError(f"{given}: no config.json; --vision-tower takes a CLIP folder")
        return given
    if not name:
        return None
    last = Path(name).name
    for path in (folder / name, folder / last, folder.parent / last):
        if (path / "config.json").is_file():
            return path
    return None


def _read_config(clip: Path) -> CLIPVisionConfig:
    record = read_json(clip / "config.json")
    kind = record.get("model_type")
    if kind not in ("clip", "clip_vision_model"):
        raise ModelError(f"{clip / 'config.json'}: is a {kind}; only CLIP towers are supported")
    values = record.get("vision_config") if kind == "clip" else record
    if not isinstance(values, dict):
        raise ModelError(f"{clip / 'config.json'}: has no vision_config")
    unused = ("architectures", "transformers_version", "torch_dtype", "dtype")
    return CLIPVisionConfig(**{k: v for k, v in values.items() if k not in unused})


def _list_clip(clip: Path) -> dict[str, StoredTensor]:
    return {
        TOWER + name: tensor
        for name, tensor in list_weights(clip).items()
        if name.startswith("vision_model.") and not is_derived(name)
    }


def _infer_config(folder: Path, name: str, stored: Mapping[str, StoredTensor]) -> CLIPVisionConfig:
    if not Path(name).name.startswith("clip-vit-"):
        raise ModelError(
            f"{folder}: the shape of its tower {name!r} is not known; give its folder with "
            "--vision-tower (config.json is enough)"
        )
    shapes = {key: tensor.shape for key, tensor in stored.items()}
    fc1 = TOWER + "vision_model.encoder.layers.{}.mlp.fc1.weight"
    try:
        hidden, _, patch, _ = shapes[_EMBEDDINGS + "patch_embedding.weight"]
        positions = shapes[_EMBEDDINGS + "position_embedding.weight"][0]
        intermediate = shapes[fc1.format(0)][0]
    except (KeyError, ValueError) as error:
        raise ModelError(f"{folder}: its vision tower is incomplete, no {error}") from error
    layers = 0
    while fc1.format(layers) in shapes:
        layers += 1
    return CLIPVisionConfig(
        hidden_size=hidden,
        intermediate_size=intermediate,
        num_hidden_layers=layers,
        num_attention_heads=hidden // _HEAD_WIDTH,
        image_size=math.isqrt(positions - 1) * patch,
        patch_size=patch,
        hidden_act="quick_gelu",
    )
