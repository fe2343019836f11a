"""Closed questions on synthetic answers."""

from collections.abc import Callable

import numpy as np
import pytest

from skinvl.training.evaluation.report import Report
from skinvl.training.evaluation.vqa_answers import Answered
from skinvl.training.evaluation.vqa_closed import majority_of, score_closed
from skinvl.training.evaluation.vqa_controls import BLIND, IMAGE, SWAPPED

Make = Callable[..., Answered]


def score(answers: list[Answered], **options: object) -> Report:
    report = Report()
    score_closed(report, answers, seed=0, **options)  # type: ignore[arg-type]
    return report


def test_seeing_model_beats_blind_and_swapped(answered: Make) -> None:
    generator = np.random.default_rng(0)
    answers = []
    for number in range(100):
        truth, other = ("Yes.", "No.") if generator.uniform() < 0.4 else ("No.", "Yes.")
        answers.append(answered(number, truth, {IMAGE: truth, BLIND: "No.", SWAPPED: other}))
    yes = sum(a.truth == "Yes." for a in answers)
    report = score(answers)
    values = {name: e.value for name, e in report.metrics.items()}
    key = "closed/hair-yesno/accuracy"
    assert values[f"{key}/image"] == 1.0
    assert values[f"{key}/blind"] == values[f"{key}/majority"] == pytest.approx((100 - yes) / 100)
    assert values[f"{key}/swapped"] == 0.0
    assert values[f"{key}/always_yes"] == pytest.approx(yes / 100)
    assert values["closed/all/accuracy/image"] == 1.0
    found = report.comparisons["closed/hair-yesno"]["blind"]
    assert found["difference"] == pytest.approx(yes / 100)
    assert found["low"] > 0
    assert found["p_holm"] >= found["p"]


def test_model_that_ignores_the_image_gains_nothing(answered: Make) -> None:
    answers = [
        answered(n, "Yes." if n % 2 else "No.", dict.fromkeys((IMAGE, BLIND, SWAPPED), "Yes."))
        for n in range(20)
    ]
    report = score(answers)
    assert report.comparisons["closed/hair-yesno"]["blind"]["difference"] == 0
    assert report.comparisons["closed/hair-yesno"]["swapped"]["p"] == 1.0
    assert report.metrics["closed/hair-yesno/balanced_accuracy"].value == 0.5


def test_majority_is_per_topic_and_kind(answered: Make) -> None:
    answers = [answered(n, "Yes." if n < 3 else "No.", {}) for n in range(4)]
    answers.append(answered(9, "No.", {}, topic="ink"))
    assert majority_of(answers) == {("hair", "yesno"): "Yes.", ("ink", "yesno"): "No."}


def test_majority_of_training_and_always_yes(answered: Make) -> None:
    truths = ["Yes.", "Yes.", "No.", "No."]
    answers = [answered(n, truth, {IMAGE: truth}) for n, truth in enumerate(truths)]
    choice = {"kind": "choice", "topic": "diagnosis", "question": "Which?"}
    answers.append(answered(9, "melanoma", {IMAGE: "melanoma"}, **choice))
    report = score(answers, trained={"Is there hair?": "No."}, modalities=True)
    values = {name: e.value for name, e in report.metrics.items()}
    assert values["closed/all-yesno/accuracy/always_yes"] == 2 / 4
    assert values["closed/all-yesno/accuracy/training_majority"] == 2 / 4
    # The wording of the choice question was not trained on.
    assert values["closed/all/accuracy/training_majority"] == 2 / 5
    assert "closed/all/accuracy/always_yes" not in values
    assert values["closed/all-dermoscopy/accuracy/image"] == 1
    assert report.comparisons["closed/all-yesno"]["always_yes"]["difference"] == 2 / 4
