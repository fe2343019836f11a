"""Figures of the vision stage on the validation part, logged after each epoch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from skinvl.training.data.labels import NO_CLASS, LabelledImages
from skinvl.training.stages.classifier import Classifier, run_classifier


def validator(
    images: LabelledImages, pixels: NDArray[np.uint8], size: int, bf16: bool
) -> Callable[[Classifier], dict[str, Any]]:
    """A function that scores a classifier on `images` at `size` x `size` pixels."""

    def validate(model: Classifier) -> dict[str, Any]:
        with torch.autocast(model.mean.device.type, dtype=torch.bfloat16, enabled=bf16):
            output, _ = run_classifier(model, pixels, size)
        figures: dict[str, Any] = {}
        for name, logits, truth in (
            ("dermoscopy", output.dermoscopy, images.dermoscopy),
            ("clinical", output.clinical, images.clinical),
            ("modality", output.modality, images.modality),
        ):
            figures.update(score(name, logits, truth))
        model.train()
        return figures

    return validate


def score(name: str, logits: torch.Tensor, truth: NDArray[np.int64]) -> dict[str, float]:
    """Balanced accuracy and macro AUROC of logits [N, K] where truth [N] is a class."""
    rows = truth != NO_CLASS
    probability = logits[torch.from_numpy(rows)].softmax(1).numpy().astype(np.float64)
    target = truth[rows]
    present = np.unique(target)
    areas = [roc_auc_score(target == k, probability[:, k]) for k in present if len(present) > 1]
    return {
        f"{name}_balanced_accuracy": round(
            float(balanced_accuracy_score(target, probability.argmax(1))), 4
        ),
        f"{name}_macro_auroc": round(float(np.mean(areas)), 4) if areas else 0.0,
        f"{name}_n": int(rows.sum()),
    }
