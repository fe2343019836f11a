"""How well the results agree with diagnoses that are known, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.finding import Finding
from skinvl.contract.ontology import Diagnosis, ontology
from skinvl.contract.statistics import statistic
from skinvl.contract.statistics.bootstrap import Estimate, McNemar, bootstrap, mcnemar
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

OTHER = QT_TRANSLATE_NOOP("ReviewReport", "another diagnosis")
BINS = 10
_LEAST = 10


@dataclass(frozen=True)
class Known:
    """An image whose diagnosis is known. ``group`` joins images of one patient or lesion."""

    path: str
    truth: Diagnosis
    group: str
    finding: Finding


@dataclass(frozen=True)
class Agreement:
    """Findings against known diagnoses.

    ``confusion`` counts int64 [K, K + 1]: rows are the known classes in the order of ``classes``,
    the last column is `OTHER`. ``reliability`` are (mean confidence, share right, n) of bins of
    equal width. ``correct`` is by path. ``unknown_labels`` are labels that the ontology does not
    have, with how often.
    """

    classes: tuple[str, ...]
    names: tuple[str, ...]
    confusion: NDArray[np.int64]
    metrics: Mapping[str, Estimate]
    reliability: tuple[tuple[float, float, int], ...]
    correct: Mapping[str, bool]
    unknown_labels: Mapping[str, int]


def resolve_labels(labels: Sequence[str]) -> tuple[dict[str, Diagnosis], dict[str, int]]:
    """Labels as diagnoses, and how often each label stands for none."""
    terms = ontology()
    found: dict[str, Diagnosis] = {}
    unknown: dict[str, int] = {}
    for label in labels:
        if label in found or not label:
            continue
        diagnosis = terms.resolve(label)
        schemes = iter(terms.schemes)
        while diagnosis is None and (scheme := next(schemes, None)) is not None:
            diagnosis = terms.resolve(label, scheme)
        if diagnosis is None:
            unknown[label] = labels.count(label)
        else:
            found[label] = diagnosis
    return found, unknown


def measure_agreement(images: Sequence[Known], unknown: Mapping[str, int]) -> Agreement | None:
    """Compare; None where fewer than ten images have a known diagnosis.

    The probability of a class is the sum over the diagnoses that are it or a kind of it. The rest
    is that of `OTHER`, which is never right. Intervals are bootstrapped over groups.
    """
    if len(images) < _LEAST:
        return None
    classes = tuple(sorted({image.truth.code for image in images}))
    names = tuple(ontology().get(code).name for code in classes)
    probabilities = np.stack([_sum_up(image.finding, classes) for image in images])
    truth = np.array([classes.index(image.truth.code) for image in images])
    predicted = probabilities.argmax(axis=1)
    confidence = probabilities.max(axis=1)
    correct = predicted == truth
    malignant = np.array([image.truth.counts_as_malignant for image in images])
    score = np.array([image.finding.malignant or 0.0 for image in images])
    confusion = np.zeros((len(classes), len(classes) + 1), dtype=np.int64)
    np.add.at(confusion, (truth, predicted), 1)
    statistics = {
        "accuracy": statistic.mean_of(correct),
        "balanced_accuracy": statistic.balanced_accuracy_of(truth, predicted),
        "macro_auroc": statistic.macro_auroc_of(truth, probabilities),
        "malignant_auroc": statistic.auroc_of(malignant, score),
        "brier": statistic.brier_of(truth, probabilities),
        "ece": statistic.ece_of(correct, confidence, BINS, "width"),
    }
    return Agreement(
        classes=classes,
        names=names,
        confusion=confusion,
        metrics=bootstrap(statistics, [image.group for image in images], recentre=("ece",)),
        reliability=_bin(confidence, correct),
        correct={image.path: bool(right) for image, right in zip(images, correct, strict=True)},
        unknown_labels=dict(unknown),
    )


def compare(first: Agreement, second: Agreement) -> McNemar:
    """McNemar's test of two models on the images that both have results for."""
    shared = sorted(first.correct.keys() & second.correct.keys())
    return mcnemar([first.correct[p] for p in shared], [second.correct[p] for p in shared])


def _sum_up(finding: Finding, classes: Sequence[str]) -> NDArray[np.float64]:
    """Probabilities float64 [K + 1] of the classes, and the rest."""
    terms = ontology()
    sums = np.zeros(len(classes) + 1)
    for ranked in finding.differential:
        owner = terms.ancestor_among(ranked.code, classes)
        sums[-1 if owner is None else classes.index(owner)] += ranked.probability
    return sums


def _bin(
    confidence: NDArray[np.float64], correct: NDArray[np.bool_]
) -> tuple[tuple[float, float, int], ...]:
    index = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return tuple(
        (float(confidence[members].mean()), float(correct[members].mean()), int(members.sum()))
        for members in (index == number for number in range(BINS))
        if members.any()
    )
