"""What is fitted on the validation part: probabilities, sets, abstention, image quality."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.metrics import balanced_accuracy_score

from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.quality import QualitySpec, measure_quality
from skinvl.model.head import HeadOutput
from skinvl.training.config import TrainConfig
from skinvl.training.data.labels import NO_CLASS, LabelledImages
from skinvl.training.evaluation.metrics import ece_debiased
from skinvl.training.loop.checkpoints import replace_text
from skinvl.training.loop.precision import training_device
from skinvl.training.stages.classifier import load_vision, run_classifier, save_vision

if TYPE_CHECKING:
    from skinvl.training.data.part import Part

Array = NDArray[np.float64]

# Strength of the pull of class biases towards zero, in nats per unit squared, for the whole set.
BIAS_PENALTY = 2.0
# Below this many validation images a class, biases would fit noise: temperature only.
IMAGES_PER_BIAS = 30


def calibrate(config: TrainConfig, training: Part, validation: Part, out: Path) -> None:
    """Fit everything and write `out`/calibration.json; the head's typicality is fitted on the
    training features and written back to `out`/vision.safetensors."""
    model = load_vision(out, config).to(training_device())
    size = config.preprocess.width
    _, features = run_classifier(model, training.pixels, size)
    classes = joint_classes(training.images, len(config.data.clinical_codes))
    rows = torch.from_numpy(np.flatnonzero(classes != NO_CLASS))
    model.head.fit_typicality(features[rows], torch.from_numpy(classes)[rows])
    save_vision(out, model, config)

    output, _ = run_classifier(model, validation.pixels, size, config.vision.feature_views)
    report = fit(config, output, validation.images)
    report["quality"] = fit_quality(training, config.preprocess).to_json()
    text = json.dumps(report, indent=2, sort_keys=True, allow_nan=False)
    replace_text(out / "calibration.json", text + "\n")
    print(text, flush=True)


def joint_classes(images: LabelledImages, clinical: int) -> NDArray[np.int64]:
    """Class numbers with the clinical classes first and the dermoscopic ones after them."""
    joint = images.clinical.copy()
    rows = images.dermoscopy != NO_CLASS
    joint[rows] = images.dermoscopy[rows] + clinical
    return joint


def fit(config: TrainConfig, output: HeadOutput, images: LabelledImages) -> dict[str, Any]:
    """Calibration, conformal thresholds and abstention from validation outputs."""
    groups = np.array([sample.group for sample in images.samples])
    modality_logits = output.modality.numpy().astype(np.float64)
    modality_temperature = fit_temperature(modality_logits, images.modality)
    modality = softmax(modality_logits / modality_temperature, axis=1)
    typicality = output.typicality.numpy().astype(np.float64)
    skin = images.modality <= 1
    level, kept = config.calibration.conformal_level, config.calibration.kept_skin
    calibration: dict[str, Any] = {"modality": {"temperature": modality_temperature}}
    conformal: dict[str, Any] = {"level": level}
    selection: dict[str, Any] = {}
    for name, logits, truth in (
        ("dermoscopy", output.dermoscopy, images.dermoscopy),
        ("clinical", output.clinical, images.clinical),
    ):
        rows = truth != NO_CLASS
        scores, target = logits.numpy().astype(np.float64)[rows], truth[rows]
        temperature, bias, tried = fit_classes(scores, target, groups[rows], config)
        probability = softmax(scores / temperature + bias, axis=1)
        calibration[name] = {"temperature": temperature, "bias": bias.tolist()}
        conformal[name] = {"threshold": conformal_threshold(probability, target, level)}
        selection[name] = tried
    abstention = {
        "skin_probability": float(min(0.5, np.quantile(modality[skin, :2].sum(1), 1 - kept))),
        "typicality": {
            name: float(np.quantile(typicality[images.modality == index], 1 - kept))
            for index, name in enumerate(("clinical", "dermoscopy"))
        },
    }
    return {
        "calibration": calibration,
        "conformal": conformal,
        "abstention": abstention,
        "selection": selection,
    }


def fit_classes(
    logits: Array, target: NDArray[np.int64], groups: NDArray[np.str_], config: TrainConfig
) -> tuple[float, Array, list[dict[str, float]]]:
    """Temperature and bias [K] for logits [N, K].

    Biases are first fitted to the likelihood. Then a share of the log prior is taken off again,
    so that rare diagnoses are not voted down, with a new temperature each time; the share with
    the best balanced accuracy is kept among those whose debiased calibration error, estimated by
    5-fold cross-fitting over groups, stays within the configured limit.
    """
    with_bias = len(target) / logits.shape[1] >= IMAGES_PER_BIAS
    tried: list[dict[str, float]] = []
    for share in config.calibration.balance_grid if with_bias else (0.0,):
        crossed = np.zeros_like(logits)
        folds = np.array([hash_fold(group) for group in groups])
        for fold in range(5):
            inside, outside = folds != fold, folds == fold
            temperature, bias = fit_share(logits[inside], target[inside], share, with_bias)
            crossed[outside] = softmax(logits[outside] / temperature + bias, axis=1)
        tried.append(
            {
                "share": share,
                "balanced_accuracy": float(balanced_accuracy_score(target, crossed.argmax(1))),
                "debiased_ece": float(ece_debiased(target, crossed)),
                "nll": float(-np.log(crossed[np.arange(len(target)), target] + 1e-12).mean()),
            }
        )
    allowed = [t for t in tried if t["debiased_ece"] <= config.calibration.max_ece]
    chosen = max(allowed or tried[:1], key=lambda t: t["balanced_accuracy"])
    temperature, bias = fit_share(logits, target, chosen["share"], with_bias)
    return temperature, bias, tried


def hash_fold(group: str) -> int:
    """A fold 0..4 that depends on the group's name alone."""
    return sum(group.encode()) % 5


