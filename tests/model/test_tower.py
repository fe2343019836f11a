"""The vision tower: shapes, the two forms of a wide strided convolution, freezing, depth."""

from __future__ import annotations

import pytest
import torch

from skinvl.model import SkinVLVisionConfig, SkinVLVisionModel
from skinvl.model.configuration import EFFICIENTNET_LITE0_STAGES, MOBILENET_V2_STAGES
from skinvl.model.tower import SameConv

PUBLISHED = {
    # Parameters of the published networks without classifier, batch normalisation folded to one
    # bias a channel: each weight counted by hand from the published tables.
    "efficientnet_lite0": (EFFICIENTNET_LITE0_STAGES, 3_350_000),
    "mobilenet_v2": (MOBILENET_V2_STAGES, 2_206_816),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_parameters_as_published(name: str) -> None:
    stages, parameters = PUBLISHED[name]
    tower = SkinVLVisionModel(SkinVLVisionConfig(stages=stages))
    assert sum(p.numel() for p in tower.parameters()) == parameters


@pytest.mark.parametrize("size", (64, 96))
def test_one_feature_for_every_32_pixels(size: int) -> None:
    tower = SkinVLVisionModel(SkinVLVisionConfig(stages=EFFICIENTNET_LITE0_STAGES)).eval()
    output = tower(torch.rand(2, 3, size, size))
    assert output.last_hidden_state.shape == (2, (size // 32) ** 2, 1280)
    torch.testing.assert_close(output.pooler_output, output.last_hidden_state.mean(1))


@pytest.mark.parametrize("kernel", (3, 5))
@pytest.mark.parametrize("size", (12, 13))
def test_convolution_has_the_same_values_in_training(kernel: int, size: int) -> None:
    torch.manual_seed(0)
    layer = SameConv(4, 4, kernel, 2, groups=4).double()
    pixels = torch.rand(2, 4, size, size, dtype=torch.float64)
    torch.testing.assert_close(layer.train()(pixels), layer.eval()(pixels))


def test_strided_convolution_is_padded_at_the_bottom_and_right() -> None:
    layer = SameConv(1, 1, 5, 2).eval()
    with torch.no_grad():
        layer.weight.fill_(1.0)
        layer.bias.zero_()  # type: ignore[union-attr]
    # Window of output 0 covers inputs -1..3 of a row, output 1 covers 1..5, of 6 rows each.
    counted = layer(torch.ones(1, 1, 6, 6))[0, 0]
    assert counted.tolist() == [[16.0, 20.0, 12.0], [20.0, 25.0, 15.0], [12.0, 15.0, 9.0]]


def test_frozen_blocks_and_wide_kernels_do_not_learn() -> None:
    tower = SkinVLVisionModel(SkinVLVisionConfig(stages=EFFICIENTNET_LITE0_STAGES))
    tower.freeze_early(4)
    assert not any(p.requires_grad for p in tower.stem.parameters())
    assert not any(p.requires_grad for block in tower.blocks[:4] for p in block.parameters())
    for block in tower.blocks[4:]:
        for name, parameter in block.named_parameters():
            wide = parameter.ndim == 4 and parameter.shape[-1] == 5
            assert parameter.requires_grad != wide, name


def test_drop_path_leaves_branches_out_in_training_only() -> None:
    torch.manual_seed(0)
    config = SkinVLVisionConfig(stages=MOBILENET_V2_STAGES, drop_path=0.5)
    tower = SkinVLVisionModel(config)
    pixels = torch.rand(1, 3, 32, 32)
    calm, again = tower.eval()(pixels), tower(pixels)
    assert torch.equal(calm.last_hidden_state, again.last_hidden_state)
    tower.train()
    first, second = tower(pixels).last_hidden_state, tower(pixels).last_hidden_state
    assert not torch.equal(first, second)
    assert tower.blocks[0].drop_path == 0.0
    assert 0 < tower.blocks[2].drop_path < tower.blocks[-1].drop_path < 0.5


def test_random_tower_passes_the_signal_on() -> None:
    torch.manual_seed(0)
    tower = SkinVLVisionModel(SkinVLVisionConfig(stages=EFFICIENTNET_LITE0_STAGES)).eval()
    dark, bright = tower(torch.stack([torch.zeros(3, 64, 64), torch.ones(3, 64, 64)])).pooler_output
    assert (dark - bright).abs().max() > 0.01
