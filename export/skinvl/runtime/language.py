"""Text about an image: the tokenizer, the prompt and the decoder together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import ModelError, ProviderError
from skinvl.contract.prompt import PromptTemplate
from skinvl.runtime.decode import Cancel, Cancelled, Choose, Decoder, Floats, Ids
from skinvl.runtime.grammar import Grammar, GrammarKeeper
from skinvl.runtime.prefix import PrefixCache, split_at_image
from skinvl.runtime.sampling import Sampler, Sampling

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class LanguageModel:
    """Generates text about one image and scores closed answers."""

    def __init__(
        self,
        decoder: Decoder,
        tokenizer: Tokenizer,
        prompt: PromptTemplate,
        replace: Callable[[ProviderError], Decoder] | None = None,
    ) -> None:
        """`replace` gives the decoder that takes over when CUDA fails, and is told why."""
        self._decoder = decoder
        self._prefixes = PrefixCache(decoder)
        self._replace = replace
        self._tokenizer = tokenizer
        self._prompt = prompt
        added = tokenizer.get_added_tokens_decoder().values()
        self._reserved = tuple(token.content for token in added)
        stops = {tokenizer.token_to_id(text) for text in prompt.stop} - {None}
        self._stop_ids = frozenset(int(token) for token in stops) | {decoder.spec.eos_id}
        self._stop_texts = tuple(t for t in prompt.stop if tokenizer.token_to_id(t) is None)

    def stream(
        self,
        image: Floats,
        question: str,
        max_tokens: int,
        cancel: Cancel | None,
        *,
        sampling: Sampling | None = None,
        grammar: Grammar | None = None,
    ) -> Iterator[str]:
        """Answer to `question`, piece by piece; joined, the pieces are the answer.

        Args:
            image: image tokens float32 [T, D].
            question: free text; reserved tokens in it are defused.
            max_tokens: at most so many tokens.
            cancel: asked before each token and between parts of the prompt; True ends the text.
            sampling: None: always the likeliest token.
            grammar: only texts of this kind are written, by the likeliest tokens that keep to it.

        Raises:
            ModelError: the question is empty or too long for the model.
        """
        start, rest = self._place_image(self._encode(self._render(question)), image)
        room = min(len(rest) + max_tokens, self._decoder.spec.max_length - len(start))
        choose: Choose | None = None
        if grammar is not None:
            choose = GrammarKeeper(self._tokenizer, self._stop_ids, grammar)
        elif sampling is not None:
            choose = Sampler(sampling)
        tokens = self._generate(start, rest, room, max_tokens, cancel, choose)
        yield from self._cut_at_stop(self._detokenize(tokens))

    def _generate(
        self,
        start: Floats,
        rest: Floats,
        room: int,
        max_tokens: int,
        cancel: Cancel | None,
        choose: Choose | None,
    ) -> Iterator[int]:
        """The tokens of an answer; where CUDA fails in the middle, the CPU goes on from there."""
        said: list[int] = []
        while True:
            try:
                with self._prefixes.lend(start, room, cancel) as context:
                    text = rest
                    if said:
                        embeds = self._decoder.embed(np.array([said], dtype=np.int64))
                        text = np.concatenate([rest, embeds[0]])
                    logits = self._decoder.read(context, text[None], cancel)[0]
                    left = max_tokens - len(said)
                    for token in self._decoder.generate(
                        context, logits, self._stop_ids, left, cancel, choose
                    ):
                        said.append(token)
                        yield token
                return
            except Cancelled:
                return
            except ProviderError as error:
                self._take_over(error)
                if len(said) >= max_tokens:
                    return

    def _take_over(self, error: ProviderError) -> None:
        """Go on with another decoder, or raise `error` where there is none."""
        if self._replace is None:
            raise error
        self._decoder = self._replace(error)
        self._prefixes = PrefixCache(self._decoder)
        self._replace = None

    def score(self, image: Floats, question: str, choices: Sequence[str]) -> NDArray[np.float64]:
        """Log-likelihood of each choice as the whole answer, end token included.

        The image and the question are read once; each choice is read after them and forgotten.

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
            [*self._encode(self.join(rendered, choice)), self._decoder.spec.eos_id]
            for choice in choices
        ]
        shared = min(_count_common(prompt, answer) for answer in answers)
        rows = [np.array(answer[shared:], dtype=np.int64) for answer in answers]
        try:
            return self._score_rows(prompt[:shared], image, rows)
        except ProviderError as error:
            self._take_over(error)
            return self._score_rows(prompt[:shared], image, rows)

    def _score_rows(
        self, prompt: Sequence[int], image: Floats, rows: Sequence[Ids]
    ) -> NDArray[np.float64]:
        """Log-likelihood of each row of tokens after a prompt, float64 [len(rows)]."""
        start, rest = self._place_image(prompt, image)
        scores: list[float] = []
        with self._prefixes.lend(start, len(rest) + max(map(len, rows))) as context:
            first = self._decoder.read(context, rest[None])
            length = context.length
            for row in rows:
                logits = first
                if len(row) > 1:
                    context.rewind(length)
                    embeds = self._decoder.embed(row[None, :-1])
                    following = context.read(embeds, range(len(row) - 1))[0]
                    logits = np.concatenate([first, following])
                chosen = log_softmax(logits)[np.arange(len(row)), row]
                scores.append(float(chosen.sum()))
        return np.array(scores, dtype=np.float64)

    def join(self, prompt: str, answer: str) -> str:
        """A rendered prompt and an answer as one text, as training joined them: with a space,
        unless the prompt ends in a token of its own kind, such as `<a>`."""
        plain = self._defuse(answer)
        return prompt + plain if prompt.endswith(self._reserved) else f"{prompt} {plain}"

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

    def _place_image(self, ids: Sequence[int], image: Floats) -> tuple[Floats, Floats]:
        """Embeddings float32 [S, D] up to the end of the image, and of what follows it."""
        spec = self._decoder.spec
        length = len(ids) - 1 + image.shape[0]
        if length >= spec.max_length:
            raise ModelError(
                f"the question is too long: {length} positions with the image, where the model "
                f"has {spec.max_length}; ask a shorter question"
            )
        before, after = split_at_image(ids, spec.image_id)
        parts = [image]
        if before:
            parts.insert(0, self._decoder.embed(np.array([before], dtype=np.int64))[0])
        rest = self._decoder.embed(np.array([after], dtype=np.int64))[0]
        return np.concatenate(parts), rest

    def _detokenize(self, tokens: Iterator[int]) -> Iterator[str]:
        """Text as it grows; bytes of a character that is not complete are held back.

        The text of a token depends on the one before it, a space for instance, but not on those
        further back: each piece is read together with the last one and given without it.
        """
        ids: list[int] = []
        start = read = 0
        begun = False
        for token in tokens:
            ids.append(token)
            text = self._decode(ids[start:])
            if text.endswith("\ufffd"):
                continue
            piece = text[len(self._decode(ids[start:read])) :]
            if not piece:
                continue
            start, read = read, len(ids)
            piece = piece if begun else piece.lstrip()
            begun = begun or bool(piece)
            if piece:
                yield piece
        # A character that the end of the text cut in two is left out.
        piece = self._decode(ids[start:])[len(self._decode(ids[start:read])) :].rstrip("\ufffd")
        if piece:
            yield piece if begun else piece.lstrip()

    def _decode(self, ids: list[int]) -> str:
        return str(self._tokenizer.decode(ids, skip_special_tokens=True))

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
