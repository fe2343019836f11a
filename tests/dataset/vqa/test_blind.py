"""The blind baseline, on questions whose answer the wording gives away and on others."""

from __future__ import annotations

from skinvl.contract.sample import QuestionAnswer, Sample, Split
from skinvl.dataset.vqa.blind import measure_blind


def _sample(number: int, split: Split, *questions: QuestionAnswer) -> Sample:
    return Sample(
        id=f"s{number}",
        image=f"{number}.png",
        image_sha256="0" * 64,
        source="made",
        licence="CC0",
        modality="clinical",
        diagnosis=None,
        label=None,
        split=split,
        group=f"g{number}",
        qa=questions,
    )


def _choice(answer: str, *choices: str) -> QuestionAnswer:
    return QuestionAnswer(f"Which: {', '.join(choices)}?", answer, "choice", "pick", choices)


def test_the_most_frequent_answer_of_a_wording_is_given() -> None:
    samples = [
        *(_sample(i, "train", QuestionAnswer("Is it red?", "yes", "yesno", "c")) for i in range(3)),
        _sample(3, "train", QuestionAnswer("Is it red?", "no", "yesno", "c")),
        _sample(4, "test", QuestionAnswer("Is it red?", "yes", "yesno", "c")),
        _sample(5, "test", QuestionAnswer("Is it red?", "no", "yesno", "c")),
        _sample(6, "test", QuestionAnswer("Is it blue?", "yes", "yesno", "c")),
    ]
    figure = measure_blind(samples)["c (yesno)"]
    assert (figure.asked, figure.right, figure.chance) == (3, 2, 0.5)


def test_choices_are_known_whatever_their_order() -> None:
    samples = [
        _sample(0, "train", _choice("a", "a", "b")),
        _sample(1, "test", _choice("a", "b", "a")),
        # Never offered like this: a was always right where it was offered.
        _sample(2, "test", _choice("a", "c", "a")),
    ]
    figure = measure_blind(samples)["pick (choice)"]
    assert (figure.asked, figure.right) == (2, 2)


def test_without_a_test_split_a_question_does_not_answer_itself() -> None:
    question = QuestionAnswer("Only once?", "yes", "yesno", "c")
    assert measure_blind([_sample(0, "train", question)])["c (yesno)"].right == 0
    twice = [_sample(0, "train", question), _sample(1, "train", question)]
    assert measure_blind(twice)["c (yesno)"].right == 2
