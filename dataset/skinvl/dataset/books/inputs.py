"""Which PDFs are named on the command line, and what the rows call each of them."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.dataset.books.records import Reject

_SUFFIX = ".pdf"


@dataclass(frozen=True)
class Book:
    """A PDF to read: where it lies, what its rows call it, and the sha256 of its bytes."""

    path: Path
    name: str
    sha256: str


def find_books(inputs: Iterable[Path]) -> tuple[list[Book], list[Reject]]:
    """The PDFs among `inputs`, files or folders, by name.

    A file below a named folder is called by its path in that folder, a named file by its base
    name; where two files would have one name, as much of their folders' path is put before it as
    tells them apart. Of files with the same bytes the first by name is read, the others are
    rejects.

    Raises:
        DataError: an input is missing, or a folder holds no PDF.
    """
    depths: dict[Path, int] = {}
    for given in inputs:
        for path, depth in _expand(given):
            depths[path] = max(depth, depths.get(path, 0))
    books: list[Book] = []
    rejects: list[Reject] = []
    first: dict[str, str] = {}
    for path, name in sorted(_name(depths).items(), key=lambda item: item[1]):
        try:
            sha256 = _hash(path)
        except OSError as error:
            rejects.append(_refuse(name, "unreadable", f"cannot be read: {error.strerror}"))
            continue
        if sha256 in first:
            rejects.append(_refuse(name, "same_file", f"same file as {first[sha256]}"))
            continue
        first[sha256] = name
        books.append(Book(path, name, sha256))
    return books, rejects


def _expand(given: Path) -> list[tuple[Path, int]]:
    """Absolute paths with the number of their last parts that make the name."""
    if given.is_dir():
        found = sorted(
            path for path in given.rglob("*") if path.suffix.lower() == _SUFFIX and path.is_file()
        )
        if not found:
            raise DataError(given, "no PDF in this folder")
        return [(path.resolve(), len(path.relative_to(given).parts)) for path in found]
    if not given.exists():
        raise DataError(given, "no such file or folder")
    return [(given.resolve(), 1)]


def _name(depths: dict[Path, int]) -> dict[Path, str]:
    depths = dict(depths)
    while True:
        names: dict[str, list[Path]] = defaultdict(list)
        for path, depth in depths.items():
            names["/".join(path.parts[1:][-depth:])].append(path)
        clashing = [path for paths in names.values() if len(paths) > 1 for path in paths]
        if not clashing:
            # A name that is no UTF-8 must still fit into a row.
            return {
                paths[0]: os.fsencode(name).decode("utf-8", "backslashreplace")
                for name, paths in names.items()
            }
        for path in clashing:
            depths[path] += 1


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse(name: str, reason: str, detail: str) -> Reject:
    return Reject(name, 0, None, "document", reason, detail)
