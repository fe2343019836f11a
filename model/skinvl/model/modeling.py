"""SkinVL: LLaVA whose vision features are pooled, and with a diagnosis head on them."""

from __future__ import annotations

from torch import Tensor, nn
from transformers import LlavaForConditionalGeneration

from skinvl.model.configuration import SkinVLConfig
from skinvl.model.head import DiagnosisHead, HeadOutput
from skinvl.model.views import average_views, stack_views


class PooledLlava(LlavaForConditionalGeneration):
    """A LLaVA that gives its image tokens and its pooled features from one look at an image."""

    def tokens(self, pixel_values: Tensor) -> Tensor:
        """Patch features [B, T, C] of pixel_values [B, 3, H, W], before the projector."""
        outputs = self.model.vision_tower(pixel_values, output_hidden_states=True)
        hidden: Tensor = outputs.hidden_states[self.config.vision_feature_layer]
        if self.config.vision_feature_select_strategy == "default":
            hidden = hidden[:, 1:]
        return hidden

    def encode(self, pixel_values: Tensor) -> tuple[Tensor, Tensor]:
        """image_embeds [B, T, D] for the language model and pooled features [B, C]."""
        count = getattr(self.config, "feature_views", 1)
        tokens = self.tokens(stack_views(pixel_values, count))
        features = average_views(tokens.mean(dim=1), count)
        return self.model.multi_modal_projector(tokens[: len(pixel_values)]), features


class SkinVLForConditionalGeneration(PooledLlava):
    """The smallest subclass of LLaVA that carries the head; every tower that AutoModel knows
    may stand as `vision_config`."""

    config_class = SkinVLConfig

    def __init__(self, config: SkinVLConfig) -> None:
        super().__init__(config)
        self.head = DiagnosisHead(
            config.vision_config.hidden_size,
            len(config.dermoscopy_codes),
            len(config.clinical_codes),
            len(config.modalities),
            config.typicality_rank,
            config.head_dropout,
        )

    def diagnose(self, pixel_values: Tensor) -> HeadOutput:
        """The head's outputs for pixel_values [B, 3, H, W]."""
        count = self.config.feature_views
        tokens = self.tokens(stack_views(pixel_values, count))
        output: HeadOutput = self.head(average_views(tokens.mean(dim=1), count))
        return output

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Conv2d):
            self.model.vision_tower._init_weights(module)
        else:
            super()._init_weights(module)  # type: ignore[no-untyped-call]
