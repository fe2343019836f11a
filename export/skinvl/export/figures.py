"""What a vision and a head graph make of labelled images: the numbers before and after int8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.answer import SkinModality
from skinvl.contract.ontology import ontology
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.sample import Sample
from skinvl.contract.statistics import statistic
from skinvl.contract.statistics.bootstrap import (
    difference_of,
    estimate_of,
    evaluate_all,
    replicate,
)
from skinvl.contract.statistics.statistic import Bools, Floats, Ints, Statistic
from skinvl.export.checkpoint import CheckpointRecord
from skinvl.export.images import ImageSet
from skinvl.export.variant_record import Change, Figure, ModalityFigures
from skinvl.runtime.calibrate import softmax
from skinvl.runtime.scores import SKIN_MODALITIES, HeadLogits
from skinvl.runtime.vision import VisionModel

CALIBRATION_BINS = 15
OPERATING_SPECIFICITY = 0.90
# Pairs of Fitzpatrick types, as dermatology reports them.
SKIN_TYPES: Mapping[str, tuple[int, int]] = {"I-II": (1, 2), "III-IV": (3, 4), "V-VI": (5, 6)}
LOWER_IS_BETTER = frozenset({"ece_debiased", "brier"})
_RECENTRED = frozenset({"ece_debiased"})


@dataclass(frozen=True)
class Classified:
    """Labelled images of one skin modality with the probabilities that one variant gives.

    truth int [N] in 0..K-1; probabilities float [N, K] given the modality; malignant_truth bool
    [N]; malignant float [N], the summed probability of malignant classes; groups [N]; skin_types
    int [N], Fitzpatrick 1..6, 0 where it is not known.
    """

    truth: Ints
    probabilities: Floats
    malignant_truth: Bools
    malignant: Floats
    groups: tuple[str, ...]
    skin_types: Ints

    @property
    def predicted(self) -> Ints:
        """The most probable class of each image, int [N]."""
        return np.asarray(self.probabilities.argmax(axis=1), dtype=np.int64)


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


def sort_by_modality(
    rows: Sequence[HeadLogits], samples: Sequence[Sample], record: CheckpointRecord
) -> dict[SkinModality, Classified]:
    """The images whose diagnosis is a class of the head, by skin modality; none is left out."""
    found: dict[SkinModality, Classified] = {}
    for modality in SKIN_MODALITIES:
        codes = getattr(record.head, modality)
        classes = np.array([ontology().get(code).counts_as_malignant for code in codes])
        truth, probabilities, groups, types = [], [], [], []
        for logits, sample in zip(rows, samples, strict=True):
            if sample.modality != modality or sample.diagnosis is None:
                continue
            code = ontology().ancestor_among(sample.diagnosis, codes)
            if code is not None:
                truth.append(codes.index(code))
                probabilities.append(class_probabilities(logits, modality, record))
                groups.append(sample.group)
                types.append(sample.skin_type or 0)
        if truth:
            labels, values = np.array(truth, dtype=np.int64), np.stack(probabilities)
            found[modality] = Classified(
                labels,
                values,
                classes[labels],
                values[:, classes].sum(axis=1),
                tuple(groups),
                np.array(types, dtype=np.int64),
            )
    return found


def measure_modality(after: Classified, before: Classified | None) -> ModalityFigures:
    """Every figure of one variant on the images of one modality, with paired differences.

    Args:
        after: the variant.
        before: float32 on the same images in the same order; None: `after` is float32.
    """
    baseline = after if before is None else before
    point = statistic.threshold_at(
        baseline.malignant_truth, baseline.malignant, OPERATING_SPECIFICITY
    )
    counts, parts = {}, {}
    for name, mask in name_parts(after).items():
        parts[name] = _build_statistic(after, name, mask, point)
        counts[name] = int(mask.sum())
    units = len(set(after.groups))
    values = evaluate_all(parts, len(after.truth))
    drawn = replicate(parts, after.groups)
    others: dict[str, Floats] = {}
    if before is not None:
        masks = name_parts(before)
        paired = {name: _build_statistic(before, name, masks[name], point) for name in parts}
        others = replicate(paired, before.groups)
        base = evaluate_all(paired, len(before.truth))
    figures: dict[str, Figure] = {}
    for name in parts:
        recentre = name in _RECENTRED
        found = estimate_of(values[name], drawn[name], counts[name], units, recentre)
        change = None
        if others and found.value is not None:
            shift = difference_of(
                values[name] - base[name], drawn[name], others[name], counts[name]
            )
            ends = [None if np.isnan(end) else end for end in (shift.low, shift.high)]
            change = Change(shift.value, ends[0], ends[1])
        figures[name] = Figure(found.value, found.low, found.high, found.n, change)
    return _arrange(figures, len(after.truth), None if np.isinf(point) else point)


def name_parts(images: Classified) -> dict[str, Bools]:
    """Name of each figure -> the images behind it, bool [N]; those of no image are left out."""
    everything = np.ones(len(images.truth), dtype=np.bool_)
    masks = {
        "balanced_accuracy": everything,
        "macro_auroc": everything,
        "ece_debiased": everything,
        "brier": everything,
        "malignant_sensitivity": images.malignant_truth,
    }
    for label, members in SKIN_TYPES.items():
        within = np.isin(images.skin_types, members)
        masks[f"{label}/malignant_sensitivity"] = within & images.malignant_truth
        masks[f"{label}/accuracy"] = within
    return {name: mask for name, mask in masks.items() if mask.any()}


def _build_statistic(images: Classified, name: str, mask: Bools, point: float) -> Statistic:
    correct = images.predicted == images.truth
    metric = name.rpartition("/")[2]
    if metric == "balanced_accuracy":
        return statistic.balanced_accuracy_of(images.truth, images.predicted)
    if metric == "macro_auroc":
        return statistic.macro_auroc_of(images.truth, images.probabilities)
    if metric == "ece_debiased":
        confidence = images.probabilities.max(axis=1)
        return statistic.ece_debiased_of(correct, confidence, CALIBRATION_BINS, "width")
    if metric == "brier":
        return statistic.brier_of(images.truth, images.probabilities)
    hits = correct if metric == "accuracy" else images.malignant >= point
    return statistic.within(mask, statistic.mean_of(hits[mask]))


def _arrange(figures: Mapping[str, Figure], images: int, point: float | None) -> ModalityFigures:
    metrics = {name: figure for name, figure in figures.items() if "/" not in name}
    skin_types: dict[str, dict[str, Figure]] = {}
    for name, figure in figures.items():
        label, _, metric = name.rpartition("/")
        if label:
            skin_types.setdefault(label, {})[metric] = figure
    return ModalityFigures(images, point, metrics, skin_types)


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


def measure_divergence(
    rows: Sequence[HeadLogits],
    others: Sequence[HeadLogits],
    record: CheckpointRecord,
) -> float:
    """Mean Kullback-Leibler divergence of the class probabilities, in nats, of `others` from
    `rows`, summed over both skin modalities: unlike agreement it also moves before a first
    diagnosis flips."""
    total = 0.0
    for logits, other in zip(rows, others, strict=True):
        for modality in SKIN_MODALITIES:
            p, q = (class_probabilities(x, modality, record) + 1e-12 for x in (logits, other))
            total += float((p * np.log(p / q)).sum())
    return total / len(rows)


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
