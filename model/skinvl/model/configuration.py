"""Configurations of the vision tower and of the whole model, in transformers' own terms."""

from __future__ import annotations

from typing import Any

from transformers import AutoConfig, LlavaConfig, PretrainedConfig

MODALITIES = ("clinical", "dermoscopy", "pathology", "other")

# One row a stage: repeats, kernel, stride of the first block, expansion, output channels.
# Table 2 of Sandler et al., "MobileNetV2" (2018), width 1.0.
MOBILENET_V2_STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (3, 3, 2, 6, 32),
    (4, 3, 2, 6, 64),
    (3, 3, 1, 6, 96),
    (3, 3, 2, 6, 160),
    (1, 3, 1, 6, 320),
)

# Table 1 of Tan and Le, "EfficientNet" (2019), in its Lite variant without squeeze-and-excitation
# and with ReLU6 (tensorflow/tpu, models/official/efficientnet/lite).
EFFICIENTNET_LITE0_STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)


class SkinVLVisionConfig(PretrainedConfig):
    """A convolutional tower of inverted residual blocks without normalisation layers.

    Batch normalisation is folded into the convolutions, as it is in published integer weights;
    training then moves scale and shift together, and the exported graph is plain convolutions.
    `drop_path` is the share of residual branches left out in training, growing linearly with
    depth up to it (stochastic depth, Huang et al. 2016).
    """

    model_type = "skinvl_vision"

    def __init__(
        self,
        stem_channels: int = 32,
        stages: tuple[tuple[int, int, int, int, int], ...] = MOBILENET_V2_STAGES,
        hidden_size: int = 1280,
        image_size: int = 224,
        drop_path: float = 0.0,
        **kwargs: Any,
    ) -> None:
        self.drop_path = drop_path
        self.stem_channels = stem_channels
        self.stages = [list(stage) for stage in stages]
        self.hidden_size = hidden_size
        self.image_size = image_size
        super().__init__(**kwargs)


class SkinVLConfig(LlavaConfig):
    """LLaVA's configuration, the label spaces of the diagnosis head, and the number of mirrored
    views over which the head's features are averaged (1, 2 or 4)."""

    model_type = "skinvl"

    def __init__(
        self,
        dermoscopy_codes: tuple[str, ...] = (),
        clinical_codes: tuple[str, ...] = (),
        modalities: tuple[str, ...] = MODALITIES,
        feature_views: int = 1,
        typicality_rank: int = 64,
        head_dropout: float = 0.2,
        **kwargs: Any,
    ) -> None:
        self.dermoscopy_codes = list(dermoscopy_codes)
        self.clinical_codes = list(clinical_codes)
        self.modalities = list(modalities)
        self.feature_views = feature_views
        self.typicality_rank = typicality_rank
        self.head_dropout = head_dropout
        kwargs.setdefault("vision_feature_layer", -1)
        kwargs.setdefault("vision_feature_select_strategy", "full")
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]


AutoConfig.register("skinvl_vision", SkinVLVisionConfig)
AutoConfig.register("skinvl", SkinVLConfig)
