"""Tower and diagnosis head as one module: trained, stored between stages, and run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import ViTConfig, ViTModel

from skinvl.contract.errors import ContractMismatch, ModelError
from skinvl.contract.ontology import ontology
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.model import DiagnosisHead, SkinVLVisionConfig, SkinVLVisionModel
from skinvl.model.configuration import (
    EFFICIENTNET_LITE0_STAGES,
    MOBILENET_V2_STAGES,
    MODALITIES,
)
from skinvl.model.head import HeadOutput
from skinvl.model.views import average_views, stack_views
from skinvl.training.config import TrainConfig
from skinvl.training.data.labels import NO_CLASS
from skinvl.training.initialisation import load_initial_weights
from skinvl.training.loop.average import contiguous_state
from skinvl.training.stages.adaptation import adapt

VISION_FILE = "vision.safetensors"

STAGES = {
    "efficientnet_lite0": EFFICIENTNET_LITE0_STAGES,
    "mobilenet_v2": MOBILENET_V2_STAGES,
}

# Rank of the subspace in which typicality is measured.
TYPICALITY_RANK = 64


class Classifier(nn.Module):
    """Tower and head, trained together; `forward` gives the loss that Trainer expects."""

    def __init__(self, config: TrainConfig, spec: PreprocessSpec, initialised: bool = True) -> None:
        super().__init__()
        self.tower = build_tower(config, initialised)
        self.head = DiagnosisHead(
            self.tower.config.hidden_size,
            len(config.data.dermoscopy_codes),
            len(config.data.clinical_codes),
            len(MODALITIES),
            TYPICALITY_RANK,
            config.vision.dropout,
        )
        self.smoothing = config.vision.label_smoothing
        self.register_buffer("mean", torch.tensor(spec.mean).view(3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(spec.std).view(3, 1, 1), persistent=False)

    mean: Tensor
    std: Tensor

    def patches(self, images: Tensor) -> Tensor:
        """Patch features [B, T, C] of images [B, 3, H, W] in 0..1."""
        pixels = ((images - self.mean) / self.std).contiguous(memory_format=torch.channels_last)
        tokens: Tensor = self.tower(pixels).last_hidden_state
        return tokens

    def features(self, images: Tensor, views: int = 1) -> Tensor:
        """Pooled features [B, C] of images [B, 3, H, W] in 0..1, averaged over mirrored views."""
        return average_views(self.patches(stack_views(images, views)).mean(dim=1), views)

    def forward(
        self, images: Tensor, modality: Tensor, dermoscopy: Tensor, clinical: Tensor
    ) -> dict[str, Tensor]:
        output: HeadOutput = self.head(self.features(images).float())
        loss = (
            self._loss(output.dermoscopy, dermoscopy)
            + self._loss(output.clinical, clinical)
            + 0.5 * self._loss(output.modality, modality)
        )
        return {"loss": loss}

    def _loss(self, logits: Tensor, target: Tensor) -> Tensor:
        # Divided by the whole batch, so that a part with few images does not count double.
        total = functional.cross_entropy(
            logits,
            target,
            ignore_index=NO_CLASS,
            label_smoothing=self.smoothing,
            reduction="sum",
        )
        return total / len(target)


def build_tower(config: TrainConfig, initialised: bool = True) -> SkinVLVisionModel | ViTModel:
    """The configured vision tower; `initialised` with its starting weights, which one that is
    loaded from a file does not need."""
    if config.vision.architecture == "vit":
        return ViTModel(
            ViTConfig(
                hidden_size=192,
                num_hidden_layers=12,
                num_attention_heads=3,
                intermediate_size=768,
                patch_size=16,
                image_size=config.vision.train_size,
            ),
            add_pooling_layer=False,
        )
    tower = SkinVLVisionModel(
        SkinVLVisionConfig(
            stages=STAGES[config.vision.architecture],
            image_size=config.preprocess.width,
            drop_path=config.vision.drop_path,
        )
    )
    if initialised and config.vision.initial_weights is not None:
        load_initial_weights(tower, config.vision.initial_weights)
    tower.freeze_early(config.vision.freeze_blocks)
    if initialised:
        adapt(tower, config.vision.adaptation)
    return tower


def describe_contract(config: TrainConfig) -> dict[str, Any]:
    """What weights and configuration of the vision stage must agree on."""
    return {
        "architecture": config.vision.architecture,
        "preprocess": config.preprocess.to_json(),
        "dermoscopy_codes": list(config.data.dermoscopy_codes),
        "clinical_codes": list(config.data.clinical_codes),
        "ontology": ontology().identity,
    }


def save_vision(run: Path, model: Classifier, config: TrainConfig) -> None:
    """Write `run`/vision.safetensors; it appears whole or not at all."""
    file = run / VISION_FILE
    partial = file.with_suffix(".partial")
    metadata = {name: json.dumps(value) for name, value in describe_contract(config).items()}
    save_file(contiguous_state(model), partial, metadata)
    partial.replace(file)


def load_vision(run: Path, config: TrainConfig) -> Classifier:
    """The classifier of `run`/vision.safetensors, in evaluation mode.

    Raises:
        ModelError: no such file, unreadable, or weights of another shape.
        ContractMismatch: trained under another architecture, preprocessing, ontology or label
            space than the configuration names.
    """
    file = run / VISION_FILE
    if not file.is_file():
        raise ModelError(f"{file}: no such file; run `skinvl train ... --stage vision` first")
    try:
        with safe_open(file, "pt") as stored:
            metadata = stored.metadata() or {}
            state = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{file}: not readable as weights ({error})") from error
    for name, value in describe_contract(config).items():
        if name in metadata and metadata[name] != json.dumps(value):
            raise ContractMismatch(file, f"{name} {json.dumps(value)}", f"{name} {metadata[name]}")
    model = Classifier(config, config.preprocess, initialised=False)
    try:
        model.load_state_dict(state)
    except RuntimeError as error:
        reason = " ".join(str(error).split())[:300]
        raise ModelError(f"{file}: trained with another configuration ({reason})") from error
    return model.eval()


def to_images(pixels: NDArray[np.uint8], size: int) -> Tensor:
    """Pixels uint8 [B, S, S, 3] as float [B, 3, size, size] in 0..1."""
    images = torch.from_numpy(np.array(pixels)).permute(0, 3, 1, 2).float().div_(255)
    if images.shape[-1] != size:
        images = functional.interpolate(images, size=(size, size), mode="bicubic", antialias=True)
    return images.clamp_(0, 1)


@torch.no_grad()
def run_classifier(
    model: Classifier, pixels: NDArray[np.uint8], size: int, views: int = 1, batch: int = 32
) -> tuple[HeadOutput, Tensor]:
    """Head outputs and features [N, C], on the CPU, of pixels uint8 [N, S, S, 3], resized to
    `size`."""
    model.eval()
    outputs, features = [], []
    for start in range(0, len(pixels), batch):
        images = to_images(pixels[start : start + batch], size).to(model.mean.device)
        pooled = model.features(images, views).float()
        outputs.append(HeadOutput(*(part.float().cpu() for part in model.head(pooled))))
        features.append(pooled.cpu())
    merged = HeadOutput(*(torch.cat(parts) for parts in zip(*outputs, strict=True)))
    return merged, torch.cat(features)
