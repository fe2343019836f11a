"""The compact convolutional vision tower."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, PreTrainedModel
from transformers.modeling_outputs import BaseModelOutputWithPooling

from skinvl.model.configuration import SkinVLVisionConfig


class SameConv(nn.Conv2d):
    """A convolution padded as TensorFlow's SAME: at stride 2 on even sizes the extra row and
    column lie at the bottom and right, which the ImageNet weights were trained with."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int = 1):
        super().__init__(inputs, outputs, kernel, stride, kernel // 2, groups=groups)
        self.extra = (kernel // 2 - 1, kernel // 2) if stride == 2 else None
        if self.extra is not None:
            self.padding = (0, 0)

    def forward(self, pixels: Tensor) -> Tensor:
        wide = self.extra is not None and self.kernel_size[0] > 3
        if self.training and wide and pixels.device.type == "cpu":
            # The same values: every second one at stride 1. The gradient of a wide depthwise
            # kernel at stride 2 is 40 times slower than at stride 1 on a CPU.
            half = self.kernel_size[0] // 2
            whole = functional.conv2d(pixels, self.weight, self.bias, 1, half, 1, self.groups)
            return whole[..., 1::2, 1::2]
        if self.extra is not None:
            pixels = functional.pad(pixels, self.extra * 2)
        return super().forward(pixels)


class InvertedResidual(nn.Module):
    """Expand, depthwise, project; with a residual when shape allows (Sandler et al. 2018)."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int,
        stride: int,
        expansion: int,
        drop_path: float = 0.0,
    ):
        super().__init__()
        self.drop_path = drop_path
        middle = inputs * expansion
        layers: list[nn.Module] = []
        if expansion > 1:
            layers += [nn.Conv2d(inputs, middle, 1), nn.ReLU6()]
        layers += [
            SameConv(middle, middle, kernel, stride, groups=middle),
            nn.ReLU6(),
            nn.Conv2d(middle, outputs, 1),
        ]
        self.layers = nn.Sequential(*layers)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.layers(x)
        if not self.residual:
            return y
        if self.training and self.drop_path > 0:
            kept = torch.rand(len(y), 1, 1, 1, device=y.device) >= self.drop_path
            y = y * (kept.to(y.dtype) / (1 - self.drop_path))
        return x + y


class SkinVLVisionModel(PreTrainedModel):
    """Pixels to a grid of patch features.

    Input: pixel_values float [B, 3, H, W]. Output: last_hidden_state [B, T, C] with
    T = ceil(H / 32) * ceil(W / 32) in row order, pooler_output [B, C], the mean over T.
    """

    config_class = SkinVLVisionConfig
    base_model_prefix = "vision"
    main_input_name = "pixel_values"
    _no_split_modules = ["InvertedResidual"]  # noqa: RUF012

    def __init__(self, config: SkinVLVisionConfig) -> None:
        super().__init__(config)
        channels = config.stem_channels
        self.stem = nn.Sequential(SameConv(3, channels, 3, 2), nn.ReLU6())
        blocks: list[nn.Module] = []
        depth = sum(repeats for repeats, *_ in config.stages)
        for repeats, kernel, stride, expansion, outputs in config.stages:
            for index in range(repeats):
                drop_path = config.drop_path * len(blocks) / depth
                step = stride if index == 0 else 1
                blocks.append(
                    InvertedResidual(channels, outputs, kernel, step, expansion, drop_path)
                )
                channels = outputs
        self.blocks = nn.Sequential(*blocks)
        self.top = nn.Sequential(nn.Conv2d(channels, config.hidden_size, 1), nn.ReLU6())
        self.post_init()  # type: ignore[no-untyped-call]

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Conv2d):
            # PyTorch counts the fan-out of a depthwise kernel over all channels: signals vanish.
            nn.init.kaiming_normal_(module.weight, mode="fan_in")
            if module.bias is not None:
                nn.init.zeros_(module.bias)

    def freeze_early(self, blocks: int) -> None:
        """Stop gradients in the stem and the first `blocks` blocks: generic edges and colours,
        and more than half of the cost of a training step.

        Depthwise kernels wider than 3 keep their starting weights too: their gradient costs a CPU
        20 times that of a kernel of 3, for 2 % of the parameters."""
        if blocks == 0:
            return
        self.stem.requires_grad_(False)
        for block in list(self.blocks)[:blocks]:
            block.requires_grad_(False)
        for module in self.blocks.modules():
            if isinstance(module, SameConv) and module.kernel_size[0] > 3:
                module.weight.requires_grad_(False)

    def forward(self, pixel_values: Tensor, **_: Any) -> BaseModelOutputWithPooling:
        grid = self.top(self.blocks(self.stem(pixel_values)))
        tokens = grid.flatten(2).transpose(1, 2)
        return BaseModelOutputWithPooling(
            last_hidden_state=tokens,
            pooler_output=tokens.mean(dim=1),
            hidden_states=(tokens,),
        )


AutoModel.register(SkinVLVisionConfig, SkinVLVisionModel)

__all__ = ["InvertedResidual", "SameConv", "SkinVLVisionModel"]
