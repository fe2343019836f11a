"""The four graphs of a bundle: which part of the model each one is, and its borders.

Each graph is a thin module over the model's own parts (no weights of its own) and an Optimum
`OnnxConfig` that names its inputs, outputs and dynamic axes. The borders are those that
`skinvl.runtime` expects; every part of LLaVA's layout goes through here, whatever the tower. The
decoder is traced without its weights (`skinvl.export.decoder`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from optimum.exporters.onnx.base import OnnxConfig
from optimum.exporters.onnx.config import TextDecoderOnnxConfig
from optimum.utils import (
    DummyTextInputGenerator,
    DummyVisionInputGenerator,
    NormalizedConfig,
    NormalizedTextConfig,
    NormalizedVisionConfig,
)
from optimum.utils.input_generators import (
    DummyInputGenerator,
    MistralDummyPastKeyValuesGenerator,
)
from torch import Tensor, nn
from transformers import LlavaForConditionalGeneration

from skinvl.contract.errors import ExportError
from skinvl.contract.grid import find_grid
from skinvl.model.views import average_patches, average_views, stack_views

Axes = dict[str, dict[int, str]]

# Deviation that Optimum accepts when it validates each graph right after tracing it.
TRACING_TOLERANCE = 1e-3


class VisionGraph(nn.Module):
    """pixel_values [B, 3, H, W] -> image_embeds [B, T, D], features [B, C], patch_features
    [B, P, C].

    The mean of `patch_features` over P patches, in row order, is `features`. P is T unless a class
    token is among the T; its share of the mean is then spread evenly over the patches.
    """

    def __init__(self, model: LlavaForConditionalGeneration) -> None:
        super().__init__()
        self.config = model.config.vision_config
        self.vision_tower = model.model.vision_tower
        self.multi_modal_projector = model.model.multi_modal_projector
        self.layer = model.config.vision_feature_layer
        self.drops_first = model.config.vision_feature_select_strategy == "default"
        self.views = getattr(model.config, "feature_views", 1)

    def forward(self, pixel_values: Tensor) -> dict[str, Tensor]:
        """Projected patch features of the image, the mean of the features before projection over
        patches and mirrored views, and their mean over views mirrored back.

        Raises:
            ExportError: the tokens of the tower are no grid over its input.
        """
        pixels = stack_views(pixel_values, self.views)
        states = self.vision_tower(pixels, output_hidden_states=True).hidden_states
        tokens = states[self.layer]
        if self.drops_first:
            tokens = tokens[:, 1:]
        return {
            "image_embeds": self.multi_modal_projector(tokens[: pixel_values.shape[0]]),
            "features": average_views(tokens.mean(dim=1), self.views),
            "patch_features": self._arrange(tokens, pixel_values.shape[2:]),
        }

    def _arrange(self, tokens: Tensor, size: Sequence[int]) -> Tensor:
        count, height, width = (int(side) for side in (tokens.shape[1], *size))
        grid = find_grid(count, height, width)
        if grid is None and (grid := find_grid(count - 1, height, width)) is not None:
            tokens = (tokens[:, 1:] * (count - 1) + tokens[:, :1]) / count
        if grid is None:
            raise ExportError(f"{count} tokens are no grid over an input of {height} x {width}")
        return average_patches(tokens, self.views, grid)


class HeadGraph(nn.Module):
    """features [B, C] -> dermoscopy [B, Kd], clinical [B, Kc], modality [B, M], typicality [B]."""

    def __init__(self, model: LlavaForConditionalGeneration) -> None:
        super().__init__()
        self.config = model.config.vision_config
        self.head: Any = model.head

    def forward(self, features: Tensor) -> dict[str, Tensor]:
        """The outputs of the head by name."""
        return dict(self.head(features)._asdict())


class EmbedGraph(nn.Module):
    """input_ids [B, S] -> inputs_embeds [B, S, D]."""

    def __init__(self, model: LlavaForConditionalGeneration) -> None:
        super().__init__()
        self.config = model.config.text_config
        self.embed_tokens = model.get_input_embeddings()

    def forward(self, input_ids: Tensor) -> dict[str, Tensor]:
        """Token embeddings."""
        return {"inputs_embeds": self.embed_tokens(input_ids)}


class DummyFeatureGenerator(DummyInputGenerator):  # type: ignore[misc]
    """features [B, C] for tracing the head."""

    SUPPORTED_INPUT_NAMES = ("features",)

    def __init__(
        self, task: str, normalized_config: NormalizedConfig, batch_size: int = 2, **_: Any
    ) -> None:
        self.shape = [batch_size, normalized_config.hidden_size]

    def generate(
        self,
        input_name: str,
        framework: str = "pt",
        int_dtype: str = "int64",
        float_dtype: str = "fp32",
    ) -> Any:
        """A random tensor of the shape that `input_name` has."""
        return self.random_float_tensor(self.shape, framework=framework, dtype=float_dtype)


class DummyReadingGenerator(DummyTextInputGenerator):  # type: ignore[misc]
    """Embeddings in place of ids, the lengths read so far, and the positions that are asked."""

    SUPPORTED_INPUT_NAMES = (
        "inputs_embeds",
        "seqlens_k",
        "total_sequence_length",
        "logits_positions",
    )

    def generate(
        self,
        input_name: str,
        framework: str = "pt",
        int_dtype: str = "int64",
        float_dtype: str = "fp32",
    ) -> Any:
        """A tensor of the shape and type that `input_name` has."""
        if input_name == "inputs_embeds":
            # Float32 whatever the graph computes in.
            shape = [self.batch_size, self.sequence_length, self.normalized_config.hidden_size]
            return self.random_float_tensor(shape, framework=framework)
        if input_name == "logits_positions":
            return torch.arange(self.sequence_length)
        length = self.sequence_length
        if input_name == "total_sequence_length":
            return torch.tensor([length], dtype=torch.int32)
        return torch.full((self.batch_size,), length - 1, dtype=torch.int32)


class VisionGraphConfig(OnnxConfig):  # type: ignore[misc]
    """Borders of `VisionGraph`."""

    NORMALIZED_CONFIG_CLASS = NormalizedVisionConfig
    DUMMY_INPUT_GENERATOR_CLASSES = (DummyVisionInputGenerator,)
    ATOL_FOR_VALIDATION = TRACING_TOLERANCE

    @property
    def inputs(self) -> Axes:
        return {"pixel_values": {0: "batch_size"}}

    @property
    def outputs(self) -> Axes:
        names = ("image_embeds", "features", "patch_features")
        return {name: {0: "batch_size"} for name in names}


class HeadGraphConfig(OnnxConfig):  # type: ignore[misc]
    """Borders of `HeadGraph`."""

    NORMALIZED_CONFIG_CLASS = NormalizedVisionConfig
    DUMMY_INPUT_GENERATOR_CLASSES = (DummyFeatureGenerator,)
    ATOL_FOR_VALIDATION = TRACING_TOLERANCE

    @property
    def inputs(self) -> Axes:
        return {"features": {0: "batch_size"}}

    @property
    def outputs(self) -> Axes:
        names = ("dermoscopy", "clinical", "modality", "typicality")
        return {name: {0: "batch_size"} for name in names}


class EmbedGraphConfig(OnnxConfig):  # type: ignore[misc]
    """Borders of `EmbedGraph`."""

    NORMALIZED_CONFIG_CLASS = NormalizedTextConfig
    DUMMY_INPUT_GENERATOR_CLASSES = (DummyTextInputGenerator,)
    ATOL_FOR_VALIDATION = TRACING_TOLERANCE

    @property
    def inputs(self) -> Axes:
        return {"input_ids": {0: "batch_size", 1: "sequence_length"}}

    @property
    def outputs(self) -> Axes:
        return {"inputs_embeds": {0: "batch_size", 1: "sequence_length"}}


class DecoderGraphConfig(TextDecoderOnnxConfig):  # type: ignore[misc]
    """Borders of `DecoderSkeleton`: a text decoder of Optimum that takes embeddings for ids, and
    buffers of a fixed capacity for keys and values."""

    NORMALIZED_CONFIG_CLASS = NormalizedTextConfig.with_args(
        num_key_value_heads="num_key_value_heads", head_dim="head_dim", allow_new=True
    )
    DUMMY_INPUT_GENERATOR_CLASSES = (DummyReadingGenerator, MistralDummyPastKeyValuesGenerator)
    DUMMY_PKV_GENERATOR_CLASS = MistralDummyPastKeyValuesGenerator
    PAD_ATTENTION_MASK_TO_PAST = False

    @property
    def inputs(self) -> Axes:
        axes: Axes = {
            "inputs_embeds": {0: "batch_size", 1: "sequence_length"},
            "seqlens_k": {0: "batch_size"},
            "total_sequence_length": {},
            "logits_positions": {0: "asked"},
        }
        return {**axes, **self._describe_buffers("past_key_values")}

    @property
    def outputs(self) -> Axes:
        return {"logits": {0: "batch_size", 1: "asked"}, **self._describe_buffers("present")}

    def fix_dynamic_axes(self, *_: Any, **__: Any) -> None:
        """Nothing: Optimum would run the graph to find them, and it has no weights yet."""

    def _describe_buffers(self, name: str) -> Axes:
        return {
            f"{name}.{layer}.{part}": {0: "batch_size", 2: "capacity"}
            for layer in range(self._normalized_config.num_layers)
            for part in ("key", "value")
        }
