"""What learns: LoRA on the language model, the projector in full, all else frozen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch import nn
from transformers import LlavaConfig, LlavaForConditionalGeneration

from skinvl.contract.errors import ModelError
from skinvl.training.llava.config import LlavaRecipe

LANGUAGE = "model.language_model"
VISION = "model.vision_tower"
PROJECTOR = "multi_modal_projector"


def linear_names(model: nn.Module, prefix: str) -> list[str]:
    """Last names of the linear layers below `prefix`, each once: q_proj, k_proj, ...

    The rule of LLaVA's `find_all_linear_names`; `lm_head` lies outside both prefixes.
    """
    return sorted(
        {
            name.rpartition(".")[2]
            for name, module in model.named_modules()
            if name.startswith(f"{prefix}.") and isinstance(module, nn.Linear)
        }
    )


def used_vision_layers(config: LlavaConfig) -> int:
    """How many layers of the tower come before the features: 23 of 24 for layer -2."""
    chosen: int = config.vision_feature_layer
    return chosen if chosen >= 0 else int(config.vision_config.num_hidden_layers) + 1 + chosen


def lora_config(model: LlavaForConditionalGeneration, recipe: LlavaRecipe) -> LoraConfig:
    """peft's configuration for a recipe; `target_modules` is one pattern over whole names."""
    lora = recipe.lora
    patterns = [rf"{re.escape(LANGUAGE)}\..*\.({'|'.join(linear_names(model, LANGUAGE))})"]
    if lora.vision:
        # Layers behind the one whose features are used never get a gradient.
        layers = "|".join(map(str, range(used_vision_layers(model.config))))
        names = "|".join(linear_names(model, VISION))
        patterns.append(rf"{re.escape(VISION)}\..*\.layers\.({layers})\..*\.({names})")
    return LoraConfig(
        task_type="CAUSAL_LM",
        r=lora.rank,
        lora_alpha=lora.alpha,
        lora_dropout=lora.dropout,
        bias=lora.bias,
        use_dora=lora.dora,
        use_rslora=lora.rank_stabilised,
        target_modules="|".join(patterns),
        modules_to_save=[PROJECTOR] if recipe.projector.train else None,
    )


def adapt(model: LlavaForConditionalGeneration, recipe: LlavaRecipe) -> PeftModel:
    """Freeze the base and add what the recipe trains, in float32 whatever the base is in: bfloat16
    has too few digits for steps of 5e-5."""
    model.requires_grad_(False)
    config = lora_config(model, recipe)
    adapted = get_peft_model(model, config, low_cpu_mem_usage=model.device.type == "meta")
    for parameter in adapted.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.to(torch.float32)
    return adapted


def trained_parameters(model: nn.Module) -> Iterator[tuple[str, nn.Parameter]]:
    """Names and parameters that learn."""
    return ((name, p) for name, p in model.named_parameters() if p.requires_grad)


def count_parameters(model: nn.Module) -> dict[str, tuple[int, int]]:
    """All and trained parameters of each part; quantized weights count as what they stand for."""
    counts = {"vision tower": (0, 0), "projector": (0, 0), "language model": (0, 0)}
    for name, parameter in model.named_parameters():
        # peft keeps the untrained projector beside its trained copy.
        if ".original_module." in name:
            continue
        part = (
            "vision tower"
            if ".vision_tower." in name
            else "projector"
            if PROJECTOR in name
            else "language model"
        )
        state = getattr(parameter, "quant_state", None)
        number = parameter.numel() if state is None else state.shape.numel()
        whole, trained = counts[part]
        counts[part] = (whole + number, trained + number * parameter.requires_grad)
    return counts


def describe_parameters(model: nn.Module) -> list[str]:
    """One line a part, and the whole."""
    counts = count_parameters(model)
    counts["all"] = tuple(map(sum, zip(*counts.values(), strict=True)))  # type: ignore[assignment]
    return [
        f"{part:16} {whole:>16,} parameters {trained:>14,} trained"
        for part, (whole, trained) in counts.items()
    ]


def projector_parameters(model: nn.Module) -> set[str]:
    """Names of the trained parameters of the projector."""
    return {name for name, _ in trained_parameters(model) if PROJECTOR in name}


def check_frozen(model: nn.Module, recipe: LlavaRecipe) -> None:
    """A part that the recipe freezes must not learn, and one that it trains must.

    Raises:
        ModelError: names the parameter.
    """
    for name, _ in trained_parameters(model):
        adapter = "lora_" in name or (recipe.lora.bias != "none" and name.endswith("bias"))
        allowed = PROJECTOR in name if not adapter else True
        if not allowed or (".vision_tower." in name and not recipe.lora.vision):
            raise ModelError(f"{name}: would be trained although the recipe freezes it")
    if recipe.projector.train and not projector_parameters(model):
        raise ModelError("the projector has no trained parameter although the recipe trains it")
