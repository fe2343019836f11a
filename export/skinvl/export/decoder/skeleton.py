"""The decoder graph without its weights: every large weight is a slot that is filled afterwards.

A 7B decoder is 29 GB in float32. Its graph is a few hundred kilobytes: it is traced with weights of
one number each, and `skinvl.export.decoder.filling` then puts one real weight after the other in
its place, quantized on the way, so that no more than one is ever in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from transformers import PretrainedConfig
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

from skinvl.contract.errors import ExportError
from skinvl.export.decoder.operators import (
    AttentionShape,
    add_and_normalize,
    attend,
    multiply,
)

LAYERS = "model.language_model.layers"
NORM = "model.language_model.norm.weight"
OUTPUT = "lm_head.weight"
# Both have this very block: normalise, attend, add, normalise, gated linear units, add.
ARCHITECTURES = ("llama", "mistral")
# What its attention with rotary positions takes.
HEAD_MULTIPLE = 16
# Frequencies that depend on nothing but the configuration.
ROTARY_TYPES = ("default", "linear", "llama3", "yarn")


class WeightSource(Protocol):
    """Weights by the names that transformers' model gives them."""

    def shape(self, name: str) -> tuple[int, ...]:
        """Shape of one weight."""

    def load(self, name: str) -> Tensor:
        """One weight, float32."""


@dataclass(frozen=True)
class ModelWeights:
    """The weights of a model that is in memory."""

    model: nn.Module

    def shape(self, name: str) -> tuple[int, ...]:
        return tuple(self.model.state_dict()[name].shape)

    def load(self, name: str) -> Tensor:
        weight: Tensor = self.model.state_dict()[name]
        return weight.detach().float()


class Slot(nn.Module):
    """x [B, S, I] -> [B, S, O] by a weight that is not there yet; `number` is its only value.

    `parts` are the weights [O', I] of the checkpoint that fill it, stacked along their outputs.
    """

    def __init__(self, number: int, width: int, parts: tuple[str, ...]) -> None:
        super().__init__()
        # The tracer merges weights of equal value, and the value says which slot it is.
        self.weight = nn.Parameter(torch.full((1, 1), float(number)), requires_grad=False)
        self.width = width
        self.parts = parts

    def forward(self, x: Tensor) -> Tensor:
        return multiply(x, self.weight, self.width)


