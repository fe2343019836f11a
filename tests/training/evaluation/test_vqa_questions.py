"""What a question asks for, and how an answer begins."""

import pytest

from skinvl.training.evaluation.vqa_questions import (
    QUESTION_TYPES,
    VISIBLE,
    has_chat_residue,
    question_type,
    read_yes_no,
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What color is the plaque?", VISIBLE),
        ("Is the obscured border of this image regular?", VISIBLE),
        ("What is the shape of the lesion?", VISIBLE),
        ("How widely is the rash spread over the trunk?", VISIBLE),
        ("How can warts be treated?", "treatment"),
        ("Is there a cure?", "treatment"),
        ("Can this condition be prevented?", "prevention"),
        ("Is it contagious?", "contagion"),
        ("How does scabies spread?", "contagion"),
        ("Are there long-term complications?", "prognosis"),
        ("What causes this rash?", "cause"),
        ("How common is this disease?", "epidemiology"),
        ("Is anything known of the patient's history?", "history"),
        ("How is lupus diagnosed?", "procedure"),
        ('What does "scaly" mean?', "definition"),
        ("What is a ranula?", "definition"),
    ],
)
def test_question_types(question: str, kind: str) -> None:
    assert kind in QUESTION_TYPES
    assert question_type(question) == kind


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Yes, there is.", "yes"),
        ("  no.", "no"),
        ('"No"', "no"),
        ("Nodules are seen.", None),
        ("There is, yes.", None),
        ("", None),
    ],
)
def test_yes_and_no_are_read_from_the_first_word(text: str, read: str | None) -> None:
    assert read_yes_no(text) == read


def test_chat_residue() -> None:
    assert has_chat_residue("Thank you for your help!")
    assert has_chat_residue("It is red. If you have any further questions, feel free to ask.")
    assert has_chat_residue("Nothing beyond what is mentioned in the caption.")
    assert not has_chat_residue("The lesion is red and scaly.")
