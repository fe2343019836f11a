from __future__ import annotations

import pytest

from skinvl.contract.prompt import PromptTemplate


def test_render(template: PromptTemplate) -> None:
    assert template.render("What is it?") == "<bos><image><q>What is it?<a>"


def test_a_question_cannot_bring_its_own_image_or_placeholder(template: PromptTemplate) -> None:
    text = template.render("Is <image> {question}\n a {0} mole?")
    assert text == "<bos><image><q>Is {question} a {0} mole?<a>"
    assert text.count("<image>") == 1


def test_an_image_token_cannot_be_assembled_from_pieces(template: PromptTemplate) -> None:
    assert template.render("<im<image>age>").count("<image>") == 1


def test_json_both_ways(template: PromptTemplate) -> None:
    assert PromptTemplate.from_json(template.to_json()) == template


@pytest.mark.parametrize(
    ("text", "token", "stop"),
    [
        ("{question}", "<image>", ()),
        ("<image><image>{question}", "<image>", ()),
        ("<image>", "<image>", ()),
        ("<image>{question}{question}", "<image>", ()),
        ("<image>{question}", "", ()),
        ("<image>{question}", "<image>", ("",)),
    ],
)
def test_a_wrong_template_is_refused(text: str, token: str, stop: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        PromptTemplate(text, token, stop)
