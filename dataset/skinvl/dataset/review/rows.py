"""The rows and the card of a dataset made from books."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from skinvl.contract.errors import DataError
from skinvl.contract.record import read_record
from skinvl.dataset.books.card import CARD_FILE
from skinvl.dataset.books.records import PAIRS_FILE, REJECTS_FILE, Pair, Reject

Row = TypeVar("Row", Pair, Reject)


@dataclass(frozen=True)
class BookRows:
    """What ``dataset build`` wrote."""

    pairs: tuple[Pair, ...]
    rejects: tuple[Reject, ...]
    card: Mapping[str, Any]


def read_rows(folder: Path) -> BookRows:
    """Read a dataset folder and check that its card counts the rows that are there.

    Raises:
        DataError: a file is missing or not as written; names file and line.
    """
    path = folder / CARD_FILE
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        counts = card["counts"]
        stated = (counts["pairs"], counts["rejects"])
    except FileNotFoundError:
        raise DataError(path, "no such file; is this a folder made by dataset build?") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(path, f"not readable as a card ({error})") from error
    pairs = _read_lines(folder / PAIRS_FILE, Pair)
    rejects = _read_lines(folder / REJECTS_FILE, Reject)
    if stated != (len(pairs), len(rejects)):
        raise DataError(
            path,
            f"counts {stated[0]} pairs and {stated[1]} rejects where {len(pairs)} and "
            f"{len(rejects)} are; run dataset build again",
        )
    return BookRows(pairs, rejects, card)


def _read_lines(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    rows: list[Row] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    rows.append(read_record(kind, json.loads(line), ""))
                except ValueError as error:
                    raise DataError(path, f"line {number}: {error}") from error
    except FileNotFoundError:
        raise DataError(path, "no such file; run dataset build again") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable ({error})") from error
    return tuple(rows)
