"""Bytes that a run needs on each device, from sizes alone.

Weights, gradients and optimizer states follow from the parameter counts and are exact:
Rajbhandari et al. 2020 (ZeRO, arXiv:1910.02054), section 3.1. Activations are counted as in
Korthikanti et al. 2022 (arXiv:2205.05198), section 4: the tensors that the backward pass needs,
here those of a Mistral layer whose frozen linear layers carry LoRA and whose attention keeps no
scores (scaled_dot_product_attention; Dao et al. 2022, arXiv:2205.14135). With checkpointing only
the input of each layer is kept and one layer at a time is computed again. CUDA's own context and
the allocator's fragments come on top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import nn
from transformers import LlavaConfig

from skinvl.training.llava.config import LlavaRecipe
from skinvl.training.llava.model import count_parameters, trained_parameters

# Bytes of a quantized parameter. nf4 with double quantization: 4 bits and 0.127 bits of constants
# (Dettmers et al. 2023, arXiv:2305.14314, section 3).
QUANTIZED_BYTES = {"nf4": (4 + 0.127) / 8, "int8": 1.0}
# Two moments of AdamW in float32.
ADAM_BYTES = 8
FLOAT32 = 4


@dataclass(frozen=True)
class ParameterCounts:
    """Frozen parameters, trained ones, and the language model's linear weights among the frozen
    ones, which are what quantization makes smaller; `layer` is one decoder layer."""

    frozen: int
    trained: int
    quantizable: int
    layer: int


@dataclass(frozen=True)
class Estimate:
    """Bytes on one device."""

    strategy: str
    devices: int
    weights: float
    gradients: float
    optimizer: float
    activations: float

    @property
    def total(self) -> float:
        return self.weights + self.gradients + self.optimizer + self.activations


def count(adapted: nn.Module) -> ParameterCounts:
    """Counts of a model that `adapt` has prepared, on any device, the meta device included."""
    parts = count_parameters(adapted)
    whole = sum(number for number, _ in parts.values())
    trained = sum(p.numel() for _, p in trained_parameters(adapted))
    frozen = [(name, p) for name, p in adapted.named_parameters() if not p.requires_grad]
    linear = [
        (name, p)
        for name, p in frozen
        if ".language_model." in name and name.endswith("base_layer.weight")
    ]
    return ParameterCounts(
        frozen=whole - trained,
        trained=trained,
        quantizable=sum(p.numel() for _, p in linear),
        layer=sum(p.numel() for name, p in linear if ".layers.0." in name),
    )


def estimate(
    counts: ParameterCounts, config: LlavaConfig, recipe: LlavaRecipe, length: int, devices: int
) -> list[Estimate]:
    """One device alone, then each way to share among `devices`, sequences `length` tokens long.

    DeepSpeed keeps the trained weights and their gradients in bfloat16 and a float32 copy with
    the optimizer; elsewhere they are float32 themselves: 16 bytes a trained parameter each way.
    """
    frozen = _frozen_bytes(counts, recipe)
    half = activation_width(recipe)
    master = FLOAT32 if half < FLOAT32 else 0
    activations = sum(activation_bytes(config, recipe, length).values())
    # Split weights are gathered a layer at a time, the next one while this one computes.
    gathered = 2 * counts.layer * half
    n, trained = devices, counts.trained
    alone = (frozen + FLOAT32 * trained, FLOAT32 * trained, ADAM_BYTES * trained)
    shared = {
        "DDP": alone,
        "ZeRO-2": (
            frozen + half * trained,
            half * trained / n,
            (ADAM_BYTES + master) * trained / n,
        ),
        "ZeRO-3": (
            (frozen + half * trained) / n + gathered,
            half * trained / n,
            (ADAM_BYTES + master) * trained / n,
        ),
        "FSDP": (alone[0] / n + gathered, alone[1] / n, alone[2] / n),
    }
    return [
        Estimate("one device", 1, *alone, activations),
        *(Estimate(name, n, *parts, activations) for name, parts in shared.items()),
    ]


def activation_bytes(
    config: LlavaConfig, recipe: LlavaRecipe, length: int, checkpointing: bool | None = None
) -> Mapping[str, int]:
    """Bytes of each part at the peak, `batch_size` sequences of `length` tokens on a device."""
    steps = recipe.optimisation
    kept = steps.gradient_checkpointing if checkpointing is None else checkpointing
    width = activation_width(recipe)
    text, vision = config.text_config, config.vision_config
    tokens = steps.batch_size * length
    layer = tokens * decoder_layer_bytes(config, recipe)
    inputs = tokens * width * text.hidden_size * text.num_hidden_layers
    patches = steps.batch_size * (vision.image_size // vision.patch_size) ** 2
    return {
        "decoder": inputs + layer if kept else layer * text.num_hidden_layers,
        # Logits, their float32 copy, its logarithmic softmax and its gradient.
        "loss": tokens * text.vocab_size * (width + 3 * FLOAT32),
        "projector": patches * width * (vision.hidden_size + 2 * text.hidden_size),
        "vision tower": patches * vision_token_bytes(config, recipe, kept),
    }


def decoder_layer_bytes(config: LlavaConfig, recipe: LlavaRecipe) -> int:
    """Bytes a token that one Mistral layer keeps for its backward pass.

    Of width w bytes an activation, hidden size h, query width a, intermediate size f and rank r:
    two norms in float32 (8h); queries, keys and values repeated to all heads, and attention's
    output (4wa); the gate before and after its activation, and the other branch (3wf); the input
    of each LoRA branch with the mask of its dropout ((w+1)(5h + a + f)), shared and without mask
    where there is no dropout (w(2h + f)); and the seven low-rank activations (7wr).
    """
    text, lora = config.text_config, recipe.lora
    width = activation_width(recipe)
    h, f = text.hidden_size, text.intermediate_size
    a = text.num_attention_heads * (text.head_dim or h // text.num_attention_heads)
    inputs = (width + 1) * (5 * h + a + f) if lora.dropout else width * (2 * h + f)
    return int(2 * FLOAT32 * h + 4 * width * a + 3 * width * f + inputs + 7 * width * lora.rank)


def vision_token_bytes(config: LlavaConfig, recipe: LlavaRecipe, checkpointing: bool) -> int:
    """Bytes a patch in the tower: the hidden states that transformers collects of every layer,
    and what LoRA on the tower keeps."""
    vision, lora = config.vision_config, recipe.lora
    width = activation_width(recipe)
    h, f, layers = vision.hidden_size, vision.intermediate_size, vision.num_hidden_layers
    states = width * h * (layers + 1)
    if not lora.vision:
        return int(states)
    inputs = (width + 1) * (5 * h + f) if lora.dropout else width * (2 * h + f)
    layer = 2 * FLOAT32 * h + 4 * width * h + 2 * width * f + inputs + 6 * width * lora.rank
    return int(states + layer * (1 if checkpointing else layers))


def activation_width(recipe: LlavaRecipe) -> int:
    """Bytes of an activation and of a frozen weight: bfloat16 unless float32 is asked for."""
    return FLOAT32 if recipe.optimisation.precision == "fp32" else 2


def _frozen_bytes(counts: ParameterCounts, recipe: LlavaRecipe) -> float:
    plain = activation_width(recipe)
    small = QUANTIZED_BYTES.get(recipe.optimisation.quantized_base or "", plain)
    return plain * (counts.frozen - counts.quantizable) + small * counts.quantizable
