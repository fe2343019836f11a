"""The released templates to the letter, and the loss on answers alone."""

from __future__ import annotations

import numpy as np
import pytest
from transformers import PreTrainedTokenizerBase

from skinvl.contract.errors import ModelError
from skinvl.training.llava.conversation import (
    IGNORED,
    MISTRAL_INSTRUCT,
    TEMPLATES,
    VICUNA_V1,
    ConversationTemplate,
    Turn,
    encode,
    encode_prompt,
    put_image_first,
)

IMAGE = 999
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


def test_every_token_of_a_short_conversation(tokenizer: PreTrainedTokenizerBase) -> None:
    encoded = encode(tokenizer, MISTRAL_INSTRUCT, TURNS, IMAGE)
    ids, labels = encoded.input_ids.tolist(), encoded.labels.tolist()
    tokens = [
        "<image>" if token == IMAGE else tokenizer.convert_ids_to_tokens(token) for token in ids
    ]
    question = ["<s>", "▁[", "INST]", "▁", "<image>", "▁", "<0x0A>", "What", "?", "▁[", "/INST]"]
    answer = ["▁A", "▁", "mel", "an", "oma", ".", "▁", "</s>"]
    asked = ["▁[", "INST]", "▁I", "s", "▁i", "t", "?", "▁[", "/INST]"]
    second = ["▁", "Yes", ".", "▁", "</s>"]
    assert tokens == [*question, *answer, *asked, *second]
    learned = [False] * 11 + [True] * 8 + [False] * 9 + [True] * 5
    assert labels == [
        token if learn else IGNORED for token, learn in zip(ids, learned, strict=True)
    ]


@pytest.mark.parametrize("template", [VICUNA_V1, MISTRAL_INSTRUCT])
def test_the_mask_covers_the_answers_and_their_end_and_nothing_else(
    template: ConversationTemplate, tokenizer: PreTrainedTokenizerBase
) -> None:
    encoded = encode(tokenizer, template, TURNS, IMAGE)
    learned = encoded.labels != IGNORED
    starts = np.flatnonzero(learned & ~np.roll(learned, 1))
    ends = np.flatnonzero(learned & ~np.roll(learned, -1)) + 1
    runs = [encoded.labels[a:b].tolist() for a, b in zip(starts, ends, strict=True)]
    assert [tokenizer.decode(run).strip() for run in runs] == [
        template.reply.replace("{answer}", turn.answer).strip() for turn in TURNS
    ]
    assert all(run[-1] == tokenizer.eos_token_id for run in runs)
    assert (encoded.input_ids[learned] == encoded.labels[learned]).all()


@pytest.mark.parametrize("template", [VICUNA_V1, MISTRAL_INSTRUCT])
def test_what_the_model_is_asked_is_what_it_was_trained_on(
    template: ConversationTemplate, tokenizer: PreTrainedTokenizerBase
) -> None:
    whole = encode(tokenizer, template, TURNS, IMAGE)
    first = encode_prompt(tokenizer, template, (), TURNS[0].question, IMAGE)
    second = encode_prompt(tokenizer, template, TURNS[:1], TURNS[1].question, IMAGE)
    for prompt in (first, second):
        assert whole.input_ids[: len(prompt)].tolist() == prompt.tolist()
        assert whole.labels[len(prompt)] != IGNORED
    assert (whole.labels[: len(first)] == IGNORED).all()


def test_texts_of_any_script_are_learned_whole(tokenizer: PreTrainedTokenizerBase) -> None:
    turns = (Turn("<image>\nWas?", "Ein Ödem - 水疱 🙂."),)
    encoded = encode(tokenizer, VICUNA_V1, turns, IMAGE)
    learned = encoded.labels[encoded.labels != IGNORED].tolist()
    assert tokenizer.decode(learned).strip() == "Ein Ödem - 水疱 🙂.</s>"


def test_the_image_goes_in_front_of_its_question() -> None:
    assert put_image_first("What is this?\n<image>") == "<image>\nWhat is this?"
    assert put_image_first("<image>What is this? ") == "<image>\nWhat is this?"
    assert put_image_first(" no image ") == " no image "


def test_a_tokenizer_without_offsets_is_refused(tokenizer: PreTrainedTokenizerBase) -> None:
    class Slow:
        is_fast = False
        name_or_path = "somewhere"

    with pytest.raises(ModelError, match=r"somewhere: .*tokenizer\.json"):
        encode(Slow(), VICUNA_V1, TURNS, IMAGE)  # type: ignore[arg-type]
