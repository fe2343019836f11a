"""Every way in which a question or an answer can be wrong, and good ones that must stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from skinvl.contract.sample import QuestionAnswer
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.checks import LLM, Candidate, Dropped, check_questions, count_reasons

CAPTION = (
    "Nodular melanoma with ulceration on the lower leg of a 70-year-old woman, without scale. "
    "It resembles a pyogenic granuloma."
)


def _ask(question: str, answer: str) -> QuestionAnswer:
    yesno = answer.lower().split()[0].strip(",.") in ("yes", "no") if answer.strip() else False
    return QuestionAnswer(question, answer, "yesno" if yesno else "open", "written")


def _fault(pair: Pair, asked: QuestionAnswer) -> str | None:
    # An opposite answer about a second picture keeps the check on evenness out of the way.
    _, dropped = check_questions([pair], [Candidate(0, asked, LLM)])
    found = [row for row in dropped if row.reason != "unbalanced"]
    return found[0].reason if found else None


GOOD = [
    ("What does the image show?", "Nodular melanoma with ulceration."),
    ("Which malignant tumour is shown?", "A nodular melanoma on the lower leg."),
    ("Where is the lesion?", "On the lower leg."),
    ("What surface change is visible?", "Ulceration."),
    ("What surface change is visible?", "The lesion is ulcerated."),
    ("What kind of picture is this?", "A clinical photograph."),
    ("Which other diagnosis does this resemble?", "Pyogenic granuloma."),
    ("Is there ulceration?", "Yes"),
    ("Does the lesion show ulceration?", "Yes, the lesion is ulcerated."),
    ("Is this psoriasis?", "No"),
    ("Is this a dermoscopic image?", "No"),
    ("Is scale visible?", "No"),
    ("Is the tumour a melanoma?", "Yes"),
]
BAD = [
    ("What is the diagnosis?", "Psoriasis.", "unsupported"),
    ("What is the diagnosis?", "Pyogenic granuloma.", "unsupported"),
    (
        "What is the diagnosis?",
        "A melanoma with satellite nodules and lymphadenopathy.",
        "unsupported",
    ),
    (
        "What is seen?",
        "A nodular melanoma with ulceration and bleeding of the lower leg.",
        "unsupported",
    ),
    ("What surface change is visible?", "Scale.", "unsupported"),
    ("What does the image show?", "A melanoma without ulceration.", "unsupported"),
    ("How large is the lesion?", "The melanoma is 12 mm large.", "unsupported"),
    ("Where is the lesion?", "On the scalp.", "unsupported"),
    ("Is there scale?", "Yes", "unsupported"),
    ("Is there crusting?", "No", "unsupported"),
    ("Is there crusting?", "Yes", "unsupported"),
    ("Is this a melanoma?", "No", "unsupported"),
    ("Is this psoriasis?", "Yes", "unsupported"),
    ("Is there ulceration?", "Yes, with purulent discharge and oedema.", "unsupported"),
    ("How should this be treated?", "Excision.", "unanswerable"),
    ("What is the prognosis of this lesion?", "Melanoma.", "unanswerable"),
    ("Is this condition contagious?", "No", "unanswerable"),
    ("Can this condition be prevented?", "Yes", "unanswerable"),
    ("What causes this lesion?", "Melanoma.", "unanswerable"),
    ("Why is the lesion ulcerated?", "Melanoma.", "unanswerable"),
    ("How common is this?", "Melanoma.", "unanswerable"),
    ("Does the lesion itch?", "Yes", "unanswerable"),
    ("What does the image show?", "A melanoma that needs treatment.", "unanswerable"),
    ("How old is the patient?", "70 years.", "demographics"),
    ("What is the sex of the patient?", "Female.", "demographics"),
    ("What is the patient's age?", "70 years.", "demographics"),
    ("Is the patient male or female?", "Female.", "demographics"),
    ("Is there anything else you would like to know about this image?", "No", "residue"),
    ("Thank you for your help!", "You're welcome.", "residue"),
    ("What does the image show?", "As an AI, I see a melanoma.", "residue"),
    ("What does the image show?", "I cannot see the image.", "residue"),
    ("What does the image show?", "Sure, it is a melanoma.", "residue"),
    ("What does the caption describe?", "Melanoma.", "residue"),
    ("What is shown?", "The caption does not say.", "residue"),
    ("Is scale mentioned in the text?", "No", "residue"),
    ("Which nodular melanoma is shown?", "Nodular melanoma.", "leak"),
    ("Where on the lower leg is the lesion?", "On the lower leg.", "leak"),
    ("", "Melanoma.", "malformed"),
    ("What is shown?", " ", "malformed"),
    ("???", "Melanoma.", "malformed"),
    ("What is shown?", "<image> melanoma", "malformed"),
    ("What is shown?", "Melanoma " * 400, "malformed"),
    ("What is shown?", "Melan\x00oma", "malformed"),
]


@pytest.fixture
def pair(make_pair: Callable[..., Pair]) -> Pair:
    """A nodular melanoma with much said of it."""
    made = make_pair("clinical", CAPTION)
    assert made.diagnosis == "nodular-melanoma" and made.site == "lower leg"
    return made


@pytest.mark.parametrize(("question", "answer"), GOOD)
def test_what_the_caption_supports_stays(pair: Pair, question: str, answer: str) -> None:
    assert _fault(pair, _ask(question, answer)) is None


@pytest.mark.parametrize(("question", "answer", "reason"), BAD)
def test_what_is_wrong_goes_with_its_reason(
    pair: Pair, question: str, answer: str, reason: str
) -> None:
    assert _fault(pair, _ask(question, answer)) == reason


def test_the_same_question_about_one_image_goes_once(pair: Pair) -> None:
    first = _ask("What does the image show?", "Nodular melanoma.")
    again = [
        first,
        _ask("what does the image show", "A melanoma."),
        _ask("What is shown in this picture?", "Nodular melanoma."),
    ]
    kept, dropped = check_questions([pair], [Candidate(0, asked, LLM) for asked in again])
    assert kept == [[first]]
    assert [row.reason for row in dropped] == ["duplicate", "duplicate"]


def test_questions_of_the_rules_come_before_equal_ones_of_a_model(pair: Pair) -> None:
    written = QuestionAnswer("What is shown?", "nodular melanoma", "open", "written")
    ruled = QuestionAnswer("What is shown?", "nodular melanoma", "open", "shown")
    kept, dropped = check_questions(
        [pair], [Candidate(0, written, LLM), Candidate(0, ruled, "rules")]
    )
    assert kept == [[ruled]] and [row.writer for row in dropped] == [LLM]


def test_yes_and_no_are_made_even_in_each_split(make_pair: Callable[..., Pair]) -> None:
    pairs = [
        make_pair("clinical", CAPTION, number, split="train" if number < 6 else "test")
        for number in range(10)
    ]
    yes, no = _ask("Is there ulceration?", "Yes"), _ask("Is this psoriasis?", "No")
    candidates = [Candidate(place, yes, LLM) for place in range(10)]
    candidates += [Candidate(place, no, LLM) for place in (0, 1, 6)]
    kept, dropped = check_questions(pairs, candidates)
    counts = Counter(
        (pair.split, qa.answer) for pair, qas in zip(pairs, kept, strict=True) for qa in qas
    )
    assert counts == {
        ("train", "Yes"): 2,
        ("train", "No"): 2,
        ("test", "Yes"): 1,
        ("test", "No"): 1,
    }
    assert count_reasons(dropped) == {"llm/unbalanced": 7}
    assert check_questions(pairs, candidates) == (kept, dropped)


def test_a_dropped_question_is_told_in_full(pair: Pair) -> None:
    _, dropped = check_questions([pair], [Candidate(0, _ask("Why is it so?", "Melanoma."), LLM)])
    assert dropped == [
        Dropped(
            image=pair.image_path,
            id="atlas/p1-1",
            writer="llm",
            reason="unanswerable",
            detail="Why",
            question="Why is it so?",
            answer="Melanoma.",
            topic="written",
        )
    ]
