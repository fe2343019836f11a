"""Numbers from the head to what is reported, computed by hand beside it."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.errors import ModelError
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.quality import Quality, measure_quality
from skinvl.runtime.calibrate import calibrate, decide_abstention, select_conformal_set, softmax
from skinvl.runtime.scores import HeadLogits, HeadOutput

A, B, C, D = map(DiagnosisCode, ("melanoma", "melanocytic-nevus", "vascular-lesion", "eczema"))
CODES = {"dermoscopy": (A, B, C), "clinical": (A, D)}
GOOD = Quality("good", ())


def calibrated(bundle: Any, logits: HeadLogits) -> HeadOutput:
    measures = measure_quality(np.full((20, 20, 3), 128, dtype=np.uint8))
    return calibrate(logits, "0" * 64, GOOD, measures, bundle.info)


def test_mixture_is_what_the_bundle_says(bundle: Any) -> None:
    logits = HeadLogits(
        np.array([2.0, 0.0, -2.0]), np.array([1.0, 0.0]), np.log([0.3, 0.5, 0.1, 0.1]), 1.0
    )
    output = calibrated(bundle, logits)
    assert output.modality == pytest.approx(
        {"clinical": 0.3, "dermoscopy": 0.5, "pathology": 0.1, "other": 0.1}
    )
    # The tiny bundle: temperature 2 and bias (0, 0.1, 0) for dermoscopy, 1 and 0 for clinical.
    parts = [math.exp(1.0), math.exp(0.1), math.exp(-1.0)]
    dermoscopy = [part / sum(parts) for part in parts]
    clinical = [math.e / (math.e + 1), 1 / (math.e + 1)]
    expected = {
        A: 0.625 * dermoscopy[0] + 0.375 * clinical[0],
        B: 0.625 * dermoscopy[1],
        C: 0.625 * dermoscopy[2],
        D: 0.375 * clinical[1],
    }
    found = {ranked.code: ranked.probability for ranked in output.differential}
    assert found == pytest.approx(expected)
    assert list(found) == sorted(expected, key=lambda code: -expected[code])
    assert output.malignant == pytest.approx(expected[A])
    assert output.groups["inflammatory"] == pytest.approx(expected[D])
    assert output.groups["benign"] == pytest.approx(expected[B] + expected[C])
    assert sum(output.groups.values()) == pytest.approx(1)


def test_softmax_of_large_scores() -> None:
    np.testing.assert_allclose(softmax(np.array([1e4, 1e4 - 1])), softmax(np.array([1.0, 0.0])))


def select(weights: tuple[float, float], thresholds: tuple[float, float]) -> tuple[str, ...]:
    return select_conformal_set(
        [A, B, D, C],
        CODES,  # type: ignore[arg-type]
        {"dermoscopy": np.array([0.6, 0.3, 0.1]), "clinical": np.array([0.55, 0.45])},
        {"dermoscopy": weights[0], "clinical": weights[1]},
        {"dermoscopy": thresholds[0], "clinical": thresholds[1]},
        0.9,
    )


def test_conformal_set_keeps_the_order_of_the_ranking() -> None:
    assert select((0.7, 0.3), (0.3, 0.4)) == (A, B, D)


def test_conformal_set_of_the_only_likely_modality() -> None:
    assert select((0.95, 0.05), (0.3, 0.4)) == (A, B)
    assert select((0.05, 0.95), (0.3, 0.4)) == (A, D)


def test_conformal_set_is_never_empty() -> None:
    assert select((0.95, 0.05), (1.0, 1.0)) == (A,)


@pytest.mark.parametrize(
    ("modality", "typicality", "quality", "words"),
    [
        ((0.1, 0.8, 0.05, 0.05), 0.5, GOOD, None),
        ((0.1, 0.3, 0.5, 0.1), 0.5, GOOD, "microscope slide"),
        ((0.1, 0.8, 0.05, 0.05), -0.1, GOOD, "unlike the images"),
        ((0.1, 0.8, 0.05, 0.05), 0.5, Quality("unusable", ("blurred",)), "sufficient: blurred"),
        ((0.1, 0.8, 0.05, 0.05), 0.5, Quality("limited", ("blurred",)), None),
        ((0.8, 0.1, 0.05, 0.05), 0.5, GOOD, None),
    ],
)
def test_abstention(
    bundle: Any,
    modality: tuple[float, ...],
    typicality: float,
    quality: Quality,
    words: str | None,
) -> None:
    named = dict(zip(bundle.info.head.modality, modality, strict=True))
    abstain = decide_abstention(named, typicality, quality, bundle.info)
    assert abstain.value is (words is not None)
    assert (abstain.reason is None) if words is None else (words in str(abstain.reason))


def test_scores_that_are_not_finite_are_a_defect(bundle: Any, images: dict[str, Path]) -> None:
    from skinvl.contract.errors import ModelError

    pixels = np.full((1, 3, 8, 8), np.nan, dtype=np.float32)
    with pytest.raises(ModelError, match="not finite"):
        bundle._models.vision.classify(pixels)


@pytest.mark.parametrize("wrong", ["dermoscopy", "clinical", "modality"])
def test_head_with_other_classes_is_no_silent_broadcast(bundle: Any, wrong: str) -> None:
    logits = {"dermoscopy": np.zeros(3), "clinical": np.zeros(2), "modality": np.zeros(4)}
    logits[wrong] = np.zeros(1)
    with pytest.raises(ModelError, match=f"classes of {wrong}"):
        calibrated(bundle, HeadLogits(**logits, typicality=1.0))
