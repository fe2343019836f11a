"""What no image shows is not answered; what can be seen is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import skinvl.dataset.vqa
from skinvl.desktop.core.wording import SUGGESTED_QUESTIONS
from skinvl.runtime.beyond_image import is_beyond_image
from skinvl.runtime.describe import withhold_answer

BEYOND = (
    "How should I treat this?",
    "Which dose of methotrexate should I give?",
    "Should I excise it?",
    "Does this need a biopsy?",
    "Is excision necessary?",
    "Is it safe to leave it?",
    "Is this lesion harmless?",
    "What is the prognosis?",
    "What to do next?",
    "Can it wait?",
    "Which cream would you prescribe?",
    "Do I have to refer the patient?",
    "How urgent is this?",
    "Must the lesion be removed?",
    "Will the patient survive?",
    "Wie soll ich das behandeln?",
    "Muss das entfernt werden?",
    "Welche Dosis Kortison?",
    "Ist das harmlos?",
)
SEEN = (
    "Is the border irregular?",
    "What is the most likely diagnosis?",
    "Is it malignant?",
    "Is there a scar of an excision?",
    "Are there sutures from the biopsy?",
    "Could this be a drug eruption?",
    "What should be considered in the differential diagnosis?",
    "Which structures speak for melanoma?",
    "Where on the body is this?",
    "Ist der Rand unregelmäßig?",
    "Welche Farben hat der Fleck?",
)


@pytest.mark.parametrize("question", BEYOND)
def test_what_a_person_has_to_decide_is_not_answered(question: str) -> None:
    assert is_beyond_image(question)
    assert is_beyond_image(question.upper())


@pytest.mark.parametrize("question", SEEN + SUGGESTED_QUESTIONS)
def test_what_can_be_seen_is_answered(question: str) -> None:
    assert not is_beyond_image(question)


def test_questions_of_the_training_are_answered() -> None:
    asked = {
        node.value
        for file in Path(skinvl.dataset.vqa.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.endswith("?") and "\n" not in node.value and "(" not in node.value
    }
    assert len(asked) > 40
    assert {question for question in asked if is_beyond_image(question)} == set()


def test_reason_of_the_head_comes_first() -> None:
    assert withhold_answer("Is it round?", None) is None
    assert withhold_answer("Is it round?", "blurred") == "No answer is given: blurred."
    assert withhold_answer("Should I excise it?", "blurred") == "No answer is given: blurred."
    told = withhold_answer("Should I excise it?", None)
    assert told is not None and "ask what can be seen" in told
