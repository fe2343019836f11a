"""Which diagnosis a text names."""

import pytest

from skinvl.contract.answer import Description, render_answer
from skinvl.contract.ontology import DiagnosisCode
from skinvl.training.evaluation.diagnosis_text import find_diagnosis, names_truth


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Melanoma.", "melanoma"),
        ("This is most likely a basal cell carcinoma, on the nose.", "basal-cell-carcinoma"),
        # The longer name wins over a shorter one inside it.
        ("It shows a seborrheic keratosis.", "seborrheic-keratosis"),
        ("Melanoma or basal cell carcinoma.", None),
        ("No idea.", None),
        ("", None),
    ],
)
def test_exactly_one_diagnosis(text: str, code: str | None) -> None:
    assert find_diagnosis(text) == code


def test_text_of_the_grammar() -> None:
    text = render_answer(Description("dermoscopy", DiagnosisCode("melanoma"), hair=True))
    assert find_diagnosis(text) == "melanoma"
    assert find_diagnosis(render_answer(Description("dermoscopy"))) is None


def test_kind_of_the_truth_is_right_and_its_parent_is_not() -> None:
    assert names_truth("seborrheic-keratosis", "benign-keratosis")
    assert not names_truth("benign-keratosis", "seborrheic-keratosis")
    assert not names_truth(None, "melanoma")