def fit_share(
    logits: Array, target: NDArray[np.int64], share: float, with_bias: bool
) -> tuple[float, Array]:
    """Temperature and bias with `share` of the log class prior taken off."""
    if not with_bias:
        return fit_temperature(logits, target), np.zeros(logits.shape[1])
    temperature, bias = fit_vector(logits, target)
    prior = (np.bincount(target, minlength=logits.shape[1]) + 1.0) / (len(target) + logits.shape[1])
    shifted = logits / temperature + bias - share * np.log(prior)
    scale = fit_top_temperature(shifted, target)
    return temperature * scale, (bias - share * np.log(prior)) / scale


def fit_temperature(logits: Array, target: NDArray[np.int64]) -> float:
    """The temperature with the least negative log likelihood (Guo et al. 2017)."""

    def loss(parameters: Array) -> float:
        scaled = log_softmax(logits / np.exp(parameters[0]), axis=1)
        return float(-scaled[np.arange(len(target)), target].mean())

    return float(np.exp(minimize(loss, np.zeros(1), method="Nelder-Mead").x[0]))


def fit_top_temperature(logits: Array, target: NDArray[np.int64]) -> float:
    """The temperature at which the top probability predicts being right best (binary log loss);
    the likelihood of all classes would undo the shift of the prior."""
    right = logits.argmax(1) == target

    def loss(parameters: Array) -> float:
        top = softmax(logits / np.exp(parameters[0]), axis=1).max(1).clip(1e-6, 1 - 1e-6)
        return float(-np.where(right, np.log(top), np.log(1 - top)).mean())

    return float(np.exp(minimize(loss, np.zeros(1), method="Nelder-Mead").x[0]))


def fit_vector(logits: Array, target: NDArray[np.int64]) -> tuple[float, Array]:
    """Temperature and biases with the least penalised negative log likelihood."""
    count = logits.shape[1]

    def loss(parameters: Array) -> tuple[float, Array]:
        scaled = logits * np.exp(-parameters[0]) + parameters[1:]
        logs = log_softmax(scaled, axis=1)
        error = np.exp(logs)
        error[np.arange(len(target)), target] -= 1
        value = -logs[np.arange(len(target)), target].sum()
        value += BIAS_PENALTY * np.square(parameters[1:]).sum()
        slope = np.concatenate(
            [
                [-(error * logits).sum() * np.exp(-parameters[0])],
                error.sum(0) + 2 * BIAS_PENALTY * parameters[1:],
            ]
        )
        return float(value / len(target)), slope / len(target)

    best = minimize(loss, np.zeros(count + 1), jac=True, method="L-BFGS-B").x
    return float(np.exp(best[0])), best[1:]


def conformal_threshold(probability: Array, target: NDArray[np.int64], level: float) -> float:
    """The probability that the true class reaches in `level` of the cases, with the finite-sample
    correction of split conformal prediction (Sadinle et al. 2019, least ambiguous sets)."""
    true = np.sort(probability[np.arange(len(target)), target])
    rank = int(np.floor((len(true) + 1) * (1 - level)))
    return float(true[max(0, rank - 1)]) if rank >= 1 else 0.0


def fit_quality(training: Part, spec: PreprocessSpec) -> QualitySpec:
    """Limits of image quality from the training photographs of skin: what fewer than one in a
    hundred of them falls below counts as limited, a third of the least sharp as unusable."""
    from skinvl.contract.image import open_image

    rows = np.flatnonzero(training.images.modality <= 1)
    rows = np.random.default_rng(0).choice(rows, size=min(2000, len(rows)), replace=False)
    measured = [measure_quality(open_image(training.images.files[row]).rgb) for row in rows]

    def quantile(name: str, share: float) -> float:
        return float(np.quantile([getattr(m, name) for m in measured], share))

    return QualitySpec(
        min_side_px=64,
        min_brightness=quantile("brightness", 0.002) * 0.9,
        max_brightness=1 - (1 - quantile("brightness", 0.998)) * 0.9,
        min_contrast=quantile("contrast", 0.002) * 0.9,
        min_sharpness=quantile("sharpness", 0.005),
        unusable_sharpness=quantile("sharpness", 0.001) / 3,
        max_dark_fraction=max(0.3, quantile("dark_fraction", 0.998)),
        max_bright_fraction=max(0.3, quantile("bright_fraction", 0.998)),
    )
