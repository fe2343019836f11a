"""The base model of a recipe: its sizes from a config.json alone, or the model with weights."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, Literal

import torch
from torch import nn
from transformers import CLIPVisionConfig, LlavaConfig, LlavaForConditionalGeneration

from skinvl.contract.errors import ConfigError, ModelError
from skinvl.model.llava.original import check_settings, find_family, llava_config
from skinvl.model.llava.sources import read_original
from skinvl.model.llava.weights import has_weights, read_json

BASES = Path(__file__).parent / "bases"
PUBLISHED_TOWER = "openai/clip-vit-large-patch14-336"


def read_sizes(name: str, folder: Path | None, tower: Path | None = None) -> LlavaConfig:
    """The configuration of the base in `folder`, which needs to hold its config.json only;
    without a folder that of the shipped sizes `name`.

    Raises:
        ConfigError: no sizes of that name are shipped.
        ModelError: no config.json, or not of a LLaVA.
    """
    path = BASES / f"{name}.json" if folder is None else folder / "config.json"
    if folder is None and not path.is_file():
        known = ", ".join(sorted(file.stem for file in BASES.glob("*.json")))
        raise ConfigError(
            [f"base: no sizes are shipped for {name!r}, only for {known}; use --base"]
        )
    record = read_json(path)
    if find_family(record) is None:
        if record.get("model_type") != "llava":
            raise ModelError(f"{path}: of model_type {record.get('model_type')!r}, not a LLaVA")
        config: LlavaConfig = LlavaConfig.from_dict(record)
        return config
    if has_weights(path.parent):
        config = read_original(path.parent, tower).config
    else:
        check_settings(record, path)
        config = llava_config(record, _vision_sizes(record, path, tower), "gelu", path)
    # As `load_llava` adds `<image>`: behind the vocabulary, rounded up to a multiple of 64.
    config.image_token_index = config.text_config.vocab_size
    config.text_config.vocab_size = -(-(config.image_token_index + 1) // 64) * 64
    return config


def _vision_sizes(record: dict[str, Any], path: Path, tower: Path | None) -> CLIPVisionConfig:
    if tower is not None:
        return CLIPVisionConfig.from_pretrained(tower)
    if record.get("mm_vision_tower") != PUBLISHED_TOWER:
        raise ModelError(
            f"{path}: sizes of the vision tower {record.get('mm_vision_tower')!r} are unknown; "
            "give its folder with --vision-tower"
        )
    published = read_json(next(iter(BASES.glob("*.json"))))
    return CLIPVisionConfig(**published["vision_config"])


def quantize(model: LlavaForConditionalGeneration, kind: Literal["nf4", "int8"]) -> None:
    """Put bitsandbytes layers in place of the linear layers of the language model; weights shrink
    when they reach the device. Tower, projector and output layer stay exact.

    Raises:
        ConfigError: bitsandbytes is not installed.
    """
    if importlib.util.find_spec("bitsandbytes") is None:
        raise ConfigError(
            [
                f"optimisation.quantized_base: {kind} needs bitsandbytes; "
                "pip install bitsandbytes, or set it to null"
            ]
        )
    import bitsandbytes as bnb

    decoder = model.model.language_model
    for name, layer in list(decoder.named_modules()):
        if not isinstance(layer, nn.Linear):
            continue
        biased = layer.bias is not None
        if kind == "nf4":
            small = bnb.nn.Linear4bit(
                layer.in_features,
                layer.out_features,
                biased,
                compute_dtype=layer.weight.dtype,
                quant_type="nf4",
                device="meta",
            )
            small.weight = bnb.nn.Params4bit(
                layer.weight.data, requires_grad=False, quant_type="nf4", module=small
            )
        else:
            small = bnb.nn.Linear8bitLt(
                layer.in_features,
                layer.out_features,
                biased,
                has_fp16_weights=False,
                device="meta",
            )
            small.weight = bnb.nn.Int8Params(
                layer.weight.data, requires_grad=False, has_fp16_weights=False
            )
        small.bias = layer.bias
        decoder.set_submodule(name, small)
    # peft asks the model which of its own layers to put around these.
    setattr(model, "is_loaded_in_4bit" if kind == "nf4" else "is_loaded_in_8bit", True)


def base_dtype(in_bf16: bool) -> torch.dtype:
    """What the frozen weights are kept in."""
    return torch.bfloat16 if in_bf16 else torch.float32
