"""What a model was trained on: its majority answers, and its images, to find those tested again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.leak import SAME_PICTURE, find_leaks
from skinvl.training.evaluation.leak_tables import Item, read_tables
from skinvl.training.evaluation.vqa_questions import read_yes_no


@dataclass(frozen=True)
class TrainingQuestions:
    """The images and questions trained on.

    ``yes_no`` is the more frequent first word of the answers that begin with yes or no;
    ``by_question`` the most frequent answer to each wording of a question.
    """

    items: tuple[Item, ...]
    yes_no: str | None
    by_question: dict[str, str]

    def count_shared(self, images: Iterable[Item]) -> int:
        """How many of these images were trained on, by file hash, name or ISIC id.

        Near-duplicates, lesions and patients are for `skinvl evaluate leak` to find.
        """
        tested = list({item.id: item for item in images}.values())
        audit = find_leaks(self.items, tested, {}, {})
        return int(audit.mask(SAME_PICTURE, len(tested)).sum())


def read_training(path: Path) -> TrainingQuestions:
    """Read a data set folder (its split ``train``), a csv table or a LLaVA json.

    Raises:
        DataError: not readable, or without questions.
    """
    items = read_tables([path], "train", None)
    asked = [pair for item in items for pair in item.questions]
    if not asked:
        raise DataError(path, "has no questions")
    counts: dict[str, Counter[str]] = {}
    for question, answer in asked:
        counts.setdefault(question, Counter())[answer] += 1
    return TrainingQuestions(
        tuple(items),
        _majority_yes_no([answer for _, answer in asked]),
        {question: most_frequent(answers) for question, answers in counts.items()},
    )


def most_frequent(counts: Counter[str]) -> str:
    """The most frequent; of several the first in the alphabet, so that runs agree."""
    return min(counts, key=lambda answer: (-counts[answer], answer))


def _majority_yes_no(answers: Sequence[str]) -> str | None:
    counts = Counter(found for found in map(read_yes_no, answers) if found is not None)
    return most_frequent(counts) if counts else None
