"""What is not asked in English is not answered; English with names and Latin is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import skinvl.dataset.vqa
from skinvl.contract.ontology import ontology
from skinvl.desktop.core.wording import SUGGESTED_QUESTIONS
from skinvl.runtime.describe import withhold_answer
from skinvl.runtime.question_language import is_foreign

FOREIGN = (
    "Ist der Rand unregelmäßig?",
    "Welche Farben hat der Fleck?",
    "Was ist das?",
    "Wie groß?",
    "Sind Haare zu sehen?",
    "Wo am Körper?",
    "Bösartig für den Patienten?",
    "Gutartig oder nicht?",
    "Melanom?",
    "Farbe des Randes",
    "Какого цвета пятно?",
    "这是什么",
)
ENGLISH = (
    "Is the border irregular?",
    "Is it von Recklinghausen disease?",
    "Is there a Köbner phenomenon?",
    "Are these café au lait macules?",
    "Is this a Spitz naevus or a naevus of Ota?",
    "Could it be Sézary syndrome?",
    "Was the lesion in an old scar, or did the skin die?",
    "Has the man a hat on?",
    "Is it 5 µm, or β-haemolytic?",
    "Why?",
)


@pytest.mark.parametrize("question", FOREIGN)
def test_what_is_not_english_is_not_answered(question: str) -> None:
    assert is_foreign(question)
    told = withhold_answer(question, None)
    assert told == "No answer is given: the model understands English only; ask in English."
    assert is_foreign(question.upper())


@pytest.mark.parametrize("question", ENGLISH + SUGGESTED_QUESTIONS)
def test_english_is_answered(question: str) -> None:
    assert not is_foreign(question)
    assert not is_foreign(question.upper())
    assert withhold_answer(question, None) is None


def test_names_of_diagnoses_are_english() -> None:
    names = [diagnosis.name for diagnosis in ontology()]
    assert len(names) > 100
    assert [name for name in names if is_foreign(f"Is it {name}?")] == []


def test_questions_of_the_training_are_english() -> None:
    asked = {
        node.value
        for file in Path(skinvl.dataset.vqa.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.endswith("?") and "\n" not in node.value
    }
    assert len(asked) > 40
    assert {question for question in asked if is_foreign(question)} == set()
