"""The subsets of MM-Skin: C (captions), O (open questions), D (age or sex is known)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skinvl.contract.sample import Sample
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.formats.folder import replace_folder

FOLDER = "subsets"
NAMES = ("MM-Skin-C", "MM-Skin-O", "MM-Skin-D")


def write_subsets(folder: Path, pairs: Sequence[Pair], samples: Sequence[Sample]) -> dict[str, int]:
    """Write ``subsets/MM-Skin-{C,O,D}.jsonl``, one picture or question per line.

    Returns:
        Rows of each file, by its name.

    Raises:
        DataError: they cannot be written.
    """
    tables = dict(zip(NAMES, _tables(pairs, samples), strict=True))
    with replace_folder(folder / FOLDER) as building:
        for name, rows in tables.items():
            text = "".join(
                json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows
            )
            (building / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return {name: len(rows) for name, rows in tables.items()}


def _tables(
    pairs: Sequence[Pair], samples: Sequence[Sample]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    captions: list[dict[str, Any]] = []
    questions: list[dict[str, Any]] = []
    people: list[dict[str, Any]] = []
    for pair, sample in zip(pairs, samples, strict=True):
        base = {"image": pair.image_path, "modality": pair.modality, "split": pair.split}
        if pair.caption:
            captions.append({**base, "caption": pair.caption})
        questions += [
            {**base, "question": qa.question, "answer": qa.answer, "topic": qa.topic}
            for qa in sample.qa
            if qa.kind == "open"
        ]
        if pair.age is not None or pair.age_range is not None or pair.sex is not None:
            people.append(
                {
                    **base,
                    "caption": pair.caption,
                    "age": pair.age,
                    "age_range": pair.age_range,
                    "gender": pair.sex,
                    "diagnosis": pair.diagnosis,
                }
            )
    return captions, questions, people
