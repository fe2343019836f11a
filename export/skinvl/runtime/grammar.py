"""Texts that are kept to a grammar while they are written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.answer import begins_answer, is_answer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Tokens tried, likeliest first, until one keeps to the grammar.
_CANDIDATES = 256


@dataclass(frozen=True)
class Grammar:
    """What a text must be.

    Args:
        begins: whether a text can still become one of the grammar.
        ends: whether it is one.
    """

    begins: Callable[[str], bool]
    ends: Callable[[str], bool]


# Descriptions: a text of another kind is not shown as one.
ANSWER_GRAMMAR = Grammar(begins=begins_answer, ends=is_answer)


class GrammarKeeper:
    """Chooses the likeliest token after which the text can still be of a grammar."""

    def __init__(self, tokenizer: Tokenizer, stop_ids: Collection[int], grammar: Grammar) -> None:
        self._tokenizer = tokenizer
        self._stop_ids = stop_ids
        self._grammar = grammar
        self._ids: list[int] = []

    def __call__(self, logits: NDArray[np.float32]) -> int | None:
        """A token; None where no likely one keeps to the grammar."""
        for candidate in map(int, np.argsort(-logits, kind="stable")[:_CANDIDATES]):
            if candidate in self._stop_ids:
                if self._grammar.ends(self._read([])):
                    return candidate
            elif self._grammar.begins(self._read([candidate])):
                self._ids.append(candidate)
                return candidate
        return None

    def _read(self, further: list[int]) -> str:
        text = self._tokenizer.decode([*self._ids, *further], skip_special_tokens=True)
        return str(text).lstrip()
