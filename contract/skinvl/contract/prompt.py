"""The prompt template that training and inference share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from skinvl.contract.record import read_record, write_record

_QUESTION = "{question}"

# The request that every model answers with a description in the answer grammar.
DESCRIBE_QUESTION = "Describe the image."


@dataclass(frozen=True)
class PromptTemplate:
    """The text in which a question is asked; read from the artifact, hence without defaults.

    Args:
        text: holds ``{question}`` once and the image token once.
        image_token: the token that the image embeddings replace, such as ``<image>``.
        stop: texts at which generation ends.

    Raises:
        ValueError: the text does not hold each of the two exactly once.
    """

    text: str
    image_token: str
    stop: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.image_token:
            raise ValueError("image_token: empty")
        for part in (_QUESTION, self.image_token):
            if self.text.count(part) != 1:
                raise ValueError(f"text: holds {part} {self.text.count(part)} times, not once")
        if not all(self.stop):
            raise ValueError("stop: an empty text would end every answer at once")

    def render(self, question: str) -> str:
        """The prompt for `question`, its white space collapsed.

        An image token within the question is removed: it would ask for an image that is not there.
        """
        plain = " ".join(question.split())
        while self.image_token in plain:
            plain = " ".join(plain.replace(self.image_token, " ").split())
        return self.text.replace(_QUESTION, plain)

    def to_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` reads back."""
        return cast(dict[str, Any], write_record(self))

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> PromptTemplate:
        """Read what `to_json` wrote.

        Raises:
            ValueError: a key is missing, unknown or wrong; names it.
        """
        return read_record(PromptTemplate, record, "")
