"""The released templates to the letter, and what of them goes into a bundle."""

from __future__ import annotations

from skinvl.model.llava.conversation import (
    MISTRAL_INSTRUCT,
    TEMPLATES,
    VICUNA_V1,
    ConversationTemplate,
    Turn,
    put_image_first,
)

TURNS = (Turn("<image>\nWhat?", "A melanoma."), Turn("Is it?", "Yes."))
SYSTEM = (
    "A chat between a curious user and an artificial intelligence assistant. "
    "The assistant gives helpful, detailed, and polite answers to the user's questions."
)


def text(template: ConversationTemplate, turns: tuple[Turn, ...]) -> str:
    return "".join(piece for piece, _ in template.pieces(turns))


def test_vicuna_v1_to_the_letter() -> None:
    assert text(VICUNA_V1, TURNS) == (
        SYSTEM + " USER: <image>\nWhat? ASSISTANT: A melanoma.</s>USER: Is it? ASSISTANT: Yes.</s>"
    )
    assert VICUNA_V1.prompt((), "<image>\nWhat?") == SYSTEM + " USER: <image>\nWhat? ASSISTANT:"


def test_mistral_instruct_to_the_letter() -> None:
    assert text(MISTRAL_INSTRUCT, TURNS) == (
        "[INST] <image>\nWhat? [/INST] A melanoma. </s>[INST] Is it? [/INST] Yes. </s>"
    )
    assert MISTRAL_INSTRUCT.prompt(TURNS[:1], "Is it?") == (
        "[INST] <image>\nWhat? [/INST] A melanoma. </s>[INST] Is it? [/INST]"
    )


def test_the_released_names() -> None:
    assert TEMPLATES["v1"] is TEMPLATES["vicuna_v1"] is VICUNA_V1
    assert TEMPLATES["mistral_instruct"] is MISTRAL_INSTRUCT


def test_the_image_goes_in_front_of_its_question() -> None:
    assert put_image_first("What is this?\n<image>") == "<image>\nWhat is this?"
    assert put_image_first("<image>What is this? ") == "<image>\nWhat is this?"
    assert put_image_first(" no image ") == " no image "


def test_the_prompt_of_a_bundle() -> None:
    prompt = MISTRAL_INSTRUCT.contract("<s>")
    assert prompt.render("What is it?") == "<s>[INST] <image>\nWhat is it? [/INST]"
    assert prompt.stop == ("</s>",)
    asked = VICUNA_V1.contract(None).render("What is it?")
    assert asked == SYSTEM + " USER: <image>\nWhat is it? ASSISTANT:"
