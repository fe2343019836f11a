"""Greedy decoding with a key-value cache over the decoder graph.

One graph serves prefill (past length 0) and decoding. The cache never passes through Python: the
`present` tensors of one run are bound as the `past` tensors of the next, on the device that made
them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from skinvl.contract.bundle import DecoderSpec
from skinvl.contract.errors import ModelError
from skinvl.runtime.sessions import Graph, describe_decoder_borders, first_line

Cancel = Callable[[], bool]
Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class DecoderState:
    """What the decoder remembers of `length` positions.

    `cache` holds key and value of every layer, [B, KV, length, hd]; `logits` is float32 [B, S, V]
    of the positions of the last run.
    """

    cache: tuple[Any, ...]
    length: int
    logits: Floats


class Decoder:
    """The `embed` and `decoder` graphs of a bundle."""

    def __init__(self, embed: Graph, decoder: Graph, spec: DecoderSpec) -> None:
        self.spec = spec
        self._embed = embed
        self._decoder = decoder
        borders = describe_decoder_borders(spec)
        self._past = [name for name in borders.inputs if name.startswith("past_key_values.")]
        self._present = [name for name in borders.outputs if name.startswith("present.")]

    def embed(self, ids: Ids) -> Floats:
        """Token embeddings, float32 [B, S, D], of ids int64 [B, S]."""
        return np.asarray(self._embed.run(["inputs_embeds"], {"input_ids": ids})[0])

    def start(self, embeds: Floats) -> DecoderState:
        """Read a prompt: embeddings float32 [B, S, D] with no padding (prefill)."""
        shape = (embeds.shape[0], self.spec.kv_heads, 0, self.spec.head_dim)
        empty = np.zeros(shape, dtype=np.float32)
        cache = tuple(
            onnxruntime.OrtValue.ortvalue_from_numpy(empty, self._decoder.device)
            for _ in self._past
        )
        return self._run(embeds, cache, 0, None)

    def extend(
        self, state: DecoderState, embeds: Floats, valid: NDArray[np.bool_] | None = None
    ) -> DecoderState:
        """Read further embeddings float32 [B, S, D] after `state`.

        Args:
            state: what was read before, of the same batch size.
            embeds: float32 [B, S, D].
            valid: bool [B, S], False where a row is padded on the right; None: no padding.
        """
        return self._run(embeds, state.cache, state.length, valid)

    def repeat(self, state: DecoderState, count: int) -> DecoderState:
        """The state of a batch of one, repeated to a batch of `count`."""
        cache = tuple(
            onnxruntime.OrtValue.ortvalue_from_numpy(
                np.repeat(value.numpy(), count, axis=0), self._decoder.device
            )
            for value in state.cache
        )
        return DecoderState(cache, state.length, np.repeat(state.logits, count, axis=0))

    def generate(
        self, embeds: Floats, stop_ids: Collection[int], max_tokens: int, cancel: Cancel | None
    ) -> Iterator[int]:
        """Greedy tokens after a prompt, without the token that ends them.

        Args:
            embeds: float32 [1, S, D].
            stop_ids: ids that end the text.
            max_tokens: at most so many; the decoder's `max_length` also ends the text.
            cancel: asked before each token; True ends the text.
        """
        room = min(max_tokens, self.spec.max_length - embeds.shape[1])
        state: DecoderState | None = None
        step = embeds
        for _ in range(room):
            if cancel is not None and cancel():
                return
            state = self.start(step) if state is None else self.extend(state, step)
            token = int(state.logits[0, -1].argmax())
            if token in stop_ids:
                return
            yield token
            step = self.embed(np.array([[token]], dtype=np.int64))

    def _run(
        self,
        embeds: Floats,
        cache: tuple[Any, ...],
        length: int,
        valid: NDArray[np.bool_] | None,
    ) -> DecoderState:
        batch, steps = embeds.shape[:2]
        end = length + steps
        if end > self.spec.max_length:
            raise ModelError(
                f"the text is too long: {end} positions where the model has "
                f"{self.spec.max_length}; ask a shorter question"
            )
        mask = np.ones((batch, end), dtype=np.int64)
        if valid is not None:
            mask[:, length:] = valid
        # The binding borrows these arrays: they stay in local names until the run is over.
        embeds = np.ascontiguousarray(embeds, dtype=np.float32)
        positions = np.tile(np.arange(length, end, dtype=np.int64), (batch, 1))
        binding = self._decoder.session.io_binding()
        binding.bind_cpu_input("inputs_embeds", embeds)
        binding.bind_cpu_input("attention_mask", mask)
        binding.bind_cpu_input("position_ids", positions)
        for name, value in zip(self._past, cache, strict=True):
            binding.bind_ortvalue_input(name, value)
        binding.bind_output("logits", "cpu")
        for name in self._present:
            binding.bind_output(name, self._decoder.device)
        try:
            self._decoder.session.run_with_iobinding(binding)
        except Exception as error:
            raise ModelError(
                f"{self._decoder.file}: failed while running ({first_line(error)})"
            ) from error
        logits, *present = binding.get_outputs()
        return DecoderState(tuple(present), end, logits.numpy())
