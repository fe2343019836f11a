"""How a stage that failed is told: a fixed word and one line."""

from __future__ import annotations


def failure_word(error: Exception) -> str:
    """The reason that stands in ``rejects.jsonl``."""
    return "out_of_memory" if isinstance(error, MemoryError) else "failed"


def describe(error: Exception) -> str:
    """The error in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())
