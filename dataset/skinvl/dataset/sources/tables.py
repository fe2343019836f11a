"""Published tables and the image files that their lines name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.dataset.sources.collection import (
    IMAGE_SUFFIXES,
    Record,
    Rejection,
    list_images,
    read_table,
)

Row = Mapping[str, str]


@dataclass(frozen=True)
class Listed:
    """One line of a table with the image file it names."""

    name: str
    file: Path
    row: Row


@dataclass(frozen=True)
class Matched:
    """Lines with their files in the order of names, what was left out, and lines without a file."""

    listed: tuple[Listed, ...]
    rejections: tuple[Rejection, ...]
    missing: int


def find_file(folder: Path, *names: str) -> Path | None:
    """The file with one of `names`, whatever the case, in `folder` or nearest below it."""
    wanted = {name.casefold() for name in names}
    found = [
        path
        for path in folder.rglob("*")
        if path.name.casefold() in wanted and not path.name.startswith(".") and path.is_file()
    ]
    return min(found, key=lambda path: (len(path.parts), str(path)), default=None)


def require_table(
    folder: Path, *names: str, columns: Iterable[str]
) -> tuple[Path, list[dict[str, str]]]:
    """The first table with one of `names`, and its lines.

    Raises:
        DataError: there is none, or it has not the `columns`.
    """
    table = find_file(folder, *names)
    if table is None:
        raise DataError(folder, f"no {' and no '.join(names)} in this folder or below it")
    return table, read_table(table, columns)


def stem_of(cell: str) -> str:
    """The name of an image without folders and suffix, as a table gives it."""
    name = cell.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and f".{suffix.lower()}" in IMAGE_SUFFIXES else name


def match_images(
    folder: Path,
    rows: Sequence[Row],
    name_of: Callable[[Row], str],
    *,
    key: Callable[[str], str] = str,
    table: str,
) -> Matched:
    """Match lines and image files below `folder` by name, each name once.

    Left out with a reason: lines and files of a name that came before, and files that no line
    names.

    Args:
        name_of: the image that a line names, with or without folders and suffix.
        key: makes names equal that stand for one image.
        table: what the reasons call the table.
    """
    rejections: list[Rejection] = []
    files: dict[str, Path] = {}
    for path in list_images(folder, recursive=True):
        other = files.setdefault(key(path.stem), path)
        if other is not path:
            where = path.relative_to(folder).as_posix()
            rejections.append(Rejection(where, "another file of this name was read"))
    listed: dict[str, Listed] = {}
    missing: set[str] = set()
    for row in rows:
        name = key(stem_of(name_of(row)))
        if not name:
            rejections.append(Rejection(table, "a line that names no image"))
        elif name in listed:
            same = dict(listed[name].row) == dict(row)
            reason = "listed twice" if same else "listed twice, differently; the first line counts"
            rejections.append(Rejection(name, reason))
        elif name in files:
            listed[name] = Listed(files[name].stem, files[name], row)
        else:
            missing.add(name)
    rejections += [
        Rejection(files[name].relative_to(folder).as_posix(), f"not in {table}")
        for name in sorted(files.keys() - listed.keys())
    ]
    return Matched(tuple(listed[name] for name in sorted(listed)), tuple(rejections), len(missing))


def require_records(records: Sequence[Record], folder: Path, table: str) -> tuple[Record, ...]:
    """`records` as they are kept.

    Raises:
        DataError: there are none.
    """
    if not records:
        raise DataError(folder, f"no image that {table} names lies in this folder or below it")
    return tuple(records)
