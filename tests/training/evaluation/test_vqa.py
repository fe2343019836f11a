"""The question answering protocol on synthetic answers."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from skinvl.contract.answer import Description, render_answer
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import LesionAttributes
from skinvl.training.evaluation.vqa import majority_of, score_vqa
from skinvl.training.evaluation.vqa_answers import BLIND, IMAGE, SWAPPED, Answered

MEASURED = LesionAttributes(
    2, 0.5, "irregular", 0.4, ("light brown", "black"), "large", 0.4, True, False, False
)


def answered(number: int, truth: str, guesses: dict[str, str], **fields: Any) -> Answered:
    scores = {
        condition: {"Yes.": 0.9 if guess == "Yes." else 0.1, "No.": 0.9 if guess == "No." else 0.1}
        for condition, guess in guesses.items()
    }
    base = Answered(
        id=f"i{number}",
        image_sha256="0" * 64,
        dataset="d",
        source="s",
        subset="s-dermoscopy",
        group=f"g{number}",
        modality="dermoscopy",
        diagnosis="melanoma",
        attributes={},
        kind="yesno",
        topic="hair",
        question="Is there hair?",
        truth=truth,
        choices=("No.", "Yes."),
        scores=scores,
        swapped_with="other",
    )
    return dataclasses.replace(base, **fields)


def test_seeing_model_beats_blind_and_swapped() -> None:
    generator = np.random.default_rng(0)
    answers = []
    for number in range(100):
        truth, other = ("Yes.", "No.") if generator.uniform() < 0.4 else ("No.", "Yes.")
        answers.append(answered(number, truth, {IMAGE: truth, BLIND: "No.", SWAPPED: other}))
    yes = sum(a.truth == "Yes." for a in answers)
    report = score_vqa(answers)
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


def test_model_that_ignores_the_image_gains_nothing() -> None:
    answers = [
        answered(n, "Yes." if n % 2 else "No.", dict.fromkeys((IMAGE, BLIND, SWAPPED), "Yes."))
        for n in range(20)
    ]
    report = score_vqa(answers)
    assert report.comparisons["closed/hair-yesno"]["blind"]["difference"] == 0
    assert report.comparisons["closed/hair-yesno"]["swapped"]["p"] == 1.0
    assert report.metrics["closed/hair-yesno/balanced_accuracy"].value == 0.5


def test_majority_is_per_topic_and_kind() -> None:
    answers = [answered(n, "Yes." if n < 3 else "No.", {}) for n in range(4)]
    answers.append(answered(9, "No.", {}, topic="ink"))
    assert majority_of(answers) == {("hair", "yesno"): "Yes.", ("ink", "yesno"): "No."}


def test_open_diagnosis() -> None:
    def opened(number: int, text: str, blind: str, **fields: Any) -> Answered:
        asked = answered(number, "Melanoma.", {}, kind="open", topic="diagnosis", choices=())
        return dataclasses.replace(asked, texts={IMAGE: text, BLIND: blind}, **fields)

    report = score_vqa(
        [
            opened(0, "Most likely melanoma.", "A dermatofibroma."),
            opened(1, "Melanoma or eczema.", "A dermatofibroma."),
            opened(2, "Blue.", "Blue.", truth="Red and white.", topic="colours"),
            opened(3, "red, and BLACK", "red", truth="Red and black.", topic="site"),
        ]
    )
    assert report.metrics["open/diagnosis/diagnosis_match/image"].value == 0.5
    assert report.metrics["open/diagnosis/diagnosis_match/blind"].value == 0.0
    assert report.metrics["open/diagnosis/names_one_diagnosis"].value == 0.5
    assert report.metrics["open/site/exact_match/image"].value == 1.0
    assert report.metrics["open/site/exact_match/blind"].value == 0.0
    assert report.metrics["open/colours/exact_match/image"].value == 0.0
    assert "open/colours/diagnosis_match/image" not in report.metrics


def test_descriptions_against_measurements() -> None:
    right = Description(
        "dermoscopy",
        DiagnosisCode("melanoma"),
        2,
        "irregular",
        "large",
        ("light brown", "black"),
        True,
        False,
        False,
    )
    poor = Description("clinical", DiagnosisCode("eczema"), 0, colours=("red",))
    texts = [render_answer(right), render_answer(poor), "Something else entirely."]
    blind = render_answer(dataclasses.replace(right, hair=False))
    members = [
        answered(
            n,
            "",
            {},
            kind="description",
            topic="description",
            choices=(),
            texts={IMAGE: text, BLIND: blind},
            attributes=dataclasses.asdict(MEASURED),
        )
        for n, text in enumerate(texts)
    ]
    report = score_vqa(members)
    values = {name: e.value for name, e in report.metrics.items()}
    assert values["description/in_grammar"] == pytest.approx(2 / 3)
    for name in ("modality", "diagnosis", "asymmetry", "border", "size", "hair", "black"):
        assert values[f"description/{name}/image"] == pytest.approx(1 / 3), name
    assert values["description/red/image"] == pytest.approx(1 / 3)
    assert values["description/blue-grey/image"] == pytest.approx(2 / 3)
    assert values["description/hair/blind"] == 0.0
    # Two texts without a ruler say as much as "no ruler"; a text outside the grammar says nothing.
    assert values["description/ruler/image"] == pytest.approx(2 / 3)
    assert values["description/border/blind"] == values["description/border/majority"] == 1.0
