"""Descriptions on synthetic answers."""

import dataclasses
from collections.abc import Callable

import pytest

from skinvl.contract.answer import Description, render_answer
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import LesionAttributes
from skinvl.training.evaluation.report import Report
from skinvl.training.evaluation.vqa_answers import Answered
from skinvl.training.evaluation.vqa_controls import BLIND, IMAGE
from skinvl.training.evaluation.vqa_descriptions import score_descriptions

MEASURED = LesionAttributes(
    2, 0.5, "irregular", 0.4, ("light brown", "black"), "large", 0.4, True, False, False
)


def test_descriptions_against_measurements(answered: Callable[..., Answered]) -> None:
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
    report = Report()
    score_descriptions(report, members, seed=0)
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
