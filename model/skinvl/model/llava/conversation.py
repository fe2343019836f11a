"""Conversation templates of LLaVA and LLaVA-Med: which words training puts around questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skinvl.contract.prompt import PromptTemplate
from skinvl.model.llava.tokenizer import IMAGE_TOKEN

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

    def contract(self, bos: str | None) -> PromptTemplate:
        """The prompt of a first question about an image, as a bundle carries it.

        Args:
            bos: the token that opens every text; None: the tokenizer has none.
        """
        text = (bos or "") + self.prompt((), put_image_first(f"{IMAGE_TOKEN}{{question}}"))
        return PromptTemplate(text, IMAGE_TOKEN, (END_TOKEN,))


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


def put_image_first(question: str) -> str:
    """The question with its image token on a line of its own in front, as LLaVA's
    `preprocess_multimodal` puts it; a question without one stays as it is."""
    if IMAGE_TOKEN not in question:
        return question
    return f"{IMAGE_TOKEN}\n{question.replace(IMAGE_TOKEN, '').strip()}".strip()
