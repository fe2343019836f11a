"""Which images are trained on and which are kept apart; no image or group on two sides."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence

from skinvl.contract.errors import DataError
from skinvl.training.llava.records import Record


def divide(records: Sequence[Record], share: float, seed: int) -> list[Record]:
    """Records without a split become train or val by the hash of their image and the seed, so
    that every conversation about an image lies on one side and the division never changes."""
    return [
        record
        if record.split is not None
        else dataclasses.replace(
            record, split="val" if _position(f"{seed} {record.sha256}") < share else "train"
        )
        for record in records
    ]


def refuse_leaks(records: Sequence[Record], known: str) -> None:
    """Check that no image, and no group of images, is trained on and kept apart.

    Raises:
        DataError: one is; names the number of them and the first, `known` is what to look into.
    """
    for what in ("image", "group"):
        kept: dict[str, Record] = {}
        for record in records:
            key = _key(record, what)
            if record.split != "train" and key is not None:
                kept.setdefault(key, record)
        shared: dict[str, tuple[Record, Record]] = {}
        for record in records:
            key = _key(record, what)
            if record.split == "train" and key in kept:
                shared.setdefault(key, (record, kept[key]))
        if shared:
            trained, apart = next(iter(shared.values()))
            raise DataError(
                known,
                f"{len(shared)} {what}s are in train and kept apart as well, the first: "
                f"{trained.image} (train) is {apart.image} ({apart.split}); "
                "take them out of one of the two",
            )


def _key(record: Record, what: str) -> str | None:
    return record.sha256 if what == "image" else record.group


def _position(text: str) -> float:
    """A number in [0, 1) that only the text decides."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64
