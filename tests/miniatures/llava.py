"""LLaVA checkpoints in miniature: the published layouts, file and key names, with few numbers.

Names and configuration keys: haotian-liu/LLaVA, microsoft/LLaVA-Med (llava-med-v1.5-mistral-7b),
openai/clip-vit-large-patch14-336, transformers' and peft's own writers.
"""

import json
from pathlib import Path
from typing import Any

import torch
from miniatures.llava_tensors import (
    LINEARS,
    PATCHES,
    TOWER_NAME,
    VISION,
    adapter_tensors,
    original_config,
    original_tensors,
    projector_tensors,
    randomize,
    read_tensors,
    text_config,
    tower_tensors,
    write_json,
    write_tensors,
)
from miniatures.llava_tokenizer import write_tokenizer
from safetensors.torch import load_file, save_file
from transformers import (
    AddedToken,
    CLIPConfig,
    CLIPModel,
    CLIPVisionConfig,
    LlamaTokenizerFast,
    LlavaConfig,
    LlavaForConditionalGeneration,
    LlavaImageProcessor,
    LlavaProcessor,
)


def write_clip_tower(folder: Path, seed: int = 1) -> Path:
    """A CLIP folder as openai/clip-vit-large-patch14-336: both halves in pytorch_model.bin."""
    folder.mkdir(parents=True)
    small = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "vocab_size": 99}
    config = CLIPConfig(
        text_config={**small, "num_attention_heads": 2}, vision_config=VISION, projection_dim=16
    )
    tensors = CLIPModel(config).state_dict() | tower_tensors(seed)
    config.architectures = ["CLIPModel"]
    config.save_pretrained(folder)
    torch.save(tensors, folder / "pytorch_model.bin")
    write_json(folder / "preprocessor_config.json", clip_preprocessor())
    return folder


def clip_preprocessor() -> dict[str, Any]:
    return {
        "crop_size": VISION["image_size"],
        "do_center_crop": True,
        "do_normalize": True,
        "do_resize": True,
        "feature_extractor_type": "CLIPFeatureExtractor",
        "image_mean": [0.48145466, 0.4578275, 0.40821073],
        "image_std": [0.26862954, 0.26130258, 0.27577711],
        "resample": 3,
        "size": VISION["image_size"],
    }


def write_llava_med(
    folder: Path,
    *,
    family: str = "mistral",
    tower: str = "inside",
    projector: str = "mlp2x_gelu",
    files: str = "safetensors",
    shards: int = 2,
    dtype: torch.dtype = torch.float32,
    seed: int = 0,
    **config: Any,
) -> Path:
    """A LLaVA (`family` llama) or LLaVA-Med (mistral) folder.

    `tower`: `inside` the weights; `external`, a CLIP folder beside `folder` (shared when it is
    there already); or `absent`. `files`: safetensors or bin. `config`: changes of config.json.
    """
    folder.mkdir(parents=True)
    tensors = original_tensors(family, projector, tower == "inside", seed)
    beside = folder.parent / TOWER_NAME.rpartition("/")[2]
    if tower == "external" and not beside.exists():
        write_clip_tower(beside, seed + 1)
    write_json(
        folder / "config.json",
        original_config(family, **{"mm_projector_type": projector, **config}),
    )
    write_json(
        folder / "generation_config.json",
        {"_from_model_config": True, "bos_token_id": 1, "eos_token_id": 2},
    )
    write_tensors(folder, {k: t.to(dtype) for k, t in tensors.items()}, files, shards)
    write_tokenizer(folder)
    return folder


def write_adapter(
    folder: Path,
    base: Path,
    *,
    rank: int = 4,
    alpha: int = 2,
    files: str = "safetensors",
    projector: str | None = "mlp2x_gelu",
    config_projector: str = "linear",
    seed: int = 7,
) -> Path:
    """An adapter folder as the released LoRA training writes it.

    `projector`: kind of the trained projector in non_lora_trainables.bin, None for no such file.
    `config_projector`: mm_projector_type in config.json; the released script overwrote it.
    """
    folder.mkdir(parents=True)
    write_json(
        folder / "adapter_config.json",
        {
            "auto_mapping": None,
            "base_model_name_or_path": "microsoft/llava-med-v1.5-mistral-7b",
            "bias": "none",
            "fan_in_fan_out": False,
            "inference_mode": True,
            "init_lora_weights": True,
            "layers_pattern": None,
            "layers_to_transform": None,
            "lora_alpha": alpha,
            "lora_dropout": 0.05,
            "modules_to_save": None,
            "peft_type": "LORA",
            "r": rank,
            "revision": None,
            "target_modules": list(LINEARS),
            "task_type": "CAUSAL_LM",
        },
    )
    tensors = adapter_tensors(rank, seed)
    if files == "safetensors":
        save_file(tensors, folder / "adapter_model.safetensors", metadata={"format": "pt"})
    else:
        torch.save(tensors, folder / "adapter_model.bin")
    if projector is not None:
        trained = {
            f"base_model.model.model.mm_projector.{name}": tensor
            for name, tensor in projector_tensors(projector, seed + 100).items()
        }
        torch.save(trained, folder / "non_lora_trainables.bin")
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    write_json(folder / "config.json", config | {"mm_projector_type": config_projector})
    return folder


