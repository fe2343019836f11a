"""What can go wrong while training, in one line for the user."""

from __future__ import annotations

from skinvl.contract.errors import SkinVLError


class TrainingError(SkinVLError):
    """Training cannot go on; says where and what to do."""


class OutOfMemory(TrainingError):
    """The device has too little memory; says what to lower."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether torch or Python ran out of memory: torch's CUDA error has a class of its own, its
    CPU allocator raises RuntimeError with a text."""
    if isinstance(error, MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and (
        "out of memory" in text or "can't allocate memory" in text or "not enough memory" in text
    )
