"""The figures that decide about int8, on numbers that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import Modality, Sample
from skinvl.export.checkpoint import CheckpointRecord
from skinvl.export.figures import (
    Classified,
    is_unfamiliar,
    measure_agreement,
    measure_divergence,
    measure_modality,
    sort_by_modality,
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


def test_classes_are_sorted_by_modality_with_kinds_of_a_class(record: CheckpointRecord) -> None:
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
    found = sort_by_modality(rows, samples, record)
    assert found["dermoscopy"].predicted.tolist() == [0, 0]
    assert found["dermoscopy"].malignant_truth.tolist() == [True, False]
    assert (len(found["clinical"].truth), found["clinical"].groups) == (1, ("c",))
    figures = measure_modality(found["dermoscopy"], None)
    assert figures.metrics["balanced_accuracy"].value == 0.5
    assert figures.metrics["malignant_sensitivity"].n == 1
    assert all(figure.difference is None for figure in figures.metrics.values())


def make_classified(shift: float, images: int = 240) -> Classified:
    """Two classes, the first malignant; `shift` moves probability from it to the other."""
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 2, images)
    chance = np.clip(np.where(truth == 0, 0.65, 0.35) + rng.normal(0, 0.2, images), 0.02, 0.98)
    first = np.clip(chance - shift, 0.01, 0.99)
    return Classified(
        truth,
        np.stack([first, 1 - first], axis=1),
        truth == 0,
        first,
        tuple(str(n // 2) for n in range(images)),
        np.arange(images) % 7,
    )


def test_a_variant_is_compared_at_the_operating_point_of_float32() -> None:
    before, after = make_classified(0.0), make_classified(0.1)
    found, base = measure_modality(after, before), measure_modality(before, None)
    assert found.operating_point == base.operating_point
    sensitivity = found.metrics["malignant_sensitivity"]
    assert sensitivity.n == int(before.malignant_truth.sum())
    point = base.operating_point
    assert point is not None
    expected = (after.malignant[after.malignant_truth] >= point).mean()
    assert sensitivity.value == pytest.approx(expected)
    change = sensitivity.difference
    assert change is not None and change.value < 0
    assert change.low is not None and change.high is not None
    assert change.low <= change.value <= change.high < 0
    assert set(found.skin_types) == {"I-II", "III-IV", "V-VI"}
    dark = np.isin(after.skin_types, (5, 6))
    accuracy = found.skin_types["V-VI"]["accuracy"]
    assert accuracy.n == int(dark.sum())
    assert accuracy.value == pytest.approx((after.predicted == after.truth)[dark].mean())


def test_the_same_probabilities_differ_by_nothing() -> None:
    found = measure_modality(make_classified(0.0), make_classified(0.0))
    figures = [*found.metrics.values(), *found.skin_types["I-II"].values()]
    for figure in figures:
        assert figure.difference is not None
        assert figure.difference.value == figure.difference.low == figure.difference.high == 0


def test_divergence_is_zero_for_the_same_and_grows(record: CheckpointRecord) -> None:
    rows = [make_logits(dermoscopy=(2, 0))] * 2
    near, far = [make_logits(dermoscopy=(1.9, 0))] * 2, [make_logits(dermoscopy=(0, 2))] * 2
    assert measure_divergence(rows, rows, record) == pytest.approx(0)
    small, large = (measure_divergence(rows, other, record) for other in (near, far))
    assert 0 < small < large


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
