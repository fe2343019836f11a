"""Functions that take the place of `read_book` in a build."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from miniatures.hostile import behave

from skinvl.dataset.books.document import BookResult, read_book
from skinvl.dataset.books.settings import BookSettings


def read_or_misbehave(
    path: Path, name: str, out_dir: Path, settings: BookSettings, **options: Any
) -> BookResult:
    """As `read_book`, but a book called ``hang.pdf``, ``crash.pdf`` ... does as it is called."""
    behave(path.stem, options["report"])
    return read_book(path, name, out_dir, settings, **options)


def read_with_a_log(
    path: Path, name: str, out_dir: Path, settings: BookSettings, **options: Any
) -> BookResult:
    """As `read_book`, and a line in ``read.log`` beside the book for every time it is read."""
    with (path.parent / "read.log").open("a", encoding="utf-8") as log:
        log.write(f"{name}\n")
    return read_book(path, name, out_dir, settings, **options)


def read_with_half_characters(
    path: Path, name: str, out_dir: Path, settings: BookSettings, **options: Any
) -> BookResult:
    """As `read_book`, with captions that end in half a surrogate pair."""
    result = read_book(path, name, out_dir, settings, **options)
    pairs = tuple(replace(pair, caption=f"{pair.caption}\ud83d") for pair in result.pairs)
    return replace(result, pairs=pairs)
