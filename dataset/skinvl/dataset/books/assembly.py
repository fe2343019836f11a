"""The dataset folder, put together from the results of all books, the same from any order."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skinvl.contract.errors import DataError
from skinvl.contract.image_hash import ImageHashes
from skinvl.contract.record import read_record, write_record
from skinvl.dataset.books import duplicates
from skinvl.dataset.books.card import CARD_FILE, READABLE_CARD, describe_dataset, write_in_words
from skinvl.dataset.books.division import count_leaks, divide
from skinvl.dataset.books.document import BookResult
from skinvl.dataset.books.folder import write_file
from skinvl.dataset.books.inputs import Book
from skinvl.dataset.books.pictures import IMAGES, name_folder
from skinvl.dataset.books.records import PAIRS_FILE, REJECTS_FILE, Pair, Reject
from skinvl.dataset.books.results import BUILDING
from skinvl.dataset.splits import Fractions

_REPLACED = "replaced-"


@dataclass(frozen=True)
class Assembled:
    """What was written: the card as it stands in ``dataset_card.json``, and the rows."""

    card: Mapping[str, Any]
    pairs: tuple[Pair, ...]
    rejects: tuple[Reject, ...]


def assemble(
    out: Path,
    results: Sequence[tuple[Book, str, BookResult]],
    refused: Sequence[Reject],
    *,
    split_by: str,
    fractions: Fractions,
    seed: int,
    rights: Path | None,
    settings: Mapping[str, Any],
    tools: Mapping[str, str],
) -> Assembled:
    """Find duplicates over all books, divide, check for leaks, and write the folder.

    The card is removed first and written last: a folder without it is not finished.

    Raises:
        DataError: the splits leak, or a file cannot be written.
    """
    pairs, hashes, twins = _drop_duplicates(results)
    division = divide(pairs, hashes, split_by=split_by, fractions=fractions, seed=seed)
    kept = tuple(
        dataclasses.replace(pair, group=group, split=split)
        for pair, group, split in zip(pairs, division.groups, division.splits, strict=True)
    )
    text = _lines(kept)
    leaks = count_leaks(_read_lines(text), hashes)
    if any(leaks.values()):
        found = ", ".join(f"{count} by {kind}" for kind, count in leaks.items() if count)
        raise DataError(out, f"the splits would share pictures or words ({found}); not written")
    rejects = [*refused, *twins, *(row for _, _, result in results for row in result.rejects)]
    rejects.sort(key=_place)
    card = describe_dataset(
        [(book, result) for book, _, result in results],
        kept,
        rejects,
        division,
        leaks,
        rights=rights,
        settings=settings,
        tools=tools,
    )
    (out / CARD_FILE).unlink(missing_ok=True)
    _move_pictures(out, results)
    write_file(out / PAIRS_FILE, text)
    write_file(out / REJECTS_FILE, _lines(rejects))
    write_file(out / READABLE_CARD, write_in_words(card))
    body = json.dumps(card, ensure_ascii=False, sort_keys=True, indent=2)
    write_file(out / CARD_FILE, body + "\n")
    return Assembled(card, kept, tuple(rejects))


def _drop_duplicates(
    results: Sequence[tuple[Book, str, BookResult]],
) -> tuple[list[Pair], list[ImageHashes], list[Reject]]:
    pairs = [pair for _, _, result in results for pair in result.pairs]
    prints = [item for _, _, result in results for item in result.fingerprints]
    first_of = {second: first for first, second in duplicates.find_duplicates(prints)}
    twins = [
        Reject(
            pdf=pair.pdf,
            page=pair.page,
            bbox=pair.bbox,
            stage="duplicates",
            reason="duplicate",
            detail=f"the picture of {pairs[first_of[place]].pdf}, "
            f"page {pairs[first_of[place]].page}",
            figure_number=pair.figure_number,
            caption=pair.figure_caption,
            image_path=pair.image_path,
        )
        for place, pair in enumerate(pairs)
        if place in first_of
    ]
    left = [place for place in range(len(pairs)) if place not in first_of]
    return [pairs[place] for place in left], [prints[place].hashes for place in left], twins


def _move_pictures(out: Path, results: Sequence[tuple[Book, str, BookResult]]) -> None:
    """Bring every book's pictures to ``images`` and forget what no longer belongs here.

    A stored result whose pictures are not beside it owns those under ``images``. So results that
    are out of date go first, and pictures are moved as whole folders.
    """
    building, images = out / BUILDING, out / IMAGES
    images.mkdir(exist_ok=True)
    keys = {key for _, key, _ in results}
    for folder in sorted(building.iterdir()):
        if folder.is_dir() and folder.name not in keys:
            shutil.rmtree(folder)
    wanted = set()
    for book, key, result in results:
        name = name_folder(book.name, book.sha256)
        stored = building / key / IMAGES / name
        if not result.files:
            continue
        wanted.add(name)
        if stored.is_dir():
            if (images / name).exists():
                (images / name).rename(building / f"{_REPLACED}{name}")
            stored.rename(images / name)
            shutil.rmtree(building / f"{_REPLACED}{name}", ignore_errors=True)
    for folder in sorted(images.iterdir()):
        if folder.name not in wanted:
            shutil.rmtree(folder)


def _lines(rows: Sequence[Pair] | Sequence[Reject]) -> str:
    return "".join(
        json.dumps(write_record(row), ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n"
        for row in rows
    )


def _read_lines(text: str) -> list[Pair]:
    return [read_record(Pair, json.loads(line), "") for line in text.splitlines()]


def _place(row: Reject) -> tuple[str, int, tuple[float, ...], str, str, str]:
    return (row.pdf, row.page, row.bbox or (), row.stage, row.reason, row.detail)
