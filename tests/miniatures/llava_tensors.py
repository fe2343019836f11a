"""Shapes, names and values of the LLaVA checkpoints in miniature.

Names and configuration keys: haotian-liu/LLaVA, microsoft/LLaVA-Med (llava-med-v1.5-mistral-7b),
openai/clip-vit-large-patch14-336.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from miniatures.llava_tokenizer import vocab_size
from safetensors.torch import load_file, save_file
from torch import Tensor
from transformers import (
    CLIPVisionConfig,
    CLIPVisionModel,
    LlamaConfig,
    LlamaForCausalLM,
    MistralConfig,
    MistralForCausalLM,
)

TOWER_NAME = "openai/clip-vit-large-patch14-336"
HIDDEN = 32
VISION: dict[str, Any] = {
    "hidden_size": 128,
    "intermediate_size": 96,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "image_size": 42,
    "patch_size": 14,
    "projection_dim": 16,
}
TEXT: dict[str, Any] = {
    "hidden_size": HIDDEN,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    # onnxruntime attends with heads whose width is a multiple of 16.
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "max_position_embeddings": 2048,
    "rms_norm_eps": 1e-5,
    "tie_word_embeddings": False,
}
PATCHES = (VISION["image_size"] // VISION["patch_size"]) ** 2
LINEARS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


def randomize(tensors: dict[str, Tensor], seed: int) -> dict[str, Tensor]:
    """Values large enough that every tensor moves the logits."""
    generator = torch.Generator().manual_seed(seed)
    return {
        name: torch.randn(tensor.shape, generator=generator) * (0.15 if tensor.ndim > 1 else 0.05)
        + (1.0 if "norm" in name and name.endswith("weight") else 0.0)
        for name, tensor in tensors.items()
        if tensor.is_floating_point()
    }


def text_config(family: str = "mistral") -> MistralConfig | LlamaConfig:
    if family == "mistral":
        return MistralConfig(
            **TEXT, vocab_size=vocab_size(), sliding_window=None, rope_theta=1000000.0
        )
    return LlamaConfig(**TEXT, vocab_size=vocab_size())


def original_config(family: str = "mistral", **changes: Any) -> dict[str, Any]:
    """config.json as LLaVA-Med v1.5 writes it."""
    config: dict[str, Any] = {
        **TEXT,
        "architectures": [
            "LlavaMistralForCausalLM" if family == "mistral" else "LlavaLlamaForCausalLM"
        ],
        "bos_token_id": 1,
        "eos_token_id": 2,
        "freeze_mm_mlp_adapter": False,
        "freeze_mm_vision_resampler": False,
        "hidden_act": "silu",
        "image_aspect_ratio": "pad",
        "initializer_range": 0.02,
        "mm_hidden_size": VISION["hidden_size"],
        "mm_projector_lr": None,
        "mm_projector_type": "mlp2x_gelu",
        "mm_use_im_patch_token": False,
        "mm_use_im_start_end": False,
        "mm_vision_select_feature": "patch",
        "mm_vision_select_layer": -2,
        "mm_vision_tower": TOWER_NAME,
        "model_type": "llava_mistral" if family == "mistral" else "llava_llama",
        "tokenizer_model_max_length": 2048,
        "tokenizer_padding_side": "right",
        "torch_dtype": "bfloat16",
        "transformers_version": "4.36.2",
        "tune_mm_mlp_adapter": False,
        "use_cache": True,
        "use_mm_proj": True,
        "vocab_size": vocab_size(),
    }
    if family == "mistral":
        config |= {"sliding_window": None, "rope_theta": 1000000.0, "attention_dropout": 0.0}
    return config | changes


def projector_tensors(kind: str, seed: int) -> dict[str, Tensor]:
    """mm_projector tensors without prefix: `weight`, `bias` or `0.*`, `2.*`."""
    wide, narrow = (HIDDEN, VISION["hidden_size"]), (HIDDEN, HIDDEN)
    if kind == "linear":
        shapes = {"weight": wide, "bias": wide[:1]}
    else:
        shapes = {"0.weight": wide, "0.bias": wide[:1], "2.weight": narrow, "2.bias": narrow[:1]}
    return randomize({name: torch.zeros(shape) for name, shape in shapes.items()}, seed)


def tower_tensors(seed: int) -> dict[str, Tensor]:
    """A CLIPVisionModel's tensors, `vision_model.*`."""
    return randomize(CLIPVisionModel(CLIPVisionConfig(**VISION)).state_dict(), seed)


