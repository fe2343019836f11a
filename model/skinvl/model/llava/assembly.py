"""A model out of stored tensors: one shard after another, every tensor accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import LlavaConfig, LlavaForConditionalGeneration
from transformers.integrations.accelerate import init_empty_weights

from skinvl.contract.errors import ModelError
from skinvl.model.llava.names import (
    OUTPUT,
    find_variant,
    is_derived,
    original_name,
    shorten,
    translate,
)
from skinvl.model.llava.weights import StoredTensor, read_tensors


def list_shapes(config: LlavaConfig) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of such a model, from its configuration alone: nothing is
    allocated, so it works for 7B on any computer."""
    return _shapes(empty_model(config))


def list_original_shapes(
    config: LlavaConfig, *, linear: bool = False
) -> dict[str, tuple[int, ...]]:
    """`list_shapes` under the names of an original checkpoint; `linear`: its projector."""
    second = "model.mm_projector.2."
    named = {original_name(name, linear=linear): s for name, s in list_shapes(config).items()}
    return {name: s for name, s in named.items() if not (linear and name.startswith(second))}


def empty_model(config: LlavaConfig) -> LlavaForConditionalGeneration:
    """The model with parameters on the meta device and computed buffers in memory."""
    with init_empty_weights(include_buffers=False):
        return LlavaForConditionalGeneration(config)


def translate_stored(stored: Mapping[str, StoredTensor], folder: Path) -> dict[str, StoredTensor]:
    """The tensors by the class's names, those that are computed anyway left out.

    Raises:
        ModelError: a variant of LLaVA that is not supported, or names of no layout, all listed.
    """
    variant = find_variant(stored)
    if variant is not None:
        raise ModelError(f"{folder}: not supported: {variant}")
    kept = {name: tensor for name, tensor in stored.items() if not is_derived(name)}
    unknown = [name for name in kept if translate(name) is None]
    if unknown:
        raise ModelError(f"{folder}: tensors of no LLaVA layout: {shorten(unknown)}")
    renamed = {translate(name) or name: tensor for name, tensor in kept.items()}
    twice = [name for name, tensor in kept.items() if renamed[translate(name) or name] != tensor]
    if twice:
        raise ModelError(f"{folder}: stored twice, under names of two layouts: {shorten(twice)}")
    return renamed


def check_shapes(
    found: Mapping[str, StoredTensor | Tensor], expected: Mapping[str, tuple[int, ...]], where: str
) -> None:
    """Compare the tensors with what the configuration asks for.

    Raises:
        ModelError: names every missing, unexpected and misshapen tensor.
    """
    missing = [name for name in expected if name not in found]
    unexpected = [name for name in found if name not in expected]
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], list[str]] = {}
    for name, shape in expected.items():
        if name in found and tuple(found[name].shape) != shape:
            groups.setdefault((tuple(found[name].shape), shape), []).append(name)
    misshapen = [
        f"{shorten(names)} is {list(has)}, not {list(needs)}"
        for (has, needs), names in groups.items()
    ]
    faults = [
        f"{word} {text}"
        for word, text in (
            ("missing:", shorten(missing)),
            ("unexpected:", shorten(unexpected)),
            ("of another shape:", "; ".join(misshapen)),
        )
        if text
    ]
    if faults:
        raise ModelError(f"{where}: weights do not fit its configuration; {'; '.join(faults)}")


def build_model(
    config: LlavaConfig,
    stored: Mapping[str, StoredTensor],
    made: Mapping[str, Tensor],
    dtype: torch.dtype,
    where: str,
) -> LlavaForConditionalGeneration:
    """The model in evaluation mode with exactly these tensors, in `dtype`.

    One stored tensor at a time is in memory beside the model.

    Args:
        stored: by the class's names.
        made: tensors that no file holds, by the class's names.

    Raises:
        ModelError: tensors are missing, left over, misshapen or not finite in `dtype`.
    """
    model = empty_model(config)
    tied = {OUTPUT} if config.text_config.tie_word_embeddings else set()
    used = {name: tensor for name, tensor in stored.items() if name not in tied}
    check_shapes({**used, **made}, _shapes(model), where)
    names = {tensor: name for name, tensor in used.items()}
    wild = []
    for tensor, values in read_tensors(used.values()):
        # Read tensors are mapped from their file, which may change while the model lives.
        placed = values.to(dtype, copy=True)
        place_tensor(model, names[tensor], placed)
        if not torch.isfinite(placed).all():
            wild.append(tensor.name)
    for name, values in made.items():
        place_tensor(model, name, values.to(dtype))
    if wild:
        raise ModelError(f"{where}: NaN or infinity as {dtype}: {shorten(wild)}")
    model.tie_weights()
    model.eval()
    return model


def place_tensor(model: nn.Module, name: str, values: Tensor) -> None:
    """Put `values` in the place of the parameter `name` without a copy."""
    parent, _, leaf = name.rpartition(".")
    setattr(model.get_submodule(parent), leaf, nn.Parameter(values))


def count_parameters(model: nn.Module, prefixes: Iterable[str]) -> int:
    """Numbers in the parameters whose names begin with one of `prefixes`."""
    starts = tuple(prefixes)
    return sum(p.numel() for name, p in model.named_parameters() if name.startswith(starts))


def _shapes(model: LlavaForConditionalGeneration) -> dict[str, tuple[int, ...]]:
    shapes = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    if model.config.text_config.tie_word_embeddings:
        shapes.pop(OUTPUT)
    return shapes
