"""The published evaluation, pinned by hand."""

import math

import pytest

from skinvl.training.evaluation.report import Report
from skinvl.training.evaluation.text_metrics import meteor_name
from skinvl.training.evaluation.vqa_released import (
    RELEASED_GENERATION,
    note_settings,
    score_as_released,
)
from skinvl.training.evaluation.vqa_table import TextAnswer


def answer(image: str, reference: str, text: str, modality: str) -> TextAnswer:
    return TextAnswer(image, "q", reference, {"image": text}, modality, image)


def test_every_modality_by_itself_as_it_is_spelled() -> None:
    report = Report()
    members = [
        answer("a", "a red mole", "a red mole", "skin"),
        # Asked twice, counted twice.
        answer("b", "the spot is blue", "the spot", "skin"),
        answer("b", "the spot is blue", "the spot", "skin"),
        answer("c", "red", "", "None"),
    ]
    score_as_released(report, members, None)
    values = {name: e.value for name, e in report.metrics.items()}
    # 7 of 7 words for references of 11; recall (1 + 1/2 + 1/2) / 3.
    assert values["as-released/skin/bleu-1"] == pytest.approx(math.exp(1 - 11 / 7))
    assert values["as-released/skin/recall"] == pytest.approx(2 / 3)
    assert values["as-released/skin/rouge-1"] == pytest.approx((1 + 2 * 2 / 3) / 3)
    assert values["as-released/None/bleu-1"] == values["as-released/None/rouge-l"] == 0
    assert f"as-released/skin/{meteor_name()}" in values
    assert report.metrics["as-released/skin/recall"].low is None
    assert report.counts["as-released"]["answers_that_stop_the_released_code"] == 1
    assert report.counts["as-released"]["generation"]["num_beams"] == 5
    (table,) = report.tables
    assert [row[:2] for row in table.rows] == [("None", "1"), ("skin", "3")]
    assert "bert-f1" not in table.header


def test_settings_of_the_release() -> None:
    assert RELEASED_GENERATION == {
        "do_sample": True,
        "temperature": 0.2,
        "top_p": 0.9,
        "num_beams": 5,
        "min_new_tokens": 20,
        "max_new_tokens": 256,
        "seed": None,
        "prompt_template": "mistral_instruct",
    }
    report = Report()
    note_settings(report)
    (note,) = report.notes
    assert "cannot reproduce" in note and "min_new_tokens 20" in note
    assert "max_new_tokens" not in note
