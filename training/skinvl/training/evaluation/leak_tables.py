"""Reading what an audit compares: imported data sets, CSV tables and LLaVA conversation files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from skinvl.contract.errors import DataError
from skinvl.contract.sample import read_samples
from skinvl.training.evaluation.isic_ranges import find_isic_id

# A name that is no more than a counter says nothing about what the image shows.
_COUNTER = re.compile(r"(img|image|photo|picture|pic|dsc|fig|figure|page)?[\W_]*\d{0,6}", re.I)
_KEYS = ("lesion_id", "patient_id", "group")

Question = tuple[str, str]


@dataclass(frozen=True)
class Item:
    """One image of a table with what names it.

    ``source`` is empty where the table does not say; ``sha256`` is the table's own record of the
    file. ``questions`` are (question, answer) pairs.
    """

    id: str
    file: Path | None
    table: str
    source: str = ""
    sha256: str | None = None
    lesion_id: str | None = None
    patient_id: str | None = None
    group: str | None = None
    questions: tuple[Question, ...] = ()

    @property
    def name(self) -> str | None:
        """File name without folder and suffix, lower case; None where it is only a counter."""
        stem = Path(self.file or self.id).stem.casefold()
        return None if _COUNTER.fullmatch(stem) else stem

    @property
    def isic_id(self) -> str | None:
        """The ISIC id in its name."""
        return find_isic_id(self.file.name if self.file is not None else "") or find_isic_id(
            self.id
        )

    @property
    def label(self) -> str:
        """The id with the table it stands in."""
        return f"{self.table}:{self.id}"

    @property
    def unit(self) -> str:
        """What is resampled: patient, lesion, group or the image itself."""
        own = self.patient_id or self.lesion_id or self.group or self.id
        return f"{self.table}/{own}"


def read_tables(paths: Sequence[Path], split: str, images: Path | None) -> list[Item]:
    """Every image of several tables.

    Args:
        paths: data set folders, ``*.csv`` or ``*.json`` files.
        split: of data sets; ``all`` takes every split.
        images: folder that paths in CSV and JSON start from; None: the table's own.

    Raises:
        DataError: a table cannot be read, or is empty.
        ContractMismatch: a data set made under another contract.
    """
    found: list[Item] = []
    for path in paths:
        if not path.exists():
            raise DataError(path, "no such file or folder")
        if path.is_dir():
            items = _read_dataset(path, split)
        elif path.suffix.lower() == ".csv":
            items = _read_csv(path, images or path.parent)
        elif path.suffix.lower() == ".json":
            items = _read_conversations(path, images or path.parent)
        else:
            raise DataError(path, "neither a data set folder nor a .csv or .json file")
        if not items:
            raise DataError(path, "holds no image")
        found += items
    return found


def _read_dataset(folder: Path, split: str) -> list[Item]:
    samples = read_samples(folder)
    items = [
        Item(
            id=sample.id,
            file=folder / sample.image,
            table=folder.name,
            source=sample.source,
            sha256=sample.image_sha256,
            lesion_id=sample.lesion_id,
            patient_id=sample.patient_id,
            group=sample.group,
            questions=tuple((q.question, q.answer) for q in sample.qa),
        )
        for sample in samples
        if split in ("all", sample.split)
    ]
    if not items:
        have = ", ".join(sorted({sample.split for sample in samples})) or "none"
        raise DataError(folder, f"no sample of split {split!r}; it has {have}")
    return items


def _read_csv(path: Path, root: Path) -> list[Item]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "image" not in (reader.fieldnames or ()):
                raise DataError(path, "no column 'image'")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(path, f"not readable as CSV ({error})") from error
    return _merge(
        Item(
            id=image,
            file=root / image,
            table=path.name,
            **{key: row[key] for key in _KEYS if row.get(key)},
            questions=((row["question"], row.get("answer") or ""),) if row.get("question") else (),
        )
        for row in rows
        if (image := (row.get("image") or "").strip())
    )


def _read_conversations(path: Path, root: Path) -> list[Item]:
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(path, f"not readable as JSON ({error})") from error
    if not isinstance(records, list):
        raise DataError(path, "not a list of conversations")
    return _merge(
        Item(
            id=record["image"],
            file=root / record["image"],
            table=path.name,
            questions=_pair_turns(path, number, record.get("conversations")),
        )
        for number, record in enumerate(records)
        # LLaVA's files mix in conversations without an image.
        if isinstance(record, dict) and isinstance(record.get("image"), str)
    )


def _pair_turns(path: Path, number: int, turns: Any) -> tuple[Question, ...]:
    if turns is None:
        return ()
    try:
        words = [(turn["from"], turn["value"].replace("<image>", "").strip()) for turn in turns]
    except (TypeError, KeyError, AttributeError) as error:
        raise DataError(path, f"record {number}: not a conversation ({error!r})") from error
    return tuple(
        (asked, said) for (who, asked), (_, said) in pairwise(words) if who in ("human", "user")
    )


def _merge(items: Iterable[Item]) -> list[Item]:
    """One item per image, with the questions of all its rows."""
    merged: dict[str, Item] = {}
    for item in items:
        known = merged.get(item.id)
        merged[item.id] = (
            item if known is None else replace(known, questions=(*known.questions, *item.questions))
        )
    return list(merged.values())
