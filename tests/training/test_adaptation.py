"""Adapters on the vision tower: what learns, and that merging changes no value."""

from __future__ import annotations

import copy

import torch

from skinvl.model import SkinVLVisionConfig, SkinVLVisionModel
from skinvl.training.stages.adaptation import adapt, merge_adapters


def make_tower() -> SkinVLVisionModel:
    torch.manual_seed(0)
    stages = ((1, 3, 1, 1, 8), (2, 3, 2, 2, 8))
    return SkinVLVisionModel(SkinVLVisionConfig(8, stages, hidden_size=16, image_size=32))


def test_only_adapters_learn_and_merge_into_plain_weights() -> None:
    plain = make_tower()
    tower = copy.deepcopy(plain)
    adapt(tower, "lora")
    learning = {name for name, p in tower.named_parameters() if p.requires_grad}
    assert learning and all("lora_" in name for name in learning)
    pixels = torch.rand(2, 3, 32, 32)
    torch.testing.assert_close(
        tower.eval()(pixels).pooler_output, plain.eval()(pixels).pooler_output
    )
    with torch.no_grad():
        for name, parameter in tower.named_parameters():
            if "lora_" in name:
                parameter.normal_(std=0.1)
    adapted = tower(pixels).pooler_output
    assert not torch.allclose(adapted, plain(pixels).pooler_output)
    merge_adapters(tower)
    assert tower.state_dict().keys() == plain.state_dict().keys()
    torch.testing.assert_close(tower(pixels).pooler_output, adapted)


def test_frozen_tower_does_not_learn() -> None:
    tower = make_tower()
    adapt(tower, "frozen")
    assert not any(p.requires_grad for p in tower.parameters())


def test_full_tower_learns_whole() -> None:
    tower = make_tower()
    adapt(tower, "full")
    assert all(p.requires_grad for p in tower.parameters())
