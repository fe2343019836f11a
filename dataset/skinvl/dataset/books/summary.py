"""What a build says at its end: a line for every document in trouble, and the counts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from skinvl.dataset.books.assembly import Assembled


def list_troubles(made: Assembled) -> list[str]:
    """One line for every document that was not, or not wholly, read."""
    return [f"{row.pdf}: {row.reason}: {row.detail}" for row in made.rejects if row.page == 0]


def summarise(made: Assembled, out: Path) -> str:
    """A few lines for the terminal."""
    counts, leaks = made.card["counts"], made.card["leak_check"]
    reasons = sorted(counts["reject_reason"].items(), key=lambda item: (-item[1], item[0]))
    lines = [
        f"{out}: {counts['pairs']} pairs from {counts['documents_read']} of "
        f"{counts['documents']} documents, {counts['pages']} pages",
        f"  figures {counts['figures']}, panels {counts['panels']}, captions {counts['captions']}",
        f"  modality: {_list(counts['modality'].items())}",
        f"  split: {_list(counts['split'].items())} (by {made.card['division']['by']})",
        f"  rejects {counts['rejects']}: {_list(reasons)}",
        f"  leak check: {'passed' if leaks['passed'] else 'FAILED'}",
    ]
    return "\n".join(lines)


def _list(items: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{key} {count}" for key, count in items) or "none"
