"""Conversation templates of LLaVA-Med, and which tokens the loss is taken on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerBase

from skinvl.contract.errors import ModelError

IGNORED = -100
IMAGE_TOKEN = "<image>"
END_TOKEN = "</s>"


@dataclass(frozen=True)
class Turn:
    """One question and its answer as plain text; the first question of an image holds
    `IMAGE_TOKEN`."""

    question: str
    answer: str


@dataclass(frozen=True)
class ConversationTemplate:
    """The words around questions and answers.

    `system` opens the conversation, `ask` holds ``{question}`` and ends where the model goes on,
    `reply` holds ``{answer}``: all that the model has to produce, up to the end token.
    """

    name: str
    system: str
    ask: str
    reply: str

    def prompt(self, turns: Sequence[Turn], question: str) -> str:
        """The text after which the model answers `question`, `turns` having gone before."""
        return "".join(text for text, _ in self.pieces(turns)) + (
            ("" if turns else self.system) + self.ask.replace("{question}", question)
        )

    def pieces(self, turns: Sequence[Turn]) -> list[tuple[str, bool]]:
        """The conversation cut into texts, each with whether the model has to produce it."""
        pieces = []
        for number, turn in enumerate(turns):
            ask = self.ask.replace("{question}", turn.question)
            pieces.append((ask if number else self.system + ask, False))
            pieces.append((self.reply.replace("{answer}", turn.answer), True))
        return pieces


# haotian-liu/LLaVA llava/conversation.py: `conv_vicuna_v1`, separator style TWO.
VICUNA_V1 = ConversationTemplate(
    name="vicuna_v1",
    system=(
        "A chat between a curious user and an artificial intelligence assistant. "
        "The assistant gives helpful, detailed, and polite answers to the user's questions. "
    ),
    ask="USER: {question} ASSISTANT:",
    reply=" {answer}</s>",
)

# microsoft/LLaVA-Med llava/conversation.py: `conv_mistral_instruct`, separator style LLAMA_2 with
# an empty system text; the space before the end token is theirs.
MISTRAL_INSTRUCT = ConversationTemplate(
    name="mistral_instruct",
    system="",
    ask="[INST] {question} [/INST]",
    reply=" {answer} </s>",
)

# The names that `--version` and `--conv-mode` of the released code take for these two.
TEMPLATES = {
    "v1": VICUNA_V1,
    "vicuna_v1": VICUNA_V1,
    "mistral_instruct": MISTRAL_INSTRUCT,
}


@dataclass(frozen=True)
class Encoded:
    """One conversation. input_ids, labels: int32 [S], the image as one placeholder token; labels
    are `IGNORED` wherever the model has nothing to produce."""

    input_ids: NDArray[np.int32]
    labels: NDArray[np.int32]


def put_image_first(question: str) -> str:
    """The question with its image token on a line of its own in front, as LLaVA's
    `preprocess_multimodal` puts it; a question without one stays as it is."""
    if IMAGE_TOKEN not in question:
        return question
    return f"{IMAGE_TOKEN}\n{question.replace(IMAGE_TOKEN, '').strip()}".strip()


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
