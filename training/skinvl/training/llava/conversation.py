"""Conversations as tokens, and which of them the loss is taken on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerBase

from skinvl.contract.errors import ModelError
from skinvl.model.llava.conversation import ConversationTemplate, Turn
from skinvl.model.llava.tokenizer import IMAGE_TOKEN

IGNORED = -100


@dataclass(frozen=True)
class Encoded:
    """One conversation. input_ids, labels: int32 [S], the image as one placeholder token; labels
    are `IGNORED` wherever the model has nothing to produce."""

    input_ids: NDArray[np.int32]
    labels: NDArray[np.int32]


def encode(
    tokenizer: PreTrainedTokenizerBase,
    template: ConversationTemplate,
    turns: Sequence[Turn],
    image_token_id: int,
) -> Encoded:
    """Token ids and labels of a whole conversation.

    The text is tokenized whole between images, as LLaVA's `tokenizer_image_token` does, so that
    ids at the seam of question and answer are those of the plain text. A token is learned when
    any of its characters belongs to a reply: an answer's first token holds the space before it.

    Raises:
        ModelError: the tokenizer cannot say which characters a token stands for.
    """
    pieces = template.pieces(turns)
    learned = np.concatenate([np.full(len(text), reply) for text, reply in pieces])
    return _encode("".join(text for text, _ in pieces), learned, tokenizer, image_token_id)


def encode_prompt(
    tokenizer: PreTrainedTokenizerBase,
    template: ConversationTemplate,
    turns: Sequence[Turn],
    question: str,
    image_token_id: int,
) -> NDArray[np.int32]:
    """Token ids int32 [S] of the text after which the model answers `question`."""
    text = template.prompt(turns, question)
    return _encode(text, np.zeros(len(text), dtype=bool), tokenizer, image_token_id).input_ids


def _encode(
    text: str,
    learned: NDArray[np.bool_],
    tokenizer: PreTrainedTokenizerBase,
    image_token_id: int,
) -> Encoded:
    if not tokenizer.is_fast:
        raise ModelError(
            f"{tokenizer.name_or_path}: this tokenizer gives no character offsets; "
            "save it as tokenizer.json (`skinvl convert` does) and use that folder"
        )
    start = [] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]
    ids, labels = list(start), [IGNORED] * len(start)
    position = 0
    for number, chunk in enumerate(text.split(IMAGE_TOKEN)):
        if number:
            ids.append(image_token_id)
            labels.append(IGNORED)
            position += len(IMAGE_TOKEN)
        found = tokenizer(chunk, add_special_tokens=False, return_offsets_mapping=True)
        for token, (begin, end) in zip(found["input_ids"], found["offset_mapping"], strict=True):
            ids.append(token)
            produced = learned[position + begin : position + end].any()
            labels.append(token if produced else IGNORED)
        position += len(chunk)
    return Encoded(np.array(ids, dtype=np.int32), np.array(labels, dtype=np.int32))
