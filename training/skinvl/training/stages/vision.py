"""The vision stage: tower and diagnosis head learn class labels of three label spaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor
from torch.utils.data import Dataset

from skinvl.model.configuration import MODALITIES
from skinvl.training.config import TrainConfig
from skinvl.training.data.augment import augment
from skinvl.training.data.labels import LabelledImages
from skinvl.training.loop.arguments import RunArguments
from skinvl.training.loop.average import AVERAGE_FILE, AverageWeights
from skinvl.training.loop.batch import SAMPLE_IDS
from skinvl.training.loop.order import Draw, SeededOrder, seeded
from skinvl.training.loop.precision import trains_in_bf16
from skinvl.training.loop.trainer import TrustedTrainer
from skinvl.training.stages.adaptation import merge_adapters
from skinvl.training.stages.classifier import Classifier, save_vision

ADVICE = "lower vision.batch_size and raise vision.accumulation, or lower vision.train_size"


@dataclass
class RowDataset(Dataset[Draw]):
    """Passes draws through; the collator turns a batch of them into pixels."""

    count: int

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, draw: Draw) -> Draw:
        return draw


@dataclass(frozen=True)
class Collator:
    """A batch of draws to augmented images and class numbers; the view of an image depends on
    its draw alone, not on the batch it is in."""

    pixels: NDArray[np.uint8]
    images: LabelledImages
    size: int

    def __call__(self, draws: list[Draw]) -> dict[str, Any]:
        rows = np.array([draw.row for draw in draws])
        return {
            "images": torch.cat([self._view(draw) for draw in draws]),
            "modality": torch.from_numpy(self.images.modality[rows]),
            "dermoscopy": torch.from_numpy(self.images.dermoscopy[rows]),
            "clinical": torch.from_numpy(self.images.clinical[rows]),
            SAMPLE_IDS: [self.images.samples[row].id for row in rows],
        }

    def _view(self, draw: Draw) -> Tensor:
        with seeded(draw.seed):
            return augment(torch.from_numpy(np.array(self.pixels[draw.row])[None]), self.size)


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


class VisionTrainer(TrustedTrainer):
    """The trusted loop with a faster rate for the new head."""

    def __init__(self, classifier: Classifier, rates: tuple[float, float], **kwargs: Any) -> None:
        self.classifier = classifier
        self.rates = rates
        super().__init__(model=classifier, **kwargs)

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
    validate: Callable[[Classifier], dict[str, Any]],
    resume: bool,
) -> Classifier:
    """Train tower and head; the averaged weights, of the last or the best epoch, are returned and
    written to `run`/vision.safetensors.

    `validate(model)` gives the figures that are written down after each epoch.
    """
    torch.manual_seed(config.seed)
    vision, loop = config.vision, config.loop
    model = Classifier(config, config.preprocess)
    model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    average = AverageWeights(model, vision.average_decay)
    averaged = average.module
    assert isinstance(averaged, Classifier)
    trainer = VisionTrainer(
        classifier=model,
        rates=(vision.learning_rate, vision.head_learning_rate),
        args=RunArguments(
            output_dir=str(run),
            num_train_epochs=vision.epochs,
            per_device_train_batch_size=vision.batch_size,
            gradient_accumulation_steps=vision.accumulation,
            learning_rate=vision.learning_rate,
            weight_decay=vision.weight_decay,
            warmup_ratio=vision.warmup_ratio,
            lr_scheduler_type="cosine",
            max_grad_norm=1.0,
            bf16=trains_in_bf16(loop.precision),
            use_cpu=not torch.cuda.is_available(),
            logging_steps=loop.log_steps,
            save_strategy="epoch",
            remove_unused_columns=False,
            dataloader_drop_last=True,
            report_to=[],
            seed=config.seed,
        ),
        train_dataset=RowDataset(len(images)),
        data_collator=Collator(pixels, images, vision.train_size),
        callbacks=[average],
        sampler=SeededOrder(
            len(images),
            config.seed,
            sampling_weights(images, vision.mix, vision.class_balance),
            vision.draws_per_epoch,
        ),
        run_folder=run,
        stage="vision",
        unit="images",
        validate=lambda: validate(averaged),
        best=vision.best,
        keep_last=loop.keep_last,
        advice=ADVICE,
    )
    trainer.fit(resume)
    best = trainer.best_checkpoint()
    if loop.final == "best" and best is not None:
        average.average.load_state_dict(load_file(best / AVERAGE_FILE))
    merge_adapters(averaged.tower)
    save_vision(run, averaged, config)
    return averaged.eval()
