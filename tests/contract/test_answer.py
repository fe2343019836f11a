from __future__ import annotations

import pytest

from skinvl.contract.answer import (
    COLOURS,
    Description,
    begins_answer,
    is_answer,
    order_colours,
    parse_answer,
    render_answer,
)
from skinvl.contract.errors import AnswerError, UnknownDiagnosis
from skinvl.contract.ontology import DiagnosisCode

FULL = Description(
    "dermoscopy",
    DiagnosisCode("melanoma"),
    2,
    "irregular",
    "large",
    ("light brown", "dark brown", "black"),
    True,
    False,
    None,
)


def test_it_reads_as_sentences() -> None:
    assert render_answer(FULL) == (
        "Dermoscopic image. The lesion is asymmetric in two axes, with an irregular border, and "
        "large in the frame. Colours: light brown, dark brown and black. Hair is present. "
        "No ink marks. Most consistent with melanoma."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("melanoma.", "melanoma"),
        ("melanoma.", "moonlight."),
        ("melanoma.", "Melanoma."),
        ("light brown, dark brown", "dark brown, light brown"),
        ("light brown, dark", "light brown and dark"),
        ("light brown, dark brown and black", "light brown, light brown and black"),
        ("Hair is present. No ink marks.", "No ink marks. Hair is present."),
        ("two axes", "three axes"),
        ("Dermoscopic image. ", ""),
        ("image. ", "image.  "),
        ("melanoma.", "melanoma.\n"),
        ("melanoma.", "melanoma. See a doctor."),
    ],
)
def test_anything_else_is_no_answer(old: str, new: str) -> None:
    text = render_answer(FULL)
    assert old in text
    with pytest.raises(AnswerError):
        parse_answer(text.replace(old, new))


@pytest.mark.parametrize("text", ["", "Clinical photograph", "melanoma", "\x00"])
def test_free_text_is_no_answer(text: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(text)
    assert caught.value.text == text


def test_unknown_values_are_refused() -> None:
    with pytest.raises(ValueError, match="colours"):
        Description("clinical", colours=("black", "white"))
    with pytest.raises(ValueError, match="modality"):
        Description("pathology")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="asymmetry"):
        Description("clinical", asymmetry=3)  # type: ignore[arg-type]
    with pytest.raises(UnknownDiagnosis):
        render_answer(Description("clinical", DiagnosisCode("moonlight")))


def test_colours_are_ordered() -> None:
    assert order_colours(["black", "pink", "white", "black"]) == ("white", "black")
    assert order_colours(reversed(COLOURS)) == COLOURS


@pytest.mark.parametrize(
    "description",
    [
        FULL,
        Description("clinical"),
        Description("clinical", border="regular", size="small", ruler=True),
        Description("dermoscopy", DiagnosisCode("melanocytic-nevus"), colours=()),
    ],
)
def test_every_beginning_of_an_answer_is_known_as_one(description: Description) -> None:
    text = render_answer(description)
    assert is_answer(text)
    assert all(begins_answer(text[:length]) for length in range(len(text) + 1))


@pytest.mark.parametrize(
    "text",
    [
        "A dermoscopic image",
        "Dermoscopic image. Colours: black and",
        "Dermoscopic image. No hair. Colours:",
        "Dermoscopic image. Most consistent with moonl",
        "Dermoscopic image. Most consistent with melanoma. No hair.",
    ],
)
def test_a_text_that_cannot_become_an_answer(text: str) -> None:
    assert not begins_answer(text)
    assert not is_answer(text)
