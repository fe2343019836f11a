"""Bytes by hand for the 7B, and against what a real model holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from skinvl.model.llava import load_llava
from skinvl.model.llava.assembly import empty_model
from skinvl.training.llava.base import read_sizes
from skinvl.training.llava.config import load_recipe
from skinvl.training.llava.memory_estimate import (
    ParameterCounts,
    activation_bytes,
    count,
    decoder_layer_bytes,
    estimate,
)
from skinvl.training.llava.model import adapt, trained_parameters
from skinvl.training.llava.train import DISTRIBUTED

MM = DISTRIBUTED.parent / "skinvl-mm.yaml"
LORA, PROJECTOR = 335_544_320, 20_979_712
TRAINED = LORA + PROJECTOR
# Language model with 64 rows more, and the tower.
FROZEN = 7_241_732_096 + 2 * 64 * 4096 + 303_507_456
LAYER = 2 * 4096 * 4096 + 2 * 4096 * 1024 + 3 * 4096 * 14336


@pytest.fixture(scope="module")
def published() -> ParameterCounts:
    recipe = load_recipe(MM)
    return count(adapt(empty_model(read_sizes(recipe.base, None)), recipe))


def test_counts_of_the_published_model(published: ParameterCounts) -> None:
    assert published == ParameterCounts(FROZEN, TRAINED, 32 * LAYER, LAYER)


def test_bytes_on_each_device(published: ParameterCounts) -> None:
    recipe = load_recipe(MM)
    rows = {
        row.strategy: row
        for row in estimate(published, read_sizes(recipe.base, None), recipe, 2048, 8)
    }
    alone = rows["one device"]
    assert alone.weights == 2 * FROZEN + 4 * TRAINED
    assert alone.gradients == 4 * TRAINED and alone.optimizer == 8 * TRAINED
    assert dataclasses.replace(rows["DDP"], strategy="one device", devices=1) == alone
    assert rows["ZeRO-2"].weights == 2 * FROZEN + 2 * TRAINED
    assert rows["ZeRO-2"].gradients == 2 * TRAINED / 8
    assert rows["ZeRO-2"].optimizer == 12 * TRAINED / 8
    assert rows["ZeRO-3"].weights == (2 * FROZEN + 2 * TRAINED) / 8 + 2 * 2 * LAYER
    assert rows["FSDP"].weights == (2 * FROZEN + 4 * TRAINED) / 8 + 2 * 2 * LAYER
    assert {row.activations for row in rows.values()} == {alone.activations}


def test_a_quantized_base_is_smaller(published: ParameterCounts) -> None:
    recipe = load_recipe(MM)
    config = read_sizes(recipe.base, None)
    small = dataclasses.replace(
        recipe, optimisation=dataclasses.replace(recipe.optimisation, quantized_base="nf4")
    )
    plain, quantized = (estimate(published, config, r, 2048, 1)[0] for r in (recipe, small))
    saved = plain.weights - quantized.weights
    assert saved == pytest.approx(32 * LAYER * (2 - 4.127 / 8))


def test_activations_of_the_published_model() -> None:
    recipe = load_recipe(MM)
    config = read_sizes(recipe.base, None)
    # Two norms, attention, the gated MLP, seven LoRA inputs with masks, seven ranks; bytes a token.
    by_hand = 8 * 4096 + 8 * 4096 + 6 * 14336 + 3 * (6 * 4096 + 14336) + 14 * 128
    assert decoder_layer_bytes(config, recipe) == by_hand == 270_080
    tokens = 16 * 2048
    kept = activation_bytes(config, recipe, 2048)
    assert kept["decoder"] == tokens * (32 * 2 * 4096 + 270_080)
    assert kept["loss"] == tokens * 32064 * 14
    whole = activation_bytes(config, recipe, 2048, checkpointing=False)
    assert whole["decoder"] == tokens * 32 * 270_080


def test_counts_are_the_bytes_of_a_real_model(
    base: Path, write_recipe: Callable[..., Path]
) -> None:
    recipe = load_recipe(write_recipe())
    adapted = adapt(load_llava(base).model, recipe)
    row = estimate(count(adapted), read_sizes("any", base), recipe, 64, 1)[0]
    parameters = {
        name: p for name, p in adapted.named_parameters() if ".original_module." not in name
    }
    assert row.weights == sum(p.nbytes for p in parameters.values())
    trained = [p for _, p in trained_parameters(adapted)]
    optimizer = torch.optim.AdamW(trained)
    for parameter in trained:
        parameter.grad = torch.ones_like(parameter)
    optimizer.step()
    assert row.gradients == sum(p.grad.nbytes for p in trained if p.grad is not None)
    moments = [
        value for state in optimizer.state.values() for value in state.values() if value.numel() > 1
    ]
    assert row.optimizer == sum(value.nbytes for value in moments)


@pytest.mark.parametrize("dropout", [0.0, 0.05])
def test_activations_are_near_what_autograd_keeps(
    dropout: float, base: Path, write_recipe: Callable[..., Path]
) -> None:
    recipe = load_recipe(
        write_recipe(lora__dropout=dropout, optimisation__batch_size=2, lora__rank=4)
    )
    loaded = load_llava(base)
    config = loaded.model.config
    adapted = adapt(loaded.model, recipe).train()
    length = 512
    ids = torch.full((2, length), 5)
    ids[:, 1:10] = config.image_token_index
    batch = {
        "input_ids": ids,
        "labels": ids,
        "attention_mask": torch.ones_like(ids),
        "pixel_values": torch.zeros(2, 3, 42, 42),
    }
    weights = {p.untyped_storage().data_ptr() for p in adapted.parameters()}
    kept: dict[int, int] = {}

    def pack(tensor: Any) -> Any:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in weights:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        output = adapted(**batch)
    expected = activation_bytes(config, recipe, length)
    # Of the loss autograd keeps the logarithmic softmax alone, and nothing of a frozen tower.
    loss = 2 * length * config.text_config.vocab_size * 4
    found = sum(kept.values()) - loss
    # On the CPU the mask of a dropout is float32, on a GPU one byte a number.
    text = config.text_config
    masks = 3 * 2 * length * 2 * (6 * text.hidden_size + text.intermediate_size)
    estimated = expected["decoder"] + expected["projector"] + masks * (dropout > 0)
    assert output.loss.isfinite()
    assert 0.97 < found / estimated < 1.03
