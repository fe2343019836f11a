"""Questions about pictures of books: true, even, and nothing beyond the caption."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from skinvl.contract.ontology import ontology
from skinvl.contract.sample import QuestionAnswer
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa import wording
from skinvl.dataset.vqa.books import ask_pairs
from skinvl.dataset.vqa.checks import RULES, Candidate, check_questions
from skinvl.dataset.vqa.pairs import make_sample


def _by_topic(questions: list[QuestionAnswer]) -> dict[str, str]:
    return {qa.topic: qa.answer for qa in questions if qa.kind == "open"}


def test_every_question_of_the_rules_passes_the_checks(pairs: list[Pair]) -> None:
    asked = ask_pairs(pairs)
    candidates = [
        Candidate(place, qa, RULES) for place, questions in enumerate(asked) for qa in questions
    ]
    kept, dropped = check_questions(pairs, candidates)
    assert dropped == [] and kept == asked
    assert sum(map(len, asked)) > 500


def test_open_questions_of_a_clinical_picture(make_pair: Callable[..., Pair]) -> None:
    caption = (
        "Figure 3.4 Nodular melanoma with ulceration on the back of a 45-year-old man. "
        "It recurred 6 months after treatment. Courtesy of Dr. A. Mann."
    )
    answers = _by_topic(ask_pairs([make_pair("clinical", caption)])[0])
    assert answers == {
        "modality": "clinical photograph",
        "describe": "Nodular melanoma with ulceration on the back.",
        "morphology": "ulceration",
        "site": "back",
        "shown": "a clinical photograph of nodular melanoma",
        "diagnosis": "nodular melanoma",
        "diagnosis in context": "nodular melanoma",
    }


def test_open_questions_of_a_section(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair(
        "pathology", "Oral mucosa, squamous cell carcinoma: keratin pearls (H&E, \u00d7100)."
    )
    answers = _by_topic(ask_pairs([pair])[0])
    assert (answers["stain"], answers["magnification"]) == ("H&E", "\u00d7100")
    assert (answers["site"], answers["morphology"]) == ("oral mucosa", "keratin pearls")


def test_a_dermoscopic_image_is_not_asked_for_its_site(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair("dermoscopy", "Melanoma with streaks on the leg (\u00d710).")
    topics = {qa.topic for qa in ask_pairs([pair])[0]}
    assert not topics & {"site", "region", "magnification", "stain"}


def test_a_differential_is_asked_only_where_the_text_states_one(
    pairs: list[Pair],
) -> None:
    for pair, questions in zip(pairs, ask_pairs(pairs), strict=True):
        answer = _by_topic(questions).get("differential")
        assert answer == ("psoriasis" if "differential" in pair.caption else None)


def test_age_and_sex_stand_only_before_questions(pairs: list[Pair]) -> None:
    context = 0
    for pair, questions in zip(pairs, ask_pairs(pairs), strict=True):
        for qa in questions:
            assert not re.search(r"\b(?:man|woman|boy|girl|male|female|old|aged)\b", qa.answer)
            if "The patient is" in qa.question:
                context += 1
                assert qa.topic == "diagnosis in context"
                assert pair.age is not None or pair.sex is not None
            else:
                assert not re.search(r"\b(?:old|male|female)\b", qa.question)
    assert context == sum(pair.age is not None or pair.sex is not None for pair in pairs) > 30


def test_an_infants_age_is_told_in_months(make_pair: Callable[..., Pair]) -> None:
    def intro(caption: str) -> str:
        asked = ask_pairs([make_pair("clinical", caption)])[0]
        return next(qa.question for qa in asked if qa.topic == "diagnosis in context")

    for age, told in (
        ("in an 8-month-old boy", "The patient is 8 months old and male."),
        ("in a 3-week-old infant", "The patient is 3 weeks old."),
        ("in a 5-day-old girl", "The patient is 5 days old and female."),
        ("in a 1-year-old boy", "The patient is 1 year old and male."),
        ("in a boy aged 18 months", "The patient is 18 months old and male."),
        ("in a 2\u00bd-year-old boy", "The patient is 2.5 years old and male."),
        ("in a woman in her sixties", "The patient is 60 to 69 years old and female."),
    ):
        assert intro(f"Eczema {age}.").startswith(told)


def test_yes_and_no_are_even_for_every_question_in_every_split(pairs: list[Pair]) -> None:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for pair, questions in zip(pairs, ask_pairs(pairs), strict=True):
        for qa in questions:
            if qa.kind == "yesno":
                counts[pair.split, qa.question][qa.answer] += 1
    assert {split for split, _ in counts} == {"train", "val", "test"}
    assert all(answers["yes"] == answers["no"] > 0 for answers in counts.values())
    asked = {question for _, question in counts}
    assert {
        "Is this a dermoscopic image?",
        "Is this psoriasis?",
        "Is the lesion on the head or neck?",
        "Is this section stained with PAS?",
        "Does the image show crusts?",
        wording.MALIGNANT,
    } <= asked


def test_yes_and_no_are_true(pairs: list[Pair]) -> None:
    for pair, questions in zip(pairs, ask_pairs(pairs), strict=True):
        for qa in questions:
            truth = qa.answer == "yes"
            if qa.topic == "is diagnosis":
                term = qa.question.removeprefix("Is this ").removesuffix("?")
                assert pair.diagnosis is not None
                assert (ontology().get(pair.diagnosis).term == term) == truth
            elif qa.topic == "modality" and qa.kind == "yesno":
                own = wording.article(wording.KIND_OF_IMAGE[pair.modality])
                assert (qa.question == f"Is this {own}?") == truth
            elif qa.topic == "stain" and qa.kind == "yesno":
                assert (pair.stain is not None and pair.stain in qa.question) == truth
            elif qa.topic == "feature":
                assert ("without" not in pair.caption) == truth


def test_every_offered_diagnosis_is_as_often_right(pairs: list[Pair]) -> None:
    right: Counter[tuple[tuple[str, ...], str]] = Counter()
    for questions in ask_pairs(pairs):
        for qa in questions:
            if qa.kind == "choice":
                assert qa.answer in qa.choices and all(name in qa.question for name in qa.choices)
                right[tuple(sorted(qa.choices)), qa.answer] += 1
    by_offer: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for (offer, _), count in right.items():
        by_offer[offer].add(count)
    assert by_offer and all(len(counts) == 1 for counts in by_offer.values())
    assert all(len({a for o, a in right if o == offer}) == len(offer) for offer in by_offer)


@pytest.mark.parametrize(
    "whole",
    [
        "Psoriasis. (a) Plaques on the knee. (b) Pustules on the palm of a man aged 40.",
        "Psoriasis. a) Plaques on the knee. b) Pustules on the palm of a man aged 40.",
        "Psoriasis. A, Plaques on the knee; B, pustules on the palm of a man aged 40.",
    ],
)
def test_a_picture_beside_the_described_parts_gets_only_the_lead(
    make_pair: Callable[..., Pair], whole: str
) -> None:
    pair = make_pair(
        "clinical", whole, panel="c", site=None, age=None, sex=None, diagnosis="psoriasis"
    )
    questions = ask_pairs([pair])[0]
    text = " ".join(qa.answer for qa in questions)
    assert "Plaques" not in text and "pustules" not in text and "palm" not in text
    assert make_sample(pair, (), {}).caption == "Psoriasis."


def test_the_same_pairs_give_the_same_questions_and_another_seed_others(pairs: list[Pair]) -> None:
    assert ask_pairs(pairs) == ask_pairs(pairs)
    assert ask_pairs(pairs, seed=1) != ask_pairs(pairs)


def test_without_a_diagnosis_no_disease_is_named(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair("clinical", "Psoriasis and eczema on the hand.")
    topics = {qa.topic for qa in ask_pairs([pair])[0]}
    assert not topics & {"diagnosis", "shown", "is diagnosis", "malignant"}
