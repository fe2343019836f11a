"""Contexts that have already read an image, for further questions about it.

Most of a prompt is the image: 49 positions in SkinVL-mini, 576 in the 7B. The latest context is
kept, and a question about the same image goes back to where its image ended. The image is always
read by itself, at the first question too, so that an answer does not depend on what was asked
before it: quantized graphs scale what they read together.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from skinvl.runtime.decode import Cancel, Context, Decoder, Floats

# Positions beyond those that the first question needs.
_SPARE = 128


@dataclass(frozen=True)
class _Kept:
    context: Context
    length: int
    key: bytes


class PrefixCache:
    """Lends contexts that have read the beginning of a prompt; may be used from any thread."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._kept: _Kept | None = None
        self._changing = threading.Lock()

    @contextlib.contextmanager
    def lend(self, start: Floats, room: int, cancel: Cancel | None = None) -> Iterator[Context]:
        """A context that has read the embeddings `start` float32 [S, D] and nothing else.

        Args:
            start: beginning of the prompt, image included.
            room: positions that will be read after it.
            cancel: asked while the beginning is read.

        Raises:
            Cancelled: `cancel` said so.
            ModelError: more positions than the model has.
        """
        key = hashlib.blake2b(start.tobytes(), digest_size=16).digest()
        with self._changing:
            # Taken away while it is lent: a second question at the same time reads for itself.
            kept, self._kept = self._kept, None
        needed = start.shape[0] + room
        if kept is None or kept.key != key or kept.context.capacity < needed:
            longest = self._decoder.spec.max_length
            # Room to spare, so that a longer question about the same image fits too.
            context = self._decoder.open(max(needed, min(needed + _SPARE, longest)))
            self._decoder.read(context, start[None], cancel)
        else:
            context = kept.context
            context.rewind(kept.length)
        usable = False
        try:
            yield context
            usable = True
        except GeneratorExit:
            # The reader of a stream lost interest; what was read is as good as ever.
            usable = True
            raise
        finally:
            # After a run that failed nobody knows what is in the buffers.
            if usable:
                with self._changing:
                    self._kept = _Kept(context, start.shape[0], key)


def split_at_image(ids: Sequence[int], image_id: int) -> tuple[list[int], list[int]]:
    """Token ids before the image and after it."""
    place = list(ids).index(image_id)
    return list(ids[:place]), list(ids[place + 1 :])
