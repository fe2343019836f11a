"""From a recipe and a data folder to the conversations that are trained on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.training.llava.config import DataConfig
from skinvl.training.llava.images import check_images
from skinvl.training.llava.records import Record, Skipped, read_conversations, read_dataset
from skinvl.training.llava.splits import divide, refuse_leaks


@dataclass(frozen=True)
class Conversations:
    """What is trained on and what is validated on; `skipped` is what cannot be used."""

    training: tuple[Record, ...]
    validation: tuple[Record, ...]
    skipped: tuple[Skipped, ...]


def read_records(config: DataConfig, root: Path, seed: int, memory: Path | None) -> Conversations:
    """Every conversation of the recipe, its image opened once, divided by image.

    `memory` keeps what opening the images showed, for the next run.

    Raises:
        DataError: a file or data set is missing, an image is on two sides, or nothing is left.
    """
    found = [entry for file in config.conversations for entry in read_conversations(root, file)]
    for name in config.datasets:
        found += read_dataset(root / name)
    skipped = [entry for entry in found if isinstance(entry, Skipped)]
    readable = [entry for entry in found if isinstance(entry, Record)]
    kept, broken = check_images(readable, memory)
    divided = divide(kept, config.validation_share, seed)
    refuse_leaks(divided, str(root))
    parts = {
        split: tuple(record for record in divided if record.split == split and record.turns)
        for split in ("train", "val")
    }
    if not parts["train"]:
        first = (*skipped, *broken)[:1]
        reason = f"; the first was skipped: {first[0].id}: {first[0].reason}" if first else ""
        raise DataError(root, f"no conversation to train on{reason}")
    return Conversations(parts["train"], parts["val"], (*skipped, *broken))


def records_fingerprint(records: Sequence[Record]) -> str:
    """sha256 over images, splits and texts, whatever the order."""
    rows = sorted(f"{record.sha256} {record.split} {record.turns}" for record in records)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
