"""Notes that a collator may lay beside the tensors of a batch; the model never sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor

# list[str], one id a row.
SAMPLE_IDS = "sample_ids"
# int, tokens of the batch without padding.
TOKEN_COUNT = "token_count"


@dataclass(frozen=True)
class BatchNotes:
    """Ids of the samples of one batch, and how many images and tokens it holds."""

    ids: tuple[str, ...]
    images: int
    tokens: int


def take_notes(batch: dict[str, Any]) -> BatchNotes:
    """Take the notes out of `batch`; without them rows and `input_ids` [B, S] are counted."""
    ids = tuple(batch.pop(SAMPLE_IDS, ()))
    tokens = batch.pop(TOKEN_COUNT, None)
    tensors = [value for value in batch.values() if isinstance(value, Tensor) and value.ndim]
    images = len(ids) or (len(tensors[0]) if tensors else 0)
    if tokens is None:
        tokens = batch["input_ids"].numel() if "input_ids" in batch else 0
    return BatchNotes(ids, images, int(tokens))
