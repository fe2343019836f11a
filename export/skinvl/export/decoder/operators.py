"""Operators of onnxruntime that PyTorch does not have, as functions that the tracer writes out.

Tracing needs shapes only: the decoder is traced without its weights, so that a forward pass has no
values worth computing. What the graph computes is compared with transformers' own decoder when the
weights are in place (`skinvl.export.parity`).

Definitions: onnxruntime, docs/ContribOperators.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor


@dataclass(frozen=True)
class AttentionShape:
    """Attributes of `com.microsoft.GroupQueryAttention`; `window` is -1 for no sliding window."""

    heads: int
    kv_heads: int
    head_dim: int
    window: int


class MatMul(torch.autograd.Function):
    """x [..., I] times a weight that is put into the graph later: [..., width]."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, width: int) -> Tensor:
        return x.new_zeros(*x.shape[:-1], width)

    @staticmethod
    def symbolic(g: Any, x: Any, weight: Any, width: int) -> Any:
        return g.op("MatMul", x, weight).setType(x.type().with_sizes([None, None, width]))


class GroupQueryAttention(torch.autograd.Function):
    """Causal attention with rotary positions over a shared key-value buffer.

    qkv [B, S, (heads + 2 kv_heads) head_dim], past keys and values [B, kv_heads, C, head_dim],
    seqlens_k int32 [B] (positions read so far and now, minus one), total int32 [1] (their maximum,
    plus one), cos and sin [positions, head_dim / 2] -> [B, S, heads head_dim] and the buffers.
    """

    @staticmethod
    def forward(
        ctx: Any,
        qkv: Tensor,
        keys: Tensor,
        values: Tensor,
        seqlens_k: Tensor,
        total: Tensor,
        cos: Tensor,
        sin: Tensor,
        shape: AttentionShape,
    ) -> tuple[Tensor, Tensor, Tensor]:
        width = shape.heads * shape.head_dim
        return qkv.new_zeros(*qkv.shape[:-1], width), keys.clone(), values.clone()

    @staticmethod
    def symbolic(
        g: Any,
        qkv: Any,
        keys: Any,
        values: Any,
        seqlens_k: Any,
        total: Any,
        cos: Any,
        sin: Any,
        shape: AttentionShape,
    ) -> Any:
        output, present_keys, present_values = g.op(
            "com.microsoft::GroupQueryAttention",
            *(qkv, _leave_out(g), _leave_out(g), keys, values, seqlens_k, total, cos, sin),
            num_heads_i=shape.heads,
            kv_num_heads_i=shape.kv_heads,
            scale_f=shape.head_dim**-0.5,
            local_window_size_i=shape.window,
            do_rotary_i=1,
            rotary_interleaved_i=0,
            outputs=3,
        )
        width = shape.heads * shape.head_dim
        output.setType(qkv.type().with_sizes([None, None, width]))
        present_keys.setType(keys.type())
        present_values.setType(values.type())
        return output, present_keys, present_values


class AddAndNormalize(torch.autograd.Function):
    """RMS normalisation of x + residual, both [B, S, D], and that sum."""

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, residual: Tensor, weight: Tensor, epsilon: float
    ) -> tuple[Tensor, Tensor]:
        return x + residual, x + residual

    @staticmethod
    def symbolic(g: Any, x: Any, residual: Any, weight: Any, epsilon: float) -> Any:
        normal, _, _, total = g.op(
            "com.microsoft::SkipSimplifiedLayerNormalization",
            *(x, residual, weight),
            epsilon_f=epsilon,
            outputs=4,
        )
        normal.setType(x.type())
        total.setType(x.type())
        return normal, total


def multiply(x: Tensor, weight: Tensor, width: int) -> Tensor:
    """`MatMul`."""
    product: Any = MatMul
    y: Tensor = product.apply(x, weight, width)
    return y


def attend(*inputs: Any) -> tuple[Tensor, Tensor, Tensor]:
    """`GroupQueryAttention`."""
    operator: Any = GroupQueryAttention
    output, keys, values = operator.apply(*inputs)
    return output, keys, values


def add_and_normalize(
    x: Tensor, residual: Tensor, weight: Tensor, epsilon: float
) -> tuple[Tensor, Tensor]:
    """`AddAndNormalize`."""
    operator: Any = AddAndNormalize
    normal, total = operator.apply(x, residual, weight, epsilon)
    return normal, total


def _leave_out(g: Any) -> Any:
    """An optional input that is not given."""
    nothing = g.op("prim::Constant")
    nothing.setType(torch._C.OptionalType.ofTensor())
    return nothing
