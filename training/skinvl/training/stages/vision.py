"""The vision stage: tower and diagnosis head learn class labels of three label spaces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel
from torch.utils.data import Dataset, Sampler
from transformers import Trainer, TrainerCallback, TrainingArguments, ViTConfig, ViTModel

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
from skinvl.training.data.augment import augment
from skinvl.training.data.labels import NO_CLASS, LabelledImages
from skinvl.training.initialisation import load_initial_weights

STAGES = {
    "efficientnet_lite0": EFFICIENTNET_LITE0_STAGES,
    "mobilenet_v2": MOBILENET_V2_STAGES,
}

# Rank of the subspace in which typicality is measured.
TYPICALITY_RANK = 64


class Classifier(nn.Module):
    """Tower and head, trained together; `forward` gives the loss that Trainer expects."""

    def __init__(self, config: TrainConfig, spec: PreprocessSpec) -> None:
        super().__init__()
        self.tower = build_tower(config)
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


def build_tower(config: TrainConfig) -> SkinVLVisionModel | ViTModel:
    """The configured vision tower with its starting weights."""
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
    if config.vision.initial_weights is not None:
        load_initial_weights(tower, config.vision.initial_weights)
    tower.freeze_early(config.vision.freeze_blocks)
    return tower


@dataclass
class RowDataset(Dataset[int]):
    """Row numbers; the collator turns a batch of them into pixels."""

    count: int

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, row: int) -> int:
        return row


@dataclass(frozen=True)
class Collator:
    """A batch of row numbers to augmented images and class numbers."""

    pixels: NDArray[np.uint8]
    images: LabelledImages
    size: int

    def __call__(self, rows: list[int]) -> dict[str, Tensor]:
        chosen = np.asarray(rows)
        return {
            "images": augment(torch.from_numpy(self.pixels[chosen]), self.size),
            "modality": torch.from_numpy(self.images.modality[chosen]),
            "dermoscopy": torch.from_numpy(self.images.dermoscopy[chosen]),
            "clinical": torch.from_numpy(self.images.clinical[chosen]),
        }


class BalancedSampler(Sampler[int]):
    """Draws rows with replacement; the same rows for the same seed and epoch."""

    def __init__(self, weights: NDArray[np.float64], draws: int, seed: int) -> None:
        self.weights = torch.from_numpy(weights)
        self.draws = draws
        self.seed = seed
        self.epoch = 0

    def __len__(self) -> int:
        return self.draws

    def set_epoch(self, epoch: int) -> None:
        self.epoch = epoch

    def __iter__(self) -> Iterator[int]:
        generator = torch.Generator().manual_seed(self.seed * 1000 + self.epoch)
        drawn = torch.multinomial(self.weights, self.draws, True, generator=generator)
        return iter(drawn.tolist())


def sampling_weights(
    images: LabelledImages, mix: dict[str, float], balance: float
) -> NDArray[np.float64]:
    """Probability of each row: the configured share of its modality, within it each class by
    its count to the power 1 - balance."""
    weights = np.zeros(len(images))
    for index, name in enumerate(MODALITIES):
        rows = np.flatnonzero(images.modality == index)
        if len(rows) == 0:
            continue
        labels = [images.samples[row].diagnosis or images.datasets[row] for row in rows]
        counts = {label: labels.count(label) for label in set(labels)}
        part = np.array([counts[label] ** -balance for label in labels])
        weights[rows] = mix[name] * part / part.sum()
    weights /= weights.sum()
    return weights


def moving_average(decay: float) -> Any:
    """An update for AveragedModel whose memory grows with the number of steps up to `decay`, so
    that the starting weights do not weigh on a young average."""

    def update(averaged: list[Tensor], current: list[Tensor], steps: Tensor | int) -> None:
        kept = min(decay, (1 + int(steps)) / (10 + int(steps)))
        torch._foreach_lerp_(averaged, current, 1 - kept)

    return update


def contiguous_state(module: nn.Module) -> dict[str, Tensor]:
    """The state in the plain memory layout that safetensors stores."""
    return {name: value.contiguous() for name, value in module.state_dict().items()}


class AverageWeights(TrainerCallback):
    """Keeps an exponential moving average of the weights, saved beside each checkpoint, and
    scores it on the validation part after each epoch."""

    def __init__(self, model: Classifier, decay: float, run: Path, validate: Any) -> None:
        self.average = AveragedModel(model, multi_avg_fn=moving_average(decay))
        self.model = model
        self.run = run
        self.validate = validate

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        file = self.run / f"checkpoint-{state.global_step}" / "average.safetensors"
        if state.global_step and file.is_file():
            self.average.module.load_state_dict(load_file(file), strict=False)
            self.average.n_averaged.fill_(state.global_step)

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.average.update_parameters(self.model)

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        folder = self.run / f"checkpoint-{state.global_step}"
        save_file(contiguous_state(self.average.module), folder / "average.safetensors")

    def on_epoch_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        figures = {
            "epoch": state.epoch,
            "step": state.global_step,
            **self.validate(self.average.module),
        }
        with (self.run / "validation.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(figures) + "\n")
        print(json.dumps(figures), flush=True)


class SampledTrainer(Trainer):
    """Trainer with the balanced sampler and a faster rate for the new head."""

    def __init__(
        self,
        classifier: Classifier,
        sampler: BalancedSampler,
        rates: tuple[float, float],
        **kwargs: Any,
    ) -> None:
        self.classifier = classifier
        self.balanced = sampler
        self.rates = rates
        super().__init__(model=classifier, **kwargs)

    def _get_train_sampler(self, train_dataset: Any = None) -> BalancedSampler:
        return self.balanced

    def _save(self, output_dir: str | None = None, state_dict: Any = None) -> None:
        super()._save(output_dir, contiguous_state(self.classifier))

    def create_optimizer(self) -> torch.optim.Optimizer:
        tower, head = self.rates
        parameters = [p for p in self.classifier.tower.parameters() if p.requires_grad]
        matrices = [p for p in parameters if p.ndim > 1]
        vectors = [p for p in parameters if p.ndim <= 1]
        decay = self.args.weight_decay
        self.optimizer = torch.optim.AdamW(
            [
                {"params": matrices, "lr": tower, "weight_decay": decay},
                {"params": vectors, "lr": tower, "weight_decay": 0.0},
                {
                    "params": list(self.classifier.head.parameters()),
                    "lr": head,
                    "weight_decay": decay,
                },
            ],
            fused=True,
        )
        return self.optimizer


def train_vision(
    config: TrainConfig,
    images: LabelledImages,
    pixels: NDArray[np.uint8],
    run: Path,
    validate: Any,
    resume: bool,
) -> Classifier:
    """Train tower and head; the averaged weights are returned and written to
    `run`/vision.safetensors.

    `validate(model) -> dict` gives the figures that are logged after each epoch.
    """
    torch.manual_seed(config.seed)
    vision = config.vision
    model = Classifier(config, config.preprocess)
    model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    sampler = BalancedSampler(
        sampling_weights(images, vision.mix, vision.class_balance),
        vision.draws_per_epoch,
        config.seed,
    )
    average = AverageWeights(model, vision.average_decay, run, validate)
    trainer = SampledTrainer(
        classifier=model,
        args=TrainingArguments(
            output_dir=str(run),
            num_train_epochs=vision.epochs,
            per_device_train_batch_size=vision.batch_size,
            learning_rate=vision.learning_rate,
            weight_decay=vision.weight_decay,
            warmup_ratio=vision.warmup_ratio,
            lr_scheduler_type="cosine",
            max_grad_norm=1.0,
            bf16=True,
            use_cpu=not torch.cuda.is_available(),
            logging_steps=20,
            save_strategy="epoch",
            save_total_limit=2,
            remove_unused_columns=False,
            dataloader_drop_last=True,
            report_to=[],
            seed=config.seed,
        ),
        train_dataset=RowDataset(len(images)),
        data_collator=Collator(pixels, images, vision.train_size),
        callbacks=[average],
        sampler=sampler,
        rates=(vision.learning_rate, vision.head_learning_rate),
    )
    trainer.train(resume_from_checkpoint=(resume and any(run.glob("checkpoint-*"))) or None)
    averaged = average.average.module
    save_file(contiguous_state(averaged), run / "vision.safetensors")
    assert isinstance(averaged, Classifier)
    return averaged.eval()


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
    """Head outputs and features [N, C] of pixels uint8 [N, S, S, 3], resized to `size`."""
    model.eval()
    outputs, features = [], []
    for start in range(0, len(pixels), batch):
        pooled = model.features(to_images(pixels[start : start + batch], size), views).float()
        outputs.append(HeadOutput(*(part.float() for part in model.head(pooled))))
        features.append(pooled)
    merged = HeadOutput(*(torch.cat(parts) for parts in zip(*outputs, strict=True)))
    return merged, torch.cat(features)