class Layer(nn.Module):
    """One block of the decoder."""

    def __init__(self, first_slot: int, index: int, config: Any, shape: AttentionShape) -> None:
        super().__init__()
        name = f"{LAYERS}.{index}"
        self.shape = shape
        packed = (shape.heads + 2 * shape.kv_heads) * shape.head_dim
        attention, mlp = f"{name}.self_attn", f"{name}.mlp"
        self.qkv = Slot(
            first_slot, packed, tuple(f"{attention}.{part}_proj.weight" for part in "qkv")
        )
        self.out = Slot(first_slot + 1, config.hidden_size, (f"{attention}.o_proj.weight",))
        self.gate = Slot(first_slot + 2, config.intermediate_size, (f"{mlp}.gate_proj.weight",))
        self.up = Slot(first_slot + 3, config.intermediate_size, (f"{mlp}.up_proj.weight",))
        self.down = Slot(first_slot + 4, config.hidden_size, (f"{mlp}.down_proj.weight",))

    def attend(
        self, x: Tensor, past: tuple[Tensor, Tensor], lengths: tuple[Tensor, Tensor], turns: Any
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """Attention of normalised x [B, S, D], and the layer's buffers."""
        mixed, keys, values = attend(self.qkv(x), *past, *lengths, *turns, self.shape)
        return self.out(mixed), (keys, values)

    def transform(self, x: Tensor) -> Tensor:
        """The gated linear units of normalised x [B, S, D]."""
        gate = self.gate(x)
        y: Tensor = self.down(gate * torch.sigmoid(gate) * self.up(x))
        return y


SLOTS_A_LAYER = 5


class DecoderSkeleton(nn.Module):
    """One graph for prefill and decoding, the shared key-value buffers at its borders.

    Args:
        config: of a Llama or Mistral decoder.
        weights: its weights; only the small ones are read.
        half: compute in float16. Embeddings and logits at the borders stay float32, and so does the
            first normalisation, whose sum of squares may leave the range of float16.

    Raises:
        ExportError: a decoder of another kind than this graph describes.
    """

    def __init__(
        self, config: PretrainedConfig, weights: WeightSource, *, half: bool = False
    ) -> None:
        super().__init__()
        check_architecture(config)
        self.config: Any = config
        shape = describe_attention(config)
        count = self.config.num_hidden_layers
        self.layers = nn.ModuleList(
            Layer(1 + SLOTS_A_LAYER * index, index, config, shape) for index in range(count)
        )
        self.output = Slot(0, self.config.vocab_size, (OUTPUT,))
        norms = [
            weights.load(f"{LAYERS}.{index}.{name}.weight")
            for index in range(count)
            for name in ("input_layernorm", "post_attention_layernorm")
        ]
        self.norms = nn.ParameterList(
            nn.Parameter(norm, requires_grad=False) for norm in [*norms, weights.load(NORM)]
        )
        for name, table in zip(("cos", "sin"), tabulate_rotation(config), strict=True):
            self.register_buffer(name, table)
        self.dtype = torch.float16 if half else torch.float32
        first = self.norms[0].data
        self.to(self.dtype)
        self.norms[0].data = first

    def list_parts(self) -> dict[int, tuple[str, ...]]:
        """What fills each slot, by its number."""
        slots = [module for module in self.modules() if isinstance(module, Slot)]
        return {int(slot.weight.item()): slot.parts for slot in slots}

    def forward(
        self,
        inputs_embeds: Tensor,
        seqlens_k: Tensor,
        total_sequence_length: Tensor,
        logits_positions: Tensor,
        past_key_values: Any,
    ) -> dict[str, Any]:
        """logits [B, N, V] of the N asked positions of this run, and the buffers."""
        epsilon = self.config.rms_norm_eps
        lengths = (seqlens_k, total_sequence_length)
        present = []
        spread = inputs_embeds.pow(2).mean(-1, keepdim=True)
        x = (self.norms[0] * (inputs_embeds * torch.rsqrt(spread + epsilon))).to(self.dtype)
        residual = inputs_embeds.to(self.dtype)
        for index, block in enumerate(self.layers):
            layer: Any = block
            past = read_past(past_key_values, index)
            mixed, buffers = layer.attend(x, past, lengths, (self.cos, self.sin))
            present.append(buffers)
            x, residual = add_and_normalize(mixed, residual, self.norms[2 * index + 1], epsilon)
            x, residual = add_and_normalize(
                layer.transform(x), residual, self.norms[2 * index + 2], epsilon
            )
        chosen = x.index_select(1, logits_positions)
        return {"logits": self.output(chosen).float(), "past_key_values": tuple(present)}


def read_past(past: Any, index: int) -> tuple[Tensor, Tensor]:
    """Keys and values of a layer; Optimum wraps them in a cache of transformers."""
    if hasattr(past, "layers"):
        return past.layers[index].keys, past.layers[index].values
    keys, values = past[index]
    return keys, values


def check_architecture(config: Any) -> None:
    """Check that the graph describes this decoder.

    Raises:
        ExportError: names what is different.
    """
    kind = config.model_type
    if kind not in ARCHITECTURES:
        raise ExportError(
            f"a language model of type {kind!r} cannot be exported; known: "
            f"{', '.join(ARCHITECTURES)}"
        )
    scaling = getattr(config, "rope_scaling", None) or {}
    rotary = scaling.get("rope_type", scaling.get("type", "default"))
    wrong = {
        "hidden_act": config.hidden_act != "silu",
        "attention_bias": bool(getattr(config, "attention_bias", False)),
        "mlp_bias": bool(getattr(config, "mlp_bias", False)),
        "rope_scaling": rotary not in ROTARY_TYPES,
        "partial_rotary_factor": getattr(config, "partial_rotary_factor", 1.0) != 1.0,
    }
    for name, found in wrong.items():
        if found:
            value = getattr(config, name)
            raise ExportError(f"a language model with {name}: {value!r} cannot be exported")
    width = describe_attention(config).head_dim
    if width % HEAD_MULTIPLE:
        raise ExportError(
            f"a language model with heads of {width} values cannot be exported; onnxruntime takes "
            f"multiples of {HEAD_MULTIPLE}"
        )


def describe_attention(config: Any) -> AttentionShape:
    """The attributes of every layer's attention."""
    heads = config.num_attention_heads
    window = getattr(config, "sliding_window", None)
    return AttentionShape(
        heads=heads,
        kv_heads=getattr(config, "num_key_value_heads", None) or heads,
        head_dim=getattr(config, "head_dim", None) or config.hidden_size // heads,
        window=-1 if window is None else int(window),
    )


def tabulate_rotation(config: Any) -> tuple[Tensor, Tensor]:
    """Cosine and sine of every position's rotation, float32 [positions, head_dim / 2] each.

    transformers computes them; one half is enough, the other repeats it.
    """
    rotary: Any = LlamaRotaryEmbedding(config=config)
    places = torch.arange(config.max_position_embeddings)[None]
    cos, sin = rotary(torch.zeros(1, dtype=torch.float32), places)
    half = cos.shape[-1] // 2
    return cos[0, :, :half].contiguous(), sin[0, :, :half].contiguous()
