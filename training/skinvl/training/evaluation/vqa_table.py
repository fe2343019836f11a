"""Answers made elsewhere: a table of images, questions, references and answers.

Read are a csv or jsonl file with the columns image, question, reference, answer and modality, the
predictions.csv that the released evaluation writes (predicted_answer, ground_truth), and answers
beside the released test table (image, question, answer) and caption.csv (image, modality).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.vqa_controls import BLIND, IMAGE, SWAPPED

# The released table spells the modality of photographs "skin".
CLINICAL_AS_RELEASED = "skin"
UNKNOWN_MODALITY = "unknown"
# Without an entry in caption.csv the released code names the modality so.
NO_MODALITY_AS_RELEASED = "None"
_ALIASES = {"predicted_answer": "answer", "ground_truth": "reference"}
_CONDITIONS = {"answer": IMAGE, "answer_blind": BLIND, "answer_swapped": SWAPPED}
_SHOWN_FAULTS = 5


@dataclass(frozen=True)
class TextAnswer:
    """One question about one image, its reference, and what was answered.

    ``texts`` maps a condition (image, blind, swapped) to the answer; ``unit`` is what is resampled;
    ``modality`` is as spelled in the source. ``diagnosis`` is the code where the source knows it.
    """

    image: str
    question: str
    reference: str
    texts: Mapping[str, str]
    modality: str
    unit: str
    diagnosis: str | None = None

    @property
    def answer(self) -> str:
        """What was answered with the image in view."""
        return self.texts[IMAGE]


@dataclass(frozen=True)
class AnswerTable:
    """The answers of a file, and how many questions of the test table it leaves out."""

    answers: tuple[TextAnswer, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


def read_answers(
    path: Path, references: Path | None = None, captions: Path | None = None
) -> AnswerTable:
    """Read answers; a question of `references` without an answer counts as answered with nothing.

    Raises:
        DataError: a file cannot be read, columns are missing, or lines are damaged; with the
            numbers of the lines.
    """
    needed = ["image", "question", "answer"]
    if references is None:
        needed.append("reference")
    if captions is None:
        needed.append("modality")
    rows = read_rows(path, needed, may_be_empty=("answer", "modality"))
    counts: dict[str, int] = {}
    if references is not None:
        rows, counts = _join_references(path, rows, references)
    modalities = None if captions is None else _read_captions(captions)
    return AnswerTable(tuple(_text_answer(row, modalities) for _, row in rows), counts)


def read_rows(
    path: Path, needed: Sequence[str], *, may_be_empty: Sequence[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    """Line number and fields of every row of a csv or jsonl file, released names put right.

    Raises:
        DataError: not readable, a needed column is missing or empty.
    """
    reader = {".csv": _csv_rows, ".jsonl": _jsonl_rows}.get(path.suffix.lower())
    if reader is None:
        raise DataError(path, "is neither .csv nor .jsonl")
    rows, faults = [], []
    try:
        for line, content in reader(path):
            fault = content if isinstance(content, str) else _fault(content, needed, may_be_empty)
            if fault is None and not isinstance(content, str):
                rows.append((line, content))
            else:
                faults.append(f"line {line}: {fault}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(path, f"not readable as text ({error})") from error
    if faults:
        more = len(faults) - _SHOWN_FAULTS
        shown = "; ".join(faults[:_SHOWN_FAULTS])
        raise DataError(path, shown + (f"; and {more} more lines" if more > 0 else ""))
    if not rows:
        raise DataError(path, "holds no rows")
    return rows


def clean_modality(spelled: str) -> str:
    """The modality in this project's words: the released ``skin`` is clinical."""
    plain = spelled.strip().lower()
    return {
        CLINICAL_AS_RELEASED: "clinical",
        "dermoscopic": "dermoscopy",
        "": UNKNOWN_MODALITY,
        NO_MODALITY_AS_RELEASED.lower(): UNKNOWN_MODALITY,
    }.get(plain, plain)


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, str] | str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        header = reader.fieldnames or []
        if len(set(header)) < len(header):
            raise DataError(path, f"line 1: a column stands twice in {', '.join(header)}")
        for row in reader:
            if None in row or None in row.values():
                yield reader.line_num, f"has not the {len(header)} fields of the header"
            else:
                yield reader.line_num, _rename(row)


def _jsonl_rows(path: Path) -> Iterator[tuple[int, dict[str, str] | str]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                yield number, f"is no JSON ({error})"
                continue
            if not isinstance(row, dict):
                yield number, "is no JSON object"
                continue
            wrong = [k for k, v in row.items() if v is not None and not isinstance(v, str)]
            read = {
                k
                for k in (
                    *_ALIASES,
                    *_CONDITIONS,
                    "image",
                    "question",
                    "reference",
                    "modality",
                    "group",
                )
            }
            bad = sorted(read.intersection(wrong))
            if bad:
                yield number, f"{', '.join(bad)} is no text"
            else:
                yield number, _rename({k: v or "" for k, v in row.items() if k not in wrong})


def _rename(row: Mapping[str, Any]) -> dict[str, str]:
    return {_ALIASES.get(name, name): value for name, value in row.items()}


def _fault(
    row: Mapping[str, str], needed: Sequence[str], may_be_empty: Sequence[str]
) -> str | None:
    missing = [name for name in needed if name not in row]
    if missing:
        return f"has no {', '.join(missing)} (columns: {', '.join(row)})"
    empty = [name for name in needed if name not in may_be_empty and not row[name].strip()]
    return f"{', '.join(empty)} is empty" if empty else None


def _join_references(
    path: Path, rows: Sequence[tuple[int, dict[str, str]]], references: Path
) -> tuple[list[tuple[int, dict[str, str]]], dict[str, int]]:
    """One row per row of the test table, with its reference."""
    test = read_rows(references, ("image", "question", "answer"))
    given = {(row["image"], row["question"]): row for _, row in rows}
    asked = {(row["image"], row["question"]) for _, row in test}
    strange = [line for line, row in rows if (row["image"], row["question"]) not in asked]
    if strange:
        raise DataError(
            path,
            f"line {strange[0]}: {references.name} has no such image and question "
            f"({len(strange)} of {len(rows)} lines)",
        )
    joined, missing = [], 0
    for line, row in test:
        found = given.get((row["image"], row["question"]))
        missing += found is None
        kept = found or {"image": row["image"], "question": row["question"], "answer": ""}
        joined.append((line, {**kept, "reference": row["answer"]}))
    return joined, {"questions_without_answer": missing}


def _read_captions(path: Path) -> dict[str, str]:
    """Modality per image; of an image that stands twice the first counts, as released."""
    found: dict[str, str] = {}
    for _, row in read_rows(path, ("image", "modality")):
        found.setdefault(row["image"], row["modality"])
    return found


def _text_answer(row: Mapping[str, str], modalities: Mapping[str, str] | None) -> TextAnswer:
    image = row["image"]
    if modalities is None:
        modality = row["modality"] or NO_MODALITY_AS_RELEASED
    else:
        modality = modalities.get(image, NO_MODALITY_AS_RELEASED)
    texts = {condition: row[name] for name, condition in _CONDITIONS.items() if name in row}
    return TextAnswer(
        image, row["question"], row["reference"], texts, modality, row.get("group") or image
    )