def write_merged(folder: Path, base: Path, adapter: Path, *, keep_projector: bool = True) -> Path:
    """A merged folder in the base's layout: W + alpha / r * B A, computed by hand.

    `keep_projector` False leaves the base's projector in, as the released merge script does.
    """
    folder.mkdir(parents=True)
    tensors = read_tensors(base)
    settings = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
    low = load_file(adapter / "adapter_model.safetensors")
    for name in low:
        if name.endswith("lora_A.weight"):
            path = name.removeprefix("base_model.model.").removesuffix(".lora_A.weight")
            delta = low[name.replace("lora_A", "lora_B")] @ low[name]
            scaled = delta * settings["lora_alpha"] / settings["r"]
            tensors[f"{path}.weight"] = tensors[f"{path}.weight"] + scaled
    if keep_projector:
        trained = torch.load(adapter / "non_lora_trainables.bin", weights_only=True)
        tensors |= {name.removeprefix("base_model.model."): t for name, t in trained.items()}
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    write_json(folder / "config.json", config)
    write_tensors(folder, tensors, "safetensors", 3)
    write_tokenizer(folder)
    return folder


def write_projector(
    folder: Path, base: Path, kind: str = "mlp2x_gelu", *, seed: int = 9, **config: Any
) -> Path:
    """A projector-only folder as LLaVA's first stage writes it: mm_projector.bin, config.json."""
    folder.mkdir(parents=True)
    tensors = projector_tensors(kind, seed)
    torch.save(
        {f"model.mm_projector.{name}": tensor for name, tensor in tensors.items()},
        folder / "mm_projector.bin",
    )
    written = json.loads((base / "config.json").read_text(encoding="utf-8"))
    write_json(folder / "config.json", {**written, "mm_projector_type": kind, **config})
    return folder


def hf_model(family: str = "mistral", seed: int = 3) -> LlavaForConditionalGeneration:
    """A Hugging Face LLaVA whose `<image>` token follows the base vocabulary."""
    text = text_config(family)
    image_token = text.vocab_size
    text.vocab_size = -(-(image_token + 1) // 64) * 64
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(**VISION),
        text_config=text,
        image_token_index=image_token,
        image_seq_length=PATCHES,
        pad_token_id=0,
    )
    model = LlavaForConditionalGeneration(config)
    model.load_state_dict(randomize(model.state_dict(), seed), strict=False)
    return model.eval()


def hf_processor(folder: Path) -> LlavaProcessor:
    """The processor for `hf_model`; `folder` receives the base tokenizer's files first."""
    write_tokenizer(folder)
    tokenizer = LlamaTokenizerFast.from_pretrained(folder)
    tokenizer.add_tokens(AddedToken("<image>", special=True, normalized=False), special_tokens=True)
    side = VISION["image_size"]
    return LlavaProcessor(
        LlavaImageProcessor(
            do_pad=True,
            size={"shortest_edge": side},
            crop_size={"height": side, "width": side},
        ),
        tokenizer,
        patch_size=VISION["patch_size"],
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
    )


def write_hf_llava(
    folder: Path, *, family: str = "mistral", names: str = "current", seed: int = 3
) -> Path:
    """A LlavaForConditionalGeneration folder with processor files.

    `names`: `current`, the class's own (`model.language_model.*`, `lm_head.*`), or `older`, those
    of the published llava-hf folders (`language_model.model.*`, `language_model.lm_head.*`).
    """
    folder.mkdir(parents=True)
    model = hf_model(family, seed)
    model.config.architectures = ["LlavaForConditionalGeneration"]
    model.config.save_pretrained(folder)
    tensors = {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}
    if names == "older":
        tensors = {_older_name(name): tensor for name, tensor in tensors.items()}
    write_tensors(folder, tensors, "safetensors", 2)
    hf_processor(folder).save_pretrained(folder)
    return folder


def write_hf_adapter(
    folder: Path, base: Path, *, projector: bool = True, seed: int = 11, **lora: Any
) -> Path:
    """An adapter over a Hugging Face LLaVA, written by peft itself."""
    from peft import LoraConfig, get_peft_model

    model = LlavaForConditionalGeneration.from_pretrained(base)
    config = LoraConfig(
        r=4,
        lora_alpha=2,
        target_modules=r"model\.language_model\..*\.(q_proj|v_proj|down_proj)",
        modules_to_save=["multi_modal_projector"] if projector else None,
        **lora,
    )
    adapted = get_peft_model(model, config)
    trainable = {name: p for name, p in adapted.named_parameters() if p.requires_grad}
    random = randomize({name: p.detach() for name, p in trainable.items()}, seed)
    for name, parameter in trainable.items():
        if "magnitude" not in name:
            parameter.data.copy_(random[name])
    adapted.save_pretrained(folder)
    return folder


def _older_name(name: str) -> str:
    if name.startswith("model.language_model."):
        return name.replace("model.language_model.", "language_model.model.", 1)
    return f"language_model.{name}" if name.startswith("lm_head.") else name.removeprefix("model.")
