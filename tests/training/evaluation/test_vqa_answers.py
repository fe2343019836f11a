"""Asking a real miniature bundle."""

from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.contract.sample import QuestionAnswer
from skinvl.training.evaluation.selection import select_samples
from skinvl.training.evaluation.vqa_answers import ask_questions, collect_choices
from skinvl.training.evaluation.vqa_controls import BLIND, CONDITIONS, IMAGE


def test_every_question_under_every_condition(bundle: Any, skin_data: Path) -> None:
    selected = select_samples([skin_data], "test")
    answers, failed = ask_questions(bundle, selected, DESCRIBE_QUESTION, seed=0)
    assert failed == []
    kinds = [a.kind for a in answers]
    assert kinds.count("yesno") == kinds.count("choice") == kinds.count("open") == 5
    assert kinds.count("description") == 9
    for found in answers:
        if found.kind in ("yesno", "choice"):
            assert set(found.scores) == set(CONDITIONS)
            for scores in found.scores.values():
                assert set(scores) == set(found.choices)
                assert sum(scores.values()) == pytest.approx(1.0)
        else:
            assert set(found.texts) == {IMAGE, BLIND}
    yesno = [a for a in answers if a.kind == "yesno"]
    assert all(a.choices == ("No.", "Yes.") for a in yesno)
    assert all(a.truth in a.choices for a in yesno)


def test_blind_scores_do_not_depend_on_the_image(bundle: Any, skin_data: Path) -> None:
    answers, _ = ask_questions(
        bundle, select_samples([skin_data], "test"), DESCRIBE_QUESTION, seed=0
    )
    yesno = [a for a in answers if a.kind == "yesno"]
    assert len({tuple(a.scores[BLIND].values()) for a in yesno}) == 1
    assert len({tuple(a.scores[IMAGE].values()) for a in yesno}) > 1


def test_image_that_vanished_is_reported(bundle: Any, skin_data: Path) -> None:
    selected = select_samples([skin_data], "test")
    gone = [type(selected[0])(selected[0].sample, skin_data / "nowhere")]
    answers, failed = ask_questions(bundle, gone, DESCRIBE_QUESTION, seed=0)
    assert answers == [] and len(failed) == 1 and "nowhere" in failed[0]


def test_choices_of_a_one_sided_topic() -> None:
    questions = [
        QuestionAnswer("q", "Yes.", "yesno", "hair"),
        QuestionAnswer("q", "No.", "yesno", "hair"),
        QuestionAnswer("q", "No.", "yesno", "ruler"),
        QuestionAnswer("q", "text", "open", "colour"),
    ]
    assert collect_choices([questions]) == {"hair": ("No.", "Yes."), "ruler": ("No.", "Yes.")}
