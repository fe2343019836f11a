"""The abstention protocol on synthetic predictions."""

import dataclasses

import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.abstention import score_abstention
from skinvl.training.evaluation.predictions import RunRecord


def shown(probability: float) -> dict[str, dict[str, float]]:
    return {"modality_probabilities": {"clinical": probability, "other": 1 - probability}}


def test_rates_and_verdict_by_hand(run: RunRecord, predict) -> None:
    skin = [
        predict(n, "melanoma", {}, **shown(p), abstain=p < 0.5, skin_type=t, modality="clinical")
        for n, (p, t) in enumerate([(0.9, 1), (0.8, 2), (0.7, 5), (0.3, 6)])
    ]
    others = [
        predict(
            10 + n, None, {}, **shown(p), abstain=p < 0.5, kind="not-skin", modality=m, source=m
        )
        for n, (p, m) in enumerate([(0.1, "other"), (0.6, "other"), (0.2, "pathology")])
    ]
    report = score_abstention([*skin, *others], dataclasses.replace(run, protocol="abstention"))
    values = {name: estimate.value for name, estimate in report.metrics.items()}
    # 12 pairs; only (.3, .6) is in the wrong order.
    assert values["skin-verdict/all/auroc"] == pytest.approx(11 / 12)
    # All four skin images are needed for 95 %: one of three others lies above .3.
    assert values["skin-verdict/all/fpr_at_95_tpr"] == pytest.approx(1 / 3)
    assert values["skin-verdict/pathology/auroc"] == 1.0
    assert values["skin/clinical/abstention_rate"] == 0.25
    assert values["skin/all/abstention_rate"] == 0.25
    assert values["skin/all/modality_accuracy"] == 0.75
    assert values["not-skin/all/abstention_rate"] == pytest.approx(2 / 3)
    assert values["not-skin/other/modality_accuracy"] == 0.5
    assert values["not-skin/pathology/pathology/modality_accuracy"] == 0.0
    assert values["skin/skin-type-I-II/abstention_rate"] == 0.0
    assert values["skin/skin-type-V-VI/abstention_rate"] == 0.5
    assert values["not-skin/other/abstention_rate"] == 0.5
    assert values["not-skin/pathology/pathology/abstention_rate"] == 1.0
    fpr = report.metrics["skin-verdict/all/fpr_at_95_tpr"]
    assert fpr.low is not None and fpr.high is not None and fpr.low <= 1 / 3 <= fpr.high


def test_refused_file_counts_as_silence(run: RunRecord, predict) -> None:
    failed = predict(
        1, None, {}, kind="not-skin", status="failed", abstain=True, modality_probabilities={}
    )
    report = score_abstention([predict(0, "melanoma", {}), failed], run)
    assert report.metrics["not-skin/dermoscopy/abstention_rate"].value == 1.0
    assert report.counts["failed"] == 1


def test_both_kinds_are_needed(run: RunRecord, predict) -> None:
    with pytest.raises(DataError, match="not skin"):
        score_abstention([predict(0, "melanoma", {})], run)
