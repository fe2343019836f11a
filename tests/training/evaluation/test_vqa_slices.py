"""What free answers get right."""

import pytest

from skinvl.training.evaluation.report import Report
from skinvl.training.evaluation.vqa_slices import score_slices
from skinvl.training.evaluation.vqa_table import TextAnswer


def answer(image: str, question: str, reference: str, text: str, **more: str) -> TextAnswer:
    return TextAnswer(image, question, reference, {"image": text, **more}, "skin", image)


def score(members: list[TextAnswer], trained: str | None = None) -> Report:
    report = Report()
    score_slices(report, {"all": members}, trained, seed=0)
    return report


def test_yes_no_against_every_baseline() -> None:
    said = [
        ("Yes, it is.", "Yes.", "No."),
        ("Yes.", "It is.", "No."),
        ("Yes.", "No, not at all.", "No."),
        ("No.", "no", "No."),
    ]
    members = [
        answer(str(n), "Is it red?", reference, text, blind=blind, swapped=text)
        for n, (reference, text, blind) in enumerate(said)
    ]
    members.append(answer("5", "What is it?", "It is red.", "Yes.", blind="", swapped=""))
    report = score(members, trained="no")
    values = {name: e.value for name, e in report.metrics.items()}
    assert values["yes-no/all/accuracy/image"] == 2 / 4
    assert values["yes-no/all/accuracy/always-yes"] == 3 / 4
    assert values["yes-no/all/accuracy/training-majority"] == 1 / 4
    assert values["yes-no/all/accuracy/blind"] == 1 / 4
    assert values["yes-no/all/accuracy/swapped"] == 2 / 4
    assert values["yes-no/all/balanced_accuracy"] == pytest.approx((1 / 3 + 1) / 2)
    assert values["yes-no/all/says_yes_or_no"] == 3 / 4
    found = report.comparisons["yes-no/all"]
    assert found["always-yes"]["difference"] == -1 / 4
    assert found["swapped"]["p"] == 1
    assert all(entry["p_holm"] >= entry["p"] for entry in found.values())


def test_without_controls_and_without_yes_no() -> None:
    report = score([answer("a", "Is it red?", "Yes.", "Yes.")])
    assert set(report.comparisons["yes-no/all"]) == {"always-yes"}
    report = score([answer("a", "What is it?", "It is red.", "Red.")])
    assert report.comparisons == {}
    assert [table.title for table in report.tables] == ["By what is asked"]


def test_diagnosis_is_matched_through_the_ontology() -> None:
    ask = "What type of skin condition does this image depict?"
    report = score(
        [
            answer("a", ask, "This image depicts psoriasis.", "Most likely psoriasis."),
            answer("b", ask, "This is basal cell carcinoma.", "Basal cell carcinoma, probably."),
            answer("c", ask, "This image depicts melanoma.", "Melanoma or psoriasis."),
            # The question gives it away, the answer is yes or no, no diagnosis: left out.
            answer("d", "Where is the melanoma?", "The melanoma is on the arm.", "Melanoma."),
            answer("e", "Is it cancer?", "No, it is psoriasis.", "No, it is psoriasis."),
            answer("f", ask, "A red spot.", "Psoriasis."),
        ]
    )
    match = report.metrics["diagnosis/all/match/image"]
    assert (match.n, match.value) == (3, pytest.approx(2 / 3))
    assert report.metrics["diagnosis/all/names_one"].value == pytest.approx(2 / 3)


def test_questions_that_no_image_answers_stand_apart() -> None:
    report = score(
        [
            answer("a", "What color is it?", "It is red.", "It is red."),
            answer(
                "b",
                "Can it be prevented?",
                "No, not at all.",
                "Sun cream. Thank you for your help!",
            ),
            answer("c", "Is it contagious?", "No.", "No."),
        ]
    )
    values = {name: (e.value, e.n) for name, e in report.metrics.items()}
    assert values["question-type/all/visible/token-f1"] == (1, 1)
    assert values["question-type/all/prevention/token-f1"] == (0, 1)
    assert values["question-type/all/not-visible/token-f1"] == (0.5, 2)
    assert report.counts["chat_residue"] == {"questions": 0, "references": 0, "answers": 1}
