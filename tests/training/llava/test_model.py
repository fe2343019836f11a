"""What learns and what does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from skinvl.contract.errors import ModelError
from skinvl.model.llava import load_llava
from skinvl.model.llava.assembly import empty_model
from skinvl.training.llava.base import read_sizes
from skinvl.training.llava.config import load_recipe
from skinvl.training.llava.model import (
    adapt,
    check_frozen,
    count_parameters,
    describe_parameters,
    trained_parameters,
    used_vision_layers,
)
from skinvl.training.llava.train import DISTRIBUTED

LINEARS = {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"}


def test_every_linear_layer_of_the_language_model_and_no_other(
    base: Path, write_recipe: Callable[..., Path]
) -> None:
    model = load_llava(base).model
    adapted = adapt(model, load_recipe(write_recipe()))
    names = {name for name, _ in trained_parameters(adapted)}
    lora = {name.partition(".lora_")[0] for name in names if ".lora_" in name}
    assert lora == {
        f"base_model.model.model.language_model.layers.{layer}.{part}"
        for layer in range(2)
        for part in (
            *(f"self_attn.{name}" for name in sorted(LINEARS) if name[0] in "qkvo"),
            *(f"mlp.{name}" for name in sorted(LINEARS) if name[0] in "gud"),
        )
    }
    rest = {name.partition("multi_modal_projector.")[2] for name in names if "lora_" not in name}
    assert rest == {
        f"modules_to_save.default.linear_{n}.{kind}" for n in (1, 2) for kind in ("weight", "bias")
    }
    check_frozen(adapted, load_recipe(write_recipe()))


def test_lora_on_the_tower_stops_where_its_features_are_taken(
    base: Path, write_recipe: Callable[..., Path]
) -> None:
    model = load_llava(base).model
    assert used_vision_layers(model.config) == 2
    recipe = load_recipe(write_recipe(lora__vision=True))
    adapted = adapt(model, recipe)
    check_frozen(adapted, recipe)
    layers = {
        name.partition(".layers.")[2][0]
        for name, _ in trained_parameters(adapted)
        if "vision_tower" in name
    }
    assert layers == {"0", "1"}


def test_a_part_that_the_recipe_freezes_must_not_learn(
    base: Path, write_recipe: Callable[..., Path]
) -> None:
    recipe = load_recipe(write_recipe())
    adapted = adapt(load_llava(base).model, recipe)
    tower = next(p for name, p in adapted.named_parameters() if "vision_tower" in name)
    tower.requires_grad_(True)
    with pytest.raises(ModelError, match=r"vision_tower.*recipe freezes it"):
        check_frozen(adapted, recipe)


def test_a_projector_that_is_left_alone(base: Path, write_recipe: Callable[..., Path]) -> None:
    recipe = load_recipe(write_recipe(projector__train=False))
    adapted = adapt(load_llava(base).model, recipe)
    check_frozen(adapted, recipe)
    assert count_parameters(adapted)["projector"][1] == 0


@pytest.mark.parametrize("kind", ["dora", "rank_stabilised"])
def test_kinds_of_lora(kind: str, base: Path, write_recipe: Callable[..., Path]) -> None:
    recipe = load_recipe(write_recipe(**{f"lora__{kind}": True}))
    adapted = adapt(load_llava(base).model, recipe)
    names = [name for name, _ in trained_parameters(adapted)]
    assert any("magnitude" in name for name in names) == (kind == "dora")
    layer = adapted.get_submodule("base_model.model.model.language_model.layers.0.self_attn.q_proj")
    # alpha / sqrt(r), Kalajdzievski 2023 (arXiv:2312.03732), in place of alpha / r.
    assert layer.scaling["default"] == (8.0 if kind == "rank_stabilised" else 2.0)


def test_trained_weights_are_float32_over_a_bfloat16_base(
    base: Path, write_recipe: Callable[..., Path]
) -> None:
    adapted = adapt(load_llava(base, dtype=torch.bfloat16).model, load_recipe(write_recipe()))
    assert {p.dtype for _, p in trained_parameters(adapted)} == {torch.float32}
    frozen = {p.dtype for p in adapted.parameters() if not p.requires_grad}
    assert frozen == {torch.bfloat16}


def test_the_published_model_has_the_size_that_hand_arithmetic_gives() -> None:
    """Mistral-7B: hidden 4096, keys and values 1024, intermediate 14336, 32 layers, rank 128."""
    recipe = load_recipe(DISTRIBUTED.parent / "skinvl-mm.yaml")
    config = read_sizes(recipe.base, None)
    adapted = adapt(empty_model(config), recipe)
    q = o = 4096 + 4096
    k = v = 4096 + 1024
    gate = up = down = 4096 + 14336
    lora = 32 * 128 * (q + k + v + o + gate + up + down)
    assert lora == 335_544_320
    projector = 1024 * 4096 + 4096 + 4096 * 4096 + 4096
    counts = count_parameters(adapted)
    assert counts["projector"] == (projector, projector)
    assert counts["language model"][1] == lora
    # Mistral-7B-v0.2 has 7,241,732,096 parameters; 64 rows more in and out hold <image>.
    assert counts["language model"][0] - lora == 7_241_732_096 + 2 * 64 * 4096
    assert counts["vision tower"] == (303_507_456, 0)
    assert describe_parameters(adapted)[-1].split()[3] == f"{lora + projector:,}"
    assert all(p.device.type == "meta" for p in adapted.parameters())
