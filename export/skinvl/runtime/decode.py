"""The decoder graph over a shared key-value buffer.

One graph serves prefill and decoding. Keys and values lie in buffers of a fixed capacity that the
graph writes in place: the same buffer is bound as its past and as its present, on the device that
runs it, so that no token copies what was read before it. To go back is to forget: positions after
`length` are never looked at, and are written over by what is read next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.bundle import DecoderSpec
from skinvl.contract.errors import ModelError
from skinvl.runtime.sessions import Graph, describe_decoder_borders, explain_failure

Cancel = Callable[[], bool]
Choose = Callable[[NDArray[np.float32]], int | None]
Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

# Positions read in one run; between two runs a reader may be cancelled.
CHUNK = 128
# Capacities are multiples of this, so that texts of similar length share a buffer.
_ROUNDING = 64
_CACHE_TYPES = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


class Cancelled(Exception):
    """Reading was given up because the caller asked to."""


class Context:
    """What the decoder has read: `length` positions of `batch` texts of equal length.

    Made by `Decoder.open`; used by one thread at a time.
    """

    def __init__(self, decoder: Decoder, batch: int, capacity: int) -> None:
        self.batch = batch
        self.capacity = capacity
        self.length = 0
        self._graph = decoder.graph
        self._width = decoder.spec.hidden_size
        self._binding = decoder.graph.session.io_binding()
        self._buffers = decoder.bind_buffers(self._binding, batch, capacity)

    def read(self, embeds: Floats, positions: Sequence[int] | None = None) -> Floats:
        """Read on.

        Args:
            embeds: float32 [B, S, D].
            positions: of these, those whose logits are wanted, 0..S-1; None: the last.

        Returns:
            Logits float32 [B, N, V].

        Raises:
            ModelError: no room for so many positions, or the graph failed.
            ProviderError: the graph failed on CUDA.
        """
        steps = embeds.shape[1]
        end = self.length + steps
        if end > self.capacity:
            raise ModelError(
                f"the text is too long: {end} positions where there is room for {self.capacity}"
            )
        # The binding borrows these arrays: they stay in local names until the run is over.
        embeds = np.ascontiguousarray(embeds, dtype=np.float32)
        lengths = np.full(self.batch, end - 1, dtype=np.int32)
        total = np.array([end], dtype=np.int32)
        asked = np.array([steps - 1] if positions is None else list(positions), dtype=np.int64)
        binding = self._binding
        binding.bind_cpu_input("inputs_embeds", embeds)
        binding.bind_cpu_input("seqlens_k", lengths)
        binding.bind_cpu_input("total_sequence_length", total)
        binding.bind_cpu_input("logits_positions", asked)
        binding.bind_output("logits", "cpu")
        try:
            self._graph.session.run_with_iobinding(binding)
        except Exception as error:
            raise explain_failure(self._graph, error) from error
        self.length = end
        return np.asarray(binding.get_outputs()[-1].numpy())

    def rewind(self, length: int) -> None:
        """Forget all but the first `length` positions.

        Raises:
            ValueError: more than were read.
        """
        if not 0 <= length <= self.length:
            raise ValueError(f"{length} is not within the {self.length} positions that were read")
        self.length = length

    def copy_buffers(self) -> list[NDArray[Any]]:
        """Keys and values of every layer in turn, [B, KV, length, hd]; for comparisons."""
        return [buffer.numpy()[:, :, : self.length] for buffer in self._buffers]


class Decoder:
    """The `embed` and `decoder` graphs of a bundle."""

    def __init__(self, embed: Graph, decoder: Graph, spec: DecoderSpec) -> None:
        self.spec = spec
        self.graph = decoder
        self._embed = embed
        borders = describe_decoder_borders(spec)
        self._past = [name for name in borders.inputs if name.startswith("past_key_values.")]
        self._present = [name for name in borders.outputs if name.startswith("present.")]
        kinds = {node.name: node.type for node in decoder.session.get_inputs()}
        self._cache_type = _CACHE_TYPES[kinds[self._past[0]]]

    def embed(self, ids: Ids) -> Floats:
        """Token embeddings, float32 [B, S, D], of ids int64 [B, S]."""
        return np.asarray(self._embed.run(["inputs_embeds"], {"input_ids": ids})[0])

    def open(self, capacity: int, batch: int = 1) -> Context:
        """An empty context with room for at least `capacity` positions.

        Raises:
            ModelError: more positions than the model knows.
            ProviderError: CUDA has no memory for them.
        """
        longest = self.spec.max_length
        if capacity > longest:
            raise ModelError(
                f"the text is too long: {capacity} positions where the model has {longest}; ask a "
                "shorter question"
            )
        rounded = -(-capacity // _ROUNDING) * _ROUNDING
        return Context(self, batch, min(rounded, longest))

    def bind_buffers(self, binding: Any, batch: int, capacity: int) -> list[Any]:
        """Bind each buffer of keys or values as past and as present; the buffers."""
        import onnxruntime

        shape = (batch, self.spec.kv_heads, capacity, self.spec.head_dim)
        buffers = []
        for past, present in zip(self._past, self._present, strict=True):
            # On the CPU a value and the array that it was made of are the same memory.
            empty = np.zeros(shape, dtype=self._cache_type)
            try:
                buffer = onnxruntime.OrtValue.ortvalue_from_numpy(empty, self.graph.device)
                binding.bind_ortvalue_input(past, buffer)
                binding.bind_ortvalue_output(present, buffer)
            except Exception as error:
                raise explain_failure(self.graph, error) from error
            buffers.append(buffer)
        return buffers

    def read(self, context: Context, embeds: Floats, cancel: Cancel | None = None) -> Floats:
        """Read embeddings float32 [B, S, D] in parts; logits float32 [B, V] of the last position.

        Raises:
            Cancelled: `cancel` said so between two parts.
            ModelError: no room, or the graph failed.
        """
        logits = None
        # Of several texts together onnxruntime takes a first part, but no further ones.
        part = CHUNK if context.batch == 1 else max(embeds.shape[1], 1)
        for start in range(0, embeds.shape[1], part):
            if cancel is not None and cancel():
                raise Cancelled
            logits = context.read(embeds[:, start : start + part])
        if logits is None:
            raise ValueError("nothing to read")
        return np.asarray(logits[:, -1])

    def generate(
        self,
        context: Context,
        logits: Floats,
        stop_ids: Collection[int],
        max_tokens: int,
        cancel: Cancel | None = None,
        choose: Choose | None = None,
    ) -> Iterator[int]:
        """Tokens after what `context` has read, without the token that ends them.

        Args:
            context: a context of one text.
            logits: float32 [V] of its last position.
            stop_ids: ids that end the text.
            max_tokens: at most so many; a full context also ends the text.
            cancel: asked before each further token; True ends the text.
            choose: logits [V] -> token, None to end the text; None: the likeliest token.
        """
        pick = choose or pick_likeliest
        room = min(max_tokens, context.capacity - context.length)
        for left in range(room, 0, -1):
            token = pick(logits)
            if token is None or token in stop_ids:
                return
            yield token
            if left > 1:
                if cancel is not None and cancel():
                    return
                logits = context.read(self.embed(np.array([[token]], dtype=np.int64)))[0, -1]


def pick_likeliest(logits: Floats) -> int:
    """The token with the highest logit; the first of equals."""
    return int(logits.argmax())
