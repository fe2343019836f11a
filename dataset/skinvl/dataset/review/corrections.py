"""Corrections of a person: read from CSV, checked, and kept in ``corrections.jsonl``.

A CSV file has a header and the columns ``key`` (from the contact sheet) or ``pdf``, ``page`` and
``bbox``; ``action``; ``value``; and, if wanted, ``note`` and ``reviewer``. Actions:

- ``reject``: the pair is not used; the value is a reason of `REASONS` (or empty: "unsuitable")
- ``keep``: a rejected picture is used after all; the value may give it a caption
- ``caption``: the value is the caption
- ``modality``: the value is one of the contract's modalities
- ``diagnosis``: the value is a code or a name of the ontology, or "none"
- ``clear``: forget what was said of the picture before

What is kept is sorted, one verdict (reject or keep) and one value for each field of a picture: a
later file has the last word.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from skinvl.contract.errors import ConfigError, DataError
from skinvl.contract.ontology import ontology
from skinvl.contract.record import read_record, write_record
from skinvl.contract.sample import MODALITIES
from skinvl.dataset.books.layout import Box
from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.review.keys import name_picture

CORRECTIONS_FILE = "corrections.jsonl"
COLUMNS = ("key", "pdf", "page", "bbox", "action", "value", "note", "reviewer")
REASONS = (
    "unsuitable",
    "wrong_caption",
    "wrong_crop",
    "annotated",
    "identifiable",
    "low_resolution",
    "not_skin",
    "chart",
    "diagram",
    "duplicate",
)
NO_DIAGNOSIS = "none"
NEAR = 0.5
"""Points by which an edge of a ``bbox`` typed by hand may differ."""

Action = Literal["reject", "keep", "caption", "modality", "diagnosis", "clear"]
ACTIONS: tuple[Action, ...] = get_args(Action)


@dataclass(frozen=True)
class Correction:
    """One verdict about the picture at ``bbox`` (points) on a page (from 1) of a book."""

    pdf: str
    page: int
    bbox: Box
    action: Action
    value: str = ""
    note: str = ""
    reviewer: str = ""

    @property
    def key(self) -> str:
        """The picture's, see `name_picture`."""
        return name_picture(self.pdf, self.page, self.bbox)


def load_corrections(out: Path) -> tuple[Correction, ...]:
    """Those that a dataset folder keeps; none where it has no file.

    Raises:
        DataError: a line is no correction; names file and line.
    """
    path = out / CORRECTIONS_FILE
    if not path.exists():
        return ()
    found = []
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                found.append(read_record(Correction, json.loads(line), ""))
            except ValueError as error:
                raise DataError(path, f"line {number}: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable ({error})") from error
    return tuple(found)


def print_corrections(corrections: Iterable[Correction]) -> str:
    """The text of `CORRECTIONS_FILE`."""
    return "".join(
        json.dumps(write_record(item), ensure_ascii=False, sort_keys=True) + "\n"
        for item in corrections
    )


def merge_corrections(
    before: Sequence[Correction], later: Sequence[Correction]
) -> tuple[Correction, ...]:
    """`before` with `later` on top, in the order in which they are kept."""
    said: dict[tuple[str, str], Correction] = {}
    for item in (*before, *later):
        if item.action == "clear":
            said = {place: kept for place, kept in said.items() if place[0] != item.key}
        else:
            said[item.key, _matter(item.action)] = item
    return tuple(sorted(said.values(), key=_order))


def _matter(action: Action) -> str:
    return "verdict" if action in ("reject", "keep") else action


def _order(item: Correction) -> tuple[str, int, Box, str]:
    return (item.pdf, item.page, item.bbox, item.action)


