"""The classification protocol on synthetic predictions."""

import numpy as np
import pytest

from skinvl.training.evaluation.classification import classify, score_classification
from skinvl.training.evaluation.labelspace import ham10000_space
from skinvl.training.evaluation.predictions import RunRecord

RIGHT = {"melanoma": 0.7, "melanocytic-nevus": 0.3}
NEVUS = {"melanocytic-nevus": 0.8, "melanoma": 0.2}


def value(report, name: str) -> float:
    found = report.metrics[name].value
    assert found is not None
    return found


def test_hand_computed_subset(run: RunRecord, predict) -> None:
    members = [
        predict(0, "melanoma", RIGHT, abstain=True, conformal_set=("melanocytic-nevus",)),
        predict(1, "melanoma", NEVUS, conformal_set=("melanocytic-nevus", "melanoma")),
        predict(2, "melanocytic-nevus", NEVUS, quality="limited"),
        predict(3, "melanocytic-nevus", NEVUS),
        predict(4, "eczema", NEVUS),
    ]
    report = score_classification(members, run)
    name = "s-dermoscopy"
    assert report.counts[name]["scored"] == 4
    assert report.counts[name]["outside_label_space"] == 1
    assert value(report, f"{name}/accuracy") == 0.75
    assert value(report, f"{name}/balanced_accuracy") == 0.75
    assert value(report, f"{name}/malignant_auroc") == 0.75
    assert value(report, f"{name}/sensitivity/melanoma") == 0.5
    assert value(report, f"{name}/sensitivity/melanocytic-nevus") == 1.0
    assert value(report, f"{name}/conformal/all/coverage") == 0.75
    assert value(report, f"{name}/conformal/melanoma/coverage") == 0.5
    assert value(report, f"{name}/conformal/melanoma/set_size") == 1.5
    assert value(report, f"{name}/rate/abstained") == 0.25
    assert value(report, f"{name}/rate/quality_limited") == 0.25
    assert value(report, f"{name}/answered/accuracy") == pytest.approx(2 / 3)


def test_first_diagnosis_outside_the_space_is_wrong(predict) -> None:
    """0.4 melanoma is the largest of the seven, but 0.6 lies in two diagnoses outside them."""
    outside = {"melanoma": 0.4, "eczema": 0.35, "acne": 0.25}
    images = classify([predict(0, "melanoma", outside)], ham10000_space())
    assert images.predicted.tolist() == [7]
    assert not images.correct.any()


def test_unreadable_image_is_wrong_and_counted(run: RunRecord, predict) -> None:
    members = [predict(n, "melanoma", RIGHT) for n in range(3)]
    members.append(
        predict(9, "melanoma", {}, status="failed", error="x.png: empty", malignant=None)
    )
    report = score_classification(members, run)
    assert value(report, "s-dermoscopy/accuracy") == 0.75
    assert report.counts["s-dermoscopy"]["failed"] == 1
    assert value(report, "s-dermoscopy/rate/could_not_be_read") == 0.25


def test_skin_types_are_reported_with_their_n(run: RunRecord, predict) -> None:
    types = [1, 2, 3, 4, 4, 6, None]
    members = [
        predict(
            n,
            "eczema" if n % 2 else "melanoma",
            {"eczema": 0.9, "melanoma": 0.1},
            modality="clinical",
            subset="f-clinical",
            skin_type=skin_type,
        )
        for n, skin_type in enumerate(types)
    ]
    report = score_classification(members, run)
    counts = {
        g: report.metrics[f"f-clinical/skin-type-{g}/accuracy"].n
        for g in ("I-II", "III-IV", "V-VI")
    }
    assert counts == {"I-II": 2, "III-IV": 3, "V-VI": 1}
    assert report.counts["f-clinical"]["skin_type_unknown"] == 1
    assert report.metrics["f-clinical/conformal/skin-type-III-IV/coverage"].n == 3
    # A single image has no AUROC; it is reported as undefined, not as a number.
    assert report.metrics["f-clinical/skin-type-V-VI/malignant_auroc"].value is None
    record = report.to_json(run, 0, "c")
    assert "f-clinical/skin-type-V-VI/malignant_auroc" in record["undefined"]
    assert "f-clinical/skin-type-V-VI/malignant_auroc" not in record["metrics"]


def test_subsets_do_not_mix(run: RunRecord, predict) -> None:
    full = [predict(n, "melanoma", RIGHT) for n in range(2)]
    crops = [predict(n, "melanoma", NEVUS, subset="s-dermoscopy-crops-224") for n in range(2)]
    slides = [predict(7, None, {}, subset="x-pathology", modality="pathology")]
    report = score_classification(full + crops + slides, run)
    assert value(report, "s-dermoscopy/accuracy") == 1.0
    assert value(report, "s-dermoscopy-crops-224/accuracy") == 0.0
    assert any("x-pathology" in note for note in report.notes)


def test_groups_are_resampled_not_images(run: RunRecord, predict) -> None:
    generator = np.random.default_rng(0)
    right = generator.uniform(size=60) < 0.6
    members = [
        predict(n, "melanoma", RIGHT if right[n // 5] else NEVUS, group=f"g{n // 5}")
        for n in range(60)
    ]
    report = score_classification(members, run)
    found = report.metrics["s-dermoscopy/accuracy"]
    assert (found.n, found.groups) == (60, 12)