def original_tensors(
    family: str = "mistral", projector: str = "mlp2x_gelu", tower: bool = True, seed: int = 0
) -> dict[str, Tensor]:
    """Every tensor of an original checkpoint under its published name."""
    language = (MistralForCausalLM if family == "mistral" else LlamaForCausalLM)(
        text_config(family)
    )
    tensors = randomize(language.state_dict(), seed)
    for name, tensor in projector_tensors(projector, seed + 100).items():
        tensors[f"model.mm_projector.{name}"] = tensor
    if tower:
        for name, tensor in tower_tensors(seed + 1).items():
            tensors[f"model.vision_tower.vision_tower.{name}"] = tensor
    return tensors


def adapter_tensors(rank: int = 4, seed: int = 7) -> dict[str, Tensor]:
    """LoRA tensors for every language linear, named as peft names them over LLaVA's classes."""
    kv = HIDDEN * TEXT["num_key_value_heads"] // TEXT["num_attention_heads"]
    wide = TEXT["intermediate_size"]
    outputs = dict(zip(LINEARS, (HIDDEN, kv, kv, HIDDEN, wide, wide, HIDDEN), strict=True))
    shapes = {}
    for layer in range(TEXT["num_hidden_layers"]):
        for name in LINEARS:
            block = "self_attn" if name in LINEARS[:4] else "mlp"
            path = f"base_model.model.model.layers.{layer}.{block}.{name}"
            inputs = wide if name == "down_proj" else HIDDEN
            shapes[f"{path}.lora_A.weight"] = (rank, inputs)
            shapes[f"{path}.lora_B.weight"] = (outputs[name], rank)
    return randomize({name: torch.zeros(shape) for name, shape in shapes.items()}, seed)


def write_tensors(folder: Path, tensors: dict[str, Tensor], files: str, shards: int) -> None:
    """Weights in `shards` files with an index, or in one file without."""
    suffix = "safetensors" if files == "safetensors" else "bin"
    stem = "model" if files == "safetensors" else "pytorch_model"
    names = list(tensors)
    weight_map = {}
    for shard in range(shards):
        part = f"-{shard + 1:05d}-of-{shards:05d}" if shards > 1 else ""
        path = folder / f"{stem}{part}.{suffix}"
        chosen = {name: tensors[name].contiguous() for name in names[shard::shards]}
        weight_map |= dict.fromkeys(chosen, path.name)
        if files == "safetensors":
            save_file(chosen, path, metadata={"format": "pt"})
        else:
            torch.save(chosen, path)
    if shards > 1:
        size = sum(tensor.nbytes for tensor in tensors.values())
        index = {"metadata": {"total_size": size}, "weight_map": weight_map}
        write_json(folder / f"{stem}.{suffix}.index.json", index)


def read_tensors(folder: Path) -> dict[str, Tensor]:
    """Every tensor that `write_tensors` wrote."""
    tensors: dict[str, Tensor] = {}
    for path in sorted(folder.glob("*.safetensors")):
        tensors |= load_file(path)
    for path in sorted(folder.glob("pytorch_model*.bin")):
        tensors |= torch.load(path, weights_only=True)
    return tensors


def edit_tensors(folder: Path, edit: Callable[[dict[str, Tensor]], None]) -> None:
    """Change the weights of a safetensors folder in place, shard by shard."""
    for shard in folder.glob("*.safetensors"):
        tensors = load_file(shard)
        edit(tensors)
        save_file(tensors, shard, metadata={"format": "pt"})
    index = folder / "model.safetensors.index.json"
    names = {name: f.name for f in folder.glob("*.safetensors") for name in load_file(f)}
    write_json(index, {"metadata": {}, "weight_map": names})


def write_json(path: Path, record: dict[str, Any]) -> None:
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
