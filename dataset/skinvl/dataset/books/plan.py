"""What the assembly of a dataset needs beside the stored results, kept for assembling it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.record import read_record, write_record
from skinvl.dataset.books.folder import write_file
from skinvl.dataset.books.records import Reject
from skinvl.dataset.books.rights import Rights

BUILDING = ".building"
_PLAN_FILE = "run.json"


@dataclass(frozen=True)
class PlannedBook:
    """A book with the key of its stored result; ``refusal`` where it could not be read."""

    name: str
    sha256: str
    key: str
    refusal: Reject | None = None


@dataclass(frozen=True)
class Plan:
    """Everything beside the stored results that decides what a dataset folder holds.

    ``refused`` are files that were not read at all; ``settings`` and ``tools`` stand in the card.
    """

    books: tuple[PlannedBook, ...]
    refused: tuple[Reject, ...]
    split_by: str
    fractions: tuple[float, float, float]
    seed: int
    rights: Mapping[str, Rights]
    settings: Mapping[str, str]
    tools: Mapping[str, str]


def write_plan(out: Path, plan: Plan) -> None:
    """Keep `plan` in the folder that it is carried out in.

    Raises:
        DataError: it cannot be written.
    """
    text = json.dumps(write_record(plan), ensure_ascii=False, sort_keys=True, indent=1)
    write_file(out / BUILDING / _PLAN_FILE, text + "\n")


def read_plan(out: Path) -> Plan:
    """The plan of the last build.

    Raises:
        DataError: there is none, or it was made by another version.
    """
    path = out / BUILDING / _PLAN_FILE
    try:
        return read_record(Plan, json.loads(path.read_text(encoding="utf-8")), "")
    except (OSError, ValueError) as error:
        raise DataError(path, "cannot be read; run dataset build again") from error
