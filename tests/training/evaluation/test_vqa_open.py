"""Open questions on synthetic answers."""

import dataclasses
from collections.abc import Callable
from typing import Any

from skinvl.training.evaluation.report import Report
from skinvl.training.evaluation.vqa_answers import Answered
from skinvl.training.evaluation.vqa_controls import BLIND, IMAGE
from skinvl.training.evaluation.vqa_open import score_open


def test_open_diagnosis(answered: Callable[..., Answered]) -> None:
    def opened(number: int, text: str, blind: str, **fields: Any) -> Answered:
        asked = answered(number, "Melanoma.", {}, kind="open", topic="diagnosis", choices=())
        return dataclasses.replace(asked, texts={IMAGE: text, BLIND: blind}, **fields)

    report = Report()
    score_open(
        report,
        [
            opened(0, "Most likely melanoma.", "A dermatofibroma."),
            opened(1, "Melanoma or eczema.", "A dermatofibroma."),
            opened(2, "Blue.", "Blue.", truth="Red and white.", topic="colours"),
            opened(3, "red, and BLACK", "red", truth="Red and black.", topic="site"),
        ],
        seed=0,
    )
    assert report.metrics["open/diagnosis/diagnosis_match/image"].value == 0.5
    assert report.metrics["open/diagnosis/diagnosis_match/blind"].value == 0.0
    assert report.metrics["open/diagnosis/names_one_diagnosis"].value == 0.5
    assert report.metrics["open/site/exact_match/image"].value == 1.0
    assert report.metrics["open/site/exact_match/blind"].value == 0.0
    assert report.metrics["open/colours/exact_match/image"].value == 0.0
    assert "open/colours/diagnosis_match/image" not in report.metrics
