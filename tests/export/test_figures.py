"""The figures that decide about int8, on numbers that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import Modality, Sample
from skinvl.export.checkpoint import CheckpointRecord
from skinvl.export.figures import (
    balanced_accuracy,
    calibration_error,
    is_unfamiliar,
    measure_agreement,
    measure_classes,
)
from skinvl.runtime.scores import HeadLogits


def make_logits(
    dermoscopy: tuple[float, ...] = (0, 0),
    clinical: tuple[float, ...] = (0, 0, 0),
    modality: tuple[float, ...] = (0, 5, 0, 0),
    typicality: float = -1.0,
) -> HeadLogits:
    return HeadLogits(np.array(dermoscopy), np.array(clinical), np.array(modality), typicality)


def make_sample(name: str, modality: Modality, diagnosis: str | None) -> Sample:
    code = None if diagnosis is None else DiagnosisCode(diagnosis)
    return Sample(
        name, f"{name}.png", "0" * 64, "made up", "CC0", modality, code, None, "val", name
    )


def test_balanced_accuracy_is_the_mean_recall() -> None:
    assert balanced_accuracy(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])) == pytest.approx(5 / 6)


def test_calibration_error_is_the_weighted_gap() -> None:
    probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.4, 0.6], [0.4, 0.6]])
    truth = np.array([0, 1, 1, 1])
    assert calibration_error(truth, probabilities) == pytest.approx(0.5 * 0.4 + 0.5 * 0.4)


def test_classes_are_measured_per_modality_with_kinds_of_a_class(record: CheckpointRecord) -> None:
    rows = [
        make_logits(dermoscopy=(4, 0)),
        make_logits(dermoscopy=(4, 0)),
        make_logits(clinical=(0, 0, 9)),
        make_logits(),
        make_logits(),
    ]
    samples = [
        make_sample("a", "dermoscopy", "melanoma"),
        make_sample("b", "dermoscopy", "melanocytic-nevus"),
        make_sample("c", "clinical", "melanoma"),
        make_sample("d", "clinical", "keloid"),
        make_sample("e", "other", None),
    ]
    figures = measure_classes(rows, samples, record)
    assert (figures["dermoscopy"].n, figures["dermoscopy"].balanced_accuracy) == (2, 0.5)
    assert (figures["clinical"].n, figures["clinical"].balanced_accuracy) == (1, 1.0)


def test_agreement_counts_tops_modalities_and_abstentions(record: CheckpointRecord) -> None:
    samples = [make_sample(n, "dermoscopy", "melanoma") for n in "abcd"]
    before = [make_logits(dermoscopy=(2, 0)) for _ in samples]
    after = [
        make_logits(dermoscopy=(2, 0)),
        make_logits(dermoscopy=(0, 2)),
        make_logits(dermoscopy=(2, 0), modality=(9, 0, 0, 0)),
        make_logits(dermoscopy=(2, 0), typicality=-1e9),
    ]
    found = measure_agreement(before, after, samples, record)
    assert (found.images, found.top1, found.modality) == (4, 0.75, 0.75)
    assert found.abstention_shift == 0.25


def test_unfamiliar_by_modality_or_typicality(record: CheckpointRecord) -> None:
    assert not is_unfamiliar(make_logits(), record)
    assert is_unfamiliar(make_logits(modality=(0, 0, 50, 0)), record)
    assert is_unfamiliar(make_logits(typicality=-1e9), record)
