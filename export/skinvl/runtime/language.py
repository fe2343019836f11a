"""Text about an image: the tokenizer, the prompt and the decoder together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from skinvl.contract.errors import ModelError
from skinvl.contract.prompt import PromptTemplate
from skinvl.runtime.decode import Cancel, Decoder, Floats

# Memory of a scoring run grows with the number of rows; more choices are scored in several runs.
_ROWS = 32


class LanguageModel:
    """Generates text about one image and scores closed answers."""

    def __init__(self, decoder: Decoder, tokenizer: Tokenizer, prompt: PromptTemplate) -> None:
        self._decoder = decoder
        self._tokenizer = tokenizer
        self._prompt = prompt
        added = tokenizer.get_added_tokens_decoder().values()
        self._reserved = tuple(token.content for token in added)
        stops = {tokenizer.token_to_id(text) for text in prompt.stop} - {None}
        self._stop_ids = frozenset(int(token) for token in stops) | {decoder.spec.eos_id}
        self._stop_texts = tuple(t for t in prompt.stop if tokenizer.token_to_id(t) is None)

    def stream(
        self, image: Floats, question: str, max_tokens: int, cancel: Cancel | None
    ) -> Iterator[str]:
        """Greedy answer to `question`, piece by piece; joined, the pieces are the answer.

        Args:
            image: image tokens float32 [T, D].
            question: free text; reserved tokens in it are defused.
            max_tokens: at most so many tokens.
            cancel: asked before each token; True ends the text.

        Raises:
            ModelError: the question is empty or too long for the model.
        """
        embeds = self._place_image(self._encode(self._render(question)), image)
        tokens = self._decoder.generate(embeds, self._stop_ids, max_tokens, cancel)
        yield from self._cut_at_stop(self._detokenize(tokens))

    def score(self, image: Floats, question: str, choices: Sequence[str]) -> NDArray[np.float64]:
        """Log-likelihood of each choice as the whole answer, end token included.

        The prompt is read once; the choices share its cache.

        Args:
            image: image tokens float32 [T, D].
            question: as in `stream`.
            choices: the closed set of answers.

        Returns:
            float64 [len(choices)], natural logarithms.

        Raises:
            ModelError: no choices, or the question is empty or too long.
        """
        if not choices:
            raise ModelError("a closed question needs at least one choice")
        rendered = self._render(question)
        prompt = self._encode(rendered)
        answers = [
            [*self._encode(rendered + self._defuse(choice)), self._decoder.spec.eos_id]
            for choice in choices
        ]
        shared = min(_count_common(prompt, answer) for answer in answers)
        state = self._decoder.start(self._place_image(prompt[:shared], image))
        scores: list[float] = []
        for first in range(0, len(answers), _ROWS):
            rows = [answer[shared:] for answer in answers[first : first + _ROWS]]
            width = max(map(len, rows))
            ids = np.full((len(rows), width), self._decoder.spec.pad_id, dtype=np.int64)
            for index, row in enumerate(rows):
                ids[index, : len(row)] = row
            valid = np.arange(width) < np.array([[len(row)] for row in rows])
            wide = self._decoder.repeat(state, len(rows))
            logits = wide.logits[:, -1:]
            if width > 1:
                embeds = self._decoder.embed(ids[:, :-1])
                following = self._decoder.extend(wide, embeds, valid[:, :-1]).logits
                logits = np.concatenate([logits, following], axis=1)
            chosen = np.take_along_axis(log_softmax(logits), ids[:, :, None], axis=2)[:, :, 0]
            scores.extend(map(float, np.where(valid, chosen, 0.0).sum(axis=1)))
        return np.array(scores, dtype=np.float64)

    def _render(self, question: str) -> str:
        plain = self._defuse(question)
        if not plain:
            raise ModelError("the question is empty")
        return self._prompt.render(plain)

    def _defuse(self, text: str) -> str:
        """One line without the text of reserved tokens, which would steer the model."""
        for token in self._reserved:
            text = text.replace(token, " ")
        return " ".join(text.split())

    def _encode(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _place_image(self, ids: Sequence[int], image: Floats) -> Floats:
        """Embeddings float32 [1, S - 1 + T, D]: the image tokens stand where `<image>` stood."""
        spec = self._decoder.spec
        length = len(ids) - 1 + image.shape[0]
        if length >= spec.max_length:
            raise ModelError(
                f"the question is too long: {length} positions with the image, where the model "
                f"has {spec.max_length}; ask a shorter question"
            )
        embeds = self._decoder.embed(np.array([ids], dtype=np.int64))[0]
        place = list(ids).index(spec.image_id)
        return np.concatenate([embeds[:place], image, embeds[place + 1 :]])[None]

    def _detokenize(self, tokens: Iterator[int]) -> Iterator[str]:
        """Text as it grows; bytes of a character that is not complete are held back."""
        ids: list[int] = []
        given = ""
        for token in tokens:
            ids.append(token)
            text = self._tokenizer.decode(ids, skip_special_tokens=True).lstrip()
            if not text.endswith("\ufffd") and len(text) > len(given) and text.startswith(given):
                yield text[len(given) :]
                given = text
        # A character that the end of the text cut in two is left out.
        text = self._tokenizer.decode(ids, skip_special_tokens=True).lstrip().rstrip("\ufffd")
        if len(text) > len(given) and text.startswith(given):
            yield text[len(given) :]

    def _cut_at_stop(self, pieces: Iterator[str]) -> Iterator[str]:
        """The pieces up to the first stop text; what may be the start of one is held back."""
        if not self._stop_texts:
            yield from pieces
            return
        held = ""
        for piece in pieces:
            held += piece
            places = [held.find(stop) for stop in self._stop_texts if stop in held]
            if places:
                yield held[: min(places)]
                return
            keep = max(_count_overlap(held, stop) for stop in self._stop_texts)
            if keep < len(held):
                yield held[: len(held) - keep]
                held = held[len(held) - keep :]
        if held:
            yield held


def log_softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Natural log of the softmax over the last axis, in float64."""
    shifted = logits.astype(np.float64)
    shifted -= shifted.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def _count_common(first: Sequence[int], second: Sequence[int]) -> int:
    pairs = zip(first, second, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _count_overlap(text: str, stop: str) -> int:
    """Length of the longest end of `text` that begins `stop`."""
    longest = min(len(text), len(stop) - 1)
    return next((n for n in range(longest, 0, -1) if text.endswith(stop[:n])), 0)
