"""Groups of patients: labels, one threshold for all, worst group and ratio, by hand."""

import numpy as np
import pytest

from skinvl.training.evaluation.classification import score_classification
from skinvl.training.evaluation.predictions import RunRecord
from skinvl.training.evaluation.scores import classified_from_arrays
from skinvl.training.evaluation.subgroups import (
    SMALLEST,
    compare_groups,
    name_age_band,
    name_skin_type,
)

RIGHT = {"melanoma": 0.7, "melanocytic-nevus": 0.3}
WRONG = {"melanocytic-nevus": 0.7, "melanoma": 0.3}


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0-29"), (29.5, "0-29"), (30, "30-49"), (69, "50-69"), (85, "70+"), (None, None)],
)
def test_age_bands(predict, age: float | None, band: str | None) -> None:
    assert name_age_band(predict(0, "melanoma", RIGHT, age=age)) == band


def test_skin_types_are_paired(predict) -> None:
    names = [name_skin_type(predict(0, "melanoma", RIGHT, skin_type=t)) for t in (1, 2, 4, 6, None)]
    assert names == ["I-II", "I-II", "III-IV", "V-VI", None]


def test_metrics_of_each_group(run: RunRecord, predict) -> None:
    members = [
        predict(n, "melanoma", RIGHT if n < 3 else WRONG, sex="female" if n < 4 else "male")
        for n in range(6)
    ]
    members.append(predict(9, "melanocytic-nevus", WRONG, abstain=True, site="trunk"))
    report = score_classification(members, run)
    name = "s-dermoscopy"
    assert report.metrics[f"{name}/sex-female/accuracy"].value == 0.75
    assert report.metrics[f"{name}/sex-male/accuracy"].value == 0.0
    assert report.metrics[f"{name}/sex-male/accuracy"].n == 2
    assert report.metrics[f"{name}/site-trunk/abstention_rate"].value == 1.0
    assert report.counts[name]["sex_unknown"] == 1
    assert report.counts[name]["age_unknown"] == 7
    assert not any("/age-" in metric for metric in report.metrics)
    # The threshold that 90 % specificity asks for is .7, above the only nevus.
    assert report.metrics[f"{name}/sex-female/malignant_sensitivity"].value == 0.75
    assert report.metrics[f"{name}/sex-female/malignant_specificity"].n == 0
    assert f"{name}: by sex" in {table.title for table in report.tables}
    # Too few images to compare groups.
    assert report.comparisons[f"{name}/sex"] == {}


def test_worst_group_and_ratio_by_hand() -> None:
    count = SMALLEST + 5
    truth = np.zeros(2 * count, dtype=np.int64)
    probabilities = np.tile([0.9, 0.1], (2 * count, 1))
    # 20 of 25 right in the first group, 15 of 25 in the second.
    probabilities[[*range(5), *range(count, count + 10)]] = [0.1, 0.9]
    images = classified_from_arrays(
        truth, probabilities, [True, False], [str(n) for n in range(2 * count)]
    )
    first = np.arange(2 * count) < count
    called = probabilities[:, 0] > 0.5
    found = compare_groups(images, {"a": first, "b": ~first}, called, ("a", "b"))
    assert set(found) == {"accuracy", "balanced_accuracy", "malignant_sensitivity"}
    accuracy = found["accuracy"]
    assert (accuracy["worst"], accuracy["worst_n"]) == ("b", count)
    assert accuracy["ratio"] == pytest.approx(0.75)
    assert accuracy["ratio_low"] < 0.75 < accuracy["ratio_high"] <= 1
    gap = accuracy["gap"]
    assert gap["difference"] == pytest.approx(0.2)
    assert gap["low"] < 0.2 < gap["high"]
    assert gap["n_each"] == [count, count]
    assert found["malignant_sensitivity"]["ratio"] == pytest.approx(0.75)


def test_small_groups_are_not_compared() -> None:
    images = classified_from_arrays(
        np.zeros(30, dtype=np.int64), np.tile([0.9, 0.1], (30, 1)), [True, False], list("a" * 30)
    )
    mask = np.arange(30) < SMALLEST
    assert compare_groups(images, {"a": mask, "b": ~mask}, mask, None) == {}
