"""What a vision and a head graph make of labelled images: the numbers before and after int8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.answer import SkinModality
from skinvl.contract.ontology import ontology
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.sample import Sample
from skinvl.export.checkpoint import CheckpointRecord
from skinvl.export.images import ImageSet
from skinvl.runtime.calibrate import softmax
from skinvl.runtime.scores import SKIN_MODALITIES, HeadLogits
from skinvl.runtime.vision import VisionModel

CALIBRATION_BINS = 15


@dataclass(frozen=True)
class ClassFigures:
    """On `n` labelled images of one skin modality: mean recall, and calibration error 0..1."""

    n: int
    balanced_accuracy: float
    ece: float


@dataclass(frozen=True)
class Agreement:
    """How often two versions of the graphs come to the same conclusion.

    Attributes:
        images: images of skin, clinical or dermoscopic.
        top1: of these, share with the same first diagnosis given their modality.
        modality: share of all images with the same modality.
        abstention_shift: absolute difference of the shares of skin images that are abstained on.
    """

    images: int
    top1: float
    modality: float
    abstention_shift: float


def classify(model: VisionModel, images: ImageSet, spec: PreprocessSpec) -> list[HeadLogits]:
    """Head logits of every image, one by one, as the runtime looks at them."""
    return [row for batch in images.batches(spec, 1) for row in model.classify(batch)]


def class_probabilities(
    logits: HeadLogits, modality: SkinModality, record: CheckpointRecord
) -> NDArray[np.float64]:
    """Calibrated probabilities [K] given the modality."""
    calibration = getattr(record.calibration, modality)
    scores = getattr(logits, modality) / calibration.temperature + np.asarray(calibration.bias)
    return softmax(scores)


def measure_classes(
    rows: Sequence[HeadLogits], samples: Sequence[Sample], record: CheckpointRecord
) -> dict[str, ClassFigures]:
    """Figures per skin modality, over the images whose diagnosis is a class of the head."""
    figures: dict[str, ClassFigures] = {}
    for modality in SKIN_MODALITIES:
        codes = getattr(record.head, modality)
        truth, probabilities = [], []
        for logits, sample in zip(rows, samples, strict=True):
            if sample.modality == modality and sample.diagnosis is not None:
                code = ontology().ancestor_among(sample.diagnosis, codes)
                if code is not None:
                    truth.append(codes.index(code))
                    probabilities.append(class_probabilities(logits, modality, record))
        if truth:
            labels, values = np.array(truth), np.stack(probabilities)
            figures[modality] = ClassFigures(
                n=len(labels),
                balanced_accuracy=balanced_accuracy(labels, values.argmax(axis=1)),
                ece=calibration_error(labels, values),
            )
    return figures


def measure_agreement(
    rows: Sequence[HeadLogits],
    others: Sequence[HeadLogits],
    samples: Sequence[Sample],
    record: CheckpointRecord,
) -> Agreement:
    """Compare the conclusions of two versions of the graphs on the same images."""
    same_modality, same_top, first, second = [], [], [], []
    for logits, other, sample in zip(rows, others, samples, strict=True):
        same_modality.append(logits.modality.argmax() == other.modality.argmax())
        skin = next((name for name in SKIN_MODALITIES if name == sample.modality), None)
        if skin is not None:
            tops = [class_probabilities(x, skin, record).argmax() for x in (logits, other)]
            same_top.append(tops[0] == tops[1])
            first.append(is_unfamiliar(logits, record))
            second.append(is_unfamiliar(other, record))
    shift = abs(np.mean(first) - np.mean(second)) if first else 0.0
    return Agreement(
        images=len(same_top),
        top1=float(np.mean(same_top)) if same_top else 1.0,
        modality=float(np.mean(same_modality)) if same_modality else 1.0,
        abstention_shift=float(shift),
    )


def is_unfamiliar(logits: HeadLogits, record: CheckpointRecord) -> bool:
    """Whether the head abstains, whatever the quality of the photograph."""
    modality = softmax(logits.modality / record.calibration.modality.temperature)
    named = dict(zip(record.head.modality, map(float, modality), strict=True))
    likely: SkinModality = max(SKIN_MODALITIES, key=lambda name: named[name])
    limits = record.abstention
    return bool(
        sum(named[name] for name in SKIN_MODALITIES) < limits.skin_probability
        or logits.typicality < getattr(limits.typicality, likely)
    )


def balanced_accuracy(truth: NDArray[np.int64], predicted: NDArray[np.int64]) -> float:
    """Mean recall over the classes that occur in the truth; both int [N]."""
    recalls = [float((predicted[truth == label] == label).mean()) for label in np.unique(truth)]
    return float(np.mean(recalls))


def calibration_error(truth: NDArray[np.int64], probabilities: NDArray[np.float64]) -> float:
    """Expected calibration error of the top label over bins of equal width.

    Guo et al., "On Calibration of Modern Neural Networks", ICML 2017. truth int [N],
    probabilities [N, K].
    """
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == truth
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [
        inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
        for inside in (bins == index for index in np.unique(bins))
    ]
    return float(np.sum(gaps))
