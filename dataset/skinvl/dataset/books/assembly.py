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
from skinvl.dataset.books.card import CARD_FILE, READABLE_CARD, describe_dataset, write_in_words
from skinvl.dataset.books.division import count_leaks, divide
from skinvl.dataset.books.document import BookResult
from skinvl.dataset.books.duplicates import find_duplicates
from skinvl.dataset.books.folder import write_file
from skinvl.dataset.books.pictures import IMAGES, name_folder
from skinvl.dataset.books.plan import BUILDING, Plan, PlannedBook
from skinvl.dataset.books.records import PAIRS_FILE, REJECTS_FILE, Pair, Reject
from skinvl.dataset.books.results import find_pictures
from skinvl.dataset.review.applying import Corrected, apply_corrections

_REPLACED = "replaced-"
_QUESTIONS = ("samples.jsonl", "dataset.json", "qa_rejects.jsonl", "qa_report.json")


@dataclass(frozen=True)
class Assembled:
    """What was written: the card as it stands in ``dataset_card.json``, and the rows."""

    card: Mapping[str, Any]
    pairs: tuple[Pair, ...]
    rejects: tuple[Reject, ...]


def assemble(out: Path, plan: Plan, results: Mapping[str, BookResult]) -> Assembled:
    """Apply corrections, drop duplicates, divide, check for leaks, and write the folder.

    The card is removed first and written last: a folder without it is not finished.

    Args:
        out: the dataset folder.
        plan: what was read and how it is divided.
        results: by the books' names.

    Raises:
        DataError: the splits leak, a correction cannot be applied, or a file cannot be written.
    """
    books = [(book, results[book.name]) for book in plan.books]
    corrected = _correct(out, books)
    pairs, hashes, twins = _drop_duplicates(corrected)
    division = divide(
        pairs, hashes, split_by=plan.split_by, fractions=plan.fractions, seed=plan.seed
    )
    kept = tuple(
        dataclasses.replace(pair, group=group, split=split)
        for pair, group, split in zip(pairs, division.groups, division.splits, strict=True)
    )
    text = _lines(kept)
    leaks = count_leaks(_read_lines(text), hashes)
    if any(leaks.values()):
        found = ", ".join(f"{count} by {kind}" for kind, count in leaks.items() if count)
        raise DataError(out, f"the splits would share pictures or words ({found}); not written")
    rejects = sorted([*plan.refused, *twins, *corrected.rejects], key=_place)
    card = describe_dataset(books, kept, rejects, division, leaks, plan, corrected.report)
    (out / CARD_FILE).unlink(missing_ok=True)
    _forget_questions(out, text)
    _move_pictures(out, books)
    write_file(out / PAIRS_FILE, text)
    write_file(out / REJECTS_FILE, _lines(rejects))
    write_file(out / READABLE_CARD, write_in_words(card))
    body = json.dumps(card, ensure_ascii=False, sort_keys=True, indent=2)
    write_file(out / CARD_FILE, body + "\n")
    return Assembled(card, kept, tuple(rejects))


def _correct(out: Path, books: Sequence[tuple[PlannedBook, BookResult]]) -> Corrected:
    folders = {path: find_pictures(out, book) for book, result in books for path in result.files}
    return apply_corrections(
        out,
        [pair for _, result in books for pair in result.pairs],
        [item for _, result in books for item in result.fingerprints],
        [row for _, result in books for row in result.rejects],
        lambda path: folders[path] / Path(path).name,
    )


def _drop_duplicates(
    corrected: Corrected,
) -> tuple[list[Pair], list[ImageHashes], list[Reject]]:
    """Repeats of a picture become rejects, but for those that a person has kept."""
    pairs, prints = corrected.pairs, corrected.fingerprints
    first_of = {
        second: first for first, second in find_duplicates(prints) if second not in corrected.spared
    }
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


def _forget_questions(out: Path, text: str) -> None:
    """Questions were written for other pairs: they must not pass for questions about these."""
    path = out / PAIRS_FILE
    if path.is_file() and path.read_text(encoding="utf-8") != text:
        for name in _QUESTIONS:
            (out / name).unlink(missing_ok=True)


def _move_pictures(out: Path, books: Sequence[tuple[PlannedBook, BookResult]]) -> None:
    """Bring every book's pictures to ``images`` and forget what no longer belongs here.

    A stored result whose pictures are not beside it owns those under ``images``. So results that
    are out of date go first, and pictures are moved as whole folders.
    """
    building, images = out / BUILDING, out / IMAGES
    images.mkdir(exist_ok=True)
    keys = {book.key for book, _ in books}
    for folder in sorted(building.iterdir()):
        if folder.is_dir() and folder.name not in keys:
            shutil.rmtree(folder)
    wanted = set()
    for book, result in books:
        if not result.files:
            continue
        name = name_folder(book.name, book.sha256)
        wanted.add(name)
        stored = building / book.key / IMAGES / name
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
