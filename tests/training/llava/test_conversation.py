"""Conversations as the tokens of the released code, and the loss on answers alone."""

from __future__ import annotations

import numpy as np
import pytest
from transformers import AddedToken, PreTrainedTokenizerBase

from skinvl.contract.errors import ModelError
from skinvl.model.llava.conversation import (
    MISTRAL_INSTRUCT,
    VICUNA_V1,
    ConversationTemplate,
    Turn,
    put_image_first,
)
from skinvl.training.llava.conversation import IGNORED, encode, encode_prompt

IMAGE = 999
TURNS = (Turn("<image>\nWhat?", "A melanoma."), Turn("Is it?", "Yes."))


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


def test_a_tokenizer_without_offsets_is_refused(tokenizer: PreTrainedTokenizerBase) -> None:
    class Slow:
        is_fast = False
        name_or_path = "somewhere"

    with pytest.raises(ModelError, match=r"somewhere: .*tokenizer\.json"):
        encode(Slow(), VICUNA_V1, TURNS, IMAGE)  # type: ignore[arg-type]


@pytest.mark.parametrize("template", [VICUNA_V1, MISTRAL_INSTRUCT])
def test_a_bundle_asks_in_the_tokens_of_training(
    template: ConversationTemplate, tokenizer: PreTrainedTokenizerBase
) -> None:
    """A bundle's tokenizer reads the whole prompt at once; training reads it around the image."""
    tokenizer.add_tokens(AddedToken("<image>", special=True, normalized=False), special_tokens=True)
    image = tokenizer.convert_tokens_to_ids("<image>")
    prompt = template.contract(tokenizer.bos_token)
    for question in ("What does the image show?", "Is it malignant? 水疱"):
        trained = encode_prompt(
            tokenizer, template, (), put_image_first(f"<image>{question}"), image
        )
        asked = tokenizer.backend_tokenizer.encode(
            prompt.render(question), add_special_tokens=False
        )
        assert asked.ids == trained.tolist()
