"""The pairs of a build folder, and the samples they become."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.record import read_record
from skinvl.contract.sample import QuestionAnswer, Sample
from skinvl.dataset.books.records import PAIRS_FILE, Pair
from skinvl.dataset.vqa.descriptions import describe, own_words

BUILD_CARD = "dataset_card.json"
NOT_STATED = "not stated"
_YOUNGEST, _OLDEST = 0.0, 120.0


def read_pairs(folder: Path) -> list[Pair]:
    """The pairs of `folder`, in the order of ``pairs.jsonl``.

    Raises:
        DataError: the file is missing, a line is no pair, or two pairs share a picture's file.
    """
    path = folder / PAIRS_FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise DataError(path, "no such file; is this the folder of `dataset build`?") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable ({error})") from error
    pairs: list[Pair] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            pair = read_record(Pair, json.loads(line), "")
        except ValueError as error:
            raise DataError(path, f"line {number}: {error}") from error
        name = pair.image_path
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise DataError(path, f"line {number}: image_path {name!r} lies outside the folder")
        if name in seen:
            raise DataError(path, f"line {number}: {name} occurs twice")
        seen.add(name)
        pairs.append(pair)
    return pairs


def read_licences(folder: Path) -> dict[str, str]:
    """Licence of each document, as the card of the build states it; nothing where it does not."""
    try:
        card = json.loads((folder / BUILD_CARD).read_text(encoding="utf-8"))
        return {str(book["pdf"]): str(book["licence"]) for book in card["documents"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def name_pair(pair: Pair) -> str:
    """The identity of a pair: its picture's path without folder ``images`` and ending."""
    stem = re.sub(r"\.[A-Za-z0-9]+$", "", pair.image_path)
    return stem.removeprefix("images/")


def make_sample(
    pair: Pair, questions: Sequence[QuestionAnswer], licences: Mapping[str, str]
) -> Sample:
    """`pair` as a sample of the contract; its caption is what `describe` leaves of the book's."""
    return Sample(
        id=name_pair(pair),
        image=pair.image_path,
        image_sha256=pair.image_sha256,
        source=pair.pdf,
        licence=licences.get(pair.pdf) or NOT_STATED,
        modality=pair.modality,
        diagnosis=pair.diagnosis,
        label=pair.label,
        split=pair.split,
        group=pair.group or f"{pair.pdf}#{pair.figure}",
        age=pair.age if pair.age is not None and _YOUNGEST <= pair.age <= _OLDEST else None,
        sex=pair.sex,
        site=pair.site,
        caption=describe(own_words(pair)),
        qa=tuple(questions),
    )
