"""How often questions are answered rightly by somebody who never sees an image.

The answer is the most frequent one for the same wording among the questions to learn from. For a
choice the wording is the set of answers offered, whatever their order; a set that was never seen is
answered by whichever of its members was right most often where it was offered. What a wording
gives away so is no knowledge of images.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from skinvl.contract.sample import QuestionAnswer, Sample, Split


@dataclass(frozen=True)
class Blind:
    """Of one topic: how many were asked, how many answered rightly, and what lots would give."""

    asked: int
    right: int
    chance: float

    @property
    def accuracy(self) -> float:
        """0..1; 0 where nothing was asked."""
        return self.right / self.asked if self.asked else 0.0


def measure_blind(
    samples: Sequence[Sample],
    *,
    learn: Split = "train",
    ask: Sequence[Split] = ("test", "val"),
) -> dict[str, Blind]:
    """Blind accuracy per "topic (kind)" over the first split of `ask` that has questions.

    Where none has, the questions to learn from are asked again, each left out of its own count.
    """
    known = [qa for sample in samples if sample.split == learn for qa in sample.qa]
    for split in ask:
        asked = [qa for sample in samples if sample.split == split for qa in sample.qa]
        if asked:
            return _measure(known, asked, leave_out=False)
    return _measure(known, known, leave_out=True)


def _measure(
    known: Iterable[QuestionAnswer], asked: Sequence[QuestionAnswer], *, leave_out: bool
) -> dict[str, Blind]:
    by_wording: dict[object, Counter[str]] = defaultdict(Counter)
    by_topic: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    offered: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for qa in known:
        by_wording[_wording(qa)][qa.answer] += 1
        by_topic[qa.topic, qa.kind][qa.answer] += 1
        offered[qa.topic, qa.kind].update(qa.choices)
    rows: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for qa in asked:
        topic = (qa.topic, qa.kind)
        own = Counter({qa.answer: 1}) if leave_out else Counter()
        counts = by_wording[_wording(qa)] - own
        if counts:
            guess = _most_common(counts)
        elif qa.kind == "choice":
            guess = _best_offered(qa, by_topic[topic] - own, offered[topic])
        else:
            guess = _most_common(by_topic[topic] - own)
        chance = 1 / len(qa.choices) if qa.choices else 0.5 if qa.kind == "yesno" else 0.0
        rows[f"{qa.topic} ({qa.kind})"].append((guess == qa.answer, chance))
    return {
        name: Blind(
            len(answers),
            sum(right for right, _ in answers),
            sum(chance for _, chance in answers) / len(answers),
        )
        for name, answers in sorted(rows.items())
    }


def _wording(qa: QuestionAnswer) -> object:
    return (qa.topic, tuple(sorted(qa.choices))) if qa.kind == "choice" else (qa.topic, qa.question)


def _most_common(counts: Mapping[str, int]) -> str | None:
    return max(sorted(counts), key=lambda answer: counts[answer], default=None)


def _best_offered(
    qa: QuestionAnswer, right: Mapping[str, int], offered: Mapping[str, int]
) -> str | None:
    def rate(choice: str) -> float:
        return right.get(choice, 0) / max(offered.get(choice, 0), 1)

    return max(sorted(qa.choices), key=rate, default=None)