def read_table(
    path: Path, pairs: Sequence[Pair], rejects: Sequence[Reject], reviewer: str
) -> tuple[Correction, ...]:
    """Read and check a CSV file against the rows of the dataset.

    Args:
        path: the file.
        pairs: of the dataset.
        rejects: of the dataset.
        reviewer: who speaks where a line does not say.

    Raises:
        ConfigError: every fault, with its line.
        DataError: the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError(path, "no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable as UTF-8 text ({error})") from error
    delimiter = ";" if _is_semicolon(text) else ","
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    known = _Places(pairs, rejects)
    errors = [
        f"{path}: line 1: no column {name!r}; the columns are {', '.join(COLUMNS)}"
        for name in ("action", "value")
        if name not in (reader.fieldnames or ())
    ]
    errors += [
        f"{path}: line 1: unknown column {name!r}"
        for name in reader.fieldnames or ()
        if name not in COLUMNS
    ]
    if errors:
        raise ConfigError(errors)
    found: list[Correction] = []
    try:
        for row in reader:
            outcome = _read_row(row, known, reviewer)
            if isinstance(outcome, Correction):
                found.append(outcome)
            else:
                errors += [f"{path}: line {reader.line_num}: {fault}" for fault in outcome]
    except csv.Error as error:
        errors.append(f"{path}: line {reader.line_num}: {error}")
    if errors:
        raise ConfigError(errors)
    return tuple(found)


def _is_semicolon(text: str) -> bool:
    """Spreadsheets of many countries write semicolons."""
    first = text.partition("\n")[0]
    return first.count(";") > first.count(",")


class _Places:
    """Which pictures there are, and whether they are in use."""

    def __init__(self, pairs: Sequence[Pair], rejects: Sequence[Reject]) -> None:
        self._rows: dict[str, tuple[str, int, Box]] = {}
        self.pairs: set[str] = set()
        self.rejects: dict[str, Reject] = {}
        for pair in pairs:
            self.pairs.add(self._enter(pair.pdf, pair.page, pair.bbox))
        for row in rejects:
            if row.bbox is not None:
                key = self._enter(row.pdf, row.page, row.bbox)
                if row.image_path is not None or key not in self.rejects:
                    self.rejects[key] = row

    def _enter(self, pdf: str, page: int, bbox: Box) -> str:
        key = name_picture(pdf, page, bbox)
        self._rows[key] = (pdf, page, bbox)
        return key

    def find(self, row: Mapping[str, str]) -> tuple[str, int, Box] | str:
        """Where the picture of a line stands, or what is wrong."""
        if row["key"]:
            return self._rows.get(row["key"]) or f"no picture has the key {row['key']!r}"
        if not (row["pdf"] and row["page"] and row["bbox"]):
            return "either key, or pdf, page and bbox, must be given"
        numbers = re.findall(r"-?\d+(?:\.\d+)?", row["bbox"])
        if not row["page"].isdigit() or len(numbers) != 4:
            return f"page {row['page']!r} and bbox {row['bbox']!r}: a number, and four numbers"
        wanted = [float(number) for number in numbers]
        for pdf, page, bbox in self._rows.values():
            if (pdf, page) == (row["pdf"], int(row["page"])) and all(
                abs(one - other) <= NEAR for one, other in zip(bbox, wanted, strict=True)
            ):
                return pdf, page, bbox
        return f"no picture stands at {row['bbox']} on page {row['page']} of {row['pdf']!r}"


def _read_row(
    fields: Mapping[str | None, object], known: _Places, reviewer: str
) -> Correction | list[str]:
    if None in fields or None in fields.values():
        return ["not as many fields as the header has"]
    row = {name: str(fields.get(name) or "").strip() for name in COLUMNS}
    place = known.find(row)
    faults = [place] if isinstance(place, str) else []
    action = next((name for name in ACTIONS if name == row["action"]), None)
    if action is None:
        faults.append(f"action {row['action']!r} is none of {', '.join(ACTIONS)}")
    if isinstance(place, str) or action is None:
        return faults
    item = Correction(*place, action, row["value"], row["note"], row["reviewer"] or reviewer)
    fault = _check(item, known)
    if isinstance(fault, str):
        return [fault]
    return fault


def _check(item: Correction, known: _Places) -> Correction | str:
    value = item.value
    if item.action == "reject":
        if value and value not in REASONS:
            return f"reason {value!r} is none of {', '.join(REASONS)}"
        return replace(item, value=value or REASONS[0])
    if item.action == "keep":
        reject = known.rejects.get(item.key)
        if reject is None:
            return item
        if reject.image_path is None:
            return "keep: no picture was stored for this reject, so it cannot come back"
        if not value and not reject.caption:
            return "keep: this reject has no caption; give one as its value"
    elif item.action == "caption" and not value:
        return "caption: the value is empty"
    elif item.action == "modality" and value not in MODALITIES:
        return f"modality {value!r} is none of {', '.join(MODALITIES)}"
    elif item.action == "diagnosis" and value != NO_DIAGNOSIS:
        terms = ontology()
        found = value if value in terms else None
        if found is None:
            named = terms.resolve(value)
            if named is None:
                return f"diagnosis {value!r} is neither a code nor a name of the ontology"
            found = named.code
        return replace(item, value=str(found))
    return item
