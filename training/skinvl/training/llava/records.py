"""Conversation files and imported data sets as records: one image, one conversation.

Whatever cannot be trained on becomes a `Skipped` with its reason; nothing is dropped silently.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skinvl.contract.errors import DataError
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.contract.sample import Sample, read_samples
from skinvl.model.llava.conversation import END_TOKEN, Turn, put_image_first
from skinvl.model.llava.tokenizer import IMAGE_TOKEN
from skinvl.training.llava.config import ConversationFile


@dataclass(frozen=True)
class Record:
    """One conversation about one image.

    `sha256` is that of the image file, None until it has been read. `group` joins images that
    must not be divided. `split` is that of an imported sample, None where the recipe divides.
    """

    id: str
    image: Path
    sha256: str | None
    group: str | None
    split: str | None
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Skipped:
    """A conversation that is not trained on, and why."""

    id: str
    image: str
    reason: str


def read_conversations(root: Path, file: ConversationFile) -> Iterator[Record | Skipped]:
    """The entries of a LLaVA JSON file: a list of ``{id, image, conversations: [{from, value}]}``.

    Raises:
        DataError: no such file, or it is not such a list.
    """
    path = root / file.file
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(path, "no such conversation file; it is named in the recipe") from None
    except (OSError, ValueError) as error:
        raise DataError(path, f"not readable as JSON ({error})") from error
    if not isinstance(entries, list):
        raise DataError(path, "a list of conversations is needed")
    for number, entry in enumerate(entries):
        yield _read_entry(entry, number, root / file.images)


def _read_entry(entry: Any, number: int, images: Path) -> Record | Skipped:
    if not isinstance(entry, dict):
        return Skipped(f"#{number}", "", "not a mapping with image and conversations")
    name = str(entry.get("id", f"#{number}"))
    image = entry.get("image")
    if not isinstance(image, str) or not image:
        return Skipped(name, "", "names no image")
    if image.startswith("/") or ".." in Path(image).parts:
        return Skipped(name, image, "names an image outside its folder")
    turns = read_turns(entry.get("conversations"))
    if isinstance(turns, str):
        return Skipped(name, image, turns)
    return Record(name, images / image, None, None, None, turns)


def read_turns(messages: Any) -> tuple[Turn, ...] | str:
    """Questions and answers of ``[{from: human, value}, {from: gpt, value}, ...]``, the image in
    front of its question; or what is wrong with them."""
    if not isinstance(messages, list) or not messages:
        return "no conversation"
    texts = []
    for place, message in enumerate(messages):
        expected = ("human", "gpt")[place % 2]
        if not isinstance(message, dict) or message.get("from") != expected:
            return f"message {place + 1} is not from {expected}"
        text = message.get("value")
        if not isinstance(text, str) or not text.strip():
            return f"message {place + 1} is empty"
        if END_TOKEN in text:
            return f"message {place + 1} holds the end token {END_TOKEN}"
        texts.append(text)
    if len(texts) % 2:
        return "the last question has no answer"
    questions, answers = texts[::2], texts[1::2]
    if any(IMAGE_TOKEN in answer for answer in answers):
        return f"an answer holds {IMAGE_TOKEN}"
    holding = sum(IMAGE_TOKEN in question for question in questions)
    if holding != 1:
        return f"{IMAGE_TOKEN} stands in {holding} questions, not in one"
    return tuple(
        Turn(put_image_first(question), answer)
        for question, answer in zip(questions, answers, strict=True)
    )


def read_dataset(folder: Path) -> Iterator[Record | Skipped]:
    """The samples of an imported data set, one record for each question.

    An answer must not be read off an earlier one of the same image, so each question stands
    alone. The caption answers the request to describe; where the lesion of a dermoscopic image
    was not measured, its caption only repeats the label and is left to the questions on it.

    Raises:
        DataError, ContractMismatch: as `read_samples`.
    """
    for sample in read_samples(folder):
        turns = sample_turns(sample)
        if not turns and sample.split == "train":
            yield Skipped(sample.id, sample.image, "neither caption nor question")
        # A sample kept apart counts for the check on leaks even when nothing is asked of it.
        for number, asked in enumerate([(turn,) for turn in turns] or [()]):
            if asked or sample.split != "train":
                yield Record(
                    id=f"{sample.id}#{number}",
                    image=folder / sample.image,
                    sha256=sample.image_sha256,
                    group=f"{folder.name}/{sample.group}",
                    split=sample.split,
                    turns=asked,
                )


def sample_turns(sample: Sample) -> list[Turn]:
    """The questions of a sample, each with the image in front."""
    measured = sample.modality != "dermoscopy" or sample.attributes is not None
    pairs = [
        (qa.question, qa.answer) for qa in sample.qa if measured or qa.answer != sample.caption
    ]
    if sample.caption is not None and measured:
        pairs.append((DESCRIBE_QUESTION, sample.caption))
    return [Turn(f"{IMAGE_TOKEN}\n{question}", answer) for question, answer in pairs]
