"""Figures against known diagnoses, on findings whose figures can be told by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.finding import Abstain, Finding, Ranked
from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.desktop.core.review.agreement import (
    Known,
    compare,
    measure_agreement,
    resolve_labels,
)


def finding(probabilities: dict[str, float]) -> Finding:
    ranked = tuple(
        Ranked(
            code=DiagnosisCode(code),
            name=ontology().get(code).name,
            probability=value,
            ham10000=None,
            group=ontology().get(code).group,
        )
        for code, value in sorted(probabilities.items(), key=lambda item: -item[1])
    )
    malignant = sum(
        value for code, value in probabilities.items() if ontology().get(code).counts_as_malignant
    )
    return Finding(
        file="x", status="ok", error=None, modality="dermoscopy", modality_probabilities={},
        quality=None, abstain=Abstain(False, None), differential=ranked, groups={},
        malignant=malignant, conformal_set=(), description=None, description_agrees=None,
        answer=None, stamp=None,
    )  # fmt: skip


def known(path: str, truth: str, probabilities: dict[str, float]) -> Known:
    return Known(path, ontology().get(truth), path, finding(probabilities))


NEVUS = {"melanocytic-nevus": 0.8, "melanoma": 0.2}
MELANOMA = {"melanocytic-nevus": 0.3, "melanoma": 0.7}
NEITHER = {"melanocytic-nevus": 0.1, "melanoma": 0.2, "psoriasis": 0.7}


def test_figures_told_by_hand() -> None:
    images = [
        *(known(f"n{i}", "melanocytic-nevus", NEVUS) for i in range(6)),
        *(known(f"m{i}", "melanoma", MELANOMA) for i in range(3)),
        known("x", "melanoma", NEITHER),
    ]
    agreement = measure_agreement(images, {"lentil": 2})
    assert agreement is not None
    assert agreement.classes == ("melanocytic-nevus", "melanoma")
    assert agreement.confusion.tolist() == [[6, 0, 0], [0, 3, 1]]
    assert agreement.metrics["accuracy"].value == pytest.approx(0.9)
    assert agreement.metrics["balanced_accuracy"].value == pytest.approx((1 + 0.75) / 2)
    assert agreement.metrics["accuracy"].n == 10
    assert agreement.correct["x"] is False
    assert sum(n for _, _, n in agreement.reliability) == 10
    assert agreement.unknown_labels == {"lentil": 2}


def test_too_few_images_give_no_figures() -> None:
    assert measure_agreement([known("a", "melanoma", MELANOMA)], {}) is None


def test_labels_of_several_schemes_and_of_none() -> None:
    found, unknown = resolve_labels(["nv", "Melanoma", "nv", "lentil", ""])
    codes = {label: diagnosis.code for label, diagnosis in found.items()}
    assert codes == {"nv": "melanocytic-nevus", "Melanoma": "melanoma"}
    assert unknown == {"lentil": 1}


def test_two_models_are_compared_on_the_images_both_have() -> None:
    good = [known(f"{i}", "melanoma", MELANOMA) for i in range(12)]
    poor = [known(f"{i}", "melanoma", NEVUS) for i in range(10)]
    first, second = measure_agreement(good, {}), measure_agreement(poor, {})
    assert first is not None and second is not None
    test = compare(first, second)
    assert (test.only_a, test.only_b) == (10, 0)
    assert test.p == pytest.approx(2 / 2**10)


def test_shipped_results_can_be_read_back(tmp_path: Path, bundle: Any, images: Any) -> None:
    record = bundle.diagnose(images["melanoma"], describe=False).to_json()
    assert Finding.from_json(record).to_json() == record
