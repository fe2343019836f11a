"""Generated answers from a file: of the published model, or of any other."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.class_lists.class_list import ClassList

# The published script writes seven fields under a header of six.
_RELEASED_HEADER = [
    "image",
    "question",
    "predicted_answer",
    "ground_truth",
    "predicted_label",
    "ground_truth_label",
]
_NEEDED = ("image", "answer", "label")


@dataclass(frozen=True)
class GivenAnswer:
    """One answer about one image, the true classes 0..K-1, and what is resampled with it."""

    image: str
    answer: str
    labels: tuple[int, ...]
    group: str


@dataclass(frozen=True)
class AnswerFile:
    """The answers of a file; ``unlabelled`` counts those left out for want of a label."""

    answers: tuple[GivenAnswer, ...]
    unlabelled: int
    grouped: bool
    sha256: str


def read_answers(path: Path, classes: ClassList) -> AnswerFile:
    """Read a table (csv, or one JSON object a line) with ``image``, ``answer``, ``label`` and,
    where it is known, ``group``; or the table that the published script writes.

    A label is a class name of the list, or a list of names as the published tables write it.

    Raises:
        DataError: missing, damaged, without a column, or a label that is not in the list.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable ({error})") from error
    rows = _read_lines(path, text) if path.suffix == ".jsonl" else _read_table(path, text)
    answers: list[GivenAnswer] = []
    unlabelled, grouped = 0, False
    for number, row in rows:
        missing = [name for name in _NEEDED if row.get(name) is None]
        if missing:
            raise DataError(path, f"line {number}: has no {', '.join(missing)}")
        labels = _read_labels(row["label"])
        columns = tuple(classes.column_of_name(label) for label in labels)
        if None in columns:
            unknown = labels[columns.index(None)]
            raise DataError(path, f"line {number}: {unknown!r} is no class of {classes.name}")
        if not columns:
            unlabelled += 1
            continue
        group = str(row.get("group") or "")
        grouped = grouped or bool(group)
        image = str(row["image"])
        known = tuple(column for column in columns if column is not None)
        answers.append(GivenAnswer(image, str(row["answer"]), known, group or image))
    if not answers:
        raise DataError(path, "holds no labelled answer")
    return AnswerFile(tuple(answers), unlabelled, grouped, hashlib.sha256(content).hexdigest())


def _read_lines(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DataError(path, f"line {number}: {error}") from error
        if not isinstance(row, dict):
            raise DataError(path, f"line {number}: not a JSON object")
        yield number, row


def _read_table(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.reader(io.StringIO(text))
    try:
        header = next(reader, [])
        for row in reader:
            if not row:
                continue
            if header == _RELEASED_HEADER and len(row) == len(header) + 1:
                # image, question, output, matched class, true class and the two numbers
                yield reader.line_num, {"image": row[0], "answer": row[2], "label": row[4]}
            else:
                yield reader.line_num, dict(zip(header, row, strict=False))
    except csv.Error as error:
        raise DataError(path, f"line {reader.line_num}: {error}") from error


def _read_labels(value: Any) -> tuple[str, ...]:
    """One name, or the names of a list; a list in a text is written as Python writes it."""
    if isinstance(value, str) and value.strip().startswith("["):
        try:
            value = ast.literal_eval(value.strip())
        except (ValueError, SyntaxError):
            return (value,)
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
